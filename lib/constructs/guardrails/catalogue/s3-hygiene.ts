import { Duration } from 'aws-cdk-lib';
import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { NO_FRAMEWORK } from './compliance';
import { NO_ONE } from './exemptions';

/** No session of a role lives longer, so its presigned URLs end by then anyway: only URLs signed with keys of users are cut off. */
const LONGEST_SESSION = Duration.hours(12);

const FOREIGN_KEY: GuardrailStatement = {
  actions: ['s3:PutObject'],
  conditions: { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': ['false'] } },
};

/**
 * Two ways in which data leaves our hands: encrypted with a key that S3 never keeps, as in ransom; and by a link that works for a week.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/presigned-url-best-practices/additional-guardrails.html
 */
export const S3_HYGIENE = new ParameterizedGuardrail({
  id: 'G67',
  title: 'No foreign keys, no eternal links',
  intent: 'Objects are encrypted with keys that AWS or we hold, and presigned URLs end soon.',
  threat: 'An intruder overwrites objects encrypted with a key of their own and asks for a ransom; a link in a mail opens a document for days.',
  adoption: 'Look at CloudTrail data events of S3 for SSE-C and for presigned requests (authenticationMethod QueryString), and at applications that sign with '
    + 'access keys of IAM users.',
  breaks: 'Applications that write with SSE-C, and presigned URLs older than \'maximumSignatureAge\', 12 hours unless you say otherwise.',
  belongsTo: GuardrailScope.units(),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.RESOURCE_CONTROL_POLICY,
  exemptions: NO_ONE,
  denies: ({ maximumSignatureAge = LONGEST_SESSION }) => [
    FOREIGN_KEY,
    { actions: ['s3:*'], conditions: { NumericGreaterThan: { 's3:signatureAge': [String(maximumSignatureAge.toMilliseconds())] } } },
  ],
});
