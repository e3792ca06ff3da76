import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { InlineHandler, InlineHandlerProps } from '../../lib/core/inline-handler';

const CODE = 'exports.handler = async () => {};';

function templateOf(props: Partial<InlineHandlerProps> = {}): Template {
  const stack = new Stack(new App(), 'Stack');
  new InlineHandler(stack, 'Handler', {
    functionName: 'lz-test',
    description: 'Tests',
    code: CODE,
    statements: [new PolicyStatement({ actions: ['sts:GetCallerIdentity'], resources: ['*'] })],
    ...props,
  });
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('carries its code in the template and logs to its own group for a year', () => {
    const template = templateOf();
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'lz-test', Code: { ZipFile: CODE }, Runtime: 'nodejs24.x', Architectures: ['arm64'], Timeout: 300,
      LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('LogGroup') } },
    });
    template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete', Properties: { LogGroupName: '/aws/lambda/lz-test', RetentionInDays: 365 } });
  });

  test('has a role with what it is given and its own log group, inline, under the protected path', () => {
    templateOf().hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-test',
      Path: '/lz/',
      ManagedPolicyArns: Match.absent(),
      Policies: [{
        PolicyDocument: {
          Statement: [
            { Action: 'sts:GetCallerIdentity', Effect: 'Allow', Resource: '*' },
            { Sid: 'WriteOwnLogs', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('LogGroup'), 'Arn'] } },
          ],
        },
      }],
    });
  });

  test('creates nothing but function, role and log group', () => {
    expect(Object.values(templateOf().toJSON().Resources).map(resource => (resource as { Type: string }).Type).sort()).toEqual([
      'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup',
    ]);
  });
});

describe('options', () => {
  test('can run longer, with an environment', () => {
    templateOf({ timeout: Duration.minutes(15), environment: { A: 'b' } })
      .hasResourceProperties('AWS::Lambda::Function', { Timeout: 900, Environment: { Variables: { A: 'b' } } });
  });
});

describe('validation', () => {
  test('fails without code and with a bad name, and says both', () => {
    expect(() => templateOf({ code: ' ', functionName: 'x'.repeat(65) })).toThrow(
      /'code' must hold a handler, got nothing: run `npm run bundle`\n.*'functionName' must have 1 to 64 letters/);
  });

  test('fails for code over the limit of a template', () => {
    expect(() => templateOf({ code: 'x'.repeat(4_000_001) })).toThrow(/'code' must have at most 4000000 bytes to stand in a template, got 4000001/);
  });
});
