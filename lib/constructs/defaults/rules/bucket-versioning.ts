import { RenderedResource } from '../../../core/rendered-resources';
import { classToFillIn } from '../private/classes-of-data';
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
  fillings: resource => ({ 'VersioningConfiguration.Status': 'Enabled', 'LifecycleConfiguration.Rules': [endOfVersions(resource)] }),
};

/** As in secure buckets: old versions go when their class says, and parts of uploads that nobody finished after a week. */
const endOfVersions = (resource: RenderedResource) => ({
  Status: 'Enabled',
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  NoncurrentVersionExpiration: { NoncurrentDays: classToFillIn(resource).versionRetention?.toDays() ?? 30 },
});
