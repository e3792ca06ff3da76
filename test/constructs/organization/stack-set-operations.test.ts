import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { StackSetOperations, StackSetOperationsProps } from '../../../lib/constructs/organization';
import { MANAGEMENT_ACCOUNT, testApp, testStack } from './test-app';

const RULE = 'AWS::Events::Rule';
const TOPIC_ARN = `arn:aws:sns:eu-central-1:${MANAGEMENT_ACCOUNT}:lz-alerts-high`;

const topicOf = (stack: Stack): ITopic => Topic.fromTopicArn(stack, 'Topic', TOPIC_ARN);

function operationsIn(stack: Stack, props: Partial<StackSetOperationsProps> = {}): StackSetOperations {
  return new StackSetOperations(stack, 'Operations', { stackSetNames: ['lz-b', 'lz-a'], topic: topicOf(stack), ...props });
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
    'stack-set-arn': ['lz-a', 'lz-b'].map(name => ({ prefix: `arn:aws:cloudformation:eu-central-1:${MANAGEMENT_ACCOUNT}:stackset/${name}:` })),
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

  test('an operation that fails, and what is left after a repetition, go to the topic in words', () => {
    const template = templateOf();
    template.hasResourceProperties(RULE, {
      EventPattern: ofStackSets(['FAILED']),
      Targets: [{ Arn: TOPIC_ARN, InputTransformer: { InputTemplate: Match.stringLikeRegexp('The operation <operation> of <stackSet> failed') } }],
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

  test('the reconciler may do exactly what it calls, with these StackSets', () => {
    const statements = statementsOf(templateOf());
    expect([...new Set(statements.flatMap(({ Action }) => Action))].sort()).toEqual([
      'cloudformation:CreateStackInstances', 'cloudformation:DescribeStackSet', 'cloudformation:ListStackInstances', 'cloudformation:ListStackSetOperations',
      'cloudformation:UpdateStackInstances', 'events:PutEvents', 'logs:CreateLogStream', 'logs:PutLogEvents', 'organizations:ListAccounts',
    ]);
    const stackSets = ['lz-a', 'lz-b'].map(name => `arn:aws:cloudformation:eu-central-1:${MANAGEMENT_ACCOUNT}:stackset/${name}:*`);
    expect(statements.find(({ Sid }) => Sid === 'LookAtStackSets')?.Resource).toEqual(stackSets);
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
  test('looks more often', () => {
    templateOf({ interval: Duration.hours(1) }).hasResourceProperties(RULE, { ScheduleExpression: 'rate(1 hour)' });
  });

  test('puts StackSets again that gave up on what has been mended', () => {
    templateOf({ putAgain: ['lz-b'] }).hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { PUT_AGAIN: 'lz-b' } } });
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

  test('fails when it is to put a StackSet again that it does not look after', () => {
    expect(() => templateOf({ putAgain: ['lz-c'] })).toThrow(/'putAgain' must be some of 'stackSetNames', got "lz-c"/);
  });

  test('fails when an interval is longer than AWS Config waits for a recorder, or no whole hour', () => {
    expect(() => templateOf({ interval: Duration.hours(7) })).toThrow(/'interval' must be 1 to 6 whole hours, got 7/);
    expect(() => templateOf({ interval: Duration.minutes(90) })).toThrow(/got 1.5/);
  });
});
