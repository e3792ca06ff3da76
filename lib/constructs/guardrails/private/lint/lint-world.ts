import { AuthorizationRequest, Context, PrincipalIdentity } from '../../../../policy';

/** A made-up organization in which the lint plays requests. Guardrails hold in every partition, so the first one will do. */
export interface LintWorld {
  /** Its id, the real one where that is known at synth. */
  readonly organizationId: string;
  /** A governed region. */
  readonly region: string;
}

const PARTITION = 'aws';
const MEMBER = '111122223333';
const MANAGEMENT = '444455556666';

/** A call to play: what, on what, with what else in its context. */
export type Call = readonly [action: string, resource?: string, context?: Context];

/** A resource of the member account, such as `arnOf('iam', 'role/lz/x')`. */
export function arnOf(service: string, resource: string): string {
  const account = service === 's3' ? '' : MEMBER;
  const region = ['iam', 's3', 'sts'].includes(service) ? '' : '*';
  return ['arn', PARTITION, service, region, account, resource].join(':');
}

/** A role of the member account. */
export function roleOf(pathAndName: string, { organizationId }: LintWorld, accountId = MEMBER): PrincipalIdentity {
  return {
    kind: 'role',
    arn: ['arn', PARTITION, 'sts', '', accountId, `assumed-role/${pathAndName.split('/').at(-1)}/session`].join(':'),
    roleArn: ['arn', PARTITION, 'iam', '', accountId, `role/${pathAndName}`].join(':'),
    accountId,
    organizationId,
  };
}

/** A role of the management account. */
export function managementRoleOf(name: string, world: LintWorld): PrincipalIdentity {
  return roleOf(name, world, MANAGEMENT);
}

/** A session that central root management issued in the member account. */
export function rootSessionOf({ organizationId }: LintWorld): PrincipalIdentity {
  return { kind: 'root-session', arn: arnOf('iam', 'root'), accountId: MEMBER, organizationId };
}

/** An AWS service that acts by itself. */
export function serviceOf(prefix: string): PrincipalIdentity {
  return { kind: 'service', arn: `${prefix}.amazonaws.com` };
}

/** Somebody who comes with an assertion of an identity provider. */
export function federatedBy(provider: string): PrincipalIdentity {
  return { kind: 'federated', arn: arnOf('iam', provider) };
}

/** What AWS puts into a request of a service that acts for an account of the organization. */
export function onBehalfOf({ organizationId }: LintWorld): Context {
  return { 'aws:SourceAccount': MEMBER, 'aws:SourceOrgID': organizationId };
}

/** The calls as requests of a principal, in the member account. */
export function requestsOf(principal: PrincipalIdentity, { region }: LintWorld, calls: readonly Call[]): AuthorizationRequest[] {
  return calls.map(([action, resource = '*', context = {}]) =>
    ({ principal, action, resource, resourceAccountId: MEMBER, context: { 'aws:RequestedRegion': region, ...context } }));
}
