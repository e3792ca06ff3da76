import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { networkShareName } from '../../core/naming';
import { Problems } from '../../core/validation';
import { Egress } from './egress';
import { FlowLogs, LogArchiveDestination } from './flow-logs';
import { NetworkPattern } from './network-pattern';
import { SecureVpc } from './secure-vpc';
import { VpcAddresses } from './vpc-addresses';

/** Properties of an account's part of a pattern. */
export interface NetworkSpokeProps {
  /** `NetworkPattern.isolated(…)` or `.transitGateway(…)`; of `.sharedSubnets` accounts have no part but what is shared with them. */
  readonly pattern: NetworkPattern;

  /** The pool of the region: `ValueOfRegion` of what a `NetworkLookup` found. */
  readonly ipamPoolId: string;

  /**
   * The transit gateway of the region, for `NetworkPattern.transitGateway`: `ValueOfRegion` of what a `NetworkLookup` found.
   *
   * @default - none
   */
  readonly transitGatewayId?: string;

  /** The log archive, for flow logs. */
  readonly logArchive: LogArchiveDestination;
}

/**
 * The network of an account in each region: a VPC whose addresses a pool gives, attached as the pattern says. It stands in a template that
 * goes to every account and region; application stacks find it by `SecureVpc.fromLandingZone`.
 */
export class NetworkSpoke extends Construct {
  /** The VPC. */
  public readonly network: SecureVpc;

  public constructor(scope: Construct, id: string, props: NetworkSpokeProps) {
    super(scope, id);
    const { pattern } = props;
    throwProblems(this, problems(props));
    this.network = new SecureVpc(this, 'Vpc', {
      vpcName: networkShareName(pattern.networkName),
      addresses: VpcAddresses.ipam({ ipamPoolId: props.ipamPoolId, netmaskLength: pattern.netmaskLength }),
      tiers: pattern.tiers,
      availabilityZones: pattern.availabilityZones,
      egress: pattern.hasTransitGateway ? Egress.central(props.transitGatewayId!) : Egress.none(),
      publishParameters: pattern.networkName,
    });
    FlowLogs.logArchive(props.logArchive).addToVpc(this, this.network.vpcId);
  }
}

function problems({ pattern, transitGatewayId }: NetworkSpokeProps): Problems {
  return [
    ...pattern.hasOwnVpcs ? [] : [`'pattern' must give accounts VPCs of their own, got "${pattern.patternName}": leave the spoke out`],
    ...pattern.hasTransitGateway && transitGatewayId === undefined
      ? ["'transitGatewayId' must be given for a pattern with a transit gateway, got none: choose that of the region by 'ValueOfRegion'"] : [],
  ];
}
