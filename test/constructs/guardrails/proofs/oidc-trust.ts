import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { MEMBER } from '../principals';
import { Proof, ProofRow } from '../proof';

const assume = (context?: ProofRow['context'], action = 'sts:AssumeRoleWithWebIdentity') =>
  ({ action, resource: 'arn:aws:iam::222222222222:role/teams/deploy', resourceAccountId: MEMBER, context });
const GITHUB = 'token.actions.githubusercontent.com:sub';

export const OIDC_TRUST_PROOF: Proof = {
  guardrail: Guardrails.OIDC_TRUST,
  set: GuardrailSet.STRICT_RESOURCES,
  denied: [
    { title: 'of a provider that nobody named', by: 'foreignOidc', ...assume() },
    { title: 'of a user of Cognito, which nobody named', by: 'anonymous', ...assume({ 'cognito-identity.amazonaws.com:sub': 'eu-central-1:1' }) },
    { title: 'of a repository of somebody else', by: 'oidc', ...assume({ [GITHUB]: 'repo:stranger/app:ref:refs/heads/main' }) },
    { title: 'of a repository whose owner looks like ours', by: 'oidc', ...assume({ [GITHUB]: 'repo:acme-evil/app:ref:refs/heads/main' }) },
    { title: 'of a repository of somebody else, by ids', by: 'oidc', ...assume({ [GITHUB]: 'repo:stranger@7/acme@8:ref:refs/heads/main' }) },
    { title: 'of somebody who took our name after us', by: 'oidc', ...assume({ [GITHUB]: 'repo:acme-labs@9/app@10:environment:production' }) },
    { title: 'of a project of somebody else', by: 'gitLab', ...assume({ 'gitlab.com:sub': 'project_path:stranger/app:ref_type:branch:ref:main' }) },
    { title: 'of a token for another audience', by: 'gitLab', ...assume({ 'gitlab.com:aud': 'https://vault.example.com' }) },
  ],
  allowed: [
    { title: 'of our repository', by: 'oidc', ...assume() },
    { title: 'of a repository of our other organization', by: 'oidc', ...assume({ [GITHUB]: 'repo:acme-labs/app:environment:production' }) },
    { title: 'of our repository that was made since July 2026', by: 'oidc', ...assume({ [GITHUB]: 'repo:acme@123456/app@456789:ref:refs/heads/main' }) },
    { title: 'of such a repository of our other organization', by: 'oidc', ...assume({ [GITHUB]: 'repo:acme-labs@234567/app@567890:environment:production' }) },
    { title: 'of our project', by: 'gitLab', ...assume() },
    { title: 'of our project, for the other audience', by: 'gitLab', ...assume({ 'gitlab.com:aud': 'sts.amazonaws.com' }) },
    { title: 'of a SAML caller', by: 'saml', ...assume({}, 'sts:AssumeRoleWithSAML') },
    { title: 'of a developer', by: 'developer', ...assume({}, 'sts:AssumeRole') },
    { title: 'of Lambda', by: 'lambda', ...assume({}, 'sts:AssumeRole') },
    { title: 'of a pod by EKS Pod Identity', by: 'podIdentity', ...assume({}, 'sts:AssumeRole') },
  ],
  exempt: [],
};
