import { RemovalPolicy } from 'aws-cdk-lib';
import { ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ApplicationKey } from '../../encryption';

interface EncryptedLogGroupProps {
  /** @default - CloudFormation makes one up */
  readonly logGroupName?: string;

  /** @default RetentionDays.ONE_YEAR */
  readonly retention?: RetentionDays;
}

/** A log group under the key of the stack, which outlives its stack; the one that is there already, where there is one. */
export function encryptedLogGroup(scope: Construct, id: string, props: EncryptedLogGroupProps = {}): ILogGroup {
  return scope.node.tryFindChild(id) as LogGroup | undefined ?? new LogGroup(scope, id, {
    logGroupName: props.logGroupName,
    retention: props.retention ?? RetentionDays.ONE_YEAR,
    encryptionKey: ApplicationKey.of(scope),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}
