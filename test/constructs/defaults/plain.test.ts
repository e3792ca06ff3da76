import { App, Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { DataClassification } from '../../../lib/constructs/data';
import { SecureDefaults, SecurityFindings } from '../../../lib/constructs/defaults';
import { judge } from '../control-tower';
import { TODAY } from './secured';

jest.setTimeout(120_000);

/** An app as people write it, without a word about security in it. */
function plainConstructs(stack: Stack): void {
  new Bucket(stack, 'Bucket');
  new Queue(stack, 'Queue', { deadLetterQueue: { queue: new Queue(stack, 'Dead'), maxReceiveCount: 5 } });
  new Topic(stack, 'Topic');
  new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING }, billingMode: BillingMode.PAY_PER_REQUEST });
  new LogGroup(stack, 'Logs');
  new Repository(stack, 'Images');
  new Rule(stack, 'Nightly', { schedule: Schedule.rate(Duration.days(1)) });
  new StateMachine(stack, 'Steps', { definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')) });
  new Function(stack, 'Function', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {};') });
  new CfnTopic(stack, 'PlainTopic');
}

test('plain constructs pass cdk-nag, Control Tower and NIST 800-53 R5 by one line, with no acknowledgement by their user', () => {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  SecureDefaults.applyTo(app, { asOf: TODAY });
  DataClassification.CONFIDENTIAL.applyTo(app);
  plainConstructs(new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-central-1' } }));
  const { findings, exceptions } = judge(app, { nist: true });
  expect(findings.map(({ rule, constructPath }) => `${rule} ${constructPath}`)).toEqual([]);
  expect(exceptions.filter(({ reason = '' }) => reason.length < 40)).toEqual([]);
  expect(SecurityFindings.of(app).map(({ ruleId, constructPath }) => `${ruleId} ${constructPath}`)).toEqual([]);
});
