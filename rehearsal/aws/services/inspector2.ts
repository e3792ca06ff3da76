import { AwsError, Origin } from '../contract';
import type { World } from '../world';
import { createServiceLinkedRole, findServiceLinkedRole } from './iam';
import { Account } from './organization-state';
import { administrationOperations, administratorOf } from './regional-administrators';

/** The service principal of Inspector. */
export const INSPECTOR_SERVICE = 'inspector2.amazonaws.com';

/** Accounts in which Inspector scans. */
export interface InspectorState {
  /** By `account id/region`. */
  readonly accounts: Map<string, InspectedAccount>;
}

/** Inspector of an account in a region. */
export interface InspectedAccount {
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  /** What is scanned: EC2, ECR, LAMBDA, LAMBDA_CODE, CODE_REPOSITORY. */
  readonly scans: Set<string>;
  /** Of an administrator: scans that new members get. */
  autoEnable: Set<string>;
  /** Of a member: the account that administers it. */
  administratorId?: string;
}

export const initialInspector = (): InspectorState => ({ accounts: new Map() });

/** Inspector of an account in a region, enabled there if it is not; its service-linked role comes along. */
export function inspectedAccount(world: World, accountId: string, region: string, origin?: Origin): InspectedAccount {
  const key = `${accountId}/${region}`;
  const found: InspectedAccount = world.state.inspector.accounts.get(key)
    ?? { accountId, region, origin, scans: new Set(), autoEnable: new Set() };
  if (!findServiceLinkedRole(world, accountId, INSPECTOR_SERVICE)) {
    createServiceLinkedRole(world, accountId, INSPECTOR_SERVICE, origin);
  }
  world.state.inspector.accounts.set(key, found);
  return found;
}

/** Inspector of the account that administers it, or the refusal of everybody else. */
export function requireInspector(world: World, accountId: string, region: string): InspectedAccount {
  const found = world.state.inspector.accounts.get(`${accountId}/${region}`);
  if (!found) {
    throw new AwsError('AccessDeniedException', `Invoking account ${accountId} does not have access to Inspector in ${region}.`);
  }
  return found;
}

/** A new account of the organization becomes a member wherever the administrator has scans for new ones. */
export function enrolInInspector(world: World, account: Account): void {
  for (const own of [...world.state.inspector.accounts.values()]) {
    const administers = administratorOf(world, INSPECTOR_SERVICE, own.region)?.accountId === own.accountId;
    if (administers && own.autoEnable.size > 0 && account.regions.includes(own.region) && account.id !== own.accountId) {
      const member = inspectedAccount(world, account.id, own.region);
      member.administratorId = own.accountId;
      own.autoEnable.forEach(scan => member.scans.add(scan));
    }
  }
}

/** Designation by the management account. */
export const designationOperations = administrationOperations({
  service: 'inspector2',
  principal: INSPECTOR_SERVICE,
  source: 'https://docs.aws.amazon.com/inspector/v2/APIReference/API_EnableDelegatedAdminAccount.html',
  error: 'ValidationException',
  list: {
    operation: 'ListDelegatedAdminAccounts', input: ['maxResults', 'nextToken'],
    answer: accounts => ({ delegatedAdminAccounts: accounts.map(accountId => ({ accountId, status: 'ENABLED' })) }),
  },
  enable: { operation: 'EnableDelegatedAdminAccount', member: 'delegatedAdminAccountId', input: ['clientToken'] },
  onDesignation: ({ world, region, origin }, accountId) => void inspectedAccount(world, accountId, region, origin),
});
