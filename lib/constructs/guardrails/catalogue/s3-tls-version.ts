import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { TlsVersion } from '../tls-version';
import { cis, fsbp } from './compliance';
import { NO_ONE } from './exemptions';

/**
 * S3 is the one service that tells the version of TLS to policies. Calls of services do not have it and pass.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export const S3_TLS_VERSION = new ParameterizedGuardrail({
  id: 'G63',
  title: 'Current TLS for S3',
  intent: 'Nobody reaches objects by an old version of TLS.',
  threat: 'Somebody on the path breaks the weak cipher of an old client and reads its data.',
  adoption: 'Look at tlsDetails in CloudTrail data events of S3 for versions below \'minimumTlsVersion\', and update those clients.',
  breaks: 'Clients whose TLS is older than \'minimumTlsVersion\', 1.2 unless you raise it.',
  belongsTo: GuardrailScope.all(),
  compliance: [...cis('3.1.1', '3.1.1', '2.1.1'), ...fsbp('S3.5')],
  policyType: PolicyType.RESOURCE_CONTROL_POLICY,
  exemptions: NO_ONE,
  denies: ({ minimumTlsVersion = TlsVersion.V1_2 }) => [{
    actions: ['s3:*'],
    conditions: { NumericLessThan: { 's3:TlsVersion': [minimumTlsVersion] } },
  }],
});
