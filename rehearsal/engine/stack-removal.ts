import { Caller } from '../aws/contract';
import { EngineContext } from './context';
import { protectedResources, switchOff } from './deletion-protection';
import { checkExports } from './exports';
import { placeDetails, refusalOf } from './failures';
import { ResourceRunner } from './resource-runner';
import { isRolledBack, ResourceState, StackState, stackKey, staysBehind } from './stack-state';

/** Deletes one stack: its resources in reverse order, but for those that are to be retained. */
export async function removeStack(
  context: EngineContext, stack: StackState, caller: Caller, constructPaths: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const runner = new ResourceRunner(context, stack, caller, constructPaths);
  try {
    checkExports(context.world, stack, stack.exports, {});
    for (const logicalId of [...context.templates.of(stack).graph.order(context.order)].reverse()) {
      if (stack.resources[logicalId]) await removeResource(context, stack, runner, logicalId, stack.resources[logicalId]);
    }
  } catch (error) {
    stack.status = 'DELETE_FAILED';
    throw refusalOf(error, placeDetails(stack));
  }
  context.world.stacks.delete(stackKey(stack));
}

async function removeResource(
  context: EngineContext, stack: StackState, runner: ResourceRunner, logicalId: string, resource: ResourceState,
): Promise<void> {
  const kept = staysBehind(resource);
  if (!kept) await runner.delete(logicalId, context.types.get(resource.type), resource);
  delete stack.resources[logicalId];
  if (!stack.stackSet) context.listener.resourceDone?.({ stack: stack.name, logicalId, type: resource.type, action: kept ? 'retain' : 'delete' });
}

/**
 * What a person does with a stack that never came up and cannot be deleted, as its recovery says: switches deletion protection off, deletes
 * the stack, and then what its deletion leaves behind. What the rollback kept is still to be adopted.
 */
export async function clearAway(context: EngineContext, stack: StackState, caller: Caller): Promise<void> {
  const held = protectedResources(stack);
  if (!isRolledBack(stack) || held.length === 0) return;
  await switchOff(context, stack, caller, held);
  const runner = new ResourceRunner(context, stack, caller, new Map());
  for (const logicalId of [...context.templates.of(stack).graph.order(context.order)].reverse().filter(id => stack.resources[id])) {
    await runner.delete(logicalId, context.types.get(stack.resources[logicalId].type), stack.resources[logicalId]);
    delete stack.resources[logicalId];
  }
  stack.status = 'ROLLBACK_COMPLETE';
}
