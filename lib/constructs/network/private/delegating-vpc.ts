import { Resource } from 'aws-cdk-lib';
import {
  ClientVpnEndpoint, ClientVpnEndpointOptions, EnableVpnGatewayOptions, FlowLog, FlowLogOptions, FlowLogResourceType, GatewayVpcEndpoint,
  GatewayVpcEndpointOptions, InterfaceVpcEndpoint, InterfaceVpcEndpointOptions, ISubnet, IVpc, SelectedSubnets, SubnetSelection, SubnetType,
  Vpc, VpcAttributes, VPCReference, VpnConnection, VpnConnectionOptions,
} from 'aws-cdk-lib/aws-ec2';
import { IDependable } from 'constructs';
import { throwProblems } from '../../../core/errors';
import { Tier, TierReach } from '../tier';

/** The ids of what a tier consists of, one of each for each zone. */
export interface TierNetwork {
  readonly tier: Tier;
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];
  readonly cidrBlocks?: readonly string[];
}

/**
 * A VPC whose parts are known by their ids, as every L2 takes it: an imported VPC of the CDK does the work.
 *
 * Two things differ from `Vpc`. What names no subnets goes to one tier, not to all that are alike; and public subnets are there only where
 * the internet is let in.
 *
 * @internal
 */
export abstract class DelegatingVpc extends Resource implements IVpc {
  /** @internal The VPC as the CDK imports it. */
  protected abstract readonly _delegate: IVpc;

  /** @internal Whether the internet is let in. */
  protected abstract readonly _internetFacing: boolean;

  /** @internal The tier of what names none. */
  protected abstract readonly _defaultTier: string;

  /** The id of the VPC. */
  public get vpcId(): string {
    return this._delegate.vpcId;
  }

  /** The ARN of the VPC. */
  public get vpcArn(): string {
    return this._delegate.vpcArn;
  }

  /** The IPv4 range of the VPC. */
  public get vpcCidrBlock(): string {
    return this._delegate.vpcCidrBlock;
  }

  /** The VPC, for what takes a reference. */
  public get vpcRef(): VPCReference {
    return { vpcId: this.vpcId };
  }

  /** Subnets of internet-facing tiers, where the internet is let in; else none. */
  public get publicSubnets(): ISubnet[] {
    return this._internetFacing ? this._delegate.publicSubnets : [];
  }

  /** Subnets of tiers with egress. */
  public get privateSubnets(): ISubnet[] {
    return this._delegate.privateSubnets;
  }

  /** Subnets of isolated tiers. */
  public get isolatedSubnets(): ISubnet[] {
    return this._delegate.isolatedSubnets;
  }

  /** The availability zones. */
  public get availabilityZones(): string[] {
    return this._delegate.availabilityZones;
  }

  /** The VPN gateway, if there is one. */
  public get vpnGatewayId(): string | undefined {
    return this._delegate.vpnGatewayId;
  }

  /** What to depend on for the ways out. */
  public get internetConnectivityEstablished(): IDependable {
    return this._delegate.internetConnectivityEstablished;
  }

  /**
   * The subnets of a selection. One that names neither subnets nor their type nor their group gets those of the first tier with egress
   * ("app"), where there is one.
   *
   * Fails for public subnets where the internet is not let in.
   *
   * @param selection such as `network.tier('data').subnets`
   */
  public selectSubnets(selection: SubnetSelection = {}): SelectedSubnets {
    throwProblems(this, !this._internetFacing && selection.subnetType === SubnetType.PUBLIC
      ? ["'subnetType' must not be PUBLIC where the internet is not let in, got PUBLIC: say `internet: InboundInternet.loadBalancers()`, or name a tier by `subnetGroupName`"]
      : []);
    const named = selection.subnets ?? selection.subnetType ?? selection.subnetGroupName;
    return this._delegate.selectSubnets(named === undefined ? { ...selection, subnetGroupName: this._defaultTier } : selection);
  }

  /**
   * Adds a VPN gateway.
   *
   * @param options of the gateway
   */
  public enableVpnGateway(options: EnableVpnGatewayOptions): void {
    this._delegate.enableVpnGateway(options);
  }

  /**
   * Adds a VPN connection.
   *
   * @param id of the construct
   * @param options of the connection
   */
  public addVpnConnection(id: string, options: VpnConnectionOptions): VpnConnection {
    return this._delegate.addVpnConnection(id, options);
  }

  /**
   * Adds a Client VPN endpoint.
   *
   * @param id of the construct
   * @param options of the endpoint
   */
  public addClientVpnEndpoint(id: string, options: ClientVpnEndpointOptions): ClientVpnEndpoint {
    return new ClientVpnEndpoint(this, id, { ...options, vpc: this });
  }

  /**
   * Adds a gateway endpoint, whose policy is the caller's.
   *
   * @param id of the construct
   * @param options of the endpoint
   */
  public addGatewayEndpoint(id: string, options: GatewayVpcEndpointOptions): GatewayVpcEndpoint {
    return new GatewayVpcEndpoint(this, id, { vpc: this, ...options });
  }

  /**
   * Adds an interface endpoint, whose policy is the caller's.
   *
   * @param id of the construct
   * @param options of the endpoint
   */
  public addInterfaceEndpoint(id: string, options: InterfaceVpcEndpointOptions): InterfaceVpcEndpoint {
    return new InterfaceVpcEndpoint(this, id, { vpc: this, ...options });
  }

  /**
   * Adds a flow log beside that of the VPC.
   *
   * @param id of the construct
   * @param options of the flow log
   */
  public addFlowLog(id: string, options?: FlowLogOptions): FlowLog {
    return new FlowLog(this, id, { resourceType: FlowLogResourceType.fromVpc(this), ...options });
  }
}

/** The VPC as the CDK imports it from the ids of its tiers. */
export function importVpc(
  scope: DelegatingVpc, vpc: Pick<VpcAttributes, 'vpcId' | 'vpcCidrBlock' | 'availabilityZones'>, tiers: readonly TierNetwork[],
): IVpc {
  const ofReach = (reach: TierReach) => {
    const alike = tiers.filter(({ tier }) => tier.reach === reach);
    const ids = (pick: (network: TierNetwork) => readonly string[]) => alike.length === 0 ? undefined : alike.flatMap(pick);
    return {
      ids: ids(({ subnetIds }) => subnetIds),
      names: alike.length === 0 ? undefined : alike.map(({ tier }) => tier.tierName),
      tables: ids(({ routeTableIds }) => routeTableIds),
      cidrs: alike.some(({ cidrBlocks }) => !cidrBlocks) ? undefined : ids(({ cidrBlocks = [] }) => cidrBlocks),
    };
  };
  const [publics, privates, isolated] = [TierReach.INTERNET_FACING, TierReach.EGRESS, TierReach.ISOLATED].map(ofReach);
  return Vpc.fromVpcAttributes(scope, 'Imported', {
    ...vpc,
    publicSubnetIds: publics.ids,
    publicSubnetNames: publics.names,
    publicSubnetRouteTableIds: publics.tables,
    publicSubnetIpv4CidrBlocks: publics.cidrs,
    privateSubnetIds: privates.ids,
    privateSubnetNames: privates.names,
    privateSubnetRouteTableIds: privates.tables,
    privateSubnetIpv4CidrBlocks: privates.cidrs,
    isolatedSubnetIds: isolated.ids,
    isolatedSubnetNames: isolated.names,
    isolatedSubnetRouteTableIds: isolated.tables,
    isolatedSubnetIpv4CidrBlocks: isolated.cidrs,
  });
}

/** Where goes what names no tier: to what computes, if there is such a tier. */
export const defaultTierOf = (tiers: readonly Tier[]): string =>
  [TierReach.EGRESS, TierReach.ISOLATED, TierReach.INTERNET_FACING]
    .flatMap(reach => tiers.filter(tier => tier.reach === reach))
    .map(({ tierName }) => tierName)[0] ?? '';
