import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeNist } from '../../../core/nist-exceptions';
import { EncryptedLogGroup } from './encrypted-log-group';

/** What a group of flow logs is given. */
interface FlowLogGroupProps {
  readonly retention?: RetentionDays;
  readonly keyArn?: string;
}

/** A log group under a key, and the role that VPC flow logs write to it with. */
export class FlowLogGroup extends EncryptedLogGroup {
  public readonly roleArn: string;

  public constructor(scope: Construct, id: string, props: FlowLogGroupProps) {
    super(scope, id, { ...props, path: '/vpc/flow-logs', what: 'network traffic' });
    this.roleArn = this.newRole().roleArn;
  }

  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
  private newRole(): Role {
    // in the role itself: a policy beside it may come after the first logs, which are lost then
    const role = new Role(this, 'Role', {
      description: 'VPC flow logs write to their log group',
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:vpc-flow-log/*` },
        },
      }),
      inlinePolicies: {
        WriteFlowLogs: new PolicyDocument({
          statements: [new PolicyStatement({
            sid: 'WriteFlowLogs',
            actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            resources: [this.streamsArn],
          })],
        }),
      },
    });
    acknowledgeNist(role, 'IAMNoInlinePolicy');
    return role;
  }
}
