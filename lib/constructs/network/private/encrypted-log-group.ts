import { Aws, Names, RemovalPolicy } from 'aws-cdk-lib';
import { CfnLogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { KeyPurpose, ManagedKey } from '../../encryption';

interface EncryptedLogGroupProps {
  /** The first part of its name, such as "/vpc/flow-logs". */
  readonly path: string;
  /** What it holds, for whoever meets its key. */
  readonly what: string;
  readonly retention?: RetentionDays;
  readonly keyArn?: string;
}

/** A log group under a customer managed key, kept when the stack goes. */
export class EncryptedLogGroup extends Construct {
  public readonly logGroupName: string;
  /** As CloudFormation gives it, without the ":*" at its end. */
  public readonly logGroupArn: string;
  /** With ":*" at its end: its streams. */
  public readonly streamsArn: string;

  public constructor(scope: Construct, id: string, { path, what, retention = RetentionDays.ONE_YEAR, keyArn }: EncryptedLogGroupProps) {
    super(scope, id);
    const unique = Names.uniqueResourceName(this, { maxLength: 64, separator: '-' });
    const logGroupName = `${path}/${unique}`;
    const arn = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${logGroupName}`;
    const group = new CfnLogGroup(this, 'LogGroup', {
      logGroupName,
      retentionInDays: retention === RetentionDays.INFINITE ? undefined : retention,
      kmsKeyId: keyArn ?? new ManagedKey(this, 'Key', {
        alias: `alias${path}/${unique}`, description: `Encrypts the logs of ${what}`, purposes: [KeyPurpose.cloudWatchLogs(arn)],
      }).keyArn,
    });
    group.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    // whoever is given the ARN comes after the group
    const created = group.ref;

    this.logGroupName = created;
    this.logGroupArn = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${created}`;
    this.streamsArn = group.attrArn;
  }
}
