import { Aws } from 'aws-cdk-lib';
import { CfnRole, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { HOST_MANAGEMENT_PATH, HOST_MANAGEMENT_ROLE, SESSION_LOG_GROUP } from '../../core/naming';
import { acknowledgeNist } from '../../core/nist-exceptions';

/** Properties of the role of instances. */
export interface HostManagementRoleProps {
  /**
   * The keys of `SessionManagerDefaultsProps.keyArn`, one for each region, which instances decrypt sessions with.
   *
   * @default - none
   */
  readonly sessionKeyArns?: string[];
}

/** Streams that the agent names after sessions, in any region. */
const SESSION_LOGS = `arn:${Aws.PARTITION}:logs:*:${Aws.ACCOUNT_ID}:log-group:${SESSION_LOG_GROUP}:*`;

/** AWS's policy for the agent on an instance. */
const AGENT_POLICY = 'AmazonSSMManagedEC2InstanceDefaultPolicy';

/**
 * The role that Systems Manager gives to EC2 instances without an instance profile: they report to it, and log the sessions of people.
 *
 * Whoever is on such an instance holds this role's credentials, so it lies where guardrails bind it, and the agent is all it is for.
 *
 * Its name is fixed: one per account, in one region. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export class HostManagementRole extends Construct {
  /** The name of the role, the same in every account. */
  public readonly roleName: string;

  /** The ARN of the role. */
  public readonly roleArn: string;

  public constructor(scope: Construct, id: string, props: HostManagementRoleProps = {}) {
    super(scope, id);
    const { sessionKeyArns = [] } = props;
    const role = new CfnRole(this, 'Resource', {
      roleName: HOST_MANAGEMENT_ROLE,
      path: HOST_MANAGEMENT_PATH,
      description: 'Systems Manager on EC2 instances without an instance profile',
      // AWS's own role for this has no condition either, and documents none: instances would be lost to Systems Manager if it sent no key.
      assumeRolePolicyDocument: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new ServicePrincipal('ssm.amazonaws.com')] })],
      }),
      managedPolicyArns: [`arn:${Aws.PARTITION}:iam::aws:policy/${AGENT_POLICY}`],
      policies: [{
        policyName: 'sessions',
        policyDocument: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: 'LogSessions', actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], resources: [SESSION_LOGS],
            }),
            new PolicyStatement({ sid: 'FindLogGroup', actions: ['logs:DescribeLogGroups'], resources: ['*'] }),
            ...sessionKeyArns.length > 0
              ? [new PolicyStatement({ sid: 'DecryptSessions', actions: ['kms:Decrypt'], resources: sessionKeyArns })]
              : [],
          ],
        }),
      }],
    });
    acknowledgeRole(role);
    acknowledgeNist(role, 'IAMNoInlinePolicy');

    this.roleName = HOST_MANAGEMENT_ROLE;
    this.roleArn = role.attrArn;
  }
}

function acknowledgeRole(role: CfnRole): void {
  const reasons = {
    [`IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${AGENT_POLICY}]`]:
      'It is the policy that AWS keeps for exactly this role: what the agent calls changes with the agent.',
    [`IAM5[Resource::arn:<AWS::Partition>:logs:*:<AWS::AccountId>:log-group:${SESSION_LOG_GROUP}:*]`]:
      'The role is for instances in every region, and the agent names a stream after each session; the log group is one.',
    'IAM5[Resource::*]': 'The agent looks for the log group by its name, for which CloudWatch Logs has no resource.',
  };
  Object.entries(reasons).forEach(([finding, reason]) => acknowledge(role, { id: `AwsSolutions::AwsSolutions-${finding}`, reason }));
}
