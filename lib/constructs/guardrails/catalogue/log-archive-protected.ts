import { BUCKET_PATTERN } from '../../../core/naming';
import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/** Buckets and, since `*` matches `/` too, the objects in them. */
export const PLATFORM_BUCKETS = [`arn:*:s3:::${BUCKET_PATTERN}`];

/**
 * A key's ARN is not known before it exists, its alias is: the naming contract puts every key of the platform under alias/lz/. KMS puts
 * all aliases of the key, whatever the request calls it, into kms:ResourceAliases, so a key counts as ours when any of them is; keys of
 * other owners are free. Tags would do as well, but anybody may add one, while an alias is unique in its account and region. That nobody
 * removes the alias is said by G42b.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export const PLATFORM_KEYS = { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': ['alias/lz/*'] } };

/** The aliases by which a key counts as ours. */
export const PLATFORM_ALIASES = ['arn:*:kms:*:*:alias/lz/*'];

const BUCKETS: GuardrailStatement = {
  actions: [
    'DeleteBucket', 'DeleteBucketPolicy', 'DeleteObject', 'DeleteObjectVersion', 'PutBucketAcl', 'PutBucketLogging', 'PutBucketOwnershipControls',
    'PutBucketNotification', 'PutBucketPolicy', 'PutBucketPublicAccessBlock', 'PutBucketVersioning', 'PutEncryptionConfiguration',
    'PutInventoryConfiguration', 'PutLifecycleConfiguration', 'PutObject', 'PutObjectLegalHold', 'PutReplicationConfiguration', 'ReplicateObject',
    'UpdateObjectEncryption',
  ].map(action => `s3:${action}`),
  resources: PLATFORM_BUCKETS,
};

const KEYS: GuardrailStatement = {
  actions: ['DisableKey', 'DisableKeyRotation', 'PutKeyPolicy', 'TagResource', 'UntagResource'].map(action => `kms:${action}`),
  conditions: PLATFORM_KEYS,
};

/**
 * An AWS service that needs a grant asks for it with kms:GrantIsForAWSResource; any other grant hands the key to a principal past its
 * policy.
 */
const GRANTS: GuardrailStatement = {
  actions: ['kms:CreateGrant'],
  conditions: { ...PLATFORM_KEYS, BoolIfExists: { 'kms:GrantIsForAWSResource': ['false'] } },
};

/**
 * The log archive cannot be emptied, opened, redirected or made unreadable by the people who work in its account. It binds principals of
 * the OU it is attached to; those of other accounts are kept out by the policies of the buckets and keys, which it keeps as they are.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export const LOG_ARCHIVE_PROTECTED = new Guardrail({
  id: 'G42',
  title: 'The log archive keeps what it has',
  intent: 'Nobody deletes, forges, opens, redirects or re-encrypts logs, nor disables or hands on the keys they are encrypted with.',
  threat: 'An intruder erases the traces or plants false ones; or opens the archive to a friend.',
  adoption: 'Belongs on the OU of the log archive, whose people it binds; the policies of buckets and keys keep everybody else out. Buckets and keys that are not the platform\'s are free: those outside the names lz-* and alias/lz/*.',
  breaks: 'People of the log archive account cannot tidy up its buckets by hand; lifecycle rules and the platform do.',
  belongsTo: [GuardrailScope.SECURITY],
  compliance: [...cis('4.4', '4.4', '3.4'), ...cis('4.6', '4.6', '3.6'), ...fsbp('CloudTrail.6', 'CloudTrail.7', 'KMS.3')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [BUCKETS, KEYS, GRANTS],
});
