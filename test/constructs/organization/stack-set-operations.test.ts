import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AlertReceiver, StackSetOperations, StackSetOperationsProps } from '../../../lib/constructs/organization';
import { MANAGEMENT_ACCOUNT, testApp, testStack } from './test-app';

const RULE = 'AWS::Events::Rule';
const TOPIC_ARN = `arn:aws:sns:eu-central-1:${MANAGEMENT_ACCOUNT}:lz-alerts-high`;

const queueOf = (stack: Stack): IQueue => Queue.fromQueueArn(stack, 'Queue', `arn:aws:sqs:eu-central-1:${MANAGEMENT_ACCOUNT}:lz-alerts`);
const topicOf = (stack: Stack): ITopic => Topic.fromTopicArn(stack, 'Topic', TOPIC_ARN);

function operationsIn(stack: Stack, props: Partial<StackSetOperationsProps> = {}): StackSetOperations {
  return new StackSetOperations(stack, 'Operations', { stackSetNames: ['lz-b', 'lz-a'], alerts: AlertReceiver.ofTopic(topicOf(stack), queueOf(stack)), ...props });
}

function templateOf(props: Partial<StackSetOperationsProps> = {}): Template {
  const stack = testStack();
  operationsIn(stack, props);
  return Template.fromStack(stack);
}

interface Statement {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

function statementsOf(template: Template): readonly Statement[] {
  const [role] = Object.values(template.findResources('AWS::IAM::Role'));
  return role.Properties.Policies[0].PolicyDocument.Statement;
}

const ofStackSets = (status: readonly string[]) => ({
  'source': ['aws.cloudformation'],
  'detail-type': ['CloudFormation StackSet Operation Status Change'],
  'detail': {
    'stack-set-arn': [{ prefix: `arn:aws:cloudformation:eu-central-1:${MANAGEMENT_ACCOUNT}:stackset/lz-` }],
    'status-details': { status },
  },
});

describe('defaults', () => {
  test('the reconciler runs when an operation of the StackSets ends, and every three hours', () => {
    const template = templateOf();
    const reconciler = [Match.objectLike({ Id: 'Reconciler', Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Function'), 'Arn'] } })];
    template.hasResourceProperties(RULE, { EventPattern: ofStackSets(['SUCCEEDED', 'FAILED', 'STOPPED']), Targets: reconciler });
    template.hasResourceProperties(RULE, { ScheduleExpression: 'rate(3 hours)', Targets: reconciler });
  });

  test('each rule that runs it is allowed to, no other', () => {
    const template = templateOf();
    const rules = Object.entries(template.findResources(RULE)).filter(([, rule]) => rule.Properties.Targets[0].Id === 'Reconciler').map(([id]) => id);
    const permitted = Object.values(template.findResources('AWS::Lambda::Permission')).map(({ Properties }) => Properties.SourceArn['Fn::GetAtt'][0]);
    expect(permitted.sort()).toEqual(rules.sort());
  });

  test('an operation that fails or is stopped, and what is left after a repetition, go to the topic in words', () => {
    const template = templateOf();
    template.hasResourceProperties(RULE, {
      EventPattern: ofStackSets(['FAILED', 'STOPPED']),
      Targets: [{ Arn: TOPIC_ARN, InputTransformer: { InputTemplate: Match.stringLikeRegexp('The operation <operation> of <stackSet> is <status>') } }],
    });
    template.hasResourceProperties(RULE, {
      EventPattern: { source: ['landing-zone.stacksets'] },
      Targets: [{ Arn: TOPIC_ARN, InputTransformer: { InputTemplate: Match.stringLikeRegexp('<count> stack instances need a person: <instances>') } }],
    });
  });

  test('a reconciler that fails itself raises an alarm', () => {
    templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'lz-stackset-reconcile-errors', Namespace: 'AWS/Lambda', MetricName: 'Errors', TreatMissingData: 'notBreaching', AlarmActions: [TOPIC_ARN],
      Dimensions: [{ Name: 'FunctionName', Value: 'lz-stackset-reconcile' }],
    });
  });

  test('the reconciler may do exactly what it calls, with StackSets of the platform', () => {
    const statements = statementsOf(templateOf());
    expect([...new Set(statements.flatMap(({ Action }) => Action))].sort()).toEqual([
      'cloudformation:CreateStackInstances', 'cloudformation:DescribeStackSet', 'cloudformation:ListStackInstances', 'cloudformation:ListStackSetOperations',
      'cloudformation:UpdateStackInstances', 'events:PutEvents', 'logs:CreateLogStream', 'logs:PutLogEvents', 'organizations:ListAccounts',
      'organizations:ListAccountsForParent', 'organizations:ListOrganizationalUnitsForParent',
    ]);
    expect(statements.find(({ Sid }) => Sid === 'LookAtStackSets')?.Resource).toBe(`arn:aws:cloudformation:eu-central-1:${MANAGEMENT_ACCOUNT}:stackset/lz-*`);
    expect(statements.find(({ Sid }) => Sid === 'TellWhatIsLeft')?.Condition).toEqual({ StringEquals: { 'events:source': 'landing-zone.stacksets' } });
  });

  test('cdk-nag has nothing to say', () => {
    const app = testApp();
    operationsIn(testStack(app));
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });
});

describe('options', () => {
  test('messages link to the runbook of the library, or to a copy of it', () => {
    const page = (template: Template) => JSON.stringify(template.findResources(RULE)) + JSON.stringify(template.findResources('AWS::CloudWatch::Alarm'));
    const wiki = page(templateOf({ runbookUrl: 'https://wiki.example.com/alerts' }));
    for (const section of ['lz-stackset-operation-failed', 'lz-stackset-instances-left', 'lz-stackset-reconcile-errors']) {
      expect(page(templateOf())).toContain(`https://github.com/cdk-secure-landing-zone/cdk-secure-landing-zone/blob/main/docs/runbook.md#${section}`);
      expect(wiki).toContain(`https://wiki.example.com/alerts#${section}`);
    }
    expect(wiki).not.toContain('github.com');
  });

  test('what a target does not take waits in the queue, if there is one', () => {
    const queuesOf = (template: Template) => Object.values(template.findResources(RULE))
      .flatMap(({ Properties }) => Properties.Targets as { readonly DeadLetterConfig?: unknown }[])
      .map(({ DeadLetterConfig }) => DeadLetterConfig);
    expect(queuesOf(templateOf())).toEqual(Array(4).fill({ Arn: `arn:aws:sqs:eu-central-1:${MANAGEMENT_ACCOUNT}:lz-alerts` }));
    const stack = testStack();
    const alerts = AlertReceiver.ofTopic(Topic.fromTopicArn(stack, 'Alerts', TOPIC_ARN));
    operationsIn(stack, { alerts });
    expect(queuesOf(Template.fromStack(stack))).toEqual(Array(4).fill(undefined));
  });

  test('looks more often', () => {
    templateOf({ interval: Duration.hours(1) }).hasResourceProperties(RULE, { ScheduleExpression: 'rate(1 hour)' });
  });

  test('puts StackSets again whose packs failed, and asks the account that they go to, one of the organization', () => {
    const template = templateOf({ putAgain: ['lz-b'] });
    const [reconciler] = Object.values(template.findResources('AWS::Lambda::Function'));
    const { PUT_AGAIN, PACK_STATUS_ROLE } = reconciler.Properties.Environment.Variables;
    expect([PUT_AGAIN, JSON.stringify(PACK_STATUS_ROLE)]).toEqual(['lz-b', expect.stringContaining(':iam::*:role/lz/lz-conformance-pack-status')]);
    expect(statementsOf(template).find(({ Sid }) => Sid === 'AskForPacks')).toMatchObject({
      Action: 'sts:AssumeRole', Resource: PACK_STATUS_ROLE, Condition: { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
    });
  });

  test('looks after StackSets of other names too, each by its name', () => {
    const template = templateOf({ stackSetNames: ['lz-a', 'own'] });
    const arn = `arn:aws:cloudformation:eu-central-1:${MANAGEMENT_ACCOUNT}:stackset/`;
    template.hasResourceProperties(RULE, {
      EventPattern: Match.objectLike({ detail: Match.objectLike({ 'stack-set-arn': [{ prefix: `${arn}lz-` }, { prefix: `${arn}own:` }] }) }),
    });
    expect(statementsOf(template).find(({ Sid }) => Sid === 'LookAtStackSets')?.Resource).toEqual([`${arn}lz-*`, `${arn}own:*`]);
  });

  test('looks after any number of StackSets of the platform', () => {
    const stackSetNames = [...Array(200).keys()].map(i => `lz-with-a-rather-long-name-${i}`);
    templateOf({ stackSetNames }).resourceCountIs(RULE, 4);
  });

  test('the order of the names changes nothing', () => {
    expect(templateOf({ stackSetNames: ['lz-a', 'lz-b'] }).toJSON()).toEqual(templateOf().toJSON());
  });
});

describe('import', () => {
  test('the topic may be one that stands elsewhere', () => {
    templateOf().resourceCountIs('AWS::SNS::Topic', 0);
  });
});

describe('validation', () => {
  test('fails without a StackSet, and says what to name', () => {
    expect(() => templateOf({ stackSetNames: [] })).toThrow(/'stackSetNames' must name a StackSet, got none/);
  });

  test('fails when names of StackSets are too many for an event pattern', () => {
    const stackSetNames = [...Array(30).keys()].map(i => `own-with-a-rather-long-name-${i}`);
    expect(() => templateOf({ stackSetNames })).toThrow(/'stackSetNames' must fit into an event pattern of 2048 characters, got \d+: begin names with "lz-"/);
  });

  test('fails when it is to put a StackSet again that it does not look after', () => {
    expect(() => templateOf({ putAgain: ['lz-c'] })).toThrow(/'putAgain' must be some of 'stackSetNames', got "lz-c"/);
  });

  test('fails when an interval is longer than AWS Config waits for a recorder, or no whole hour', () => {
    expect(() => templateOf({ interval: Duration.hours(7) })).toThrow(/'interval' must be 1 to 6 whole hours, got 7/);
    expect(() => templateOf({ interval: Duration.minutes(90) })).toThrow(/got 1.5/);
  });
});
