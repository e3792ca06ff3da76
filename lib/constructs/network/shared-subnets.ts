import { Aws } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { networkShareName } from '../../core/naming';
import { Egress } from './egress';
import { LogArchiveDestination } from './flow-logs';
import { NetworkPattern } from './network-pattern';
import { SHARED_VPC_TAG } from './private/network-names';
import { landingZoneVpc } from './private/spoke-defaults';
import { ResourceShare, SharePrincipal } from './resource-share';
import { SecureVpc } from './secure-vpc';

/** Properties of subnets that are shared. */
export interface SharedSubnetsProps {
  /** `NetworkPattern.sharedSubnets(…)`: tiers, size and zones. */
  readonly pattern: NetworkPattern;

  /** The pool of the region that the addresses come from. */
  readonly ipamPoolId: string;

  /** Who may use the subnets. */
  readonly principals: SharePrincipal[];

  /** The log archive, for flow logs: connections of all accounts. */
  readonly logArchive: LogArchiveDestination;

  /** The organization: endpoints let nobody else's data through. */
  readonly organizationId: string;
}

/**
 * A VPC whose subnets other accounts use. Routes, gateways, ACLs and flow logs stay with the account that owns it; whoever uses it makes
 * his own security groups, which can name groups of the VPC's other users, and sees nothing of theirs.
 *
 * A share costs nothing; the owner pays NAT gateways, about USD 33 a month and zone (us-east-1).
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
 */
export class SharedSubnets extends Construct {
  /** The VPC. */
  public readonly network: SecureVpc;

  public constructor(scope: Construct, id: string, props: SharedSubnetsProps) {
    super(scope, id);
    const { pattern } = props;
    this.network = new SecureVpc(this, 'Vpc', {
      ...landingZoneVpc(props),
      vpcName: SHARED_VPC_TAG,
      egress: Egress.nat(),
    });
    const subnetIds = pattern.tiers.flatMap(({ tierName }) => this.network.selectSubnets({ subnetGroupName: tierName }).subnetIds);
    new ResourceShare(this, 'Share', {
      shareName: networkShareName('subnets'),
      resourceArns: subnetIds.map(subnet => `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:subnet/${subnet}`),
      principals: props.principals,
    });
  }
}
