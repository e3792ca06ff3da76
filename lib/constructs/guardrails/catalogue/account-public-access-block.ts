import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * The account's setting wins over those of its buckets. Buckets and access points are left alone on purpose: CloudFormation sets theirs
 * with actions of its own, so a guardrail on those breaks every template with a safe bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const ACCOUNT_PUBLIC_ACCESS_BLOCK = new Guardrail({
  id: 'G40',
  title: 'The account\'s public access block stays',
  intent: 'Nobody but the platform changes or removes Block Public Access of an account.',
  threat: 'The block of the account is lifted for an hour, and a bucket that was harmless behind it is copied.',
  adoption: 'G71 enforces the same from within S3, in every account; this one holds where that policy is not attached.',
  breaks: 'Templates of teams that set Block Public Access of their account.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: [...cis('3.1.4', '3.1.4', '2.1.4'), ...fsbp('S3.1')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{ actions: ['s3:PutAccountPublicAccessBlock'] }],
});
