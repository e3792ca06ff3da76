import { Aws, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { KeyPurpose, ManagedKey } from '../../encryption';

/** What a group of flow logs is given. */
interface FlowLogGroupProps {
  readonly retention?: RetentionDays;
  readonly keyArn?: string;
}

/** A log group under a key, and the role that VPC flow logs write to it with. */
export class FlowLogGroup extends Construct {
  public readonly logGroupArn: string;
  public readonly roleArn: string;

  public constructor(scope: Construct, id: string, { retention = RetentionDays.ONE_YEAR, keyArn }: FlowLogGroupProps) {
    super(scope, id);
    const name = `/vpc/flow-logs/${Names.uniqueResourceName(this, { maxLength: 64, separator: '-' })}`;
    const arn = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${name}`;
    const group = new CfnLogGroup(this, 'LogGroup', {
      logGroupName: name,
      retentionInDays: retention === RetentionDays.INFINITE ? undefined : retention,
      kmsKeyId: keyArn ?? this.newKey(arn),
    });
    group.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);

    this.logGroupArn = group.attrArn;
    this.roleArn = this.newRole(group.attrArn).roleArn;
  }

  private newKey(logGroupArn: string): string {
    const key = new ManagedKey(this, 'Key', {
      alias: `alias/vpc/${Names.uniqueResourceName(this, { maxLength: 64, separator: '-' })}`,
      description: `Encrypts the flow logs of ${Stack.of(this).stackName}`,
      purposes: [KeyPurpose.cloudWatchLogs(logGroupArn)],
    });
    return key.keyArn;
  }

  /**
   * The ARN of the group, as CloudFormation gives it, ends in ":*": its streams.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
   */
  private newRole(logGroupArn: string): Role {
    // in the role itself: a policy beside it may come after the first logs, which are lost then
    return new Role(this, 'Role', {
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
            resources: [logGroupArn],
          })],
        }),
      },
    });
  }
}
