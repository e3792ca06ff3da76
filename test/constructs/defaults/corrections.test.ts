import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { SecureDefaults } from '../../../lib/constructs/defaults';
import { failureOf, secured, TODAY } from './secured';

/** How often templates of resources are rendered while an app of that many buckets and queues is corrected and judged. */
function renderings(count: number): number {
  const app = new App();
  SecureDefaults.applyTo(app, { asOf: TODAY });
  const stack = new Stack(app, 'Shop');
  Array.from({ length: count }, (_, index) => [new Bucket(stack, `Bucket${index}`), new Queue(stack, `Queue${index}`)]);
  const rendered = jest.spyOn(CfnResource.prototype as unknown as { _toCloudFormation(): object }, '_toCloudFormation');
  failureOf(app);
  const { length } = rendered.mock.calls;
  rendered.mockRestore();
  return length;
}

test('twice as many resources are rendered twice as often', () => {
  const [few, many, more] = [4, 8, 16].map(renderings);
  expect(more - many).toBeLessThanOrEqual(2 * (many - few));
});

test('constructs of the CDK make their policy themselves, under the logical id that it always has', () => {
  const { template } = secured(stack => { new Topic(stack, 'Topic'); });
  expect(Object.keys(template.findResources('AWS::SNS::TopicPolicy'))).toEqual([expect.stringMatching(/^TopicPolicy[0-9A-F]{8}$/)]);
  const before = secured(stack => {
    new Bucket(stack, 'Bucket');
    new Queue(stack, 'Queue');
  }, [], 'after').template;
  expect(Object.keys({ ...before.findResources('AWS::S3::BucketPolicy'), ...before.findResources('AWS::SQS::QueuePolicy') }))
    .toEqual(expect.arrayContaining([expect.stringMatching(/^BucketPolicy[0-9A-F]{8}$/), expect.stringMatching(/^QueuePolicy[0-9A-F]{8}$/)]));
});
