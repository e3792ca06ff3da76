import { RehearsalFailure } from '../../aws/contract';
import { EmittedEvent, emitEvent } from '../../aws/event-delivery';
import { StackSet } from '../../aws/services/stack-sets';
import { World } from '../../aws/world';
import { SCHEDULES } from '../../rules/schedules';

/** How an operation ends badly, in words. */
const ENDS = { FAILED: 'fails', STOPPED: 'is stopped' } as const;

type End = keyof typeof ENDS;

/** Refuses a world in which an operation on a StackSet ends badly and no topic hears of it. */
export function checkFailuresTold(world: World): void {
  const stackSets = [...world.state.cloudformation.stackSets.values()];
  for (const status of ['FAILED', 'STOPPED'] as const) {
    const silent = stackSets.filter(stackSet => !isTold(world, stackSet, status));
    if (silent.length > 0) {
      throw new RehearsalFailure({
        kind: 'invariant', rule: SCHEDULES.FAILURES_TOLD,
        message: `nobody is told when an operation on ${silent.map(({ name }) => name).join(', ')} ${ENDS[status]}`,
        remedy: `let a rule send "CloudFormation StackSet Operation Status Change" with status ${status} to a topic`,
      });
    }
  }
}

const isTold = (world: World, stackSet: StackSet, status: End): boolean =>
  emitEvent(world, endOf(stackSet, status)).some(({ kind, lost }) => lost === undefined && (kind === 'topic' || kind === 'api-destination'));

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-operation-status-change.html */
function endOf({ arn }: StackSet, status: End): EmittedEvent {
  const [, , , region, accountId] = arn.split(':');
  return {
    accountId, region, source: 'aws.cloudformation', detailType: 'CloudFormation StackSet Operation Status Change', resources: [arn],
    detail: { 'stack-set-arn': arn, 'stack-set-operation-id': 'rehearsal', 'status-details': { status } },
  };
}
