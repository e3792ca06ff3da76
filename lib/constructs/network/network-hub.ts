import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { Problems } from '../../core/validation';
import { CentralEgress } from './central-egress';
import { FlowLogs, LogArchiveDestination } from './flow-logs';
import { NetworkPattern } from './network-pattern';
import { SharePrincipal } from './resource-share';
import { SharedSubnets } from './shared-subnets';
import { TransitGateway } from './transit-gateway';

/** Properties of the network account's part of a pattern. */
export interface NetworkHubProps {
  /** `NetworkPattern.transitGateway(…)` or `.sharedSubnets(…)`; `.isolated()` needs no hub. */
  readonly pattern: NetworkPattern;

  /** The range that all networks lie in: that of `AddressPools`. */
  readonly organizationRange: string;

  /** Who may use what the hub shares. */
  readonly principals: SharePrincipal[];

  /** The organization: endpoints of a shared VPC let nobody else's data through. */
  readonly organizationId: string;

  /** The log archive, for flow logs and those of the firewall. */
  readonly logArchive: LogArchiveDestination;

  /**
   * The pool of the region, for `NetworkPattern.sharedSubnets`: `ValueOfRegion` of what a `NetworkLookup` found.
   *
   * @default - none, as a transit gateway has no addresses
   */
  readonly ipamPoolId?: string;
}

/**
 * What the network account holds for a pattern in each region: the transit gateway with its egress, or the VPC whose subnets are shared. It
 * stands in a template that goes to every region; its roles are in `NetworkHubRole`, and `DefaultSecurityGroupRole` is in the account.
 */
export class NetworkHub extends Construct {
  /** The transit gateway, where the pattern has one. */
  public readonly transitGateway?: TransitGateway;

  /** The shared subnets, where the pattern has such. */
  public readonly sharedSubnets?: SharedSubnets;

  public constructor(scope: Construct, id: string, props: NetworkHubProps) {
    super(scope, id);
    const { pattern } = props;
    throwProblems(this, problems(props));
    if (pattern.hasSharedSubnets) {
      this.sharedSubnets = new SharedSubnets(this, 'Subnets', { ...props, ipamPoolId: props.ipamPoolId! });
      return;
    }
    this.transitGateway = new TransitGateway(this, 'TransitGateway', {
      ...props, flowLogs: FlowLogs.logArchive(props.logArchive), networksReachEachOther: pattern.networksReachEachOther,
    });
    if (pattern.egress.reachesInternet) {
      new CentralEgress(this, 'Egress', {
        ...props, transitGateway: this.transitGateway, egress: pattern.egress, availabilityZones: pattern.availabilityZones,
      });
    }
  }
}

function problems({ pattern, ipamPoolId }: NetworkHubProps): Problems {
  return [
    ...pattern.hasTransitGateway || pattern.hasSharedSubnets
      ? [] : [`'pattern' must have a transit gateway or shared subnets, got "${pattern.patternName}": leave the hub out`],
    ...pattern.hasSharedSubnets && ipamPoolId === undefined
      ? ["'ipamPoolId' must be given for shared subnets, got none: choose that of the region by 'ValueOfRegion'"] : [],
  ];
}
