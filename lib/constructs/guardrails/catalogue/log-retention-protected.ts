import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis } from './compliance';
import { NO_ONE } from './exemptions';
import { PLATFORM_ALIASES, PLATFORM_BUCKETS, PLATFORM_KEYS } from './log-archive-protected';

/**
 * Governance mode of Object Lock can be bypassed by who has the permission; this takes the permission from everybody, break-glass
 * included. It is undone only from the management account, by detaching the policy, which the trail records.
 *
 * A key counts as ours by its alias, so who could first remove the alias, or point it at another key, could then delete the key.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-bypass
 */
export const LOG_RETENTION_PROTECTED = new Guardrail({
  id: 'G42b',
  title: 'Log retention binds everybody',
  intent: 'No one, break-glass and the platform included, shortens the retention of a log, deletes it before its time, or deletes the key it is encrypted with, at once or after its alias.',
  threat: 'Who reaches the break-glass role bypasses governance mode and rewrites history, or deletes the key, in one step or after its alias, which makes every locked log unreadable for ever.',
  adoption: 'Belongs on the OU of the log archive, once the buckets exist. To change the default retention later, or to remove an '
    + 'alias, detach the policy from the management account, deploy, and attach it again.',
  breaks: 'The platform cannot change the retention of a log bucket, nor remove or move an alias under alias/lz/, until the policy is detached from the management account.',
  belongsTo: [GuardrailScope.SECURITY],
  compliance: cis('3.1.2', '3.1.2', '2.1.2'),
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: NO_ONE,
  statements: [{
    actions: ['s3:BypassGovernanceRetention', 's3:PutBucketObjectLockConfiguration', 's3:PutObjectRetention'],
    resources: PLATFORM_BUCKETS,
  }, {
    actions: ['kms:ScheduleKeyDeletion'],
    conditions: PLATFORM_KEYS,
  }, {
    actions: ['kms:DeleteAlias', 'kms:UpdateAlias'],
    resources: PLATFORM_ALIASES,
  }],
});
