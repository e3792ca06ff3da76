import { globalRegion } from './regions';
import { EventSelector, FieldOperator, FieldSelector, Trail } from './services/cloudtrail';
import { organizationPathOf } from './services/organization-tree';
import type { World } from './world';

/** What CloudTrail records of a call or a sign-in, as far as a trail looks at it to select it. */
export type RecordedEvent = Readonly<Record<string, unknown>>;

/**
 * Services whose events come up in the global region alone, and which a trail may leave out.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
const GLOBAL_SERVICES = ['iam.amazonaws.com', 'sts.amazonaws.com', 'cloudfront.amazonaws.com', 'signin.amazonaws.com'];

/** Events that show whether a trail leaves any management event out. */
const MANAGEMENT_EVENTS: readonly RecordedEvent[] = [true, false].flatMap(readOnly =>
  ['iam', 'sts', 'signin', 'kms', 'rdsdata', 'ec2', 'organizations', 'cloudtrail'].map(service =>
    ({ eventCategory: 'Management', eventSource: `${service}.amazonaws.com`, eventName: 'Any', readOnly })));

/**
 * Whether a trail records an event of an account and region.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
export function recordsEvent(world: World, trail: Trail, accountId: string, region: string, event: RecordedEvent): boolean {
  return trail.logging && coversAccount(world, trail, accountId) && coversRegion(world, trail, region, event) && selects(trail, event);
}

/** What keeps a trail from recording every management event of every account that is its own; undefined when nothing does. */
export function gapOf(world: World, trail: Trail): string | undefined {
  const { accountId, organization, multiRegion, logging } = trail;
  if (!logging) {
    return 'it does not log';
  }
  if (accountId === world.managementAccountId && world.state.organizations.accounts.size > 1 && !organization) {
    return `it records the account ${accountId} alone`;
  }
  if (!multiRegion) {
    return `it records ${trail.region} alone`;
  }
  const left = MANAGEMENT_EVENTS.find(event => !selects(trail, event) || !coversRegion(world, trail, globalRegion(world.partition), event));
  return left && `it leaves out what is ${left.readOnly === true ? 'read from' : 'written to'} ${String(left.eventSource)}`;
}

const coversAccount = (world: World, trail: Trail, accountId: string): boolean =>
  trail.accountId === accountId || (trail.organization && organizationPathOf(world, accountId) !== undefined);

function coversRegion({ partition }: World, trail: Trail, where: string, { eventSource }: RecordedEvent): boolean {
  const { multiRegion, region, globalServices } = trail;
  const isGlobal = where === globalRegion(partition) && GLOBAL_SERVICES.includes(String(eventSource));
  return (multiRegion || region === where) && (!isGlobal || globalServices);
}

/** Without selectors a trail records every management event, and nothing else. */
function selects({ selectors }: Trail, event: RecordedEvent): boolean {
  return selectors === undefined ? fieldOf(event, 'eventCategory') === 'Management' : selectors.some(selector => isSelected(selector, event));
}

const isSelected = (selector: EventSelector, event: RecordedEvent): boolean =>
  selector.every(({ field, operators }) => compares(operators, valuesOf(event, field)));

const COMPARE: Readonly<Record<FieldOperator, (value: string, wanted: string) => boolean>> = {
  Equals: (value, wanted) => value === wanted,
  StartsWith: (value, wanted) => value.startsWith(wanted),
  EndsWith: (value, wanted) => value.endsWith(wanted),
  NotEquals: (value, wanted) => value === wanted,
  NotStartsWith: (value, wanted) => value.startsWith(wanted),
  NotEndsWith: (value, wanted) => value.endsWith(wanted),
};

/** Values of one operator are alternatives; operators must all agree, and those that begin with "Not" agree when no value is like that. */
function compares(operators: FieldSelector['operators'], values: readonly string[]): boolean {
  return (Object.entries(operators) as readonly (readonly [FieldOperator, readonly string[]])[]).every(([operator, wanted]) => {
    const some = values.some(value => wanted.some(other => COMPARE[operator](value, other)));
    return operator.startsWith('Not') ? !some : some;
  });
}

const valuesOf = (event: RecordedEvent, field: string): readonly string[] =>
  [fieldOf(event, field)].flat().filter(value => value !== undefined).map(String);

/** A field, inside of lists too. What an event does not say: that it is a management event, and that it reads when its name says so. */
function fieldOf(event: RecordedEvent, field: string): unknown {
  const found = field.split('.').reduce<unknown>((at, name) => step(at, name), event);
  if (found !== undefined) {
    return found;
  }
  return field === 'eventCategory' ? 'Management' : field === 'readOnly' ? isReadOnly(event) : undefined;
}

function step(at: unknown, name: string): unknown {
  if (Array.isArray(at)) {
    return at.map(item => step(item, name)).filter(item => item !== undefined);
  }
  return typeof at === 'object' && at !== null ? (at as RecordedEvent)[name] : undefined;
}

/** Whether a call only reads, as the event says, or else as its name begins. */
function isReadOnly({ readOnly, eventName }: RecordedEvent): boolean {
  return readOnly === undefined ? typeof eventName === 'string' && /^(Get|List|Describe|Head)/.test(eventName) : String(readOnly) === 'true';
}
