import { Aws } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  AddressPools, LogArchiveDestination, NetworkHub, NetworkHubRole, NetworkLookup, NetworkResource, NetworkSpoke,
  SharePrincipal, ValueOfRegion,
} from '../../constructs/network';
import { AutoDeployment, IAccount, IStackSet, StackSet, StackSetTargets } from '../../constructs/organization';
import { stackSetName } from '../../core/naming';
import { NetworkConfiguration } from '../network-configuration';
import { networkRegionsOf, networkUnitsOf } from '../configuration/network-problems';
import { LandingZoneStack } from './landing-zone-stack';
import { OrganizationMemberStackProps } from './organization-stack';

/** What the stack of networks is told. */
export interface NetworkStackProps extends OrganizationMemberStackProps {
  readonly network: NetworkConfiguration;

  /** The account that owns what networks share. */
  readonly account: IAccount;

  /** What every account has once: the role of what closes default security groups. */
  readonly accountGlobal: IStackSet;
}

/**
 * The networks of accounts. StackSets return nothing, so between them the management account asks the network account for the ids that it
 * made up.
 *
 *     NetworkHome ──► pools? ──► NetworkHub ──► gateways? ──► Network
 *     pools, roles               gateway, egress              a VPC in each account and region
 *
 * A region leaves from right to left: its VPCs hold addresses and the gateway, so while it is governed the left keeps what the right may
 * still have. Subnets that are shared take addresses too and hold nothing of others, so they leave with the right.
 */
export class NetworkStack extends LandingZoneStack {
  /** Names of the StackSets, in the order in which they are deployed. */
  public readonly stackSetNames: string[];

  private readonly props: NetworkStackProps;
  private readonly regions: string[];
  private readonly governedRegions: string[];

  public constructor(scope: Construct, props: NetworkStackProps) {
    super(scope, 'Network', 'network', 'Landing zone: address pools, what connects networks, and the networks of accounts', props);
    this.props = props;
    this.regions = networkRegionsOf(props.configuration);
    this.governedRegions = [...props.configuration.governedRegions].sort();
    const { pattern } = props.network;

    const home = this.home();
    const pools = this.lookUp('AddressPools', NetworkResource.ADDRESS_POOL, home);
    const hub = pattern.hasTransitGateway || pattern.hasSharedSubnets ? this.hub(home, pools) : undefined;
    const spokes = this.spokes(pools, hub);

    this.stackSetNames = [home, ...hub ? [hub] : [], spokes].map(stackSet => stackSet.stackSetName);
  }

  /** What the network account has once, in the home region. */
  private home(): StackSet {
    const { configuration: { managementAccountId, homeRegion }, network: { addresses, pattern } } = this.props;
    const stackSet = this.inNetworkAccount('NetworkHome', 'network-home', 'the organization\'s addresses', [homeRegion]);
    new NetworkHubRole(stackSet.template, 'HubRole', { managementAccountId });
    const principals = this.principals(stackSet, this.organizationId(stackSet));
    new AddressPools(stackSet.template, 'Addresses', { ...addresses, regions: this.governedRegions, principals, networkNetmaskLength: pattern.netmaskLength });
    return stackSet;
  }

  private hub(home: StackSet, pools: NetworkLookup): StackSet {
    const { pattern, addresses } = this.props.network;
    const regions = pattern.hasSharedSubnets ? this.regions : this.governedRegions;
    const stackSet = this.inNetworkAccount('NetworkHub', 'network-hub', 'what the networks of accounts share', regions);
    stackSet.node.addDependency(home);
    const organizationId = this.organizationId(stackSet);
    new NetworkHub(stackSet.template, 'Hub', {
      pattern,
      organizationRange: addresses.cidrBlock,
      organizationId,
      principals: this.principals(stackSet, organizationId),
      logArchive: this.logArchive(stackSet),
      ...pattern.hasSharedSubnets && { ipamPoolId: this.valueOfRegion(stackSet, 'AddressPools', pools) },
    });
    return stackSet;
  }

  private spokes(pools: NetworkLookup, hub: StackSet | undefined): StackSet {
    const { accountGlobal, configuration, organization, network: { pattern, endpoints, dns } } = this.props;
    const stackSet = new StackSet(this, 'Network', {
      stackSetName: stackSetName('network'),
      description: 'Landing zone: the network of an account in each region',
      targets: StackSetTargets.organizationalUnits(...networkUnitsOf(configuration).map(path => organization.unit(path))),
      regions: this.regions,
      operationPreferences: configuration.baseline?.operationPreferences,
      autoDeployment: AutoDeployment.enabled({ dependsOn: [accountGlobal] }),
    });
    const found = (id: string, resource: NetworkResource) => this.valueOfRegion(stackSet, id, this.lookUp(id, resource, hub!));
    new NetworkSpoke(stackSet.template, 'Network', {
      pattern,
      endpoints,
      dns,
      organizationId: this.organizationId(stackSet),
      logArchive: this.logArchive(stackSet),
      ...pattern.hasOwnVpcs && { ipamPoolId: this.valueOfRegion(stackSet, 'AddressPools', pools) },
      ...pattern.hasTransitGateway && { transitGatewayId: found('TransitGateways', NetworkResource.TRANSIT_GATEWAY) },
      ...pattern.hasSharedSubnets && { sharedNetwork: found('SharedSubnets', NetworkResource.sharedSubnets(pattern)) },
    });
    return stackSet;
  }

  private organizationId(stackSet: StackSet): string {
    return stackSet.addParameter('OrganizationId', this.props.organization.organization.organizationId);
  }

  private inNetworkAccount(id: string, name: string, what: string, regions: string[]): StackSet {
    const { account, configuration, organization, network } = this.props;
    const { organizationalUnit } = (configuration.accounts ?? []).find(({ name: accountName }) => accountName === network.account)!;
    return new StackSet(this, id, {
      stackSetName: stackSetName(name),
      description: `Landing zone: ${what}`,
      targets: StackSetTargets.account(account, organization.unit(organizationalUnit)),
      regions,
    });
  }

  private lookUp(id: string, resource: NetworkResource, after: StackSet): NetworkLookup {
    const { account, configuration: { homeRegion } } = this.props;
    const lookup = new NetworkLookup(this, id, { networkAccountId: account.accountId, homeRegion, regions: this.regions, resource });
    lookup.node.addDependency(after);
    return lookup;
  }

  private valueOfRegion(stackSet: StackSet, id: string, { values }: NetworkLookup): string {
    return new ValueOfRegion(stackSet.template, `${id}OfRegion`, { regions: this.regions, commaSeparatedValues: stackSet.addParameter(id, values) }).value;
  }

  private logArchive(stackSet: StackSet): LogArchiveDestination {
    const { configuration: { homeRegion }, organization } = this.props;
    return { logArchiveAccountId: stackSet.addParameter('LogArchiveAccountId', organization.logArchiveAccount.accountId), homeRegion };
  }

  /** The units whose accounts get networks. */
  private principals(stackSet: StackSet, organizationId: string): SharePrincipal[] {
    const { configuration, organization } = this.props;
    return networkUnitsOf(configuration).map((path, index) => {
      const unitId = stackSet.addParameter(`OrganizationalUnitId${index + 1}`, organization.unit(path).organizationalUnitId);
      return SharePrincipal.organizationalUnit(
        `arn:${Aws.PARTITION}:organizations::${configuration.managementAccountId}:ou/${organizationId}/${unitId}`);
    });
  }
}
