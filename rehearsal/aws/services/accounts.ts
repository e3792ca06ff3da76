import { AwsError, Origin } from '../contract';
import { defaultRegions } from '../regions';
import type { World } from '../world';
import { enrolInDetective } from './detective';
import { enrolInGuardDuty } from './guardduty';
import { administratorAccess, createRole, createServiceLinkedRole, trustOfAccount } from './iam';
import { enrolInInspector } from './inspector2';
import { enrolInMacie } from './macie2';
import { attachDefaults } from './organization-policies';
import { Account, requireOrganization } from './organization-state';
import { unitsAbove } from './organization-tree';

/** Virtual time until the services of a created account answer: minutes, says the documentation. */
export const ACCOUNT_READY_AFTER = 4 * 60_000;
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
  [enrolInGuardDuty, enrolInInspector, enrolInMacie, enrolInDetective].forEach(enrol => enrol(world, account));
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
