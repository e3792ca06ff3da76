import { Origin } from '../aws/contract';
import type { World } from '../aws/world';
import { RetentionPolicy, TemplateDocument } from '../template';

/**
 * How a stack stands.
 *
 * COMPLETE is CREATE_COMPLETE, UPDATE_COMPLETE and IMPORT_COMPLETE of CloudFormation: what happens next is the same for all three.
 * A stack in ROLLBACK_COMPLETE or ROLLBACK_FAILED never existed for the user: the CDK deletes it before it tries again.
 */
export type StackStatus = 'IN_PROGRESS' | 'COMPLETE' | 'ROLLBACK_COMPLETE' | 'ROLLBACK_FAILED' | 'UPDATE_ROLLBACK_COMPLETE' | 'UPDATE_ROLLBACK_FAILED' | 'DELETE_FAILED';

/** One resource of a stack, as it was deployed. */
export interface ResourceState {
  readonly type: string;
  readonly physicalId: string;
  /** What Fn::GetAtt answers. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Properties with every intrinsic function resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: RetentionPolicy;
  readonly updateReplacePolicy: RetentionPolicy;
}

/** Whether a resource stays when it leaves its stack: one with a last snapshot goes, and the snapshot is not modelled. */
export const staysBehind = ({ deletionPolicy }: Pick<ResourceState, 'deletionPolicy'>): boolean => !['Delete', 'Snapshot'].includes(deletionPolicy);

/** What CloudFormation remembers of a stack, as plain data. */
export interface StackState {
  readonly stackId: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  status: StackStatus;
  template: TemplateDocument;
  /** Digest of the template's text: equal texts need no update. */
  digest: string;
  parameters: Readonly<Record<string, string>>;
  resources: Record<string, ResourceState>;
  outputs: Readonly<Record<string, string>>;
  exports: Readonly<Record<string, string>>;
  /** Names of the exports of other stacks that this one imports. */
  imports: readonly string[];
  /** Role in which CloudFormation works; undefined for the credentials of the deployer. */
  readonly executionRoleArn?: string;
  /** Ids of the stacks that the assembly puts before this one. */
  dependencies: readonly string[];
  /** The StackSet whose instance this stack is. */
  readonly stackSet?: { readonly name: string; readonly origin: Origin };
  /** Resources that a rollback left behind: they exist, but no stack has them. */
  retained: Record<string, ResourceState>;
}

/** Where a stack is, which is its key in the world: names are unique in an account and region. */
export interface StackPlace {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

/** Key of a stack in `world.stacks`. */
export function stackKey({ accountId, region, name }: StackPlace): string {
  return `${accountId}/${region}/${name}`;
}

/** Every stack, instances of StackSets too; rolled back ones as well. */
export function stacksOf(world: World): readonly StackState[] {
  return [...world.stacks.values()] as readonly StackState[];
}

/** The stack of a name in an account and region. */
export function findStack(world: World, place: StackPlace): StackState | undefined {
  return world.stacks.get(stackKey(place)) as StackState | undefined;
}

/** The stack of an id. */
export function stackById(world: World, stackId: string): StackState | undefined {
  const [, , , region, accountId, resource = ''] = stackId.split(':');
  const stack = findStack(world, { accountId, region, name: resource.split('/')[1] });
  return stack?.stackId === stackId ? stack : undefined;
}

/** Whether the stack was never finished, so that nothing may rely on it. */
export function isRolledBack({ status }: StackState): boolean {
  return status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED';
}
