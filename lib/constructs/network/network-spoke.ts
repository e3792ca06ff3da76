import { Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { networkShareName } from '../../core/naming';
import { Problems } from '../../core/validation';
import { DnsProtection } from './dns-protection';
import { Egress } from './egress';
import { EndpointSelection } from './endpoint-selection';
import { LogArchiveDestination } from './flow-logs';
import { NetworkPattern } from './network-pattern';
import { publish } from './private/network-parameters';
import { landingZoneVpc } from './private/spoke-defaults';
import { SecureVpc } from './secure-vpc';

/** Properties of an account's part of a pattern. */
export interface NetworkSpokeProps {
  /** How accounts come to a network. */
  readonly pattern: NetworkPattern;

  /** The organization: endpoints let nobody else's data through. */
  readonly organizationId: string;

  /** The log archive, for flow logs. */
  readonly logArchive: LogArchiveDestination;

  /**
   * The pool of the region, for patterns in which accounts have VPCs of their own: `ValueOfRegion` of what a `NetworkLookup` found.
   *
   * @default - none
   */
  readonly ipamPoolId?: string;

  /**
   * The transit gateway of the region, for `NetworkPattern.transitGateway`: `ValueOfRegion` of what a `NetworkLookup` found.
   *
   * @default - none
   */
  readonly transitGatewayId?: string;

  /**
   * The shared VPC of the region, for `NetworkPattern.sharedSubnets`: `ValueOfRegion` of what a `NetworkLookup` of
   * `NetworkResource.sharedSubnets` found.
   *
   * @default - none
   */
  readonly sharedNetwork?: string;

  /**
   * Which AWS services the VPC reaches without a way out; for the organization, where it names none.
   *
   * @default - S3 and DynamoDB, for data of the organization
   */
  readonly endpoints?: EndpointSelection;

  /**
   * What watches and filters the names that are asked for.
   *
   * @default - nothing
   */
  readonly dns?: DnsProtection;
}

/** What stands in the place of a route table that another account owns. */
const NOT_OWN = 'not-own';

/**
 * The network of an account in each region: a VPC whose addresses a pool gives, attached as the pattern says, or the addresses under which
 * subnets of the network account are found. It stands in a template that goes to every account and region; application stacks find it by
 * `SecureVpc.fromLandingZone`.
 *
 * The role of `DefaultSecurityGroupRole` is in the account before.
 */
export class NetworkSpoke extends Construct {
  /** The VPC, where the account has one of its own. */
  public readonly network?: SecureVpc;

  public constructor(scope: Construct, id: string, props: NetworkSpokeProps) {
    super(scope, id);
    const { pattern } = props;
    throwProblems(this, problems(props));
    if (pattern.hasSharedSubnets) {
      this.publishShared(pattern, props.sharedNetwork!);
      return;
    }
    this.network = new SecureVpc(this, 'Vpc', {
      ...landingZoneVpc({ ...props, ipamPoolId: props.ipamPoolId! }),
      vpcName: networkShareName(pattern.networkName),
      egress: pattern.hasTransitGateway ? Egress.central(props.transitGatewayId!) : Egress.none(),
      publishParameters: pattern.networkName,
    });
  }

  /** Writes down what is shared, for the stacks of the account. Zones stand there by their ids, since names differ between accounts. */
  private publishShared({ networkName, tiers, availabilityZones }: NetworkPattern, sharedNetwork: string): void {
    const field = (index: number) => Fn.select(index, Fn.split('|', sharedNetwork));
    const list = (index: number) => Array.from({ length: availabilityZones }, (_, zone) => Fn.select(zone, Fn.split(';', field(index))));
    const routeTableIds = Array.from({ length: availabilityZones }, () => NOT_OWN);
    publish(this, networkName, {
      vpcId: field(0),
      vpcCidrBlock: field(1),
      availabilityZones: list(2),
      tiers: tiers.map((tier, index) => ({ tier, subnetIds: list(3 + index), routeTableIds })),
    });
  }
}

function problems({ pattern, ipamPoolId, transitGatewayId, sharedNetwork }: NetworkSpokeProps): Problems {
  const isMissing = (needed: boolean, value?: string) => needed && value === undefined;
  return [
    ...isMissing(pattern.hasOwnVpcs, ipamPoolId) ? ["'ipamPoolId' must be given for VPCs of accounts, got none: choose that of the region by 'ValueOfRegion'"] : [],
    ...isMissing(pattern.hasTransitGateway, transitGatewayId)
      ? ["'transitGatewayId' must be given for a pattern with a transit gateway, got none: choose that of the region by 'ValueOfRegion'"] : [],
    ...isMissing(pattern.hasSharedSubnets, sharedNetwork)
      ? ["'sharedNetwork' must be given for shared subnets, got none: choose that of the region by 'ValueOfRegion'"] : [],
  ];
}
