import { ApplicablePolicies, AuthorizationRequest, Context, NamedPolicy, PolicyDocument, PolicyLevel, PolicyStatement, PrincipalIdentity } from '../../../lib/policy';

/** The world of these tests: an organization with a member account, and an account outside it. */
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const MEMBER = '111111111111';
export const OTHER_MEMBER = '222222222222';
export const OUTSIDE = '999999999999';

const inside = { organizationId: ORGANIZATION };

export const ROLE: PrincipalIdentity = {
  kind: 'role', arn: `arn:aws:sts::${MEMBER}:assumed-role/developer/jane`, roleArn: `arn:aws:iam::${MEMBER}:role/teams/developer`, ...inside,
};
export const USER: PrincipalIdentity = { kind: 'user', arn: `arn:aws:iam::${MEMBER}:user/people/jane`, ...inside };
export const ROOT: PrincipalIdentity = { kind: 'account-root', arn: `arn:aws:iam::${MEMBER}:root`, ...inside };
export const ROOT_SESSION: PrincipalIdentity = { kind: 'root-session', arn: `arn:aws:sts::${MEMBER}:assumed-root/unlock`, ...inside };
export const BREAK_GLASS: PrincipalIdentity = { kind: 'role', arn: `arn:aws:iam::${MEMBER}:role/lz/lz-break-glass`, ...inside };
export const SERVICE_LINKED: PrincipalIdentity = {
  kind: 'service-linked-role',
  arn: `arn:aws:sts::${MEMBER}:assumed-role/AWSServiceRoleForConfig/x`,
  roleArn: `arn:aws:iam::${MEMBER}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
  ...inside,
};
export const FOREIGN_ROLE: PrincipalIdentity = { kind: 'role', arn: `arn:aws:iam::${OUTSIDE}:role/partner` };
export const FEDERATED_USER: PrincipalIdentity = {
  kind: 'federated', arn: `arn:aws:sts::${MEMBER}:federated-user/kiosk`, userArn: `arn:aws:iam::${MEMBER}:user/people/jane`, ...inside,
};
export const SAML: PrincipalIdentity = { kind: 'federated', arn: `arn:aws:iam::${MEMBER}:saml-provider/AWSSSO_x` };
export const GITHUB: PrincipalIdentity = { kind: 'federated', arn: `arn:aws:iam::${MEMBER}:oidc-provider/token.actions.githubusercontent.com` };
export const ANONYMOUS: PrincipalIdentity = { kind: 'anonymous', arn: '*' };
export const service = (name: string): PrincipalIdentity => ({ kind: 'service', arn: name });

export const BUCKET_OBJECT = 'arn:aws:s3:::data/report.csv';

export function document(...statements: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

export function policy(name: string, ...statements: PolicyStatement[]): NamedPolicy {
  return { name, document: document(...statements) };
}

export const ALLOW_ALL: PolicyStatement = { Effect: 'Allow', Action: '*', Resource: '*' };
export const ADMINISTRATOR: readonly NamedPolicy[] = [policy('AdministratorAccess', ALLOW_ALL)];
export const FULL_ACCESS = policy('FullAWSAccess', ALLOW_ALL);

/** A way from root to account with FullAWSAccess everywhere and the policies given at the unit. */
export function path(...policies: NamedPolicy[]): readonly PolicyLevel[] {
  return [
    { node: 'Root', policies: [FULL_ACCESS] },
    { node: 'Workloads', policies: [FULL_ACCESS, ...policies] },
    { node: 'production', policies: [FULL_ACCESS] },
  ];
}

/** A way from root to account for resources. */
export function resourcePath(...policies: NamedPolicy[]): readonly PolicyLevel[] {
  const full = policy('RCPFullAWSAccess', { ...ALLOW_ALL, Principal: '*' });
  return [{ node: 'Root', policies: [full] }, { node: 'Workloads', policies: [full, ...policies] }];
}

export function request(principal: PrincipalIdentity, action: string, resource = '*', rest: Partial<AuthorizationRequest> = {}): AuthorizationRequest {
  return { principal, action, resource, ...rest };
}

/** Policies of a role that may do something exactly when a condition holds. */
export function when(Condition: PolicyStatement['Condition'], Version = '2012-10-17'): ApplicablePolicies {
  return { identity: [{ name: 'conditional', document: { Version, Statement: { ...ALLOW_ALL, Condition } } }] };
}

export type { Context };
