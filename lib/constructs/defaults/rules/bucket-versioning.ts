import { demand, isUnknown } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const BUCKET_VERSIONING: RuleDefinition = {
  id: 'bucket-versioning',
  theme: SecurityTheme.RECOVERY,
  title: 'Buckets keep versions',
  remedy: 'leave VersioningConfiguration out',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14',
  cfnTypes: ['AWS::S3::Bucket'],
  problems: ({ properties }) => demand(properties, 'VersioningConfiguration.Status', 'be Enabled', status => status === 'Enabled' || isUnknown(status)),
  fillings: () => ({ 'VersioningConfiguration.Status': 'Enabled' }),
};
