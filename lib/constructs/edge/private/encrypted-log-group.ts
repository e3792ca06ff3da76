import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ApplicationKey, KeyPurpose } from '../../encryption';

interface EncryptedLogGroupProps {
  /** @default - CloudFormation makes one up */
  readonly logGroupName?: string;

  /** @default RetentionDays.ONE_YEAR */
  readonly retention?: RetentionDays;
}

/** A log group under the key of the stack, which outlives its stack; the one that is there already, where there is one. */
export function encryptedLogGroup(scope: Construct, id: string, props: EncryptedLogGroupProps = {}): ILogGroup {
  return scope.node.tryFindChild(id) as LogGroup | undefined ?? newLogGroup(scope, id, props);
}

function newLogGroup(scope: Construct, id: string, { logGroupName, retention = RetentionDays.ONE_YEAR }: EncryptedLogGroupProps): LogGroup {
  const key = ApplicationKey.of(scope);
  // the groups of the account: the name of one that CloudFormation makes up is not known before its key is used
  KeyPurpose.cloudWatchLogs(`arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*`).statements()
    .forEach(statement => key.addToResourcePolicy(statement));
  return new LogGroup(scope, id, { logGroupName, retention, encryptionKey: key, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
}
