import { RehearsalFailure } from '../aws/contract';
import { EngineContext } from './context';
import { refusalOf } from './failures';
import { ResourceRunner } from './resource-runner';
import { ResourceState, StackState } from './stack-state';
import { isCustom } from './type-registry';

/** One change that a deployment made, as its rollback needs to know it. */
export type JournalEntry =
  | { readonly kind: 'created'; readonly logicalId: string; readonly resource: ResourceState }
  | { readonly kind: 'replaced'; readonly logicalId: string; readonly resource: ResourceState; readonly before: ResourceState }
  | { readonly kind: 'updated'; readonly logicalId: string; readonly resource: ResourceState; readonly before: ResourceState };

/** How a rollback ended. */
export interface RollbackResult {
  /** Why it could not be finished. */
  readonly failure?: RehearsalFailure;
}

/**
 * Takes back what a failed deployment did, latest first, as CloudFormation does: what was updated gets its old properties, what was
 * created is deleted unless its DeletionPolicy is Retain. What is kept so belongs to no stack any more. What cannot be deleted stays, and
 * what it needs stays with it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export async function rollBack(
  context: EngineContext, stack: StackState, runner: ResourceRunner, journal: readonly JournalEntry[],
): Promise<RollbackResult> {
  let failure: RehearsalFailure | undefined;
  const { graph } = context.templates.of(stack);
  const stuck: string[] = [];
  for (const entry of [...journal].reverse()) {
    if (entry.kind === 'created' && stuck.some(logicalId => graph.hasPath(logicalId, entry.logicalId))) continue;
    try {
      await undo(context, stack, runner, entry);
    } catch (error) {
      failure ??= refusalOf(error, {});
      stuck.push(entry.logicalId);
    }
  }
  return { failure };
}

async function undo(context: EngineContext, stack: StackState, runner: ResourceRunner, entry: JournalEntry): Promise<void> {
  const { logicalId, resource } = entry;
  const type = context.types.get(resource.type);
  if (entry.kind === 'updated') {
    const { physicalId, attributes } = await runner.update(logicalId, type, resource, entry.before.properties);
    stack.resources[logicalId] = { ...entry.before, physicalId, attributes };
    return;
  }
  if (resource.deletionPolicy !== 'Retain') await runner.delete(logicalId, type, resource);
  else if (!isCustom(resource.type)) stack.retained[logicalId] = resource; // what a handler did cannot be imported, and is done again
  if (entry.kind === 'replaced') stack.resources[logicalId] = entry.before;
  else delete stack.resources[logicalId];
}
