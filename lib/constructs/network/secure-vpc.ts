import { Fn, Tags } from 'aws-cdk-lib';
import { CfnVPC, CfnVPCCidrBlock, IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Construct, Dependable, IDependable } from 'constructs';
import { throwProblems } from '../../core/errors';
import { DefaultSecurityGroupFunction } from './default-security-group-function';
import { Egress } from './egress';
import { EndpointSelection } from './endpoint-selection';
import { FlowLogs } from './flow-logs';
import { InboundInternet } from './inbound-internet';
import { Ipv6 } from './ipv6';
import { ISecureVpc } from './i-secure-vpc';
import { LandingZoneVpc, LandingZoneVpcAttributes } from './landing-zone-vpc';
import { NetworkTier } from './network-tier';
import { closeDefaultSecurityGroup } from './private/default-security-group';
import { DelegatingVpc, defaultTierOf, importVpc, TierNetwork } from './private/delegating-vpc';
import { controlEncryption } from './private/encryption-control';
import { publish } from './private/network-parameters';
import { checkOverlaps } from './private/overlaps';
import { tierNameProblems } from './private/tier-names';
import { TierSubnets } from './private/tier-subnets';
import { plumbingSlot, Slot, tierSlot } from './private/vpc-layout';
import { plumbingOf, vpcProblems } from './private/vpc-problems';
import { WaysOut } from './private/ways-out';
import { SecureVpcProps } from './secure-vpc-props';
import { Tier, TierReach } from './tier';
import { VpcEndpoints } from './vpc-endpoints';

const DEFAULT_ZONES = 3;

/** The props, with what they leave open. */
interface Settled extends SecureVpcProps {
  readonly vpcName: string;
  readonly tiers: Tier[];
  readonly zones: readonly string[];
  readonly egress: Egress;
  readonly internet: InboundInternet;
  readonly ipv6: Ipv6;
}

/**
 * A VPC of tiers, whose security groups only name each other.
 *
 *     const network = new SecureVpc(this, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16') });
 *     network.tier('app').allowTo(network.tier('data'), Port.POSTGRES);
 *     new DatabaseCluster(this, 'Orders', { vpc: network, vpcSubnets: network.tier('data').subnets, … });
 *
 *     internet ─ internet gateway ─► web 1..3     only with InboundInternet.loadBalancers()
 *                                    app 1..3 ──► NAT, a transit gateway, or nowhere: the egress
 *                                    data 1..3    no way out
 *
 * It is a VPC for every L2 of the CDK (`vpc: network`). What names no subnets goes to the first tier with egress, "app".
 *
 * Secure as it is: nothing has a public address by itself; the default security group has no rule; flow logs are on; each subnet has its
 * own route table, and no route but to the VPC before one is asked for; S3 and DynamoDB are reached by gateway endpoints, whose policies
 * let nobody else's data through. Everything that widens it has a name among the props.
 *
 * Costs nothing by itself; flow logs about $0.50 a gigabyte and $1 a month for their key, and what `egress` and `endpoints` cost.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html
 */
export class SecureVpc extends DelegatingVpc implements ISecureVpc {
  /**
   * The VPC that the landing zone gave to the account and region.
   *
   * @param scope of the reference
   * @param id of the reference
   * @param attributes what the app knows of it
   */
  public static fromLandingZone(scope: Construct, id: string, attributes: LandingZoneVpcAttributes): LandingZoneVpc {
    return new LandingZoneVpc(scope, id, attributes);
  }

  /** @internal Closes the default group of a VPC that has nobody who does, whatever made it. */
  public static _closeDefaultSecurityGroup(vpc: CfnVPC): void {
    const isClosed = ['DefaultSecurityGroup', 'RestrictDefaultSecurityGroupCustomResource'].some(id => vpc.node.scope?.node.tryFindChild(id));
    if (!isClosed && vpc.node.tryFindChild('DefaultSecurityGroup') === undefined) {
      closeDefaultSecurityGroup(vpc, vpc, DefaultSecurityGroupFunction.ofStack());
    }
  }

  /** The tiers, in their order. */
  public readonly tiers: NetworkTier[];

  /** The endpoints; tiers reach them by `allowToEndpoints`. */
  public readonly endpoints: VpcEndpoints;

  /** The VPC's attachment to the transit gateway, with central egress. */
  public readonly transitGatewayAttachmentId?: string;

  /** @internal */
  protected readonly _delegate: IVpc;

  /** @internal */
  protected readonly _internetFacing: boolean;

  /** @internal */
  protected readonly _defaultTier: string;

  /** Subnets by the names of tiers, and of the VPC's own. */
  private readonly subnetsByName: ReadonlyMap<string, TierSubnets>;

  public constructor(scope: Construct, id: string, props: SecureVpcProps) {
    super(scope, id);
    const settled = settle(this, props);
    throwProblems(this, vpcProblems(props, settled.tiers, settled.zones, settled.egress));

    const vpc = this.newVpc(settled);
    this.subnetsByName = this.newSubnets(vpc, settled);
    const ways = this.newWaysOut(vpc, settled);
    this._internetFacing = settled.internet.takesLoadBalancers;
    this._defaultTier = defaultTierOf(settled.tiers);
    this._delegate = importVpc(this, {
      vpcId: vpc.attrVpcId, vpcCidrBlock: props.addresses.cidrBlock ?? vpc.attrCidrBlock, availabilityZones: [...settled.zones],
    }, this.networksOf(settled.tiers));
    settled.tiers.forEach(({ tierName }) => this.isConnectedBy(tierName, ways.routes.get(tierName) ?? []));

    this.endpoints = this.newEndpoints(settled);
    this.tiers = settled.tiers.map(tier => this.newTier(tier));
    this.transitGatewayAttachmentId = ways.transitGatewayAttachmentId;
    this.protect(vpc, settled, ways);
    if (props.publishParameters !== undefined) {
      publish(this, props.publishParameters, {
        ...this.vpcAttributes(),
        tiers: this.networksOf(settled.tiers),
        endpointsSecurityGroupId: this.endpoints.securityGroup?.securityGroupId,
      });
    }
  }

  /**
   * The tier of a name; fails when there is none, and says which there are.
   *
   * @param tierName such as "app"
   */
  public tier(tierName: string): NetworkTier {
    throwProblems(this, tierNameProblems(this.tiers, tierName));
    return this.tiers.find(tier => tier.tierName === tierName)!;
  }

  /**
   * The route tables of a tier, one for each zone; of "nat" and "transit" too, where the VPC has them. Fails when there is none of that
   * name.
   *
   * @param tierName such as "app"
   */
  public routeTableIds(tierName: string): string[] {
    return this.subnetsOf(tierName).routeTableIds;
  }

  /**
   * The subnets of a tier by their ids, one for each zone; of "nat" and "transit" too, where the VPC has them. Fails when there is none of
   * that name.
   *
   * @param tierName such as "app"
   */
  public subnetIds(tierName: string): string[] {
    return this.subnetsOf(tierName).subnetIds;
  }

  private subnetsOf(name: string): TierSubnets {
    throwProblems(this, tierNameProblems([...this.subnetsByName.keys()].map(tierName => ({ tierName })), name));
    return this.subnetsByName.get(name)!;
  }

  private newVpc({ addresses, vpcName }: Settled): CfnVPC {
    const vpc = new CfnVPC(this, 'Resource', {
      ...addresses.ipamPoolId === undefined
        ? { cidrBlock: addresses.cidrBlock }
        : { ipv4IpamPoolId: addresses.ipamPoolId, ipv4NetmaskLength: addresses.netmaskLength },
      // Private names of interface endpoints need both.
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    Tags.of(vpc).add('Name', vpcName);
    return vpc;
  }

  private newSubnets(vpc: CfnVPC, settled: Settled): ReadonlyMap<string, TierSubnets> {
    const { addresses, egress, tiers, zones, vpcName } = settled;
    const ipv6 = settled.ipv6.isDualStack
      ? new CfnVPCCidrBlock(this, 'Ipv6', { vpcId: vpc.attrVpcId, amazonProvidedIpv6CidrBlock: true })
      : undefined;
    type OfTier = [string, TierSubnets];
    const subnets = (tierName: string, subnetType: SubnetType, slotOf: (zone: number) => Slot, range?: CfnVPCCidrBlock): OfTier =>
      [tierName, new TierSubnets(this, tierName, { vpc, vpcName, zones, tierName, subnetType, addresses, slotOf, ipv6: range })];
    return new Map([
      ...tiers.map(({ tierName, subnetType }, index) => subnets(tierName, subnetType, zone => tierSlot(addresses, index, zone), ipv6)),
      ...plumbingOf(egress).map(kind =>
        subnets(kind, kind === 'nat' ? SubnetType.PUBLIC : SubnetType.PRIVATE_ISOLATED, zone => plumbingSlot(addresses, kind, zone))),
    ]);
  }

  private newWaysOut(vpc: CfnVPC, { egress, internet, ipv6, tiers, vpcName }: Settled): WaysOut {
    return new WaysOut(this, 'WaysOut', {
      vpc, vpcName, egress, takesLoadBalancers: internet.takesLoadBalancers, isDualStack: ipv6.isDualStack,
      tiers: tiers.map(tier => ({ tier, subnets: this.subnetsByName.get(tier.tierName)! })), plumbing: this.subnetsByName,
    });
  }

  private newEndpoints({ endpoints, tiers }: Settled): VpcEndpoints {
    return new VpcEndpoints(this, 'Endpoints', {
      vpc: this,
      selection: endpoints ?? EndpointSelection.gateways(),
      subnets: this.selectSubnets().subnets,
      routeTableIds: tiers.flatMap(({ tierName }) => this.routeTableIds(tierName)),
    });
  }

  private newTier({ tierName, reach }: Tier): NetworkTier {
    return new NetworkTier(this, `Tier-${tierName}`, {
      tierName,
      vpc: this,
      subnets: this.selectSubnets({ subnetGroupName: tierName }).subnets,
      internetFacing: this._internetFacing && reach === TierReach.INTERNET_FACING,
      endpoints: this.endpoints,
    });
  }

  /** What stands around the tiers: the default group, logs, names, encryption, and that addresses are nobody else's. */
  private protect(vpc: CfnVPC, settled: Settled, ways: WaysOut): void {
    const { addresses: { cidrBlock }, dns, egress, encryptionControl, flowLogs, overlapsBecause } = settled;
    closeDefaultSecurityGroup(this, vpc, settled.defaultSecurityGroup ?? DefaultSecurityGroupFunction.ofStack());
    (flowLogs ?? FlowLogs.logGroup()).addToVpc(this, vpc.attrVpcId);
    dns?.addToVpc(this, vpc.attrVpcId);
    if (encryptionControl) {
      controlEncryption(this, vpc.attrVpcId, encryptionControl, { ...gatewaysOf(ways), hasNatGateway: egress.isNat });
    }
    if (cidrBlock !== undefined) {
      checkOverlaps(this, { range: cidrBlock, overlapsBecause });
    }
  }

  /** What depends on the way out of a subnet waits for its routes. */
  private isConnectedBy(tierName: string, routes: readonly IDependable[]): void {
    const zones = this.availabilityZones.length;
    this.selectSubnets({ subnetGroupName: tierName }).subnets.forEach((subnet, zone) => {
      const parts = [this.subnetsOf(tierName).associationOf(zone), ...routes.filter((_, index) => index % zones === zone)];
      Dependable.implement(subnet.internetConnectivityEstablished, {
        get dependencyRoots() {
          return parts.flatMap(part => Dependable.of(part).dependencyRoots);
        },
      });
    });
  }

  private networksOf(tiers: readonly Tier[]): TierNetwork[] {
    return tiers.map(tier => ({ tier, ...idsOf(this.subnetsOf(tier.tierName)) }));
  }

  private vpcAttributes() {
    return { vpcId: this.vpcId, vpcCidrBlock: this.vpcCidrBlock, availabilityZones: this.availabilityZones };
  }
}

const idsOf = ({ subnetIds, routeTableIds, cidrBlocks }: TierSubnets) => ({ subnetIds, routeTableIds, cidrBlocks });

const gatewaysOf = ({ hasInternetGateway, hasEgressOnlyGateway }: WaysOut) => ({ hasInternetGateway, hasEgressOnlyGateway });

const settle = (scope: Construct, props: SecureVpcProps): Settled => ({
  ...props,
  vpcName: props.vpcName ?? scope.node.path,
  tiers: props.tiers ?? [Tier.web(), Tier.app(), Tier.data()],
  zones: props.availabilityZoneNames ?? firstZones(props.availabilityZones ?? DEFAULT_ZONES),
  egress: props.egress ?? Egress.none(),
  internet: props.internet ?? InboundInternet.none(),
  ipv6: props.ipv6 ?? Ipv6.none(),
});

/** The zones as CloudFormation lists them when it deploys: no lookup, and the template fits every account. */
function firstZones(count: number): string[] {
  const whole = Number.isInteger(count) && count > 0 && count <= 26 ? count : 0;
  return Array.from({ length: whole }, (_, index) => Fn.select(index, Fn.getAzs()));
}
