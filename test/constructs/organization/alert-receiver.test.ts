import { App, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AlertDelivery, AlertReceiver, IAlertReceiver } from '../../../lib/constructs/organization';

const MESSAGE = { inputTemplate: '"x"' };
const stack = new Stack(new App(), 'Stack');
const topic = Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-central-1:111122223333:alerts');
const [queue, other] = ['queue', 'other'].map(name => Queue.fromQueueArn(stack, name, `arn:aws:sqs:eu-central-1:111122223333:${name}`));
const retryPolicy = { maximumEventAgeInSeconds: 60 };
const TARGET = { id: 'topic', arn: topic.topicArn, inputTransformer: MESSAGE };

test.each<[string, IAlertReceiver, AlertDelivery | undefined, object]>([
  ['the topic alone where nothing keeps what it does not take', AlertReceiver.ofTopic(topic), undefined, {}],
  ['its own queue', AlertReceiver.ofTopic(topic, queue), undefined, { deadLetterConfig: { arn: queue.queueArn } }],
  ['its own queue where the rule only has a time', AlertReceiver.ofTopic(topic, queue), { retryPolicy }, { deadLetterConfig: { arn: queue.queueArn }, retryPolicy }],
  ['the queue of the rule, if that has one', AlertReceiver.ofTopic(topic, queue), { deadLetterQueue: other }, { deadLetterConfig: { arn: other.queueArn } }],
])('gives a rule %s', (_, receiver, delivery, expected) => {
  expect(receiver.ruleTargets(MESSAGE, delivery)).toStrictEqual([{ ...TARGET, ...expected }]);
});
