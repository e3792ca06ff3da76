import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { CLOSING_FUNCTION } from './private/default-security-group';

/** The role of the functions of `DefaultSecurityGroupFunction.ofLandingZone`, in the template that goes once into each account. */
export class DefaultSecurityGroupRole extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const groups = `arn:${Aws.PARTITION}:ec2:*:${Aws.ACCOUNT_ID}:security-group/*`;
    InlineHandlerRole.forEveryRegion(this, 'Default', {
      functionName: CLOSING_FUNCTION,
      statements: [
        new PolicyStatement({ sid: 'LookAround', actions: ['ec2:DescribeSecurityGroupRules'], resources: ['*'] }),
        new PolicyStatement({ sid: 'CloseGroups', actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'], resources: [groups] }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'EC2 offers no resources for what only looks.' },
        { resource: groups, reason: 'AWS makes up the id of a default security group with its VPC, and IAM has no key that tells it from another; the function only takes rules away.' },
      ],
    });
  }
}
