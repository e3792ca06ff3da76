import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ApplicationHandler, ApplicationHandlerProps } from '../../lib/core/application-handler';

const CODE = 'exports.handler = async () => {};';
const asks = (action: string) => new PolicyStatement({ actions: [action], resources: ['*'] });

function made(props: Partial<ApplicationHandlerProps> = {}) {
  const stack = new Stack(new App(), 'Stack');
  const handlerFor = (scope: Construct) => ApplicationHandler.of(scope, 'Handler', {
    description: 'Tests', code: CODE, statements: [asks('sts:GetCallerIdentity')], ...props,
  });
  return { stack, handlerFor, handler: handlerFor(stack), template: () => Template.fromStack(stack) };
}

const statementsOf = (template: Template): { Sid?: string; Action: string | string[] }[] =>
  Object.values(template.findResources('AWS::IAM::Role')).flatMap(({ Properties }) => Properties.Policies[0].PolicyDocument.Statement);

describe('defaults', () => {
  test('carries its code in the template, and leaves all names to CloudFormation', () => {
    const { template } = made();
    template().hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: Match.absent(), Code: { ZipFile: CODE }, Runtime: 'nodejs24.x', Timeout: 300, LoggingConfig: { LogGroup: { Ref: Match.anyValue() } },
    });
    template().hasResourceProperties('AWS::IAM::Role', { RoleName: Match.absent(), Path: Match.absent(), ManagedPolicyArns: Match.absent() });
    template().hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete', Properties: { LogGroupName: Match.absent(), RetentionInDays: 365 } });
  });

  test('may do what it is given, and write to its own log group', () => {
    expect(statementsOf(made().template())).toEqual([
      expect.objectContaining({ Action: 'sts:GetCallerIdentity' }),
      expect.objectContaining({ Sid: 'WriteOwnLogs', Resource: { 'Fn::GetAtt': [expect.stringMatching(/LogGroup/), 'Arn'] } }),
    ]);
  });
});

describe('options', () => {
  test('is one for a stack, whoever asks, and may do what is added for each', () => {
    const { stack, handler, handlerFor, template } = made({ timeout: Duration.minutes(2) });
    expect(handlerFor(new Construct(stack, 'Other'))).toBe(handler);
    expect(handler.serviceTimeout.toMinutes()).toBe(3);
    handler.allow(asks('kms:ListKeys'));
    template().resourceCountIs('AWS::Lambda::Function', 1);
    expect(statementsOf(template()).map(({ Action }) => Action)).toContain('kms:ListKeys');
  });
});

describe('validation', () => {
  test.each([[' ', /'code' must hold a handler, got nothing/], ['x'.repeat(4 * 1024 * 1024 + 1), /'code' must have at most \d+ bytes/]])(
    'fails for code that cannot stand in a template, and says why: %#', (code, message) => {
      expect(() => made({ code })).toThrow(message);
    });
});
