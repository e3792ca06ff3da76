import { RehearsalFailure } from '../../aws/contract';
import { EmittedEvent, emitEvent } from '../../aws/event-delivery';
import { StackSet } from '../../aws/services/stack-sets';
import { World } from '../../aws/world';
import { SCHEDULES } from '../../rules/schedules';

/** Refuses a world in which an operation on a StackSet fails and no topic hears of it. */
export function checkFailuresTold(world: World): void {
  const silent = [...world.state.cloudformation.stackSets.values()].filter(stackSet => !isTold(world, stackSet));
  if (silent.length > 0) {
    throw new RehearsalFailure({
      kind: 'invariant', rule: SCHEDULES.FAILURES_TOLD,
      message: `nobody is told when an operation on ${silent.map(({ name }) => name).join(', ')} fails`,
      remedy: 'let a rule send "CloudFormation StackSet Operation Status Change" with status FAILED to a topic',
    });
  }
}

const isTold = (world: World, stackSet: StackSet): boolean =>
  emitEvent(world, failureOf(stackSet)).some(({ kind, lost }) => lost === undefined && (kind === 'topic' || kind === 'api-destination'));

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-operation-status-change.html */
function failureOf({ arn }: StackSet): EmittedEvent {
  const [, , , region, accountId] = arn.split(':');
  return {
    accountId, region, source: 'aws.cloudformation', detailType: 'CloudFormation StackSet Operation Status Change', resources: [arn],
    detail: { 'stack-set-arn': arn, 'stack-set-operation-id': 'rehearsal', 'status-details': { status: 'FAILED' } },
  };
}
