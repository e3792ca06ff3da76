import { addDeadLetters, deadLetterQueues, isIn, takesDeadLetters } from '../private/dead-letters';
import { isGiven, isTrue } from '../private/problems';
import { RenderedResource } from '../../../core/rendered-resources';
import { RenderedWorld } from '../private/rendered-world';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

/** One that says who may leave dead letters in it is for those, and so is one that somebody names for his. */
const mayNeedOne = ({ properties }: RenderedResource): boolean =>
  !isGiven(properties.RedrivePolicy) && !isGiven(properties.RedriveAllowPolicy);

function problems(resource: RenderedResource, world: RenderedWorld): string[] {
  const { construct, construct: { stack } } = resource;
  return mayNeedOne(resource) && !isIn(world.remember(`queue-dead-letters ${stack.node.addr}`, () => deadLetterQueues(stack)), construct)
    ? ["'RedrivePolicy' must name a queue for dead letters, got none"] : [];
}

export const QUEUE_DEAD_LETTERS: RuleDefinition = {
  id: 'queue-dead-letters',
  theme: SecurityTheme.RECOVERY,
  title: 'What a queue could not deliver is kept in another one',
  remedy: 'leave RedrivePolicy out, which makes a queue beside it after five attempts, or name one',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  cfnTypes: ['AWS::SQS::Queue'],
  problems,
  complete: (resource, construct) => {
    if (mayNeedOne(resource) && !takesDeadLetters(construct)) {
      addDeadLetters(construct, isGiven(resource.properties.FifoQueue) && isTrue(resource.properties.FifoQueue) ? true : undefined);
    }
  },
};
