import { ApplicablePolicies, AuthorizationRequest, evaluate, NamedPolicy, PolicyStatement } from '../../../lib/policy';
import {
  ADMINISTRATOR, ALLOW_ALL, ANONYMOUS, BUCKET_OBJECT, FEDERATED_USER, FOREIGN_ROLE, FULL_ACCESS, GITHUB, MEMBER, OTHER_MEMBER,
  OUTSIDE, path, policy, request, resourcePath, ROLE, ROOT, ROOT_SESSION, SAML, SERVICE_LINKED, service, USER,
} from './requests';

type Row = readonly [title: string, request: AuthorizationRequest, policies: ApplicablePolicies, decision: string];

const READ: PolicyStatement = { Effect: 'Allow', Action: 's3:Get*', Resource: '*' };
const WRITE: PolicyStatement = { Effect: 'Allow', Action: 's3:Put*', Resource: '*' };
const DENY_READ: PolicyStatement = { ...READ, Effect: 'Deny' };
const get = (principal: AuthorizationRequest['principal'], rest: Partial<AuthorizationRequest> = {}) => request(principal, 's3:GetObject', BUCKET_OBJECT, rest);
const bucket = (Principal: PolicyStatement['Principal'], rest: Partial<PolicyStatement> = {}) => policy('bucket', { ...READ, Principal, ...rest });
const identity: readonly NamedPolicy[] = [policy('reader', READ)];
const silent: readonly NamedPolicy[] = [policy('writer', WRITE)];
const sessionArn = ROLE.arn;

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    test.each(rows)('%s', (_, asked, policies, decision) => {
      const { effect, layer } = evaluate(asked, policies);
      expect(`${effect} ${layer}`).toBe(decision);
    });
  });
}

table('identity policies', [
  ['deny what nothing allows', get(ROLE), {}, 'implicit-deny identity'],
  ['deny what another statement allows', get(ROLE), { identity: silent }, 'implicit-deny identity'],
  ['allow what one of them allows', get(ROLE), { identity: [...silent, ...identity] }, 'allow identity'],
  ['deny what one of them denies', get(ROLE), { identity: [...identity, policy('no', DENY_READ)] }, 'explicit-deny identity'],
  ['are not needed by the root user', get(ROOT), {}, 'allow implicit'],
]);

table('service control policies', [
  ['let pass what each level allows', get(ROLE), { serviceControl: path(), identity }, 'allow identity'],
  ['grant nothing', get(ROLE), { serviceControl: path() }, 'implicit-deny identity'],
  ['deny what one level denies', get(ROLE), { serviceControl: path(policy('no', DENY_READ)), identity }, 'explicit-deny service-control'],
  ['deny what one level does not allow', get(ROLE), { serviceControl: [{ node: 'Root', policies: [FULL_ACCESS] }, { node: 'Sandbox', policies: silent }], identity }, 'implicit-deny service-control'],
  ['deny what a level without policies does not allow', get(ROLE), { serviceControl: [{ node: 'Root', policies: [] }], identity }, 'implicit-deny service-control'],
  ['bind the root user of a member', get(ROOT), { serviceControl: path(policy('no', DENY_READ)) }, 'explicit-deny service-control'],
  ['bind root sessions', get(ROOT_SESSION), { serviceControl: path(policy('no', DENY_READ)) }, 'explicit-deny service-control'],
  ['bind what a bucket policy grants', get(ROLE), { serviceControl: path(policy('no', DENY_READ)), resource: bucket('*') }, 'explicit-deny service-control'],
  ['bind nobody in the management account', get(ROLE), { identity }, 'allow identity'],
  ['do not bind service-linked roles', get(SERVICE_LINKED), { serviceControl: path(policy('no', DENY_READ)), identity }, 'allow identity'],
  ['do not bind services', get(service('config.amazonaws.com')), { serviceControl: path(policy('no', DENY_READ)), resource: bucket({ Service: 'config.amazonaws.com' }) }, 'allow resource'],
  ['do not bind federated callers', request(SAML, 'sts:AssumeRoleWithSAML', ROLE.roleArn), {
    serviceControl: path(policy('no', { ...ALLOW_ALL, Effect: 'Deny' })), resource: policy('trust', { Effect: 'Allow', Action: 'sts:AssumeRoleWithSAML', Principal: { Federated: SAML.arn } }),
  }, 'allow resource'],
]);

table('resource control policies', [
  ['deny what they deny', get(ROLE), { resourceControl: resourcePath(policy('no', { ...DENY_READ, Principal: '*' })), identity }, 'explicit-deny resource-control'],
  ['let pass the rest', get(ROLE), { resourceControl: resourcePath(policy('no', { ...WRITE, Effect: 'Deny', Principal: '*' })), identity }, 'allow identity'],
  ['bind the root user', get(ROOT), { resourceControl: resourcePath(policy('no', { ...DENY_READ, Principal: '*' })) }, 'explicit-deny resource-control'],
  ['bind services', get(service('config.amazonaws.com')), { resourceControl: resourcePath(policy('no', { ...DENY_READ, Principal: '*' })), resource: bucket('*') }, 'explicit-deny resource-control'],
  ['bind anonymous callers', get(ANONYMOUS), { resourceControl: resourcePath(policy('no', { ...DENY_READ, Principal: '*' })), resource: bucket('*') }, 'explicit-deny resource-control'],
  ['do not bind service-linked roles', get(SERVICE_LINKED), { resourceControl: resourcePath(policy('no', { ...DENY_READ, Principal: '*' })), identity }, 'allow identity'],
  ['do not bind the retirement of a grant', request(ROLE, 'kms:RetireGrant', '*'), {
    resourceControl: resourcePath(policy('no', { Effect: 'Deny', Action: 'kms:*', Resource: '*', Principal: '*' })), identity: ADMINISTRATOR,
  }, 'allow identity'],
]);

table('resource policies of the same account', [
  ['allow a user they name, whatever its own policies leave out', get(USER), { resource: bucket({ AWS: USER.arn }), boundary: silent[0] }, 'allow resource'],
  ['allow a session they name, whatever limits it', get(ROLE), { resource: bucket({ AWS: sessionArn }), boundary: silent[0], session: silent }, 'allow resource'],
  ['allow everybody, whatever limits them', get(ROLE), { resource: bucket('*'), boundary: silent[0], session: silent }, 'allow resource'],
  ['allow everybody written as AWS', get(ROLE), { resource: bucket({ AWS: '*' }) }, 'allow resource'],
  ['allow a role they name', get(ROLE), { resource: bucket({ AWS: ROLE.roleArn! }) }, 'allow resource'],
  ['allow a role they name no more than its boundary', get(ROLE), { resource: bucket({ AWS: ROLE.roleArn! }), identity, boundary: silent[0] }, 'implicit-deny boundary'],
  ['allow a role they name no more than its session', get(ROLE), { resource: bucket({ AWS: ROLE.roleArn! }), identity, session: silent }, 'implicit-deny session'],
  ['leave it to identity policies when they name the account', get(ROLE), { resource: bucket({ AWS: MEMBER }) }, 'implicit-deny identity'],
  ['leave it to identity policies when they name the account root', get(ROLE), { resource: bucket({ AWS: ROOT.arn }), identity }, 'allow identity'],
  ['deny whom they deny', get(ROLE), { resource: bucket('*', { Effect: 'Deny' }), identity }, 'explicit-deny resource'],
  ['deny everybody of an account', get(ROLE), { resource: bucket({ AWS: ROOT.arn }, { Effect: 'Deny' }), identity }, 'explicit-deny resource'],
  ['deny the root user', get(ROOT), { resource: bucket('*', { Effect: 'Deny' }) }, 'explicit-deny resource'],
  ['say nothing of others', get(ROLE), { resource: bucket({ AWS: `arn:aws:iam::${MEMBER}:role/other` }), identity }, 'allow identity'],
  ['allow a session of sts:GetFederationToken they name, whatever limits it', get(FEDERATED_USER), { resource: bucket({ AWS: FEDERATED_USER.arn }), boundary: silent[0], session: silent }, 'allow resource'],
  ['allow such a session by the user who called', get(FEDERATED_USER), { resource: bucket({ AWS: USER.arn }), session: identity }, 'allow resource'],
  ['allow it by that user no more than its session', get(FEDERATED_USER), { resource: bucket({ AWS: USER.arn }), identity, session: silent }, 'implicit-deny session'],
  ['allow it by that user no more than the boundary', get(FEDERATED_USER), { resource: bucket({ AWS: USER.arn }), identity, boundary: silent[0] }, 'implicit-deny boundary'],
  ['deny it by that user', get(FEDERATED_USER), { resource: bucket({ AWS: USER.arn }, { Effect: 'Deny' }), identity }, 'explicit-deny resource'],
  ['allow a role that a condition picks from everybody, whatever limits it', get(ROLE), { resource: bucket('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE.roleArn! } } }), boundary: silent[0], session: silent }, 'allow resource'],
  ['say nothing of a deleted principal', get(ROLE), { resource: bucket({ AWS: 'AROAEXAMPLEEXAMPLEEXA' }), identity: [] }, 'implicit-deny identity'],
]);

table('NotPrincipal', [
  ['spares whom it names by account, role and session', get(ROLE), { identity, resource: not({ AWS: [ROOT.arn, ROLE.roleArn!, sessionArn] }) }, 'allow identity'],
  ['hits a session it names by role only', get(ROLE), { identity, resource: not({ AWS: [ROOT.arn, ROLE.roleArn!] }) }, 'explicit-deny resource'],
  ['hits a user it does not name by account', get(USER), { identity, resource: not({ AWS: USER.arn }) }, 'explicit-deny resource'],
  ['spares a user it names by account too', get(USER), { identity, resource: not({ AWS: [USER.arn, MEMBER] }) }, 'allow identity'],
  ['spares the root user', get(ROOT), { resource: not({ AWS: MEMBER }) }, 'allow implicit'],
  ['spares a service', get(service('config.amazonaws.com')), { resource: { name: 'b', document: { Version: '2012-10-17', Statement: [...asStatements(bucket({ Service: 'config.amazonaws.com' })), ...asStatements(not({ Service: 'config.amazonaws.com' }))] } } }, 'allow resource'],
  ['hits whoever has a boundary', get(USER), { identity, boundary: identity[0], resource: not({ AWS: [USER.arn, MEMBER] }) }, 'explicit-deny resource'],
]);

function not(NotPrincipal: PolicyStatement['NotPrincipal']): NamedPolicy {
  return policy('bucket', { ...DENY_READ, NotPrincipal });
}

function asStatements({ document }: NamedPolicy): readonly PolicyStatement[] {
  return document.Statement as readonly PolicyStatement[];
}

table('boundaries and session policies', [
  ['grant nothing', get(ROLE), { boundary: identity[0], session: identity }, 'implicit-deny identity'],
  ['let pass what all allow', get(ROLE), { identity, boundary: identity[0], session: identity }, 'allow identity'],
  ['limit by the boundary', get(ROLE), { identity, boundary: silent[0] }, 'implicit-deny boundary'],
  ['limit by the session', get(ROLE), { identity, session: silent }, 'implicit-deny session'],
  ['limit by no session policy at all', get(ROLE), { identity, session: [] }, 'implicit-deny session'],
  ['deny by the boundary', get(ROLE), { identity, boundary: policy('b', ALLOW_ALL, DENY_READ) }, 'explicit-deny boundary'],
  ['deny by the session', get(ROLE), { identity, session: [policy('s', ALLOW_ALL, DENY_READ)] }, 'explicit-deny session'],
  ['let a root session do its task', request(ROOT_SESSION, 's3:DeleteBucketPolicy', 'arn:aws:s3:::data'), { session: [policy('S3UnlockBucketPolicy', { Effect: 'Allow', Action: 's3:DeleteBucketPolicy', Resource: '*' })] }, 'allow implicit'],
  ['let a root session do nothing else', get(ROOT_SESSION), { session: [policy('S3UnlockBucketPolicy', { Effect: 'Allow', Action: 's3:DeleteBucketPolicy', Resource: '*' })] }, 'implicit-deny session'],
]);

table('another account', [
  ['needs the policy of the resource', get(ROLE, { resourceAccountId: OTHER_MEMBER }), { identity }, 'implicit-deny resource'],
  ['needs the identity policy', get(ROLE, { resourceAccountId: OTHER_MEMBER }), { resource: bucket({ AWS: ROLE.roleArn! }) }, 'implicit-deny identity'],
  ['needs it for everybody too', get(ROLE, { resourceAccountId: OTHER_MEMBER }), { resource: bucket('*') }, 'implicit-deny identity'],
  ['lets pass what both allow', get(ROLE, { resourceAccountId: OTHER_MEMBER }), { identity, resource: bucket({ AWS: ROLE.roleArn! }) }, 'allow identity'],
  ['lets pass what both allow by account', get(ROLE, { resourceAccountId: OTHER_MEMBER }), { identity, resource: bucket({ AWS: MEMBER }) }, 'allow identity'],
  ['keeps the boundary in force', get(ROLE, { resourceAccountId: OTHER_MEMBER }), { identity, boundary: silent[0], resource: bucket({ AWS: sessionArn }) }, 'implicit-deny boundary'],
  ['needs the policy of the resource for its root user too', get(ROOT, { resourceAccountId: OTHER_MEMBER }), {}, 'implicit-deny resource'],
  ['is read from the ARN', request(ROLE, 'sqs:SendMessage', `arn:aws:sqs:eu-central-1:${OTHER_MEMBER}:q`), { identity: ADMINISTRATOR }, 'implicit-deny resource'],
  ['is not what owns the policies of AWS', request(ROLE, 'iam:GetPolicy', 'arn:aws:iam::aws:policy/ReadOnlyAccess'), { identity: ADMINISTRATOR }, 'allow identity'],
  ['opens to a root session without a policy there', request(ROLE, 'sts:AssumeRoot', `arn:aws:iam::${OTHER_MEMBER}:root`), { identity: ADMINISTRATOR }, 'allow identity'],
  ['may be outside the organization', get(FOREIGN_ROLE, { resourceAccountId: MEMBER }), { identity, resource: bucket({ AWS: OUTSIDE }) }, 'allow identity'],
]);

const KEY = `arn:aws:kms:eu-central-1:${MEMBER}:key/1`;
const decrypt: PolicyStatement = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
const keyPolicy = (Principal: PolicyStatement['Principal']) => policy('key', { ...decrypt, Principal });

table('sts:GetCallerIdentity', [
  ['needs no permission', request(ROLE, 'sts:GetCallerIdentity'), {}, 'allow implicit'],
  ['cannot be denied', request(USER, 'sts:GetCallerIdentity'), { identity: [policy('no', { ...ALLOW_ALL, Effect: 'Deny' })], serviceControl: path(policy('no', { ...ALLOW_ALL, Effect: 'Deny' })) }, 'allow implicit'],
  ['needs credentials', request(ANONYMOUS, 'sts:GetCallerIdentity'), {}, 'implicit-deny resource'],
]);

table('keys', [
  ['are closed to identity policies', request(ROLE, 'kms:Decrypt', KEY), { identity: ADMINISTRATOR }, 'implicit-deny resource'],
  ['stay closed when the key policy names others', request(ROLE, 'kms:Decrypt', KEY), { identity: ADMINISTRATOR, resource: keyPolicy({ AWS: USER.arn }) }, 'implicit-deny resource'],
  ['are open to identity policies when the key policy delegates to the account', request(ROLE, 'kms:Decrypt', KEY), { identity: ADMINISTRATOR, resource: keyPolicy({ AWS: ROOT.arn }) }, 'allow identity'],
  ['are not open by the delegation alone', request(ROLE, 'kms:Decrypt', KEY), { resource: keyPolicy({ AWS: ROOT.arn }) }, 'implicit-deny identity'],
  ['are open to a role that the key policy names', request(ROLE, 'kms:Decrypt', KEY), { resource: keyPolicy({ AWS: ROLE.roleArn! }) }, 'allow resource'],
  ['are closed to the root user that the key policy leaves out', request(ROOT, 'kms:Decrypt', KEY), { resource: keyPolicy({ AWS: USER.arn }) }, 'implicit-deny resource'],
  ['are open to the service that the key policy names', request(service('cloudtrail.amazonaws.com'), 'kms:Decrypt', KEY), { resource: keyPolicy({ Service: 'cloudtrail.amazonaws.com' }) }, 'allow resource'],
  ['are closed to other services', request(service('logs.amazonaws.com'), 'kms:Decrypt', KEY), { resource: keyPolicy({ Service: 'cloudtrail.amazonaws.com' }) }, 'implicit-deny resource'],
  ['do not close calls that name no key', request(ROLE, 'kms:ListKeys', '*'), { identity: ADMINISTRATOR }, 'allow identity'],
]);

const trust = (Principal: PolicyStatement['Principal'], rest: Partial<PolicyStatement> = {}) => policy('trust', { Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...rest });
const TARGET = `arn:aws:iam::${MEMBER}:role/target`;
const assume = (principal: AuthorizationRequest['principal'], rest: Partial<AuthorizationRequest> = {}) => request(principal, 'sts:AssumeRole', TARGET, rest);
const oidc = { Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } } };

table('trust policies', [
  ['are needed', assume(ROLE), { identity: ADMINISTRATOR }, 'implicit-deny resource'],
  ['are enough when they name the role, in the same account', assume(ROLE), { resource: trust({ AWS: ROLE.roleArn! }) }, 'allow resource'],
  ['leave it to identity policies when they name the account', assume(ROLE), { resource: trust({ AWS: MEMBER }) }, 'implicit-deny identity'],
  ['are not enough from another account', assume(FOREIGN_ROLE), { resource: trust({ AWS: FOREIGN_ROLE.arn }) }, 'implicit-deny identity'],
  ['let in another account with both', assume(FOREIGN_ROLE), { resource: trust({ AWS: FOREIGN_ROLE.arn }), identity: ADMINISTRATOR }, 'allow identity'],
  ['let in a service', assume(service('lambda.amazonaws.com')), { resource: trust({ Service: 'lambda.amazonaws.com' }) }, 'allow resource'],
  ['keep out another service', assume(service('ec2.amazonaws.com')), { resource: trust({ Service: 'lambda.amazonaws.com' }) }, 'implicit-deny resource'],
  ['keep out without MFA', assume(ROLE), { resource: trust({ AWS: ROLE.roleArn! }, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }) }, 'implicit-deny resource'],
  ['let in with MFA', assume(ROLE, { context: { 'aws:MultiFactorAuthPresent': 'true' } }), { resource: trust({ AWS: ROLE.roleArn! }, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }) }, 'allow resource'],
  ['let in a workflow by its provider', request(GITHUB, 'sts:AssumeRoleWithWebIdentity', TARGET, { context: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } }), { resource: trust({ Federated: GITHUB.arn }, oidc) }, 'allow resource'],
  ['keep out a workflow for somebody else', request(GITHUB, 'sts:AssumeRoleWithWebIdentity', TARGET, { context: { 'token.actions.githubusercontent.com:aud': 'x' } }), { resource: trust({ Federated: GITHUB.arn }, oidc) }, 'implicit-deny resource'],
  ['decide on session tags too', request(ROLE, 'sts:TagSession', TARGET), { identity: ADMINISTRATOR, resource: trust({ AWS: ROLE.roleArn! }) }, 'implicit-deny resource'],
]);

table('outsiders', [
  ['of services need the policy of the resource', get(service('cloudtrail.amazonaws.com')), {}, 'implicit-deny resource'],
  ['that are anonymous need a grant to everybody', get(ANONYMOUS), { resource: bucket({ AWS: MEMBER }) }, 'implicit-deny resource'],
  ['that are anonymous may do what everybody may', get(ANONYMOUS), { resource: bucket('*') }, 'allow resource'],
]);

describe('principals that cannot be named', () => {
  test.each<[string, PolicyStatement['Principal'], RegExp]>([
    ['a pattern', { AWS: 'arn:aws:iam::*:role/x' }, /a principal must be an account id, a whole ARN or a name without wildcards, got "arn:aws:iam::\*:role\/x"/],
    ['a pattern of services', { Service: '*.amazonaws.com' }, /without wildcards/],
    ['an unknown type', { Canonical: 'x' }, /unknown type of principal "Canonical"/],
    ['a bare account', MEMBER as never, /a principal must be "\*" or an object/],
  ])('%s', (_, principal, message) => {
    expect(() => evaluate(get(ROLE), { resource: bucket(principal) })).toThrow(message);
  });

  test('none in a policy of a resource, or NotPrincipal with Allow', () => {
    expect(() => evaluate(get(ROLE), { resource: policy('bucket', READ) })).toThrow(/either 'Principal' or 'NotPrincipal' must be given/);
    expect(() => evaluate(get(ROLE), { resource: policy('bucket', { ...READ, NotPrincipal: '*' }) })).toThrow(/'NotPrincipal' must stand with "Deny"/);
  });
});
