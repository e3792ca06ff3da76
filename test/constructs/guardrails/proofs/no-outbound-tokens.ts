import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const AZURE = 'api://AzureADTokenExchange';
const GOOGLE = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/aws/providers/aws';
const enable = { action: 'iam:EnableOutboundWebIdentityFederation', resource: '*' };
const mint = (...audiences: string[]) => ({ action: 'sts:GetWebIdentityToken', resource: '*', context: { 'sts:IdentityTokenAudience': audiences } });

export const NO_OUTBOUND_TOKENS_PROOF: Proof = {
  guardrail: Guardrails.NO_OUTBOUND_TOKENS,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    { title: 'to switch the feature on', by: 'administrator', ...enable },
    { title: 'for an audience that nobody named', by: 'developer', ...mint('https://evil.example.com') },
    { title: 'for one that nobody named beside one that somebody did', by: 'developer', ...mint(AZURE, 'https://evil.example.com') },
    { title: 'of a pipeline', by: 'cdkDeployRole', ...enable },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...enable },
    { title: 'for a stranger, of a role that looks like break-glass', by: 'impostor', ...mint('https://evil.example.com') },
  ],
  allowed: [
    { title: 'for an audience that is named', by: 'developer', ...mint(AZURE) },
    { title: 'for one that a pattern names', by: 'developer', ...mint(GOOGLE) },
    { title: 'for both', by: 'developer', ...mint(AZURE, GOOGLE) },
    { title: 'to switch the feature off', by: 'administrator', ...enable, action: 'iam:DisableOutboundWebIdentityFederation' },
    { title: 'to ask who one is', by: 'developer', action: 'sts:GetCallerIdentity', resource: '*' },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...mint('https://other.example.com') },
  ],
  exempt: [
    { title: 'the platform, which switches it on', by: 'platformRole', ...enable },
    { title: 'StackSets', by: 'stackSets', ...enable },
    { title: 'the platform, for an audience of its own', by: 'platformRole', ...mint('https://platform.example.com') },
    { title: 'StackSets, for an audience of its own', by: 'stackSets', ...mint('https://platform.example.com') },
  ],
};
