import { Aws, CustomResource, Duration } from 'aws-cdk-lib';
import { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ApplicationHandler } from '../../../core/application-handler';
import { InlineHandler } from '../../../core/inline-handler';
import { functionName } from '../../../core/naming';
import { acknowledgeNist } from '../../../core/nist-exceptions';
import { DefaultSecurityGroupFunction } from '../default-security-group-function';
import { CODE } from './default-security-group.bundle';

const DESCRIPTION = 'Takes the rules out of the default security group of a VPC';
const TIMEOUT = Duration.minutes(2);
const TYPE = 'Custom::DefaultSecurityGroup';

/** The function of the landing zone, and its role in each account. */
export const CLOSING_FUNCTION = functionName('default-security-group');

/** Closes the default security group of a VPC, which CloudFormation can name but not change. */
export function closeDefaultSecurityGroup(scope: Construct, vpc: CfnVPC, by: DefaultSecurityGroupFunction): void {
  const securityGroupId = vpc.attrDefaultSecurityGroup;
  const { serviceToken, serviceTimeout } = by.isOfLandingZone
    ? functionOfLandingZone(scope)
    : functionOfStack(scope, securityGroupId);
  new CustomResource(scope, 'DefaultSecurityGroup', {
    resourceType: TYPE, serviceToken, serviceTimeout, properties: { GroupId: securityGroupId },
  });
  acknowledgeNist(vpc, 'VPCDefaultSecurityGroupClosed');
}

const functionOfLandingZone = (scope: Construct) => InlineHandler.of(scope, {
  functionName: CLOSING_FUNCTION, description: DESCRIPTION, code: CODE, statements: [], timeout: TIMEOUT, roleInAccount: true,
});

/** A function of the stack that may close this group besides those of other VPCs, and no others. */
function functionOfStack(scope: Construct, securityGroupId: string): ApplicationHandler {
  const handler = ApplicationHandler.of(scope, 'DefaultSecurityGroupFunction', {
    description: DESCRIPTION, code: CODE, timeout: TIMEOUT,
    statements: [new PolicyStatement({ sid: 'LookAround', actions: ['ec2:DescribeSecurityGroupRules'], resources: ['*'] })],
    acknowledgedWildcards: [{ resource: '*', reason: 'EC2 offers no resources for what only looks.' }],
  });
  handler.allow(new PolicyStatement({
    actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
    resources: [`arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:security-group/${securityGroupId}`],
  }));
  return handler;
}
