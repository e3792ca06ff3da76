import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { OWN_PLATFORM_ROLES } from './exemptions';
import { PLATFORM_BUCKETS, PLATFORM_KEYS } from './log-archive-protected';

/** Services are spared: what they may do stands in the policies of buckets and keys, which this keeps as they are. */
const BY_IDENTITIES = { BoolIfExists: { 'aws:PrincipalIsAWSService': ['false'] } };

/**
 * What the service control policy of the log archive does for its own people, this does for everybody else: the management account and
 * accounts outside, which no service control policy binds, and other accounts to which a policy opened the bucket or the key by mistake.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export const ARCHIVE_IMMUTABLE = new Guardrail({
  id: 'G66',
  title: 'The archive is closed from outside too',
  intent: 'Nobody in any account deletes logs, opens their buckets, or takes away the keys they are encrypted with.',
  threat: 'An administrator of another account, or of the management account, uses a bucket policy that is too wide to erase the traces.',
  adoption: 'For the OU of the log archive, beside its service control policies. Exempt are platform roles of the account that owns the bucket or the '
    + 'key, so break the glass there.',
  breaks: 'Whoever tidied up log buckets from the management account or another one.',
  belongsTo: [GuardrailScope.SECURITY],
  compliance: [...cis('4.4', '4.4', '3.4'), ...fsbp('CloudTrail.6', 'KMS.3')],
  policyType: PolicyType.RESOURCE_CONTROL_POLICY,
  exemptions: OWN_PLATFORM_ROLES,
  statements: [
    {
      actions: [
        's3:BypassGovernanceRetention', 's3:DeleteBucket', 's3:DeleteBucketPolicy', 's3:DeleteObject', 's3:DeleteObjectVersion',
        's3:PutBucketPolicy', 's3:PutBucketVersioning', 's3:PutLifecycleConfiguration',
      ],
      resources: PLATFORM_BUCKETS,
      conditions: BY_IDENTITIES,
    },
    {
      actions: ['kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
      conditions: { ...PLATFORM_KEYS, ...BY_IDENTITIES },
    },
  ],
});
