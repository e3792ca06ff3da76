import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { cis, fsbp } from './compliance';
import { NO_ONE } from './exemptions';
import { RCP_SERVICES } from './rcp-services';

/**
 * No plaintext. Every request from a client says how it came; `Bool` instead of the examples' `BoolIfExists` spares the calls of AWS
 * services that say nothing, and lets no plaintext request through.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
 */
export const TLS_ONLY = new ParameterizedGuardrail({
  id: 'G62',
  title: 'TLS only',
  intent: 'No request reaches our resources in plaintext.',
  threat: 'Somebody on the path reads or changes data, or steals a presigned URL.',
  adoption: 'May be attached to the root. Compliance checks that look for the statement in each bucket policy still want it there.',
  breaks: 'Clients that still speak plain HTTP to S3 or SQS.',
  belongsTo: GuardrailScope.all(),
  compliance: [...cis('3.1.1', '3.1.1', '2.1.1'), ...fsbp('S3.5')],
  policyType: PolicyType.RESOURCE_CONTROL_POLICY,
  exemptions: NO_ONE,
  denies: ({ rcpServices = RCP_SERVICES }) => [{
    actions: [...rcpServices, 'sts'].map(service => `${service}:*`),
    conditions: { Bool: { 'aws:SecureTransport': ['false'] } },
  }],
});
