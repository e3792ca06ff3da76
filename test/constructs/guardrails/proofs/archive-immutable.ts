import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { LOG_ARCHIVE } from '../principals';
import { Proof } from '../proof';

const BUCKET = 'arn:aws:s3:::lz-trail-333333333333-eu-central-1';
const onBucket = (action: string, resource = BUCKET) => ({ action: `s3:${action}`, resource, resourceAccountId: LOG_ARCHIVE });
const onKey = (action: string, alias = 'alias/lz/trail') => ({
  action: `kms:${action}`,
  resource: 'arn:aws:kms:eu-central-1:333333333333:key/11111111-2222-3333-4444-555555555555',
  context: { 'kms:ResourceAliases': [alias] },
});
const FILE = `${BUCKET}/AWSLogs/file.json.gz`;

const ON_BUCKET = ['DeleteBucket', 'DeleteBucketPolicy', 'PutBucketPolicy', 'PutBucketVersioning', 'PutLifecycleConfiguration'];
const ON_OBJECT = ['BypassGovernanceRetention', 'DeleteObject', 'DeleteObjectVersion'];
const ON_KEY = ['DisableKey', 'PutKeyPolicy', 'ScheduleKeyDeletion'];

export const ARCHIVE_IMMUTABLE_PROOF: Proof = {
  guardrail: Guardrails.ARCHIVE_IMMUTABLE,
  set: GuardrailSet.LOG_ARCHIVE_RESOURCES,
  denied: [
    ...ON_BUCKET.map(action => ({ title: `to ${action}`, by: 'management' as const, ...onBucket(action) })),
    ...ON_OBJECT.map(action => ({ title: `to ${action}`, by: 'management' as const, ...onBucket(action, FILE) })),
    ...ON_KEY.map(action => ({ title: `to ${action}`, by: 'management' as const, ...onKey(action) })),
    { title: 'of another account of ours', by: 'otherMember', ...onBucket('DeleteObject', FILE) },
    { title: 'of the people of the archive', by: 'logAdministrator', ...onBucket('DeleteObject', FILE) },
    { title: 'of a platform role of another account', by: 'platformRole', ...onBucket('DeleteObject', FILE) },
    { title: 'of an exempt name in a foreign account', by: 'strangerWithExemptName', ...onBucket('DeleteObject', FILE) },
    { title: 'of an exempt name in a foreign account, on the key', by: 'strangerWithExemptName', ...onKey('ScheduleKeyDeletion') },
    { title: 'of nobody in particular', by: 'anonymous', ...onBucket('DeleteObject', FILE) },
  ],
  allowed: [
    { title: 'to read logs', by: 'logAdministrator', ...onBucket('GetObject', FILE) },
    { title: 'to decrypt them', by: 'logAdministrator', ...onKey('Decrypt') },
    { title: 'of CloudTrail to deliver', by: 'cloudTrail', ...onBucket('PutObject', FILE) },
    { title: 'of S3 to deliver access logs', by: 's3Logging', ...onBucket('PutObject', 'arn:aws:s3:::lz-access-logs-333333333333-eu-central-1/x') },
    { title: 'of a service on buckets, whose policies decide', by: 'config', ...onBucket('DeleteObject', FILE) },
    { title: 'of a service on keys, whose policies decide', by: 'config', ...onKey('DisableKey') },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...onBucket('PutBucketPolicy') },
    { title: 'on a bucket of one\'s own', by: 'logAdministrator', ...onBucket('DeleteObject', 'arn:aws:s3:::team-bucket/key') },
    { title: 'on a key of one\'s own', by: 'logAdministrator', ...onKey('ScheduleKeyDeletion', 'alias/team') },
  ],
  exempt: [
    { title: 'StackSets, which deploys the buckets', by: 'logStackSets', ...onBucket('PutBucketPolicy') },
    { title: 'break-glass on buckets', by: 'logBreakGlass', ...onBucket('PutLifecycleConfiguration') },
    { title: 'StackSets, which deploys the keys', by: 'logStackSets', ...onKey('PutKeyPolicy') },
    { title: 'break-glass on keys', by: 'logBreakGlass', ...onKey('DisableKey') },
  ],
};
