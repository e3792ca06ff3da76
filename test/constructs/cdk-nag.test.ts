import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { synthesizeUnderCdkNag } from './cdk-nag';

test('the check of the constructs finds what it should: a topic that takes messages without TLS', () => {
  expect(() => synthesizeUnderCdkNag(stack => { new CfnTopic(stack, 'Topic'); })).toThrow(/AwsSolutions-SNS3/);
});
