import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { MEMBER, ORGANIZATION_ID, OTHER_MEMBER, OUTSIDE_ACCOUNT, PrincipalName, TRUSTED_ACCOUNT } from '../principals';
import { Proof, ProofRow } from '../proof';

const at = (action: string, context: ProofRow['context'], resource = '*') => ({ action, resource, resourceAccountId: MEMBER, context });
const delivery = (context: ProofRow['context']) => at('s3:PutObject', context, 'arn:aws:s3:::team-bucket/AWSLogs/file');

const STRANGER = { 'aws:SourceAccount': OUTSIDE_ACCOUNT, 'aws:SourceOrgID': 'o-z9y8x7w6v5' };
const LONER = { 'aws:SourceAccount': OUTSIDE_ACCOUNT };
const OURS = { 'aws:SourceAccount': OTHER_MEMBER, 'aws:SourceOrgID': ORGANIZATION_ID };
/** An account of ours, and a service that does not tell its organization. */
const OURS_UNTOLD = { 'aws:SourceAccount': OTHER_MEMBER };
const OWNER_UNTOLD = { 'aws:SourceAccount': MEMBER };

const WRITERS: PrincipalName[] = ['cloudTrail', 'config', 'logDelivery', 's3Logging', 'guardDuty'];
const CALLS = [
  's3:PutObject', 'sqs:SendMessage', 'kms:GenerateDataKey', 'secretsmanager:GetSecretValue', 'logs:PutLogEvents', 'dynamodb:GetItem',
  'ecr:BatchGetImage', 'aoss:APIAccessAll', 'sts:AssumeRole',
];

export const CONFUSED_DEPUTY_PROOF: Proof = {
  guardrail: Guardrails.CONFUSED_DEPUTY,
  set: GuardrailSet.RECOMMENDED_RESOURCES,
  denied: [
    ...CALLS.map(action => ({ title: `to ${action} for a stranger`, by: 'cloudTrail' as const, ...at(action, STRANGER) })),
    ...WRITERS.flatMap(by => [
      { title: 'to deliver for a stranger', by, ...delivery(STRANGER) },
      { title: 'to deliver for an account without organization', by, ...delivery(LONER) },
      // The trap: these would be logs of ours. It is why the guardrail stays off the OU of the log archive.
      { title: 'to deliver for another account of ours, without telling its organization', by, ...delivery(OURS_UNTOLD) },
    ]),
  ],
  allowed: [
    ...WRITERS.flatMap(by => [
      { title: 'to deliver for another account of ours', by, ...delivery(OURS) },
      { title: 'to deliver for the owner of the bucket, without telling its organization', by, ...delivery(OWNER_UNTOLD) },
      { title: 'to deliver without telling for whom', by, ...delivery({}) },
    ]),
    { title: 'to deliver for a trusted account', by: 'logDelivery', ...delivery({ 'aws:SourceAccount': TRUSTED_ACCOUNT }) },
    { title: 'of Lambda to assume the role of a function', by: 'lambda', ...at('sts:AssumeRole', {}, 'arn:aws:iam::222222222222:role/teams/app') },
    { title: 'of Lambda to assume the role of a function, telling for whom', by: 'lambda', ...at('sts:AssumeRole', OWNER_UNTOLD) },
    { title: 'of a developer, who is nobody\'s deputy', by: 'developer', ...delivery({}) },
    { title: 'of a developer, whatever the request says', by: 'developer', ...delivery(STRANGER) },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...delivery({}) },
    { title: 'of a SAML caller', by: 'saml', ...at('sts:AssumeRoleWithSAML', {}) },
    { title: 'of an OIDC caller', by: 'oidc', ...at('sts:AssumeRoleWithWebIdentity', {}) },
  ],
  exempt: [],
};
