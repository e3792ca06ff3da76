import { PolicyDocument } from '../../../lib/policy';
import { Origin } from '../contract';
import type { World } from '../world';

/** Tables by ARN. */
export interface DynamoDbState {
  readonly tables: Map<string, Table>;
}

/** A table; of a global table, the replica where its stack is. */
export interface Table {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  /** ARN of the customer managed key. @default - a key that AWS keeps */
  keyArn?: string;
  /** ARN of its stream. @default - it has none */
  streamArn?: string;
  deletionProtection: boolean;
  pointInTimeRecovery: boolean;
  policy?: { readonly document: PolicyDocument; readonly origin?: Origin };
  /** Regions of its other replicas. */
  replicaRegions: readonly string[];
}

export const initialDynamoDb = (): DynamoDbState => ({ tables: new Map() });

/** The table that an ARN is of: its own, or that of an index, a stream or a backup of it. */
export function tableOf(world: World, arn: string): Table | undefined {
  const [table] = /^arn:[^:]+:dynamodb:[^:]+:\d+:table\/[^/]+/.exec(arn) ?? [];
  return table === undefined ? undefined : world.state.dynamoDb.tables.get(table);
}
