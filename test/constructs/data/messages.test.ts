import { App, Duration, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Topic, TopicProps } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption, QueueProps, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { DataClassification, SecureQueue, SecureTopic } from '../../../lib/constructs/data';

function newStack(classification?: DataClassification): Stack {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  classification?.applyTo(stack);
  return stack;
}

const { PUBLIC, INTERNAL, CONFIDENTIAL, RESTRICTED } = DataClassification;
const keyNamed = (logicalId: RegExp) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(logicalId.source), 'Arn'] });
const WITHOUT_TLS = Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });

describe('a queue by default', () => {
  test.each([
    ['the key of the stack for internal data', INTERNAL, { KmsMasterKeyId: keyNamed(/^SecureApplicationKey/) }],
    ['the key of the stack for confidential data', CONFIDENTIAL, { KmsMasterKeyId: keyNamed(/^SecureApplicationKey/) }],
    ['a key of its own for restricted data', RESTRICTED, { KmsMasterKeyId: keyNamed(/^Orders/) }],
    ["AWS's keys for public data", PUBLIC, { SqsManagedSseEnabled: true, KmsMasterKeyId: Match.absent() }],
  ])('is encrypted by %s, and so are its dead letters', (_, classification, encryption) => {
    const stack = newStack(classification);
    new SecureQueue(stack, 'Orders');
    const template = Template.fromStack(stack);
    template.allResourcesProperties('AWS::SQS::Queue', encryption);
    template.resourceCountIs('AWS::KMS::Key', classification === PUBLIC ? 0 : 1);
  });

  test('takes nothing without TLS, nor does the queue of its dead letters', () => {
    const stack = newStack(INTERNAL);
    new SecureQueue(stack, 'Orders');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::SQS::QueuePolicy', 2);
    template.allResourcesProperties('AWS::SQS::QueuePolicy', { PolicyDocument: { Statement: Match.arrayWith([WITHOUT_TLS]) } });
  });

  test('leaves what failed five times in a queue beside it, for 14 days', () => {
    const stack = newStack(INTERNAL);
    new SecureQueue(stack, 'Orders');
    const template = Template.fromStack(stack);
    const letters = Object.keys(template.findResources('AWS::SQS::Queue', {
      Properties: { MessageRetentionPeriod: Duration.days(14).toSeconds(), RedriveAllowPolicy: { redrivePermission: 'allowAll' }, RedrivePolicy: Match.absent() },
    }));
    expect(letters).toEqual([expect.stringMatching(/^OrdersDeadLetters/)]);
    template.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: { 'Fn::GetAtt': [letters[0], 'Arn'] } },
    });
  });

  test('counts its dead letters by the highest number of five minutes', () => {
    const stack = newStack(INTERNAL);
    const { metricName, statistic, dimensions } = new SecureQueue(stack, 'Orders').metricDeadLetters();
    expect([metricName, statistic]).toEqual(['ApproximateNumberOfMessagesVisible', 'Maximum']);
    expect(stack.resolve(dimensions)).toEqual({ QueueName: { 'Fn::GetAtt': [expect.stringMatching(/^OrdersDeadLetters/), 'QueueName'] } });
  });
});

describe('options of a queue', () => {
  test.each<[string, QueueProps]>([
    ['asked for', { fifo: true }],
    ['named so', { queueName: 'orders.fifo' }],
    ['deduplicated by content', { contentBasedDeduplication: true }],
  ])('a FIFO queue, %s, has dead letters in one', (_, props) => {
    const stack = newStack(INTERNAL);
    new SecureQueue(stack, 'Orders', props);
    Template.fromStack(stack).allResourcesProperties('AWS::SQS::Queue', { FifoQueue: true });
  });

  test('a queue for dead letters gets none of its own, and counts none', () => {
    const stack = newStack(INTERNAL);
    const queue = new SecureQueue(stack, 'Letters', { redriveAllowPolicy: { redrivePermission: RedrivePermission.DENY_ALL } });
    Template.fromStack(stack).resourceCountIs('AWS::SQS::Queue', 1);
    expect(() => queue.metricDeadLetters()).toThrow(/'redriveAllowPolicy' must be left out for a queue to have dead letters/);
  });

  test('a class of its own tags it, its dead letters and their key', () => {
    const stack = newStack(INTERNAL);
    new SecureQueue(stack, 'Orders', { classification: RESTRICTED });
    const tagged = { Tags: Match.arrayWith([{ Key: 'DataClassification', Value: 'restricted' }]) };
    const template = Template.fromStack(stack);
    template.allResourcesProperties('AWS::SQS::Queue', tagged);
    template.allResourcesProperties('AWS::KMS::Key', tagged);
  });

  test('a key of yours is taken', () => {
    const stack = newStack(RESTRICTED);
    new SecureQueue(stack, 'Orders', { encryptionMasterKey: new Key(stack, 'Mine') });
    Template.fromStack(stack).allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: keyNamed(/^Mine/) });
  });
});

describe('a topic by default', () => {
  test.each([
    ['the key of the stack for internal data', INTERNAL, keyNamed(/^SecureApplicationKey/)],
    ['a key of its own for restricted data', RESTRICTED, keyNamed(/^Alarms/)],
    ['the key of the stack for public data, since services of AWS cannot publish under their own', PUBLIC, keyNamed(/^SecureApplicationKey/)],
  ])('is encrypted by %s', (_, classification, KmsMasterKeyId) => {
    const stack = newStack(classification);
    new SecureTopic(stack, 'Alarms');
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId });
  });

  test('takes nothing without TLS, and signs by SHA-256', () => {
    const stack = newStack(INTERNAL);
    new SecureTopic(stack, 'Alarms');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SNS::Topic', { SignatureVersion: '2' });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: { Statement: Match.arrayWith([WITHOUT_TLS]) } });
  });
});

describe('options of a topic', () => {
  test('alarms of the account, and of no other, publish to it', () => {
    const stack = newStack(INTERNAL);
    new SecureTopic(stack, 'Alarms').grantPublishToAlarms();
    const template = Template.fromStack(stack);
    const statement = { Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ ...statement, Action: 'sns:Publish' })]) },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({
        ...statement, Action: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
      })]) },
    });
  });

  test('FIFO is fine', () => {
    const stack = newStack(INTERNAL);
    new SecureTopic(stack, 'Alarms', { fifo: true });
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::Topic', { FifoTopic: true });
  });
});

describe('queues and topics of the CDK under the defaults', () => {
  function injected(): Stack {
    const stack = newStack();
    PropertyInjectors.of(stack).add(SecureQueue.defaults(), SecureTopic.defaults());
    return stack;
  }

  test('are encrypted as confidential data where nobody said the class, and queues take nothing without TLS', () => {
    const stack = injected();
    new Queue(stack, 'Orders');
    new Topic(stack, 'Alarms');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SQS::Queue', { KmsMasterKeyId: keyNamed(/^SecureApplicationKey/) });
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: keyNamed(/^SecureApplicationKey/), SignatureVersion: '2' });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', { PolicyDocument: { Statement: [WITHOUT_TLS] } });
  });

  test('a topic keeps the policy by which its account publishes', () => {
    const stack = injected();
    new Topic(stack, 'Alarms');
    Template.fromStack(stack).resourceCountIs('AWS::SNS::TopicPolicy', 0);
  });

  test('keep what was said of them, weaker or not', () => {
    const stack = injected();
    new Queue(stack, 'Orders', { encryption: QueueEncryption.UNENCRYPTED, enforceSSL: false });
    new Topic(stack, 'Alarms', { masterKey: new Key(stack, 'Mine'), enforceSSL: false, signatureVersion: '1' });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: false });
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: keyNamed(/^Mine/), SignatureVersion: '1' });
    template.resourceCountIs('AWS::SQS::QueuePolicy', 0);
  });

  test('change nothing about a secure queue', () => {
    const [plain, twice] = [newStack(RESTRICTED), injected()];
    RESTRICTED.applyTo(twice);
    [plain, twice].forEach(stack => new SecureQueue(stack, 'Orders', { fifo: true }));
    expect(Template.fromStack(twice).toJSON()).toEqual(Template.fromStack(plain).toJSON());
  });
});

describe('the validation of queues and topics', () => {
  test('fails when nobody said the class, and says where to', () => {
    expect(() => new SecureQueue(newStack(), 'Orders')).toThrow(/'classification' must say what the data is/);
    expect(() => new SecureTopic(newStack(), 'Alarms')).toThrow(/'classification' must say what the data is/);
  });

  test.each<[QueueProps, DataClassification, RegExp[]]>([
    [{ enforceSSL: false, encryption: QueueEncryption.SQS_MANAGED }, INTERNAL, [
      /^Stack\/Orders: 2 problems/, /'enforceSSL' must not be false, got false: leave it out, or use sqs.Queue with a waiver of SecureDefaults/,
      /'encryption' must be KMS with a customer managed key for internal data, got "SQS_MANAGED"/,
    ]],
    [{ encryption: QueueEncryption.KMS_MANAGED }, RESTRICTED, [/customer managed key for restricted data, got "KMS_MANAGED"/]],
    [{ encryption: QueueEncryption.UNENCRYPTED }, PUBLIC, [/'encryption' must not be UNENCRYPTED/]],
  ])('refuses a queue of %j', (props, classification, messages) => {
    const attempt = () => new SecureQueue(newStack(classification), 'Orders', props);
    messages.forEach(message => expect(attempt).toThrow(message));
  });

  test.each<[TopicProps, RegExp]>([
    [{ enforceSSL: false }, /'enforceSSL' must not be false/],
    [{ signatureVersion: '1' }, /'signatureVersion' must be "2", which is SHA-256, got "1"/],
  ])('refuses a topic of %j', (props, message) => {
    expect(() => new SecureTopic(newStack(INTERNAL), 'Alarms', props)).toThrow(message);
  });

  test.each([
    ['queue', (stack: Stack) => new SecureQueue(stack, 'Q', { encryptionMasterKey: Alias.fromAliasName(stack, 'Aws', 'alias/aws/sqs') })],
    ['topic', (stack: Stack) => new SecureTopic(stack, 'T', { masterKey: Alias.fromAliasName(stack, 'Aws', 'alias/aws/sns') })],
  ])('refuses a %s of internal data under a key that AWS manages', (_, build) => {
    expect(() => build(newStack(INTERNAL))).toThrow(/must be a customer managed key for internal data, got "alias\/aws\/s[qn]s"/);
  });

  test.each([
    ['queue', (stack: Stack) => new SecureQueue(stack, 'Open'), 'sqs:SendMessage'],
    ['topic', (stack: Stack) => new SecureTopic(stack, 'Open'), 'sns:Publish'],
  ])('refuses a policy that opens a %s to everybody', (_, build, action) => {
    const stack = newStack(INTERNAL);
    build(stack).addToResourcePolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions: [action], resources: ['*'] }));
    expect(() => (stack.node.root as App).synth()).toThrow(/must not let in everybody/);
  });
});
