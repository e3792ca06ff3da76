import { createHash } from 'node:crypto';
import { PolicyDocument } from '../../../lib/policy';
import { IDENTITY_CENTER } from '../../rules/identity-center';
import { Origin, Rule } from '../contract';
import { frozen } from '../frozen';
import type { World } from '../world';
import { createRole, Role, roleArn } from './iam';
import { unitsAbove } from './organization-tree';

/** IAM Identity Center of the organization. */
export interface IdentityCenterState {
  instance?: IdentityCenterInstance;
  /** By ARN. */
  readonly permissionSets: Map<string, PermissionSet>;
  /** By `assignmentKey`. */
  readonly assignments: Map<string, Assignment>;
  /** Creations and deletions that were asked for, by request id. */
  readonly assignmentRequests: Map<string, AssignmentRequest>;
}

/** The organization's instance, which somebody made by hand. */
export interface IdentityCenterInstance {
  readonly arn: string;
  readonly region: string;
  /** Ids of its users and groups; undefined when the world was not told: every id is taken for one. */
  readonly principals?: readonly string[];
}

/** Name and path of a policy that stands in each account by itself. */
export interface PolicyReference {
  readonly name: string;
  readonly path: string;
}

/** What the role of a permission set is made of. */
export interface PermissionSetContent {
  readonly inline?: PolicyDocument;
  /** ARNs of policies of AWS. */
  readonly managed: readonly string[];
  readonly customerManaged: readonly PolicyReference[];
  /** ARN of a policy of AWS, or a policy of each account. */
  readonly boundary?: string | PolicyReference;
}

/** A permission set: it becomes a role in each account that it is assigned in. */
export interface PermissionSet {
  readonly arn: string;
  readonly name: string;
  readonly instanceArn: string;
  origin?: Origin;
  content: PermissionSetContent;
}

/** Who may wear a permission set in an account. */
export interface Assignment {
  readonly permissionSetArn: string;
  readonly accountId: string;
  readonly principalType: string;
  readonly principalId: string;
  origin?: Origin;
}

/** What was asked for, and how it ends. */
export interface AssignmentRequest extends Assignment {
  readonly kind: 'creation' | 'deletion';
  /** Virtual time from which the status tells the end. */
  readonly readyAt: number;
  readonly failure?: string;
}

/** Why something cannot be: the rule, what is wrong and what helps. */
export interface Obstacle {
  readonly rule: Rule;
  readonly message: string;
  readonly remedy: string;
}

export const initialIdentityCenter = (): IdentityCenterState => ({
  permissionSets: new Map(), assignments: new Map(), assignmentRequests: new Map(),
});

const MAX_PER_ACCOUNT = 500;
const INSTANCE_ARN = /^arn:[\w-]+:sso:::instance\/(sso)?ins-[\w.-]{16}$/;

export const assignmentKey = ({ accountId, permissionSetArn, principalType, principalId }: Assignment): string =>
  [accountId, permissionSetArn, principalType, principalId].join('|');

/**
 * What is wrong with an instance that somebody names. It is made by hand, so what the world was not told of is taken for existing: by the
 * first who names it, in his region.
 */
export function instanceObstacle(world: World, arn: string, accountId: string, region: string): Obstacle | undefined {
  const { identityCenter, organizations } = world.state;
  const rule = IDENTITY_CENTER.INSTANCE;
  if (!INSTANCE_ARN.test(arn)) {
    return { rule, message: `${JSON.stringify(arn)} is no ARN of an instance`, remedy: 'copy it from the settings of IAM Identity Center' };
  }
  identityCenter.instance ??= { arn, region };
  const { arn: known, region: home } = identityCenter.instance;
  if (known !== arn || home !== region) {
    return { rule, message: `the instance of the organization is ${known} in ${home}, not ${arn} in ${region}`, remedy: `deploy to ${home}, with the ARN of that instance` };
  }
  if (accountId !== world.managementAccountId && !organizations.delegatedAdministrators.has(`${accountId}/sso.amazonaws.com`)) {
    const message = `${accountId} does not administer IAM Identity Center`;
    return { rule: IDENTITY_CENTER.MANAGEMENT_ACCOUNT, message, remedy: 'deploy to the management account' };
  }
  return undefined;
}

const policyArn = (world: World, accountId: string, { path, name }: PolicyReference) => `arn:${world.partition}:iam::${accountId}:policy${path}${name}`;

/** ARNs of the customer managed policies, the boundary too, that a permission set needs in an account. */
export function neededPolicies(world: World, { content }: PermissionSet, accountId: string): readonly string[] {
  const boundary = typeof content.boundary === 'object' ? [content.boundary] : [];
  return [...content.customerManaged, ...boundary].map(reference => policyArn(world, accountId, reference));
}

/** Why IAM Identity Center could not make or change the role of a permission set in an account. */
export function provisioningObstacle(world: World, set: PermissionSet, accountId: string): Obstacle | undefined {
  const missing = neededPolicies(world, set, accountId).find(arn => !world.state.iam.managedPolicies.has(arn));
  return missing === undefined ? undefined : {
    rule: IDENTITY_CENTER.POLICIES_IN_ACCOUNT,
    message: `permission set ${set.name} names ${missing}, which does not exist in ${accountId}`,
    remedy: 'assign it after the StackSet that brings the policy',
  };
}

/** Why an assignment cannot be made. */
export function assignmentObstacle(world: World, assignment: Assignment): Obstacle | undefined {
  const { identityCenter, organizations } = world.state;
  const { permissionSetArn, accountId, principalId } = assignment;
  const set = identityCenter.permissionSets.get(permissionSetArn);
  const rule = IDENTITY_CENTER.ASSIGNMENT;
  if (!set) {
    return { rule, message: `there is no permission set ${permissionSetArn}`, remedy: 'let the assignment refer to the permission set' };
  }
  const { principals } = identityCenter.instance ?? {};
  if (principals && !principals.includes(principalId)) {
    return { rule, message: `IAM Identity Center knows no user or group ${principalId}`, remedy: 'take the id from the identity store, where it is a UUID' };
  }
  const account = organizations.accounts.get(accountId);
  const isMember = unitsAbove(world, accountId).length > 0 || accountId === world.managementAccountId;
  if (!isMember || account && account.status !== 'ACTIVE') {
    return { rule, message: `${accountId} is no active account of the organization`, remedy: 'assign it to accounts that are there' };
  }
  const inAccount = [...identityCenter.assignments.values()].filter(other => other.accountId === accountId);
  const provisioned = new Set(inAccount.map(other => other.permissionSetArn));
  if (!provisioned.has(permissionSetArn) && provisioned.size >= MAX_PER_ACCOUNT) {
    const message = `${accountId} has ${provisioned.size} permission sets already`;
    return { rule: IDENTITY_CENTER.ASSIGNMENTS_PER_ACCOUNT, message, remedy: 'assign fewer, or ask AWS for more' };
  }
  return provisioningObstacle(world, set, accountId);
}

/** Makes an assignment that nothing stands in the way of, with the role of the permission set where it is the first in the account. */
export function assign(world: World, assignment: Assignment): void {
  const { assignments, permissionSets } = world.state.identityCenter;
  assignments.set(assignmentKey(assignment), assignment);
  const set = permissionSets.get(assignment.permissionSetArn)!;
  if (!permissionSetRole(world, assignment.accountId, set.name)) {
    provision(world, set, assignment.accountId, assignment.origin);
  }
}

/** Takes an assignment away, with the role when it was the last in the account. */
export function unassign(world: World, assignment: Assignment): void {
  const { assignments, permissionSets } = world.state.identityCenter;
  assignments.delete(assignmentKey(assignment));
  const { accountId, permissionSetArn } = assignment;
  const role = permissionSetRole(world, accountId, permissionSets.get(permissionSetArn)?.name ?? '');
  if (role && ![...assignments.values()].some(other => other.accountId === accountId && other.permissionSetArn === permissionSetArn)) {
    world.state.iam.roles.delete(role.arn);
  }
}

/** Accounts in which a permission set is a role. */
export function accountsOf(world: World, permissionSetArn: string): readonly string[] {
  const assignments = [...world.state.identityCenter.assignments.values()].filter(other => other.permissionSetArn === permissionSetArn);
  return [...new Set(assignments.map(({ accountId }) => accountId))];
}

/**
 * The role that a permission set is in an account.
 *
 * @param accountId the account
 * @param permissionSet the name of the permission set
 */
export function permissionSetRole(world: World, accountId: string, permissionSet: string): Role | undefined {
  const prefix = `AWSReservedSSO_${permissionSet}_`;
  for (const role of world.state.iam.roles.values()) {
    if (role.accountId === accountId && role.name.startsWith(prefix) && role.name.length === prefix.length + SUFFIX) {
      return role;
    }
  }
  return undefined;
}

const SUFFIX = 16;

/**
 * Where the roles are: an instance in us-east-1 leaves the region out.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function permissionSetRolePath(world: World): string {
  const region = world.state.identityCenter.instance?.region ?? world.homeRegion;
  return `/aws-reserved/sso.amazonaws.com/${region === 'us-east-1' ? '' : `${region}/`}`;
}

/** AWS draws it anew each time. Here a role that is made again is called as before, or no deployment that is repeated would end alike. */
const suffix = (accountId: string, permissionSet: string) => createHash('sha256').update(`${accountId}/${permissionSet}`).digest('hex').slice(0, SUFFIX);

function provision(world: World, set: PermissionSet, accountId: string, origin?: Origin): void {
  const name = `AWSReservedSSO_${set.name}_${suffix(accountId, set.name)}`;
  const role = createRole(world, { accountId, name, path: permissionSetRolePath(world), trust: trustOf(world, accountId), origin });
  fill(world, role, set);
}

/** Brings what changed in a permission set into the roles that it is. */
export function reprovision(world: World, set: PermissionSet): void {
  accountsOf(world, set.arn).forEach(accountId => fill(world, permissionSetRole(world, accountId, set.name)!, set));
}

function fill(world: World, role: Role, { content }: PermissionSet): void {
  role.inline.clear();
  if (content.inline) {
    role.inline.set('AwsSSOInlinePolicy', { document: content.inline });
  }
  role.managed.clear();
  const customerManaged = content.customerManaged.map(reference => policyArn(world, role.accountId, reference));
  [...content.managed, ...customerManaged].forEach(arn => role.managed.add(arn));
  role.boundary = typeof content.boundary === 'object' ? policyArn(world, role.accountId, content.boundary) : content.boundary;
}

/** Trust in the SAML provider that IAM Identity Center keeps in each account; shape as seen in accounts, AWS does not document it. */
function trustOf(world: World, accountId: string): PolicyDocument {
  const { partition } = world;
  return frozen({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: { Federated: samlProviderArn(world, accountId) },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: { StringEquals: { 'SAML:aud': partition === 'aws-cn' ? 'https://signin.amazonaws.cn/saml' : 'https://signin.aws.amazon.com/saml' } },
    }],
  });
}

/** ARN of the SAML provider of IAM Identity Center in an account. */
export function samlProviderArn({ partition, state }: World, accountId: string): string {
  const id = state.identityCenter.instance?.arn.slice(-SUFFIX).toLowerCase();
  return `arn:${partition}:iam::${accountId}:saml-provider/AWSSSO_${id}_DO_NOT_DELETE`;
}

/** ARN of the role as far as it is known before it is there: for the permissions that making it needs. */
export function plannedRoleArn(world: World, accountId: string, permissionSet: string): string {
  return permissionSetRole(world, accountId, permissionSet)?.arn
    ?? roleArn(world, accountId, `AWSReservedSSO_${permissionSet}_0000000000000000`, permissionSetRolePath(world));
}
