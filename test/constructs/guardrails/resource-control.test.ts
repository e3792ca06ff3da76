import { Duration } from 'aws-cdk-lib';
import { Context } from '../../../lib/policy';
import {
  GuardrailParameters, GuardrailProfile, Guardrails, GuardrailScope, GuardrailSet, IGuardrail, OidcProviders, OidcProviderTrust, TlsVersion,
} from '../../../lib/constructs/guardrails';
import { MEMBER, OUTSIDE_ACCOUNT, PrincipalName } from './principals';
import { attachedPolicies, decide, PARAMETERS } from './proof';

// What the parameters of resource control policies change; the proofs hold for those of PARAMETERS.

const allows = (guardrail: IGuardrail, parameters: Partial<GuardrailParameters>, by: PrincipalName, action: string, context: Context) =>
  decide({ title: '', by, action, resource: '*', resourceAccountId: MEMBER, context },
    attachedPolicies(GuardrailSet.of('mine', [guardrail]), { ...PARAMETERS, ...parameters })).allowed;

describe('G61', () => {
  const foreign = { 'aws:SourceAccount': OUTSIDE_ACCOUNT, 'aws:SourceOrgID': 'o-z9y8x7w6v5' };

  test('can let a service act for anybody', () => {
    const trustedServices = ['delivery.logs.amazonaws.com'];

    expect(allows(Guardrails.CONFUSED_DEPUTY, { trustedServices }, 'logDelivery', 's3:PutObject', foreign)).toBe(true);
    expect(allows(Guardrails.CONFUSED_DEPUTY, { trustedServices }, 'cloudTrail', 's3:PutObject', foreign)).toBe(false);
  });

  test('can hold for other services', () => {
    expect(allows(Guardrails.CONFUSED_DEPUTY, { rcpServices: ['sqs'] }, 'cloudTrail', 's3:PutObject', foreign)).toBe(true);
    expect(allows(Guardrails.CONFUSED_DEPUTY, { rcpServices: ['events'] }, 'cloudTrail', 'events:PutEvents', foreign)).toBe(false);
  });

  test('is on no unit of the log archive in any profile, since not every writer is proved to tell its organization', () => {
    expect(Guardrails.CONFUSED_DEPUTY.belongsTo).not.toContain(GuardrailScope.SECURITY);
    expect(GuardrailProfile.SECURITY.strict().flatMap(set => set.guardrails)).not.toContain(Guardrails.CONFUSED_DEPUTY);
    expect(GuardrailProfile.WORKLOADS.recommended().flatMap(set => set.guardrails)).toContain(Guardrails.CONFUSED_DEPUTY);
  });
});

test('G63 can ask for TLS 1.3', () => {
  const minimumTlsVersion = TlsVersion.V1_3;

  expect(allows(Guardrails.S3_TLS_VERSION, { minimumTlsVersion }, 'developer', 's3:GetObject', { 's3:TlsVersion': '1.2' })).toBe(false);
  expect(allows(Guardrails.S3_TLS_VERSION, { minimumTlsVersion }, 'developer', 's3:GetObject', { 's3:TlsVersion': '1.3' })).toBe(true);
});

describe('G64', () => {
  const subject = (provider: OidcProviderTrust, value: string) =>
    allows(Guardrails.OIDC_TRUST, { trustedOidcProviders: [provider] }, 'anonymous', 'sts:AssumeRoleWithWebIdentity', { [`${provider.issuer}:sub`]: value });

  test('closes web identity where no provider is named, and nothing else', () => {
    expect(allows(Guardrails.OIDC_TRUST, { trustedOidcProviders: undefined }, 'oidc', 'sts:AssumeRoleWithWebIdentity', {})).toBe(false);
    expect(allows(Guardrails.OIDC_TRUST, { trustedOidcProviders: undefined }, 'saml', 'sts:AssumeRoleWithSAML', {})).toBe(true);
  });

  test.each<[string, OidcProviderTrust, string, string]>([
    ['GitHub', OidcProviders.gitHub(['acme']), 'repo:acme/app:ref:refs/heads/main', 'repo:acme-2/app:ref:refs/heads/main'],
    ['GitHub by ids', OidcProviders.gitHub(['acme']), 'repo:acme@1/app@2:ref:refs/heads/main', 'repo:acme-2@1/app@2:ref:refs/heads/main'],
    ['GitHub by the id of an owner', OidcProviders.gitHub(['acme@1']), 'repo:acme@1/app@2:ref:refs/heads/main', 'repo:acme@11/app@2:ref:refs/heads/main'],
    ['GitLab', OidcProviders.gitLab(['acme']), 'project_path:acme/app:ref_type:branch:ref:main', 'project_path:acme2/app:ref_type:branch:ref:main'],
    ['HCP Terraform', OidcProviders.terraformCloud(['acme']), 'organization:acme:project:p:workspace:w:run_phase:apply', 'organization:acme2:project:p'],
    ['Buildkite', OidcProviders.buildkite(['acme']), 'organization:acme:pipeline:p:ref:refs/heads/main:commit:1:step:', 'organization:acme2:pipeline:p'],
    ['EKS', OidcProviders.eksCluster('oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF'), 'system:serviceaccount:default:app', 'something:else'],
  ])('lets in our part of %s, and no other', (_, provider, ours, theirs) => {
    expect(subject(provider, ours)).toBe(true);
    expect(subject(provider, theirs)).toBe(false);
  });
});

test('G65 can reserve other tags', () => {
  const denied = (tag: string) => !allows(Guardrails.SESSION_TAGS, { reservedTagPrefix: 'dp:' }, 'trustedPartner', 'sts:TagSession', { 'aws:TagKeys': tag });

  expect([denied('dp:exclude:identity'), denied('lz:admin')]).toEqual([true, false]);
});

test('G67 can end presigned URLs sooner', () => {
  const maximumSignatureAge = Duration.minutes(15);
  const at = (minutes: number) => ({ 's3:signatureAge': String(Duration.minutes(minutes).toMilliseconds()) });

  expect(allows(Guardrails.S3_HYGIENE, { maximumSignatureAge }, 'developer', 's3:GetObject', at(15))).toBe(true);
  expect(allows(Guardrails.S3_HYGIENE, { maximumSignatureAge }, 'developer', 's3:GetObject', at(16))).toBe(false);
});

test.each<[string, Partial<GuardrailParameters>]>([
  ['\'issuer\' must be the host and path of a provider, got "https://gitlab.com": leave out', { trustedOidcProviders: [{ issuer: 'https://gitlab.com', subjects: ['x'] }] }],
  ['\'subjects\' of "gitlab.com" must have a value, got none', { trustedOidcProviders: [{ issuer: 'gitlab.com', subjects: [] }] }],
  ['\'subjects\' must name your part of the provider, got "*"', { trustedOidcProviders: [{ issuer: 'gitlab.com', subjects: ['*'] }] }],
  ['\'audiences\' of "gitlab.com" must have a value, got none', { trustedOidcProviders: [{ issuer: 'gitlab.com', subjects: ['x'], audiences: [] }] }],
  ['\'trustedOidcProviders\' must not repeat, got "gitlab.com" 2 times', { trustedOidcProviders: [OidcProviders.gitLab(['a']), OidcProviders.gitLab(['b'])] }],
  ['\'maximumSignatureAge\' must be more than nothing and at most 7 days, got', { maximumSignatureAge: Duration.days(8) }],
])('fails when a parameter is wrong, and says %s', (message, parameters) => {
  expect(() => attachedPolicies(GuardrailSet.TRANSPORT, { ...PARAMETERS, ...parameters })).toThrow(message);
});

test('fails when the name of a tenant is a wildcard, and says what it must be', () => {
  expect(() => OidcProviders.gitHub(['*'])).toThrow('\'owners\' must be names without wildcards, such as "acme" or "acme@123456", got "*": name yours');
  expect(() => OidcProviders.gitHub(['acme@*'])).toThrow('\'owners\' must be names without wildcards, such as "acme" or "acme@123456", got "acme@*": name yours');
});
