import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const MODEL = 'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0';

const make = (serviceName: string) => ({
  action: 'iam:CreateServiceSpecificCredential',
  resource: 'arn:aws:iam::222222222222:user/alice',
  context: { 'iam:ServiceSpecificCredentialServiceName': serviceName },
});

const call = (service: string, tokenType: string) => ({
  action: `${service}:CallWithBearerToken`, resource: '*', context: { [`${service}:BearerTokenType`]: tokenType },
});

export const NO_BEDROCK_API_KEYS_PROOF: Proof = {
  guardrail: Guardrails.NO_BEDROCK_API_KEYS,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    { title: 'to make one', by: 'administrator', ...make('bedrock.amazonaws.com') },
    { title: 'to make one, of break-glass', by: 'breakGlass', ...make('bedrock.amazonaws.com') },
    { title: 'to use one that exists', by: 'user', ...call('bedrock', 'LONG_TERM') },
    { title: 'to use one at the other endpoint', by: 'user', ...call('bedrock-mantle', 'LONG_TERM') },
  ],
  allowed: [
    { title: 'to use a key that ends with the session', by: 'developer', ...call('bedrock', 'SHORT_TERM') },
    { title: 'to use it at the other endpoint', by: 'developer', ...call('bedrock-mantle', 'SHORT_TERM') },
    { title: 'to call a model by a role', by: 'developer', action: 'bedrock:InvokeModel', resource: MODEL },
    { title: 'to make a credential of another service, of the platform', by: 'platformRole', ...make('codecommit.amazonaws.com') },
    { title: 'to delete one', by: 'developer', ...make('bedrock.amazonaws.com'), action: 'iam:DeleteServiceSpecificCredential' },
    { title: 'of the management account', by: 'management', ...make('bedrock.amazonaws.com') },
  ],
  exempt: [],
};
