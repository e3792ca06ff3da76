import { CfnResource } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { AccessLogBucket } from '../../logging';
import { isGiven } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const LOGGING = 'LoggingConfiguration';

/** Buckets that take the logs of others write none: they would log that they log. */
const takesLogs = ({ node: { scopes } }: IConstruct): boolean => scopes.some(scope => AccessLogBucket._isHome(scope));

/** Into the one of the stack, below the path of the construct. */
function addLogs(bucket: CfnResource): void {
  const logs = AccessLogBucket.of(bucket);
  const prefix = `${AccessLogBucket.prefixOf(bucket)}/`;
  const source = Bucket.fromBucketArn(bucket, 'LoggedBucket', bucket.getAtt('Arn').toString());
  logs.allowServerAccessLogs(source, prefix);
  const { loggingConfiguration } = bucket as unknown as { loggingConfiguration?: unknown };
  if ('loggingConfiguration' in bucket && loggingConfiguration === undefined) {
    Object.assign(bucket, { loggingConfiguration: { destinationBucketName: logs.bucketName, logFilePrefix: prefix } });
  } else {
    bucket.addPropertyOverride(LOGGING, { DestinationBucketName: logs.bucketName, LogFilePrefix: prefix });
  }
}

export const BUCKET_ACCESS_LOGS: RuleDefinition = {
  id: 'bucket-access-logs',
  theme: SecurityTheme.LOGGING,
  title: 'Requests to buckets are logged',
  remedy: `leave ${LOGGING} out: logs go to the AccessLogBucket of the stack`,
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-9',
  cfnTypes: ['AWS::S3::Bucket'],
  problems: ({ properties, construct }) => isGiven(properties[LOGGING]) || takesLogs(construct) ? []
    : [`'${LOGGING}' must name where requests are logged, got none`],
  complete: ({ properties }, construct) => {
    if (!isGiven(properties[LOGGING]) && !takesLogs(construct)) {
      addLogs(construct);
    }
  },
};
