import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { secured } from './secured';

const WITHOUT_TLS = { Bool: { 'aws:SecureTransport': 'false' } };
const DENY = { Effect: 'Deny', Principal: '*', Condition: WITHOUT_TLS };
const ADDED = Match.objectLike({ Sid: 'DenyWithoutTls' });
const documentOf = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });

type Statements = (arn: string) => object[];

const bucketWith = (statements: Statements) => secured(stack => {
  const bucket = new CfnBucket(stack, 'Bucket', { bucketName: 'orders' });
  new CfnBucketPolicy(stack, 'Policy', { bucket: bucket.ref, policyDocument: documentOf(...statements(bucket.attrArn)) });
});

describe('a statement that leaves somebody without TLS does not count, and the right one is added', () => {
  test.each<[string, Statements]>([
    ['another bucket', () => [{ ...DENY, Action: 's3:*', Resource: ['arn:aws:s3:::other', 'arn:aws:s3:::other/*'] }]],
    ['the bucket without its objects', arn => [{ ...DENY, Action: 's3:*', Resource: arn }]],
    ['some objects', arn => [{ ...DENY, Action: 's3:*', Resource: [arn, `${arn}/private/*`] }]],
    ['one role', arn => [{
      ...DENY, Action: 's3:*', Resource: [arn, `${arn}/*`], Condition: { ...WITHOUT_TLS, StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/x' } },
    }]],
    ['a second key', arn => [{ ...DENY, Action: 's3:*', Resource: [arn, `${arn}/*`], Condition: { Bool: { 'aws:SecureTransport': 'false', 'aws:ViaAWSService': 'false' } } }]],
    ['other resources', arn => [{ ...DENY, Action: 's3:*', NotResource: arn }]],
    ['other actions', arn => [{ ...DENY, NotAction: 's3:GetObject', Resource: [arn, `${arn}/*`] }]],
    ['other principals', arn => [{ Effect: 'Deny', NotPrincipal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 's3:*', Resource: [arn, `${arn}/*`], Condition: WITHOUT_TLS }]],
  ])('%s', (_, statements) => {
    bucketWith(statements).template.hasResourceProperties('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: Match.arrayWith([ADDED]) } });
  });

  test('a queue and a topic likewise', () => {
    const { template } = secured(stack => {
      new CfnQueuePolicy(stack, 'Waits', {
        queues: [new CfnQueue(stack, 'Queue').ref], policyDocument: documentOf({ ...DENY, Action: 'sqs:*', Resource: 'arn:aws:sqs:eu-central-1:111111111111:other' }),
      });
      new CfnTopicPolicy(stack, 'Tells', {
        topics: [new CfnTopic(stack, 'Topic').ref], policyDocument: documentOf({ ...DENY, Action: 'sns:Publish', Resource: 'arn:aws:sns:eu-central-1:111111111111:other' }),
      });
    });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Statement: Match.arrayWith([ADDED]) } });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: { Statement: Match.arrayWith([ADDED]) } });
  });
});

describe('a statement that denies everybody without TLS counts, and nothing is added', () => {
  test.each<[string, Statements]>([
    ['by attribute', arn => [{ ...DENY, Action: 's3:*', Resource: [arn, `${arn}/*`] }]],
    ['by name', () => [{ ...DENY, Action: 's3:*', Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] }]],
    ['for all that begins so', arn => [{ ...DENY, Action: 's3:*', Resource: `${arn}*` }]],
    ['for everything', () => [{ ...DENY, Action: 's3:*', Resource: '*' }]],
    ['in two statements', arn => [{ ...DENY, Action: 's3:*', Resource: arn }, { ...DENY, Principal: { AWS: '*' }, Action: '*', Resource: `${arn}/*` }]],
  ])('%s', (_, statements) => {
    const { template, findings } = bucketWith(statements);
    expect(findings.filter(({ ruleId }) => ruleId === 'bucket-tls-only')).toEqual([]);
    expect(JSON.stringify(template.findResources('AWS::S3::BucketPolicy', { Properties: { Bucket: { Ref: 'Bucket' } } }))).not.toContain('DenyWithoutTls');
  });
});

/** A policy of another stack for a queue of this one. */
const elsewhere = (named: (queue: CfnQueue) => string, statement: (queue: CfnQueue) => object, region = 'eu-central-1') => secured(stack => {
  const queue = new CfnQueue(stack, 'Queue', { queueName: 'orders' });
  const other = new Stack(stack.node.root, 'Other', { env: { account: stack.account, region } });
  new CfnQueuePolicy(other, 'Policy', { queues: [named(queue)], policyDocument: documentOf(statement(queue)) });
});
const ALLOW = () => ({ Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: 'sqs:SendMessage', Resource: '*' });
const URL = 'https://sqs.eu-central-1.amazonaws.com/111111111111/orders';
const policiesOfQueue = ({ template }: ReturnType<typeof secured>) =>
  Object.values(template.findResources('AWS::SQS::QueuePolicy')).filter(({ Properties }) => JSON.stringify(Properties.Queues) === '[{"Ref":"Queue"}]');

describe('a policy in another stack', () => {
  test.each<[string, (queue: CfnQueue) => string]>([['a reference', ({ ref }) => ref], ['its address', () => URL]])(
    'that names the resource by %s is refused there, and gets no second one beside it', (_, named) => {
      const result = elsewhere(named, ALLOW);
      expect(policiesOfQueue(result)).toEqual([]);
      expect(result.findings.filter(({ ruleId }) => ruleId === 'queue-tls-only').map(({ problem }) => problem))
        .toContainEqual(expect.stringContaining('got no such statement in "Other/Policy" of another stack'));
    });

  test('that denies it is enough', () => {
    const result = elsewhere(({ ref }) => ref, ({ attrArn }) => ({ ...DENY, Action: 'sqs:*', Resource: attrArn }));
    expect(policiesOfQueue(result)).toEqual([]);
    expect(result.findings.filter(({ ruleId, constructPath }) => ruleId === 'queue-tls-only' && constructPath === 'Shop/Queue')).toEqual([]);
  });

  test('of another region is for another queue of that name', () => {
    expect(policiesOfQueue(elsewhere(() => 'https://sqs.eu-west-1.amazonaws.com/111111111111/orders', ALLOW, 'eu-west-1'))).toHaveLength(1);
  });
});
