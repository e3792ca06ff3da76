import { demand, isGiven } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const BUCKET_ENCRYPTION: RuleDefinition = {
  id: 'bucket-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Buckets say how they encrypt',
  remedy: 'leave it to the default, or name a key',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html',
  cfnTypes: ['AWS::S3::Bucket'],
  problems: ({ properties }) => demand(properties, 'BucketEncryption.ServerSideEncryptionConfiguration', 'name an encryption', isGiven),
  fillings: () => ({ 'BucketEncryption.ServerSideEncryptionConfiguration': [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] }),
};
