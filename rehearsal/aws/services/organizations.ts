import { NamedPolicy, PolicyLevel } from '../../../lib/policy';
import { AwsError, Origin } from '../contract';
import { ExistingOrganization, WorldOptions } from '../options';
import { defaultRegions } from '../regions';
import type { World } from '../world';
import { administratorAccess, createRole, createServiceLinkedRole, trustOfAccount } from './iam';

/** The organization, its tree, its policies and what is switched on in it. */
export interface OrganizationsState {
  organization?: Organization;
  /** Organizational units and the root, by id. */
  readonly units: Map<string, Unit>;
  /** Every account of the world by id; those of the organization have a parent. */
  readonly accounts: Map<string, Account>;
  /** Policy types of the root that are, or are about to be, enabled. */
  readonly policyTypes: Map<string, PolicyTypeState>;
  readonly policies: Map<string, OrganizationPolicy>;
  /** Services with trusted access, and what switched it on. */
  readonly trustedServices: Map<string, { readonly origin?: Origin }>;
  /** `account id/service principal` and what registered it. */
  readonly delegatedAdministrators: Map<string, { readonly accountId: string; readonly service: string; readonly origin?: Origin }>;
  /** Accounts that joined, moved, were suspended or left, in order: what automatic deployment of StackSets reacts to. */
  readonly events: AccountEvent[];
}

/** An organization with all features. */
export interface Organization {
  readonly id: string;
  readonly arn: string;
  readonly rootId: string;
  origin?: Origin;
}

/** The root or an organizational unit. */
export interface Unit {
  readonly id: string;
  readonly arn: string;
  name: string;
  /** Undefined for the root. */
  readonly parentId?: string;
  origin?: Origin;
}

/** An AWS account. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Root or unit; undefined for an account outside the organization. */
  parentId?: string;
  status: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';
  readonly joinedMethod: 'CREATED' | 'INVITED';
  /** Virtual time from which its services answer. */
  readonly readyAt: number;
  /** Whether its root user has credentials: an account that is born under central root management has none. */
  readonly rootCredentials: boolean;
  /** Regions that are enabled in it. */
  readonly regions: readonly string[];
  /** The deployment that created it, counted from 1; 0 before the first. */
  readonly deployment: number;
  origin?: Origin;
}

/** Enabling a policy type is asynchronous: it is ENABLED once somebody asks after a while. */
export interface PolicyTypeState {
  status: 'PENDING_ENABLE' | 'ENABLED';
  readonly readyAt: number;
  origin?: Origin;
}

/** An organization policy and its targets (root, unit, account ids) with what attached each. */
export interface OrganizationPolicy {
  readonly id: string;
  readonly arn: string;
  readonly type: string;
  readonly awsManaged: boolean;
  origin?: Origin;
  name: string;
  /** Minified, as sent. */
  content: string;
  document: NamedPolicy;
  readonly targets: Map<string, Origin | undefined>;
}

/** Something that happened to an account: what StackSets with automatic deployment answer. */
export interface AccountEvent {
  readonly kind: 'joined' | 'moved' | 'suspended' | 'left';
  readonly accountId: string;
  /** Ids of the units above the account before, root first. */
  readonly from: readonly string[];
  /** Ids of the units above the account after, root first. */
  readonly to: readonly string[];
}

/** Virtual time until the services of a created account answer: minutes, says the documentation. */
export const ACCOUNT_READY_AFTER = 4 * 60_000;
/** Virtual time until an enabled policy type is ENABLED. */
export const POLICY_TYPE_READY_AFTER = 5_000;

/** The policies that AWS attaches everywhere when their type is enabled. */
const DEFAULT_POLICIES: Readonly<Record<string, { readonly id: string; readonly name: string; readonly statement: object }>> = {
  SERVICE_CONTROL_POLICY: { id: 'p-FullAWSAccess', name: 'FullAWSAccess', statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
  RESOURCE_CONTROL_POLICY: {
    id: 'p-RCPFullAWSAccess', name: 'RCPFullAWSAccess', statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
  },
};

/** A world without an organization: the management account to be, alone. */
export function initialOrganizations(options: WorldOptions): OrganizationsState {
  const { managementAccountId: id, partition = 'aws' } = options;
  const management: Account = {
    id, name: 'management', email: `management@${id}.example`, status: 'ACTIVE', joinedMethod: 'INVITED', readyAt: 0, rootCredentials: true, deployment: 0,
    regions: [...new Set([...defaultRegions(partition), ...options.regions])],
  };
  return {
    units: new Map(), accounts: new Map([[id, management]]), policyTypes: new Map(), policies: new Map(), trustedServices: new Map(),
    delegatedAdministrators: new Map(), events: [],
  };
}

/** Creates the organization: root, its service-linked role, and the management account below the root. */
export function createOrganization(
  world: World, props: { readonly id?: string; readonly rootId?: string; readonly origin?: Origin } = {},
): Organization {
  const state = world.state.organizations;
  if (state.organization) {
    throw new AwsError('AlreadyInOrganizationException', `The account ${world.managementAccountId} is already a member of an organization.`);
  }
  const id = props.id ?? `o-${world.identifiers.letters('organization', 10)}`;
  const rootId = props.rootId ?? `r-${world.identifiers.letters('root', 4)}`;
  const organization: Organization = { id, rootId, arn: arnOf(world, `organization/${id}`), origin: props.origin };
  state.organization = organization;
  state.units.set(rootId, { id: rootId, name: 'Root', arn: arnOf(world, `root/${id}/${rootId}`), origin: props.origin });
  createServiceLinkedRole(world, world.managementAccountId, 'organizations.amazonaws.com', props.origin);
  addDefaultPolicy(world, 'SERVICE_CONTROL_POLICY');
  state.accounts.get(world.managementAccountId)!.parentId = rootId;
  attachDefaults(world, rootId);
  attachDefaults(world, world.managementAccountId);
  return organization;
}

/** Takes over an organization as it is found. */
export function adoptOrganization(world: World, existing: ExistingOrganization): void {
  const state = world.state.organizations;
  createOrganization(world, { id: existing.organizationId, rootId: existing.rootId });
  (existing.organizationalUnits ?? []).forEach(unit => addUnit(world, { ...unit }));
  for (const { id, name, email, parentId, hasOrganizationAccountAccessRole = false } of existing.accounts ?? []) {
    addAccount(world, { id, name, email, parentId, method: hasOrganizationAccountAccessRole ? 'CREATED' : 'INVITED', readyAfter: 0 });
  }
  (existing.enabledPolicyTypes ?? []).forEach(type => {
    state.policyTypes.set(type, { status: 'ENABLED', readyAt: 0 });
    addDefaultPolicy(world, type);
  });
  (existing.trustedServices ?? []).forEach(service => state.trustedServices.set(service, {}));
  state.events.length = 0;
}

/** The organization, or AWSOrganizationsNotInUseException. */
export function requireOrganization(world: World): Organization {
  const { organization } = world.state.organizations;
  if (!organization) {
    throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  }
  return organization;
}

/** Creates a unit below the root or another unit. */
export function addUnit(
  world: World, props: { readonly id?: string; readonly name: string; readonly parentId: string; readonly origin?: Origin },
): Unit {
  const organization = requireOrganization(world);
  const { units } = world.state.organizations;
  if (!units.has(props.parentId)) {
    throw new AwsError('ParentNotFoundException', `You specified the parent ${props.parentId}, which does not exist.`);
  }
  if ([...units.values()].some(unit => unit.parentId === props.parentId && unit.name === props.name)) {
    throw new AwsError('DuplicateOrganizationalUnitException', `An OU with the name ${props.name} exists already below ${props.parentId}.`);
  }
  const id = props.id ?? `ou-${organization.rootId.slice(2)}-${world.identifiers.letters(`ou:${props.parentId}:${props.name}`, 8)}`;
  const unit: Unit = { id, name: props.name, parentId: props.parentId, arn: arnOf(world, `ou/${organization.id}/${id}`), origin: props.origin };
  units.set(id, unit);
  attachDefaults(world, id);
  return unit;
}

/** What an account is made of. */
export interface AccountProps {
  readonly id?: string;
  readonly name: string;
  readonly email: string;
  readonly parentId: string;
  /** @default CREATED */
  readonly method?: 'CREATED' | 'INVITED';
  /** Name of the role that trusts the management account. @default OrganizationAccountAccessRole */
  readonly roleName?: string;
  /** Virtual milliseconds until its services answer. @default ACCOUNT_READY_AFTER */
  readonly readyAfter?: number;
  origin?: Origin;
}

/** Lets an account join below a parent: a created one is born with the access role, an invited one comes as it is. */
export function addAccount(world: World, props: AccountProps): Account {
  requireOrganization(world);
  const { accounts, events } = world.state.organizations;
  const created = props.method !== 'INVITED';
  const account: Account = {
    id: props.id ?? world.identifiers.digits(`account:${props.email.toLowerCase()}`, 12),
    name: props.name,
    email: props.email,
    status: 'ACTIVE',
    joinedMethod: created ? 'CREATED' : 'INVITED',
    parentId: props.parentId,
    readyAt: world.now + (props.readyAfter ?? (created ? ACCOUNT_READY_AFTER : 0)),
    rootCredentials: !(created && world.state.iam.rootCredentialsManagement),
    regions: [...defaultRegions(world.partition)],
    deployment: world.state.deployments,
    origin: props.origin,
  };
  accounts.set(account.id, account);
  attachDefaults(world, account.id);
  createServiceLinkedRole(world, account.id, 'organizations.amazonaws.com', props.origin);
  if (created) {
    const trust = trustOfAccount(world.partition, world.managementAccountId);
    const name = props.roleName ?? 'OrganizationAccountAccessRole';
    createRole(world, { accountId: account.id, name, trust, managed: [administratorAccess(world)], origin: props.origin });
  }
  events.push({ kind: 'joined', accountId: account.id, from: [], to: unitsAbove(world, account.id) });
  return account;
}

/** Moves an account below another parent. */
export function moveAccount(world: World, accountId: string, parentId: string): void {
  const account = getAccount(world, accountId);
  if (!world.state.organizations.units.has(parentId)) {
    throw new AwsError('DestinationParentNotFoundException', `You specified the destination ${parentId}, which does not exist.`);
  }
  const from = unitsAbove(world, accountId);
  account.parentId = parentId;
  world.state.organizations.events.push({ kind: 'moved', accountId, from, to: unitsAbove(world, accountId) });
}

/** Closes an account: it is suspended, and stays in its unit for 90 days. */
export function suspendAccount(world: World, accountId: string): void {
  getAccount(world, accountId).status = 'SUSPENDED';
  const above = unitsAbove(world, accountId);
  world.state.organizations.events.push({ kind: 'suspended', accountId, from: above, to: above });
}

/** The account, or AccountNotFoundException. */
export function getAccount(world: World, accountId: string): Account {
  const account = world.state.organizations.accounts.get(accountId);
  if (!account) {
    throw new AwsError('AccountNotFoundException', `You specified the account ${accountId}, which does not exist.`);
  }
  return account;
}

/** Whether the services of an account answer; accounts outside the world do. */
export function isReady(world: World, accountId: string): boolean {
  return world.now >= (world.state.organizations.accounts.get(accountId)?.readyAt ?? 0);
}

/** Ids from the root to the parent of a unit or account; empty outside the organization. */
export function unitsAbove(world: World, id: string): readonly string[] {
  const { accounts, units } = world.state.organizations;
  const path: string[] = [];
  for (let at = accounts.get(id)?.parentId ?? units.get(id)?.parentId; at; at = units.get(at)?.parentId) {
    path.unshift(at);
  }
  return path;
}

/** Value of aws:PrincipalOrgPaths and aws:ResourceOrgPaths for an account; undefined outside the organization. */
export function organizationPathOf(world: World, accountId: string): readonly string[] | undefined {
  const above = unitsAbove(world, accountId);
  const { organization } = world.state.organizations;
  return organization && above.length > 0 ? [`${[organization.id, ...above].join('/')}/`] : undefined;
}

/** Active accounts below units, nested ones too. */
export function accountsBelow(world: World, unitIds: readonly string[]): readonly Account[] {
  return [...world.state.organizations.accounts.values()].filter(account => unitsAbove(world, account.id).some(id => unitIds.includes(id)));
}

/**
 * SCPs or RCPs from the root to an account; undefined where none apply: the management account, another organization, a type that is not
 * enabled.
 */
export function policyLevels(world: World, accountId: string, type: string): readonly PolicyLevel[] | undefined {
  const above = unitsAbove(world, accountId);
  if (accountId === world.managementAccountId || above.length === 0 || world.state.organizations.policyTypes.get(type)?.status !== 'ENABLED') {
    return undefined;
  }
  return [...above, accountId].map(id => ({
    node: nameOf(world, id), policies: attachedPolicies(world, id, type).map(policy => policy.document),
  }));
}

/** Policies of a type that are attached to a root, unit or account itself. */
export function attachedPolicies(world: World, targetId: string, type: string): readonly OrganizationPolicy[] {
  return [...world.state.organizations.policies.values()].filter(policy => policy.type === type && policy.targets.has(targetId));
}

/** Name of a root, unit or account for people. */
export function nameOf(world: World, id: string): string {
  return world.state.organizations.units.get(id)?.name ?? world.state.organizations.accounts.get(id)?.name ?? id;
}

/** ARN of a thing of the organization: all of them carry the management account. */
export const arnOf = (world: World, resource: string) => `arn:${world.partition}:organizations::${world.managementAccountId}:${resource}`;

/** Makes the policy that AWS attaches everywhere when a type is enabled, and attaches it everywhere. */
export function addDefaultPolicy(world: World, type: string): void {
  const { policies, units, accounts } = world.state.organizations;
  const standard = DEFAULT_POLICIES[type];
  if (!standard || policies.has(standard.id)) {
    return;
  }
  const document = { Version: '2012-10-17', Statement: [standard.statement] } as NamedPolicy['document'];
  policies.set(standard.id, {
    id: standard.id, name: standard.name, type, awsManaged: true, content: JSON.stringify(document), targets: new Map(),
    document: { name: standard.name, document },
    arn: `arn:${world.partition}:organizations::aws:policy/${type.toLowerCase()}/${standard.id}`,
  });
  const members = [...accounts.values()].filter(account => account.parentId).map(account => account.id);
  [...units.keys(), ...members].forEach(id => attachDefaults(world, id));
}

function attachDefaults(world: World, targetId: string): void {
  [...world.state.organizations.policies.values()]
    .filter(policy => policy.awsManaged)
    .forEach(policy => policy.targets.set(targetId, undefined));
}
