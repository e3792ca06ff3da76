import { EPOCH } from '../aws/epoch';
import { LambdaFunction as DeployedFunction } from '../aws/services/lambda';
import type { World } from '../aws/world';
import { Invocation, LambdaFunction, runHandler } from '../lambda';
import { invalid, unknown } from '../template';

const DEFAULT_MEMORY = 128;

/** A deployed function as the runner takes it: its code must stand in the template. */
export function runnable({ arn, name, accountId, region, code, handler, runtime, environment, timeout }: DeployedFunction): LambdaFunction {
  if (code === undefined) throw unknown(`the rehearsal does not know the code of ${name}: it is not inline`, 'use Code.fromInline');
  if (!runtime.startsWith('nodejs')) throw unknown(`the rehearsal does not know the runtime "${runtime}" of ${name}`, 'write the handler for Node.js');
  return {
    functionArn: arn, functionName: name, accountId, region, code, handler, runtime, environment,
    timeoutSeconds: timeout, memoryMegabytes: DEFAULT_MEMORY,
  };
}

/** Runs the very code of a deployed function on an event, as its role. Nothing answers what it fetches. */
export function invokeFunction(world: World, functionArn: string, event: unknown): Invocation {
  const deployed = world.state.lambda.functions.get(functionArn);
  if (!deployed) throw invalid(`the function ${functionArn} does not exist`, 'create it first');
  return runHandler(runnable(deployed), world.sessionOf(deployed.roleArn), event, {
    now: () => EPOCH + world.now,
    advance: milliseconds => world.advance(milliseconds),
    call: (service, operation, input, { caller, region }) => {
      const { accountId = world.managementAccountId } = caller;
      return world.call(service, operation, input, { caller, region, accountId, origin: deployed.origin });
    },
    session: (roleArn, policy) => ({
      ...world.sessionOf(roleArn),
      ...policy !== undefined && { session: [{ name: 'session policy', document: JSON.parse(policy) }] },
    }),
    fetch: () => undefined,
  });
}
