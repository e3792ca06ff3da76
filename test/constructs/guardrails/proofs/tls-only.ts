import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { MEMBER, PrincipalName } from '../principals';
import { Proof } from '../proof';

const at = (action: string, secure: string | string[]) => ({ action, resource: '*', resourceAccountId: MEMBER, context: { 'aws:SecureTransport': secure } });

const CALLS = [
  's3:GetObject', 'sqs:SendMessage', 'kms:Decrypt', 'secretsmanager:GetSecretValue', 'logs:PutLogEvents', 'dynamodb:GetItem', 'ecr:BatchGetImage',
  'aoss:APIAccessAll', 'sts:AssumeRole',
];
const EVERYBODY: PrincipalName[] = ['developer', 'breakGlass', 'stackSets', 'cloudTrail', 'stranger', 'anonymous', 'trustedPartner'];

export const TLS_ONLY_PROOF: Proof = {
  guardrail: Guardrails.TLS_ONLY,
  set: GuardrailSet.TRANSPORT,
  denied: [
    ...CALLS.map(action => ({ title: `to ${action} in plaintext`, by: 'developer' as const, ...at(action, 'false') })),
    ...EVERYBODY.map(by => ({ title: 'in plaintext', by, ...at('s3:GetObject', 'false') })),
  ],
  allowed: [
    { title: 'over TLS', by: 'developer', ...at('s3:GetObject', 'true') },
    { title: 'over TLS', by: 'cloudTrail', ...at('s3:PutObject', 'true') },
    { title: 'over TLS', by: 'oidc', ...at('sts:AssumeRoleWithWebIdentity', 'true') },
    { title: 'over TLS', by: 'trustedPartner', ...at('s3:GetObject', 'true') },
    { title: 'that says nothing of how it came, as a service makes it', by: 'lambda', ...at('sts:AssumeRole', []) },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...at('s3:GetObject', 'false') },
  ],
  exempt: [],
};
