import { hasCustomerKey } from '../../../core/data-types';
import { needsS3Encryption } from '../private/log-targets';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const LOG_TARGET_ENCRYPTION: RuleDefinition = {
  id: 'log-target-encryption',
  theme: SecurityTheme.LOGGING,
  title: 'Buckets that S3 and load balancers log to are encrypted by S3, since under a key the logs do not come',
  remedy: 'say BucketEncryption.S3_MANAGED of it, or log to AccessLogBucket.of(scope)',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
  cfnTypes: ['AWS::S3::Bucket'],
  problems: (resource, world) => hasCustomerKey(resource) && needsS3Encryption(resource, world)
    ? ["'BucketEncryption' must be by AES256 where S3 or load balancers log to, got a customer managed key"] : [],
};
