import { RehearsalFailure } from '../contract';
import { ExistingAccount, ExistingOrganization, ExistingUnit } from '../options';
import type { World } from '../world';
import { addAccount } from './accounts';
import { addContents, contentsProblems, strangeContents } from './existing-contents';
import { addDefaultPolicy } from './organization-policies';
import { addUnit, createOrganization } from './organizations';

/** Takes over an organization as it is found; a person wrote it down, so all that does not fit is told at once. */
export function adoptOrganization(world: World, existing: ExistingOrganization): void {
  check(existing);
  const state = world.state.organizations;
  createOrganization(world, { id: existing.organizationId, rootId: existing.rootId });
  parentsFirst(existing).forEach(unit => addUnit(world, { ...unit }));
  for (const { id, name, email, parentId, hasOrganizationAccountAccessRole = false } of existing.accounts ?? []) {
    addAccount(world, { id, name, email, parentId, method: hasOrganizationAccountAccessRole ? 'CREATED' : 'INVITED', readyAfter: 0 });
  }
  (existing.enabledPolicyTypes ?? []).forEach(type => {
    state.policyTypes.set(type, { status: 'ENABLED', readyAt: 0 });
    addDefaultPolicy(world, type);
  });
  (existing.trustedServices ?? []).forEach(service => state.trustedServices.set(service, {}));
  if (existing.identityCenter) {
    const { instanceArn, region = world.homeRegion, principals } = existing.identityCenter;
    world.state.identityCenter.instance = { arn: instanceArn, region, principals };
  }
  state.events.length = 0;
  addContents(world, world.managementAccountId, existing.managementAccount ?? {});
  existing.accounts?.forEach(account => addContents(world, account.id, account));
}

function parentsFirst({ rootId, organizationalUnits = [] }: ExistingOrganization): readonly ExistingUnit[] {
  const below = (parentId: string): readonly ExistingUnit[] =>
    organizationalUnits.filter(unit => unit.parentId === parentId).flatMap(unit => [unit, ...below(unit.id)]);
  return below(rootId);
}

function check(existing: ExistingOrganization): void {
  const { rootId, organizationalUnits = [], accounts = [] } = existing;
  const units = [rootId, ...parentsFirst(existing).map(({ id }) => id)];
  const problems = [
    ...organizationalUnits.filter(({ id }) => !units.includes(id)).map(({ id, parentId }) => `'parentId' of unit ${id} must lead to the root ${rootId}, got ${parentId}`),
    ...accounts.filter(({ parentId }) => !units.includes(parentId)).map(({ id, parentId }) => `'parentId' of account ${id} must be the root or a unit, got ${parentId}`),
    ...accounts.flatMap(account => (['id', 'name', 'email'] as const).filter(key => typeof account[key] !== 'string')
      .map(key => `'${key}' of account ${account.id} must be text, got ${JSON.stringify(account[key])}`)),
    ...accounts.flatMap(account => [...strangeAccounts(account), ...contentsProblems(account.id, account)]),
    ...existing.managementAccount ? contentsProblems('management', existing.managementAccount) : [],
    ...repeated([...units, ...accounts.map(({ id }) => id)]).map(id => `the id ${id} must stand once`),
    ...repeated(accounts.map(({ email }) => String(email).toLowerCase())).map(email => `the address ${email} must belong to one account`),
  ];
  if (problems.length > 0) {
    throw new RehearsalFailure({ kind: 'unknown', message: `the existing organization does not fit together: ${problems.join('; ')}`, remedy: 'correct its description' });
  }
}

const ACCOUNT: readonly (keyof ExistingAccount)[] = ['id', 'name', 'email', 'parentId', 'hasOrganizationAccountAccessRole'];
const strangeAccounts = (account: ExistingAccount) =>
  strangeContents(account, ACCOUNT).map(name => `account ${account.id} has the unknown member '${name}'`);

const repeated = (values: readonly string[]) => [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
