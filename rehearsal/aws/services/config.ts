import { Origin } from '../contract';
import type { World } from '../world';

/** Recorders and channels by `account id/region`; aggregators by ARN; conformance packs by `account id/region/name`. */
export interface ConfigState {
  readonly recorders: Map<string, Recorder>;
  readonly channels: Map<string, DeliveryChannel>;
  readonly aggregators: Map<string, Aggregator>;
  readonly packs: Map<string, ConformancePack>;
}

/** The customer managed recorder of an account and region. */
export interface Recorder {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  /** What made it what it is: put it or started it. */
  origin?: Origin;
  roleArn: string;
  group: RecordingGroup;
  frequency: string;
  /** Types that are recorded at another frequency, as they were given. */
  overrides?: readonly object[];
  recording: boolean;
}

/** What a recorder records. */
export interface RecordingGroup {
  readonly allSupported: boolean;
  readonly includeGlobalResourceTypes: boolean;
  readonly resourceTypes: readonly string[];
  readonly excludedTypes: readonly string[];
}

/** The delivery channel of an account and region. */
export interface DeliveryChannel {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  origin?: Origin;
  bucketName: string;
  keyPrefix?: string;
  keyArn?: string;
  snsTopicArn?: string;
}

/** An aggregator over the organization. */
export interface Aggregator {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  roleArn: string;
}

/** A conformance pack of the organization, in the account that put it. */
export interface ConformancePack {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  excludedAccounts: readonly string[];
  /** Names of its rules. */
  rules: readonly string[];
  /** Accounts whose rules it made. */
  readonly accounts: Set<string>;
  /** Accounts where it failed, until it is put again; each with the reason. */
  readonly failed: Map<string, string>;
}

export const initialConfig = (): ConfigState => ({ recorders: new Map(), channels: new Map(), aggregators: new Map(), packs: new Map() });

export const CONFIG_SERVICE = 'config.amazonaws.com';
export const MULTI_ACCOUNT_SERVICE = 'config-multiaccountsetup.amazonaws.com';
export const CONFORMS_SERVICE = 'config-conforms.amazonaws.com';

/** Where something of AWS Config is. */
interface Place { readonly accountId: string; readonly region: string }

export const placeKey = ({ accountId, region }: Place): string => `${accountId}/${region}`;

/** ARN of a recorder, whether it exists or not: its id is made of its place. */
export const recorderArn = (world: World, { accountId, region }: Place, name: string): string =>
  `arn:${world.partition}:config:${region}:${accountId}:configuration-recorder/${name}/recorder`;

/** Active accounts of the organization that a pack goes to, the management account among them. */
export function packAccounts(world: World, excludedAccounts: readonly string[]): readonly string[] {
  return [...world.state.organizations.accounts.values()]
    .filter(({ id, parentId, status }) => parentId !== undefined && status === 'ACTIVE' && !excludedAccounts.includes(id))
    .map(({ id }) => id);
}

/** Of these accounts, those without a running recorder in the region. */
export function withoutRecorder(world: World, accountIds: readonly string[], region: string): readonly string[] {
  return accountIds.filter(accountId => !world.state.config.recorders.get(placeKey({ accountId, region }))?.recording);
}
