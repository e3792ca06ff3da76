import { Aws, CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeFunction } from '../../../core/acknowledge-function';
import { acknowledgeWildcards } from '../../../core/acknowledge-wildcards';
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
    : ClosingFunction.of(scope).for(securityGroupId);
  new CustomResource(scope, 'DefaultSecurityGroup', {
    resourceType: TYPE, serviceToken, serviceTimeout, properties: { GroupId: securityGroupId },
  });
  acknowledgeNist(vpc, 'VPCDefaultSecurityGroupClosed');
}

const functionOfLandingZone = (scope: Construct) => InlineHandler.of(scope, {
  functionName: CLOSING_FUNCTION, description: DESCRIPTION, code: CODE, statements: [], timeout: TIMEOUT, roleInAccount: true,
});

/**
 * The function of a stack. CloudFormation makes up its name and that of its role: names and paths of the landing zone's own functions are
 * protected from everybody else, and an application deploys this.
 */
class ClosingFunction extends Construct {
  public static of(scope: Construct): ClosingFunction {
    const stack = Stack.of(scope);
    return stack.node.tryFindChild('DefaultSecurityGroupFunction') as ClosingFunction | undefined
      ?? new ClosingFunction(stack, 'DefaultSecurityGroupFunction');
  }

  private readonly policy = new PolicyDocument();
  private readonly serviceToken: string;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'LogGroup', { retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.DESTROY });
    this.policy.addStatements(
      new PolicyStatement({ sid: 'WriteOwnLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      new PolicyStatement({ sid: 'LookAround', actions: ['ec2:DescribeSecurityGroupRules'], resources: ['*'] }),
    );
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description: DESCRIPTION, inlinePolicies: { handler: this.policy },
    });
    acknowledgeNist(role, 'IAMNoInlinePolicy');
    acknowledgeWildcards(role, ['*'], 'EC2 offers no resources for what only looks.');
    acknowledgeWildcards(role, [Stack.of(this).resolve(logGroup.logGroupArn)], 'Streams of the own log group, which Lambda names.');
    const handler = new Function(this, 'Function', {
      description: DESCRIPTION,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromInline(CODE),
      memorySize: 256,
      timeout: TIMEOUT,
      role,
      logGroup,
    });
    acknowledgeFunction(handler, logGroup);
    this.serviceToken = handler.functionArn;
  }

  /** What a custom resource calls to close that group: the function may do it from now on. */
  public for(securityGroupId: string) {
    this.policy.addStatements(new PolicyStatement({
      actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
      resources: [`arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:security-group/${securityGroupId}`],
    }));
    return { serviceToken: this.serviceToken, serviceTimeout: TIMEOUT.plus(Duration.minutes(1)) };
  }
}
