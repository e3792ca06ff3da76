import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { LOG_ARCHIVE, PrincipalName } from '../principals';
import { Proof } from '../proof';

const on = (action: string, bucket = 'lz-trail-333333333333-eu-central-1') =>
  ({ action: `s3:${action}`, resource: `arn:aws:s3:::${bucket}/AWSLogs/file.json.gz`, resourceAccountId: LOG_ARCHIVE });

const deleteKey = (...aliases: string[]) => ({
  action: 'kms:ScheduleKeyDeletion',
  resource: 'arn:aws:kms:eu-central-1:333333333333:key/11111111-2222-3333-4444-555555555555',
  context: { 'kms:ResourceAliases': aliases },
});

const onAlias = (action: string, alias = 'lz/trail') => ({ action: `kms:${action}`, resource: `arn:aws:kms:eu-central-1:333333333333:alias/${alias}` });

const EVERYBODY: PrincipalName[] = ['logAdministrator', 'logBreakGlass', 'logStackSets'];

export const LOG_RETENTION_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.LOG_RETENTION_PROTECTED,
  set: GuardrailSet.LOG_ARCHIVE,
  denied: EVERYBODY.flatMap(by => [
    { title: 'to bypass governance mode', by, ...on('BypassGovernanceRetention') },
    { title: 'to shorten the retention of an object', by, ...on('PutObjectRetention') },
    { title: 'to shorten the default retention', by, action: 's3:PutBucketObjectLockConfiguration', resource: 'arn:aws:s3:::lz-trail-333333333333-eu-central-1' },
    { title: 'to delete the key of the archive', by, ...deleteKey('alias/mine', 'alias/lz/trail') },
    { title: 'to take the key\'s alias away', by, ...onAlias('DeleteAlias') },
    { title: 'to point the alias at a key of one\'s own', by, ...onAlias('UpdateAlias') },
  ]),
  allowed: [
    { title: 'to read the retention', by: 'logAdministrator', ...on('GetObjectRetention') },
    { title: 'to set the retention in a bucket of one\'s own', by: 'logAdministrator', ...on('PutObjectRetention', 'team-bucket') },
    { title: 'to delete a key of one\'s own', by: 'logAdministrator', ...deleteKey('alias/team') },
    { title: 'to delete a key without alias', by: 'logAdministrator', ...deleteKey() },
    { title: 'to remove an alias of one\'s own', by: 'logAdministrator', ...onAlias('DeleteAlias', 'team') },
    { title: 'to move an alias of one\'s own', by: 'logAdministrator', ...onAlias('UpdateAlias', 'team') },
    { title: 'of StackSets to make an alias of the platform', by: 'logStackSets', ...onAlias('CreateAlias') },
    { title: 'of CloudTrail to deliver', by: 'cloudTrail', ...on('PutObject') },
  ],
  exempt: [],
};
