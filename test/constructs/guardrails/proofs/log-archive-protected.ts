import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { LOG_ARCHIVE } from '../principals';
import { Proof } from '../proof';

const BUCKET = 'arn:aws:s3:::lz-trail-333333333333-eu-central-1';
const onBucket = (action: string, resource = BUCKET) => ({ action: `s3:${action}`, resource, resourceAccountId: LOG_ARCHIVE });
const onKey = (action: string, aliases = ['alias/lz/trail'], context = {}) => ({
  action: `kms:${action}`,
  resource: 'arn:aws:kms:eu-central-1:333333333333:key/11111111-2222-3333-4444-555555555555',
  context: { 'kms:ResourceAliases': aliases, ...context },
});
const forAws = (value: string) => ({ 'kms:GrantIsForAWSResource': value });

const BUCKET_WRITES = [
  'DeleteBucket', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketLogging', 'PutBucketNotification', 'PutBucketOwnershipControls',
  'PutBucketPolicy', 'PutBucketPublicAccessBlock', 'PutBucketVersioning', 'PutEncryptionConfiguration', 'PutInventoryConfiguration',
  'PutLifecycleConfiguration', 'PutReplicationConfiguration',
];
const OBJECT_WRITES = ['DeleteObject', 'DeleteObjectVersion', 'PutObject', 'PutObjectLegalHold', 'ReplicateObject', 'UpdateObjectEncryption'];
const KEY_WRITES = ['DisableKey', 'DisableKeyRotation', 'PutKeyPolicy', 'TagResource', 'UntagResource'];

export const LOG_ARCHIVE_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.LOG_ARCHIVE_PROTECTED,
  set: GuardrailSet.LOG_ARCHIVE,
  denied: [
    ...BUCKET_WRITES.map(action => ({ title: `to ${action}`, by: 'logAdministrator' as const, ...onBucket(action) })),
    ...OBJECT_WRITES.map(action => ({ title: `to ${action}`, by: 'logAdministrator' as const, ...onBucket(action, `${BUCKET}/AWSLogs/file.json.gz`) })),
    ...KEY_WRITES.map(action => ({ title: `to ${action}`, by: 'logAdministrator' as const, ...onKey(action) })),
    { title: 'to unlock a log bucket by central root management', by: 'logRootSession', ...onBucket('DeleteBucketPolicy') },
    { title: 'to disable a key that has other aliases too', by: 'logAdministrator', ...onKey('DisableKey', ['alias/mine', 'alias/lz/trail']) },
    { title: 'to hand the key to a friend', by: 'logAdministrator', ...onKey('CreateGrant', undefined, forAws('false')) },
    { title: 'to hand the key on without saying for whom', by: 'logAdministrator', ...onKey('CreateGrant') },
  ],
  allowed: [
    { title: 'to read logs', by: 'logAdministrator', ...onBucket('GetObject', `${BUCKET}/AWSLogs/file.json.gz`) },
    { title: 'to decrypt them', by: 'logAdministrator', ...onKey('Decrypt') },
    { title: 'to work with a bucket of one\'s own', by: 'logAdministrator', ...onBucket('DeleteObject', 'arn:aws:s3:::team-bucket/key') },
    { title: 'to disable a key of one\'s own', by: 'logAdministrator', ...onKey('DisableKey', ['alias/team']) },
    { title: 'to disable a key without alias', by: 'logAdministrator', ...onKey('DisableKey', []) },
    { title: 'to grant a key of one\'s own', by: 'logAdministrator', ...onKey('CreateGrant', ['alias/team'], forAws('false')), deniedBy: ['G48b'] },
    { title: 'to grant the key to an AWS service', by: 'logAdministrator', ...onKey('CreateGrant', undefined, forAws('true')) },
    { title: 'of CloudTrail to deliver', by: 'cloudTrail', ...onBucket('PutObject', `${BUCKET}/AWSLogs/file.json.gz`) },
    { title: 'of log delivery to deliver', by: 'logDelivery', ...onBucket('PutObject', 'arn:aws:s3:::lz-delivery-333333333333-eu-central-1/AWSLogs/x') },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...onBucket('PutBucketPolicy') },
  ],
  exempt: [
    { title: 'StackSets, which deploys the buckets', by: 'logStackSets', ...onBucket('PutBucketPolicy') },
    { title: 'break-glass on buckets', by: 'logBreakGlass', ...onBucket('PutLifecycleConfiguration') },
    { title: 'StackSets, which deploys the keys', by: 'logStackSets', ...onKey('PutKeyPolicy') },
    { title: 'break-glass on keys', by: 'logBreakGlass', ...onKey('DisableKey') },
    { title: 'StackSets, which may need a grant', by: 'logStackSets', ...onKey('CreateGrant', undefined, forAws('false')) },
    { title: 'break-glass on grants', by: 'logBreakGlass', ...onKey('CreateGrant', undefined, forAws('false')) },
  ],
};
