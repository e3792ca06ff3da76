import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { MEMBER, PrincipalName } from '../principals';
import { Proof } from '../proof';

const by = (version: string | string[], action = 's3:GetObject') =>
  ({ action, resource: 'arn:aws:s3:::team-bucket/key', resourceAccountId: MEMBER, context: { 's3:TlsVersion': version } });

const EVERYBODY: PrincipalName[] = ['developer', 'breakGlass', 'stackSets', 'stranger', 'anonymous'];

export const S3_TLS_VERSION_PROOF: Proof = {
  guardrail: Guardrails.S3_TLS_VERSION,
  set: GuardrailSet.RECOMMENDED_RESOURCES,
  denied: [
    ...EVERYBODY.map(who => ({ title: 'by TLS 1.1', by: who, ...by('1.1') })),
    { title: 'to write by TLS 1.0', by: 'developer', ...by('1.0', 's3:PutObject') },
  ],
  allowed: [
    { title: 'by TLS 1.2', by: 'developer', ...by('1.2') },
    { title: 'by TLS 1.3', by: 'developer', ...by('1.3') },
    { title: 'that does not tell, as services call', by: 'cloudTrail', ...by([], 's3:PutObject') },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...by('1.1') },
    { title: 'to another service', by: 'developer', action: 'sqs:SendMessage', resource: '*', resourceAccountId: MEMBER },
  ],
  exempt: [],
};
