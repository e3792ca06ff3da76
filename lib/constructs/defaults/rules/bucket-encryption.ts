import { RenderedResource, renderedResources } from '../../../core/rendered-resources';
import { keyToFillIn } from '../private/classes-of-data';
import { needsS3Encryption } from '../private/log-targets';
import { demand, isGiven, propertyAt } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const ENCRYPTION = 'BucketEncryption.ServerSideEncryptionConfiguration';

export const BUCKET_ENCRYPTION: RuleDefinition = {
  id: 'bucket-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Buckets say how they encrypt',
  remedy: 'leave it to the default, or name a key',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html',
  cfnTypes: ['AWS::S3::Bucket'],
  problems: ({ properties }) => demand(properties, ENCRYPTION, 'name an encryption', isGiven),
  fillings: (resource): Fillings => isGiven(propertyAt(resource.properties, ENCRYPTION)) ? {}
    : { [ENCRYPTION]: [encryptionOf(takesLogs(resource) ? undefined : keyToFillIn(resource))] },
};

/** Known before the synthesis is over, of what its stack has until now. */
const takesLogs = (resource: RenderedResource): boolean =>
  needsS3Encryption(resource, { withTypes: types => renderedResources(resource.construct.stack, types) });

const encryptionOf = (key?: string) => key === undefined ? { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }
  : { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } };
