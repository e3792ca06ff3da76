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

/** Parts of networks whose physical id in CloudFormation is another one, such as the attachment of a gateway. */
function idsOfParts(expected: World, actual: World): readonly [string, string][] {
  const originals = new Map(partsOf(expected).map(part => [placeOf(part), part.id]));
  return partsOf(actual).flatMap((part): [string, string][] => {
    const original = originals.get(placeOf(part));
    return original === undefined || original === part.id ? [] : [[part.id, original]];
  });
}

interface Part {
  readonly id: string;
  readonly origin?: Origin;
}

const partsOf = ({ state: { networks, transitGateways } }: World): readonly Part[] =>
  [networks.attachments, networks.associations, networks.cidrBlocks, networks.poolBlocks, transitGateways.routes]
    .flatMap((parts: ReadonlyMap<string, Part>) => [...parts.values()]);

/** The resource that made it, whatever the id of its stack. */
const placeOf = ({ origin }: Part): string => `${origin?.stackId.replace(/\/[^/]*$/, '')}/${origin?.logicalId}`;

function otherIds(before: ResourceState | undefined, after: ResourceState): readonly [string, string][] {
  if (before === undefined || before === after) {
    return [];
  }
  const originals = idsOf(before);
  return Object.entries(idsOf(after)).flatMap(([name, id]): [string, string][] => {
    const original = originals[name];
    return typeof id === 'string' && typeof original === 'string' && id !== '' && id !== original ? [[id, original]] : [];
  });
}

const idsOf = ({ attributes, physicalId }: ResourceState): Readonly<Record<string, unknown>> => ({ ...attributes, physicalId });

function renaming(ids: ReadonlyMap<string, string>): View['renamed'] {
  if (ids.size === 0) {
    return undefined;
  }
  const longestFirst = [...ids.keys()].sort((left, right) => right.length - left.length);
  const pattern = new RegExp(longestFirst.map(id => id.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|'), 'g');
  return text => text.replace(pattern, id => ids.get(id)!);
}
