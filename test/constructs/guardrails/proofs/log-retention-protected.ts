import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { LOG_ARCHIVE, PrincipalName } from '../principals';
import { Proof } from '../proof';

const on = (action: string, bucket = 'lz-trail-333333333333-eu-central-1') =>
  ({ action: `s3:${action}`, resource: `arn:aws:s3:::${bucket}/AWSLogs/file.json.gz`, resourceAccountId: LOG_ARCHIVE });

const EVERYBODY: PrincipalName[] = ['logAdministrator', 'logBreakGlass', 'logStackSets'];

export const LOG_RETENTION_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.LOG_RETENTION_PROTECTED,
  set: GuardrailSet.LOG_ARCHIVE,
  denied: EVERYBODY.flatMap(by => [
    { title: 'to bypass governance mode', by, ...on('BypassGovernanceRetention') },
    { title: 'to shorten the retention of an object', by, ...on('PutObjectRetention') },
    { title: 'to shorten the default retention', by, action: 's3:PutBucketObjectLockConfiguration', resource: 'arn:aws:s3:::lz-trail-333333333333-eu-central-1' },
  ]),
  allowed: [
    { title: 'to read the retention', by: 'logAdministrator', ...on('GetObjectRetention') },
    { title: 'to set the retention in a bucket of one\'s own', by: 'logAdministrator', ...on('PutObjectRetention', 'team-bucket') },
    { title: 'of CloudTrail to deliver', by: 'cloudTrail', ...on('PutObject') },
  ],
  exempt: [],
};
