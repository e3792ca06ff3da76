import { RehearsalFailure } from '../aws/contract';
import { ACCOUNT_READY_AFTER, addAccount } from '../aws/services/accounts';
import { pendingAutoDeployments } from '../aws/services/auto-deployment';
import { Account } from '../aws/services/organization-state';
import { instanceKey } from '../aws/services/stack-sets';
import { World } from '../aws/world';
import { SCHEDULES } from '../rules/schedules';
import { checkFailuresTold } from './invariants/failures-told';
import { checkAccounts } from './membership';
import { count, passed, Phase, skipped } from './phase';

/** Longer than a function may leave an account that joined to automatic deployment, or packs that the same accounts are without. */
const LATER = 24 * 60 * 60_000;
const SHOWN = 5;

/** What AWS Config says of an account whose recorder came too late. */
const WITHOUT_RECORDER = 'the rehearsal let it fail';

/** Nobody watches between two deployments: functions on a schedule do. */
export const RECONCILIATION: Phase = {
  id: 'reconciliation',
  title: 'stack instances and packs fail, and are repeated',
  claim: 'Stack instances that failed, and those of accounts that automatic deployment passed by, are brought about by the functions on a schedule, conformance packs that failed in an account are put again, and somebody is told when an operation fails.',
  run: async run => {
    const world = run.deployedWorld();
    const deployment = run.deployment(world);
    const functions = await deployment.runSchedules();
    if (!looksAfterStackSets(world)) {
      return skipped('no function on a schedule looks after StackSets');
    }
    const passedBy = joinUnnoticed(world);
    const failed = fail(world);
    world.advance(Math.max(LATER, ACCOUNT_READY_AFTER));
    await deployment.runSchedules();
    checkRepeated(world, passedBy.instances);
    checkAccounts(world, passedBy.accounts);
    const packs = failPacks(world);
    world.advance(LATER);
    await deployment.runSchedules();
    checkPacks(world);
    checkFailuresTold(world);
    return passed(`${count(functions, 'function')}, ${count(failed, 'failed instance')}, ${count(passedBy.instances.length, 'missing one')}, ${count(packs, 'failed pack')}`);
  },
};

const looksAfterStackSets = (world: World) => world.calls.some(({ action, denied }) => action === 'cloudformation:ListStackInstances' && !denied);

interface Missing { readonly stackSetName: string; readonly accountId: string; readonly region: string }

/** An account joins below the root, and one below each unit that is a target, and automatic deployment fails to notice. */
function joinUnnoticed(world: World): { readonly accounts: readonly Account[]; readonly instances: readonly Missing[] } {
  const { organization } = world.state.organizations;
  if (!organization) {
    return { accounts: [], instances: [] };
  }
  const email = 'rehearsal+unnoticed@joins.example';
  const accounts = [
    addAccount(world, { name: 'rehearsal-unnoticed', email, parentId: organization.rootId }),
    ...targetedUnits(world).map((parentId, index) =>
      addAccount(world, { name: `rehearsal-unnoticed-${index}`, email: email.replace('@', `-${index}@`), parentId })),
  ];
  const instances = pendingAutoDeployments(world).filter(({ action, accountId }) => action === 'deploy' && accounts.some(({ id }) => id === accountId));
  world.state.cloudformation.stackSets.forEach(stackSet => { stackSet.seenEvents = world.state.organizations.events.length; });
  return { accounts, instances };
}

/** Units, none of them the root, that StackSets deploy to automatically. */
function targetedUnits(world: World): readonly string[] {
  const automatic = [...world.state.cloudformation.stackSets.values()].filter(({ autoDeployment }) => autoDeployment.enabled);
  const targets = new Set(automatic.flatMap(({ groups }) => groups.flatMap(({ unitIds }) => unitIds)));
  return [...targets].filter(id => world.state.organizations.units.has(id));
}

/** One instance of every StackSet failed in an update that its operation tolerated. */
function fail(world: World): number {
  const stackSets = [...world.state.cloudformation.stackSets.values()].filter(({ instances }) => instances.size > 0);
  for (const { instances } of stackSets) {
    const [key, instance] = [...instances][instances.size - 1];
    instances.set(key, { ...instance, status: 'FAILED', reason: 'the rehearsal let it fail' });
  }
  return stackSets.length;
}

/** AWS Config gave every pack up in one account; the stack that put it is as current as before. */
function failPacks(world: World): number {
  const packs = [...world.state.config.packs.values()].filter(({ accounts }) => accounts.size > 0);
  packs.forEach(({ accounts, failed }) => failed.set([...accounts][accounts.size - 1], WITHOUT_RECORDER));
  return packs.length;
}

function checkPacks(world: World): void {
  const failed = [...world.state.config.packs.values()].flatMap(pack => [...pack.failed].map(([account, reason]) =>
    `${pack.name} of ${pack.accountId} ${pack.region} in ${account}: ${reason}`));
  if (failed.length > 0) {
    throw new RehearsalFailure({
      kind: 'invariant', rule: SCHEDULES.PACKS_PUT_AGAIN, message: `conformance packs are not put again: ${shown(failed)}`,
      remedy: 'let the function that looks after StackSets ask AWS Config for them, in the account that puts them, and put them again',
    });
  }
}

const shown = (left: readonly string[]): string => `${left.slice(0, SHOWN).join('; ')}${left.length > SHOWN ? ` and ${left.length - SHOWN} more` : ''}`;

function checkRepeated(world: World, missing: readonly Missing[]): void {
  const { stackSets } = world.state.cloudformation;
  const failed = [...stackSets.values()].flatMap(({ name, instances }) => [...instances.values()].filter(({ status }) => status === 'FAILED')
    .map(({ accountId, region, reason }) => `${name} in ${accountId} ${region}: ${reason}`));
  const absent = missing.filter(target => !stackSets.get(target.stackSetName)?.instances.has(instanceKey(target)))
    .map(({ stackSetName, accountId, region }) => `${stackSetName} in ${accountId} ${region}: missing`);
  const left = [...failed, ...absent];
  if (left.length > 0) {
    throw new RehearsalFailure({
      kind: 'invariant', rule: SCHEDULES.INSTANCES_REPEATED,
      message: `stack instances are not repeated: ${shown(left)}`,
      remedy: 'let the function that looks after StackSets look after these too',
    });
  }
}
