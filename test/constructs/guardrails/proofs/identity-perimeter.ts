import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { MEMBER } from '../principals';
import { Proof } from '../proof';

const at = (action: string, resource = '*') => ({ action, resource, resourceAccountId: MEMBER });
const object = at('s3:GetObject', 'arn:aws:s3:::team-bucket/key');
const logs = at('s3:PutObject', 'arn:aws:s3:::team-bucket/AWSLogs/222222222222/elasticloadbalancing/x');
const assume = at('sts:AssumeRole', 'arn:aws:iam::222222222222:role/teams/app');

/** One call to each service in its list, as a stranger would make it. */
const CALLS = [
  's3:PutObject', 'sqs:SendMessage', 'kms:Decrypt', 'secretsmanager:GetSecretValue', 'logs:PutLogEvents', 'dynamodb:GetItem',
  'ecr:BatchGetImage', 'aoss:APIAccessAll', 'sts:AssumeRole', 'sts:DecodeAuthorizationMessage', 'sts:GetAccessKeyInfo', 'sts:GetFederationToken',
  'sts:GetServiceBearerToken', 'sts:GetSessionToken', 'sts:SetContext',
];

export const IDENTITY_PERIMETER_PROOF: Proof = {
  guardrail: Guardrails.IDENTITY_PERIMETER,
  set: GuardrailSet.IDENTITY_PERIMETER,
  denied: [
    ...CALLS.map(action => ({ title: `of another organization to ${action}`, by: 'stranger' as const, ...at(action) })),
    { title: 'of nobody in particular', by: 'anonymous', ...object },
    { title: 'of an account without organization', by: 'strangerWithExemptName', ...object },
    { title: 'of load balancing in a region that is not governed', by: 'foreignLoadBalancing', ...logs },
    { title: 'of an exempt name in a foreign account', by: 'strangerWithExemptName', ...assume },
  ],
  allowed: [
    { title: 'of the account itself', by: 'developer', ...object },
    { title: 'of another account of ours', by: 'otherMember', ...object },
    { title: 'of the management account', by: 'management', ...assume },
    { title: 'of a named partner', by: 'trustedPartner', ...object },
    { title: 'of a named partner to assume a role', by: 'trustedPartner', ...assume },
    { title: 'of CloudTrail to deliver', by: 'cloudTrail', ...at('s3:PutObject', 'arn:aws:s3:::team-bucket/AWSLogs/x') },
    { title: 'of Config to deliver', by: 'config', ...at('s3:PutObject', 'arn:aws:s3:::team-bucket/AWSLogs/x') },
    { title: 'of log delivery to deliver', by: 'logDelivery', ...at('s3:PutObject', 'arn:aws:s3:::team-bucket/AWSLogs/x') },
    { title: 'of load balancing in Frankfurt to deliver', by: 'loadBalancing', ...logs },
    { title: 'of load balancing in Ireland to deliver', by: 'loadBalancingToo', ...logs },
    { title: 'of Lambda to assume the role of a function', by: 'lambda', ...assume },
    { title: 'of a SAML caller, who has no organization yet', by: 'saml', ...at('sts:AssumeRoleWithSAML', assume.resource) },
    { title: 'of an OIDC caller, who has no organization yet', by: 'oidc', ...at('sts:AssumeRoleWithWebIdentity', assume.resource) },
    { title: 'of an OIDC caller who brings session tags', by: 'oidc', ...at('sts:TagSession', assume.resource) },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...object },
    { title: 'of a central root session', by: 'rootSession', ...at('s3:DeleteBucketPolicy', 'arn:aws:s3:::team-bucket') },
    { title: 'of who signs in to Cognito', by: 'anonymous', ...at('cognito-identity:GetId') },
  ],
  exempt: [],
};
