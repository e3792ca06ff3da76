import { RehearsalFailure, Rule } from '../../aws/contract';
import { StackInstance } from '../../aws/services/stack-sets';
import { World } from '../../aws/world';

/** An operation that succeeds says nothing of the instances that it tolerated. */
export const NO_FAILED_INSTANCES: Rule = {
  id: 'life/no-failed-instances',
  statement: 'No stack instance is left FAILED: a failure within the tolerance of its StackSet is told with its reason.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html#stackset-ops-options',
};

const SHOWN = 5;

/** What failed in a StackSet without failing its operation. */
export interface FailedInstance extends StackInstance {
  readonly stackSetName: string;
}

/** Every instance that is FAILED, with its reason. */
export function failedInstances(world: World): readonly FailedInstance[] {
  return [...world.state.cloudformation.stackSets.values()].flatMap(({ name, instances }) =>
    [...instances.values()].filter(({ status }) => status === 'FAILED').map(instance => ({ ...instance, stackSetName: name })));
}

/** Fails when an instance is FAILED, and lists them. */
export function checkInstances(world: World): void {
  const failed = failedInstances(world);
  if (failed.length === 0) {
    return;
  }
  const { accountId, region } = failed[0];
  const listed = failed.slice(0, SHOWN).map(instance => `${instance.stackSetName} in ${instance.accountId} ${instance.region}: ${instance.reason}`);
  const more = failed.length > SHOWN ? ` and ${failed.length - SHOWN} more` : '';
  throw new RehearsalFailure({
    kind: 'invariant', rule: NO_FAILED_INSTANCES, accountId, region,
    message: `the StackSet operation succeeds, yet stack instances failed: ${listed.join('; ')}${more}`,
    remedy: 'mend the reason, then add the stacks to the StackSet for these accounts again',
  });
}
