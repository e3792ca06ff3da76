import { createHash } from 'node:crypto';
import { RehearsalFailure } from '../aws/contract';
import type { World } from '../aws/world';
import { EngineContext } from './context';
import type { StackRequest } from './stack-deployment';
import { removeStack } from './stack-removal';
import { findStack, isRolledBack, StackPlace, StackState } from './stack-state';

/** What a deployment starts from. */
export interface Settled {
  /** The stack that is updated; undefined when it is created. */
  readonly previous?: StackState;
  /** What earlier attempts left behind: it stays until somebody adopts it. */
  readonly retained: StackState['retained'];
}

/** The stack as the next deployment finds it: what was rolled back before it existed is deleted first, as the CDK does. */
export async function settled(context: EngineContext, request: StackRequest): Promise<Settled> {
  const stack = findStack(context.world, request);
  const retained = { ...stack?.retained };
  if (!stack || stack.status === 'COMPLETE' || stack.status === 'UPDATE_ROLLBACK_COMPLETE') return { previous: stack, retained };
  if (isRolledBack(stack)) {
    await removeWhatNeverWas(context, stack, request);
    return { retained };
  }
  const { name: stackName, accountId, region, status } = stack;
  throw new RehearsalFailure({
    kind: 'aws-error', stackName, accountId, region,
    message: `stack "${stackName}" is in ${status} and cannot be updated`,
    remedy: status === 'DELETE_FAILED' ? 'delete the stack' : 'continue the rollback of the update, skipping what cannot be rolled back',
  });
}

/** AWS says DELETE_FAILED when that fails; the model keeps saying that the stack never came up, unlike one that is destroyed. */
async function removeWhatNeverWas(context: EngineContext, stack: StackState, { caller, constructPaths }: StackRequest): Promise<void> {
  try {
    await removeStack(context, stack, caller, constructPaths);
  } catch (error) {
    stack.status = 'ROLLBACK_FAILED';
    throw error;
  }
}

/** A stack at the beginning of an operation. What the stack was before stays untouched. */
export function newStack(world: World, request: StackRequest, previous: StackState | undefined): StackState {
  const { accountId, region, name, template, parameters, executionRoleArn, dependencies, stackSet } = request;
  return {
    stackId: stackIdOf(world, request), accountId, region, name, status: 'IN_PROGRESS',
    template: template.document, digest: template.digest, parameters, executionRoleArn, dependencies, stackSet,
    resources: { ...previous?.resources }, retained: {},
    outputs: previous?.outputs ?? {}, exports: previous?.exports ?? {}, imports: previous?.imports ?? [],
  };
}

/** The same for the same place: a deployment that converges after a failure ends in the same world as one that never failed. */
export function stackIdOf(world: World, { accountId, region, name }: StackPlace): string {
  const hex = createHash('sha256').update(`${accountId} ${region} ${name}`).digest('hex');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  return `arn:${world.partition}:cloudformation:${region}:${accountId}:stack/${name}/${uuid}`;
}
