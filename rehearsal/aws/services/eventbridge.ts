import { PolicyDocument, PolicyStatement } from '../../../lib/policy';
import { parseArn } from '../arn';
import { AwsError, Origin } from '../contract';
import type { World } from '../world';

/** Buses that were made or have a policy, and rules; the default bus of each account and region is there without an entry. */
export interface EventBridgeState {
  /** Buses by ARN. */
  readonly buses: Map<string, EventBus>;
  /** Rules by ARN. */
  readonly rules: Map<string, EventRule>;
}

/** A bus. */
export interface EventBus {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** Undefined for default buses. */
  origin?: Origin;
  /** Statements of its policy by their id, with the resource that put them there. */
  readonly statements: Map<string, { readonly statement: PolicyStatement; readonly origin?: Origin }>;
}

/** How a rule looks at events: not at all, at all but those of read-only calls, at every one. */
export type RuleState = 'DISABLED' | 'ENABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** A rule: which events of a bus, or when, and to whom. */
export interface EventRule {
  readonly arn: string;
  readonly name: string;
  readonly busArn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  state: RuleState;
  pattern?: Readonly<Record<string, unknown>>;
  schedule?: string;
  targets: readonly EventTarget[];
}

/** Who is given the events of a rule. */
export interface EventTarget {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string;
  readonly deadLetterArn?: string;
  /** Names of values and where in the event they are, and the text they are put into. */
  readonly transformer?: { readonly paths: Readonly<Record<string, string>>; readonly template: string };
  readonly input?: string;
}

export const initialEventBridge = (): EventBridgeState => ({ buses: new Map(), rules: new Map() });

const DEFAULT_BUS = 'default';

export const busArn = (world: World, accountId: string, region: string, name = DEFAULT_BUS): string =>
  `arn:${world.partition}:events:${region}:${accountId}:event-bus/${name}`;

/** Rules of a bus of one's own carry its name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export function ruleArn(bus: Pick<EventBus, 'arn' | 'name'>, name: string): string {
  return `${bus.arn.replace(/event-bus\/.*$/, '')}rule/${bus.name === DEFAULT_BUS ? '' : `${bus.name}/`}${name}`;
}

export const isDefault = ({ name }: Pick<EventBus, 'name'>): boolean => name === DEFAULT_BUS;

/** The bus behind an ARN, or behind a name in an account and region; default buses are always there. */
export function findBus(world: World, nameOrArn: string, at?: Pick<EventBus, 'accountId' | 'region'>): EventBus | undefined {
  const arn = parseArn(nameOrArn) || !at ? nameOrArn : busArn(world, at.accountId, at.region, nameOrArn);
  const parts = parseArn(arn);
  const name = parts?.resource.replace(/^event-bus\//, '') ?? '';
  const known = world.state.eventBridge.buses.get(arn);
  const { accountId = '', region = '' } = parts ?? {};
  return known ?? (name === DEFAULT_BUS ? { arn, name, accountId, region, statements: new Map() } : undefined);
}

/** Creates a bus; names are unique in an account and region. */
export function createBus(world: World, props: Pick<EventBus, 'name' | 'accountId' | 'region' | 'origin'>): EventBus {
  const arn = busArn(world, props.accountId, props.region, props.name);
  if (world.state.eventBridge.buses.has(arn)) {
    throw new AwsError('ResourceAlreadyExistsException', `Event bus ${props.name} already exists.`);
  }
  const bus: EventBus = { arn, statements: new Map(), ...props };
  world.state.eventBridge.buses.set(arn, bus);
  return bus;
}

/** The policy of a bus; undefined when it has none. */
export function busPolicy({ statements }: EventBus): PolicyDocument | undefined {
  return statements.size === 0 ? undefined : { Version: '2012-10-17', Statement: [...statements.values()].map(({ statement }) => statement) };
}

/** Rules that listen on a bus. */
export const rulesOf = (world: World, bus: EventBus): readonly EventRule[] =>
  [...world.state.eventBridge.rules.values()].filter(rule => rule.busArn === bus.arn);
