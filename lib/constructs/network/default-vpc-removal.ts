import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { CODE } from './private/default-vpc-removal.bundle';

/**
 * Removes the default VPC of the account and region, with its subnets and its internet gateway, if nobody uses it.
 *
 * AWS puts one into every region of every account: each subnet public, one security group in which all may talk to all. A default VPC that
 * anybody put anything into is left whole: a network interface, security group, route table, ACL, endpoint, peering or VPN gateway of
 * somebody's own is looked for before the first thing is removed. What is left, and why, stands in the attribute `left` and in the log of
 * the function; it is looked at again only when the function's resource changes. Nobody reads that in hundreds of accounts: AWS Config
 * finds what is left as long as it is left, by the rules subnet-auto-assign-public-ip-disabled, no-unrestricted-route-to-igw and
 * vpc-default-security-group-closed of `ConformanceTheme.NETWORK`, and Security Hub by its controls EC2.15 and EC2.2.
 *
 * Guardrail G50 keeps others from making a new one. Deletion does not bring it back: `aws ec2 create-default-vpc` does. For templates that
 * go to many regions: the role stands in the account's global template, `DefaultVpcRemovalRole`.
 *
 * Costs nothing, beyond one run of a function.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 * @see https://repost.aws/knowledge-center/troubleshoot-dependency-error-delete-vpc
 */
export class DefaultVpcRemoval extends Construct {
  /** The default VPC that was left and what is in it; empty when none is left. */
  public readonly left: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const handler = InlineHandler.of(this, {
      functionName: functionName('default-vpc-removal'),
      description: 'Removes the default VPC unless it is used',
      code: CODE,
      statements: [],
      timeout: Duration.minutes(10),
      roleInAccount: true,
    });
    const removal = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::DefaultVpcRemoval',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
    });

    this.left = removal.getAttString('Left');
  }
}
