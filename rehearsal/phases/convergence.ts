import { Origin } from '../aws/contract';
import { TIME } from '../aws/snapshot';
import { World } from '../aws/world';
import { ResourceState, stackKey, StackState, stacksOf } from '../engine';
import { differences, View } from './differences';

/**
 * Where a world differs from another one that the same assembly was deployed into. Ids that AWS draws anew each time count as equal when
 * the same resource of the same stack has them. Time is no difference, and who came first to make a thing neither.
 */
export function convergenceDifferences(expected: World, actual: World): readonly string[] {
  return differences(expected.state, actual.state, 5, { ...viewOf(expected, actual), skips: (key, member) => isPassing(key, member) || key === 'origin' });
}

/** Whether all that later steps can see, but for the time and ids that AWS draws, is the same in two worlds: then they end in the same. */
export function isSameSoFar(expected: World, actual: World): boolean {
  return differences(expected.state, actual.state, 1, viewOf(expected, actual)).length === 0;
}

function viewOf(expected: World, actual: World): View {
  return { skips: isPassing, renamed: renaming(redrawnIds(expected, actual)) };
}

const isPassing = (key: string, member: unknown) => TIME.has(key) || isLeaving(member);

/** What a rollback deleted and AWS keeps for a while: a key waits out its window. */
const isLeaving = (member: unknown) => typeof member === 'object' && member !== null && 'pendingDeletion' in member && member.pendingDeletion === true;

/** Ids of the actual world and what they are in the expected one, where they differ. */
function redrawnIds(expected: World, actual: World): ReadonlyMap<string, string> {
  const ids = new Map(stacksOf(actual).flatMap(stack => {
    const original = expected.stacks.get(stackKey(stack)) as StackState | undefined;
    return Object.entries(stack.resources).flatMap(([logicalId, resource]) => otherIds(original?.resources[logicalId], resource));
  }));
  return new Map([
    ...ids, ...idsOfRoles(expected, actual), ...idsOfMainRouteTables(expected, actual, ids), ...idsOfParts(expected, actual),
  ]);
}

/** Roles that a service made, and no stack has: those of permission sets. */
function idsOfRoles(expected: World, actual: World): readonly [string, string][] {
  const originals = expected.state.iam.roles;
  return [...actual.state.iam.roles.values()].flatMap((role): [string, string][] => {
    const original = originals.get(role.arn);
    return original === undefined || original === role || original.id === role.id ? [] : [[role.id, original.id]];
  });
}

/** The table that a VPC has from birth, which CloudFormation does not tell of. */
function idsOfMainRouteTables(expected: World, actual: World, ids: ReadonlyMap<string, string>): readonly [string, string][] {
  const originals = expected.state.networks.vpcs;
  return [...actual.state.networks.vpcs].flatMap(([id, { mainRouteTableId }]): [string, string][] => {
    const original = originals.get(ids.get(id) ?? id);
    return original === undefined || original.mainRouteTableId === mainRouteTableId ? [] : [[mainRouteTableId, original.mainRouteTableId]];
  });
}

/** Ids of parts whose physical id in CloudFormation is another one, such as the attachment of a gateway, and names that AWS makes up. */
function idsOfParts(expected: World, actual: World): readonly [string, string][] {
  const originals = partsOf(expected);
  return [...partsOf(actual)].flatMap(([place, id]): [string, string][] => {
    const original = originals.get(place);
    return original === undefined || original === id ? [] : [[id, original]];
  });
}

interface Part {
  readonly id: string;
  readonly origin?: Origin;
}

const named = (parts: ReadonlyMap<string, { readonly name: string; readonly origin?: Origin }>): readonly Part[] =>
  [...parts.values()].map(({ name, origin }) => ({ id: name, origin }));

/** Ids and names by what they belong to: the kind, the resource that made it, and which one of several of that resource. */
function partsOf({ state: { networks, secrets, transitGateways } }: World): ReadonlyMap<string, string> {
  const inNetworks = [networks.attachments, networks.associations, networks.cidrBlocks, networks.poolBlocks, transitGateways.routes]
    .map((parts: ReadonlyMap<string, Part>) => [...parts.values()]);
  const rules = [...networks.securityGroups.values()].flatMap(group => [...group.rules.values()]);
  const kinds: readonly (readonly Part[])[] = [...inNetworks, rules, named(networks.securityGroups), named(secrets.secrets)];
  const found = new Map<string, string>();
  for (const [kind, parts] of kinds.entries()) {
    const seen = new Map<string, number>();
    for (const part of parts.filter(({ origin }) => origin)) {
      const place = placeOf(part);
      seen.set(place, (seen.get(place) ?? 0) + 1);
      found.set(`${kind} ${place} ${seen.get(place)}`, part.id);
    }
  }
  return found;
}

/** The resource that made it, whatever the id of its stack. */
const placeOf = ({ origin }: Part): string => `${origin?.stackId.replace(/\/[^/]*$/, '')}/${origin?.logicalId}`;

function otherIds(before: ResourceState | undefined, after: ResourceState): readonly [string, string][] {
  if (before === undefined || before === after) {
    return [];
  }
  const originals = idsOf(before);
  return Object.entries(idsOf(after)).flatMap(([name, id]): [string, string][] => {
    const original = originals[name];
    const isRedrawn = typeof id === 'string' && typeof original === 'string' && id !== '' && id !== original;
    return isRedrawn ? [[id, original], ...otherParts(original, id)] : [];
  });
}

/** Names and ids in one that is made of several, such as `name|id|scope` of a web ACL. */
function otherParts(original: string, id: string): readonly [string, string][] {
  const [before, after] = [original.split('|'), id.split('|')];
  return before.length !== after.length ? []
    : after.flatMap((part, i): [string, string][] => part === before[i] ? [] : [[part, before[i]]]);
}

const idsOf = ({ attributes, physicalId }: ResourceState): Readonly<Record<string, unknown>> => ({ ...flat(attributes), physicalId });

/** Attributes by their whole names, such as `MasterUserSecret.SecretArn`. */
const flat = (attributes: object, prefix = ''): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(attributes).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(flat(value as object, `${prefix}${name}.`)) : [[`${prefix}${name}`, value]]));

function renaming(ids: ReadonlyMap<string, string>): View['renamed'] {
  if (ids.size === 0) {
    return undefined;
  }
  const longestFirst = [...ids.keys()].sort((left, right) => right.length - left.length);
  const pattern = new RegExp(longestFirst.map(id => id.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|'), 'g');
  return text => text.replace(pattern, id => ids.get(id)!);
}
