import { accountIdOf } from '../api/principals';
import { Assembly, AssemblyStack, AssetTemplate, AssetTemplates } from '../assembly';
import { World } from '../aws/world';
import { Template } from '../template';
import type { ApplicationOptions } from './application-options';
import { named, WrongUseError } from './wrong-use';

/** A stack that has its account and region. */
export interface PlacedStack extends AssemblyStack {
  readonly accountId: string;
  readonly region: string;
}

/** An assembly of which each stack has its account and region. */
export interface PlacedAssembly extends Assembly {
  readonly stacks: readonly PlacedStack[];
}

/** Ids of rehearsed accounts by the ids that the app has for them. */
type Ids = ReadonlyMap<string, string>;

/**
 * The assembly of an app as it is deployed in the accounts of a world.
 *
 * @throws WrongUseError when a stack belongs to no account of the world, or an option would be passed over, with all problems at once
 */
export function placedAssembly(world: World, { stacks, assets, ...rest }: Assembly, options: ApplicationOptions): PlacedAssembly {
  const problems = [...placementProblems(world, stacks, options), ...idleProblems(stacks, assets, options)];
  if (problems.length > 0) {
    throw new WrongUseError(problems.join('; '));
  }
  const place = (account: string) => named(() => accountIdOf(world, account));
  const account = options.account === undefined ? '' : place(options.account);
  const ids = new Map(Object.entries(options.accounts ?? {}).map(([id, name]) => [id, place(name)]));
  const placed = stacks.map((stack): PlacedStack => ({
    ...renamedStack(stack, ids),
    accountId: stack.accountId === undefined ? account : ids.get(stack.accountId) ?? stack.accountId,
    region: stack.region ?? options.region ?? world.homeRegion,
  }));
  return { ...rest, stacks: placed, assets: renamedAssets(assets, ids) };
}

type Stacks = readonly AssemblyStack[];

function placementProblems(world: World, stacks: Stacks, { account, accounts = {} }: ApplicationOptions): readonly string[] {
  const ids = [...new Set(stacks.map(({ accountId }) => accountId))];
  const list = (id: string | undefined) => stacks.filter(({ accountId }) => accountId === id).map(({ displayName }) => displayName).join(', ');
  const strangers = ids.filter(id => id !== undefined && accounts[id] === undefined && !world.state.organizations.accounts.has(id));
  return [
    ...ids.includes(undefined) && account === undefined
      ? [`'account' must be given for stacks that do not say their account (${list(undefined)}): name one of ${namesOf(world)}`] : [],
    ...strangers.map(id => `'accounts' must say which account of the landing zone ${id} is, in which the app puts ${list(id)}: `
      + `accounts: { '${id}': '<one of ${namesOf(world)}>' }, on the command line --account ${id}=<name>, or leave it out of the env of the stacks`),
  ];
}

/** An option that would be passed over is a mistake of whoever gives it. */
function idleProblems(stacks: Stacks, assets: AssetTemplates, { account, accounts = {}, region }: ApplicationOptions): readonly string[] {
  const written = writtenIds(stacks, assets);
  const found = written.length > 0 ? `it has ${written.join(', ')}` : 'it has none';
  return [
    ...account !== undefined && stacks.every(({ accountId }) => accountId !== undefined)
      ? [`'account' must be for stacks that do not say their account, got ${JSON.stringify(account)}, and every stack says it: `
        + 'leave it out, or leave the account out of the env of the stacks'] : [],
    ...region !== undefined && stacks.every(stack => stack.region !== undefined)
      ? [`'region' must be for stacks that do not say their region, got ${JSON.stringify(region)}, and every stack says it: `
        + 'leave it out, or leave the region out of the env of the stacks'] : [],
    ...Object.keys(accounts).filter(id => !written.includes(id)).map(id =>
      `'accounts' must have ids that the app has in its stacks or templates, got ${JSON.stringify(id)}: ${found}, leave it out`),
  ];
}

/** Ids of accounts that stacks, their parameters and templates have, those of stacks first. */
function writtenIds(stacks: Stacks, { keys, byObjectKey }: AssetTemplates): readonly string[] {
  const documents = [
    ...stacks.map(({ template, parameters, executionRoleArn }) => [template.document, parameters, executionRoleArn]),
    ...keys.map(key => byObjectKey(key)?.template.document),
  ];
  const ofStacks = stacks.map(({ accountId }) => accountId).filter(id => id !== undefined);
  return [...new Set([...ofStacks, ...documents.flatMap(document => (JSON.stringify(document) ?? '').match(ACCOUNT_ID) ?? [])])];
}

const namesOf = (world: World) => [...world.state.organizations.accounts.values()].map(({ name }) => name).join(', ');

const ACCOUNT_ID = /(?<!\d)\d{12}(?!\d)/g;

const renamedText = (text: string, ids: Ids): string => text.replace(ACCOUNT_ID, id => ids.get(id) ?? id);

function renamedTemplate(template: Template, ids: Ids): Template {
  const text = JSON.stringify(template.document);
  const renamed = renamedText(text, ids);
  return renamed === text ? template : Template.parse(renamed, template.name);
}

function renamedStack(stack: AssemblyStack, ids: Ids): AssemblyStack {
  const { executionRoleArn, parameters, template } = stack;
  return {
    ...stack,
    template: renamedTemplate(template, ids),
    executionRoleArn: executionRoleArn && renamedText(executionRoleArn, ids),
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, renamedText(value, ids)])),
  };
}

function renamedAssets({ keys, byObjectKey, byUrl }: AssetTemplates, ids: Ids): AssetTemplates {
  const renamed = (asset: AssetTemplate | undefined) => asset && { ...asset, template: renamedTemplate(asset.template, ids) };
  return { keys, byObjectKey: key => renamed(byObjectKey(key)), byUrl: url => renamed(byUrl(url)) };
}
