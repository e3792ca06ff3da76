import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { S3PolicyContent } from '../policy-content/s3-policy-content';
import { cis, fsbp } from './compliance';
import { NO_ONE } from './exemptions';

/**
 * All four settings of S3 Block Public Access, for whole accounts, from above.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3_syntax.html
 */
export const S3_BLOCK_PUBLIC_ACCESS = new Guardrail({
  id: 'G71',
  title: 'No public buckets',
  intent: 'S3 Block Public Access is on in every account, and no account can switch it off.',
  threat: 'A bucket is made public by mistake, or on purpose, and its data is copied within hours.',
  adoption: 'It makes existing public buckets private at once: look at external access findings of IAM Access Analyzer, and move public content '
    + 'behind CloudFront. Setting Block Public Access of an account answers AccessDenied from then on: remove that from templates.',
  breaks: 'Websites and downloads that are served from a public bucket; templates that set Block Public Access of the account.',
  belongsTo: GuardrailScope.units(),
  compliance: [...cis('3.1.4', '3.1.4', '2.1.4'), ...cis('2.21'), ...fsbp('S3.1', 'S3.2', 'S3.3', 'S3.8')],
  policyType: PolicyType.S3_POLICY,
  exemptions: NO_ONE,
  content: new S3PolicyContent().content,
});
