import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandler, InlineHandlerProps } from '../../lib/core/inline-handler';
import { InlineHandlerRole } from '../../lib/core/inline-handler-role';

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

describe('of', () => {
  const asks = (action: string) => new PolicyStatement({ sid: 'Ask', actions: [action], resources: ['*'] });
  const handlerIn = (stack: Stack, ...statements: PolicyStatement[]) =>
    InlineHandler.of(stack, { functionName: 'lz-test', description: 'Tests', code: CODE, statements });

  test('is one function for a stack, which may do what every construct needs, each once', () => {
    const stack = new Stack(new App(), 'Stack');
    const actions = ['sts:GetCallerIdentity', 'kms:ListKeys', 'sts:GetCallerIdentity'];
    const [first, ...others] = actions.map(action => handlerIn(stack, asks(action)));
    expect(others).toEqual([first, first]);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    const [role] = Object.values(template.findResources('AWS::IAM::Role'));
    const statements: { Sid: string; Action: string }[] = role.Properties.Policies[0].PolicyDocument.Statement;
    expect(statements.map(({ Sid, Action }) => [Sid, Action])).toEqual([
      ['Ask', 'sts:GetCallerIdentity'], ['WriteOwnLogs', expect.anything()], ['Ask2', 'kms:ListKeys'],
    ]);
  });

  test.each([
    ['the same account and region', { account: '111122223333', region: 'eu-central-1' }],
    ['stacks that name no account', undefined],
  ])('fails for a second one in %s, and says where the first one is', (_, env) => {
    const app = new App();
    handlerIn(new Stack(app, 'One', { env }));
    handlerIn(new Stack(app, 'Two', { env }));
    expect(() => app.synth()).toThrow(/'functionName' must be unique in an account and region, got "lz-test" at "Two\/lz-test" and at "One\/lz-test"/);
  });

  test('takes a second one in another region, and in another account', () => {
    const app = new App();
    for (const [account, region] of [['111122223333', 'eu-central-1'], ['111122223333', 'eu-west-1'], ['444455556666', 'eu-central-1']]) {
      handlerIn(new Stack(app, `Stack-${account}-${region}`, { env: { account, region } }));
    }
    expect(() => app.synth()).not.toThrow();
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

describe('role in account', () => {
  function templates() {
    const app = new App();
    const [global, regional] = [new Stack(app, 'Global'), new Stack(app, 'Regional')];
    InlineHandlerRole.forEveryRegion(global, 'Role', {
      functionName: 'lz-test', statements: [new PolicyStatement({ actions: ['sts:GetCallerIdentity'], resources: ['*'] })],
    });
    new InlineHandler(regional, 'Handler', { functionName: 'lz-test', description: 'Tests', code: CODE, statements: [], roleInAccount: true });
    return [Template.fromStack(global), Template.fromStack(regional)];
  }

  test('leaves a template that goes to many regions without IAM resources', () => {
    const [, regional] = templates();
    regional.resourceCountIs('AWS::IAM::Role', 0);
    regional.hasResourceProperties('AWS::Lambda::Function', {
      Role: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/lz/lz-test']] },
    });
  });

  const roleIn = (stack: Stack) => InlineHandlerRole.forEveryRegion(stack, 'Role', { functionName: 'lz-test', statements: [] });
  const handlerIn = (scope: Construct) =>
    InlineHandler.of(scope, { functionName: 'lz-test', description: 'Tests', code: CODE, statements: [], roleInAccount: true });

  test.each<[string, readonly ((stack: Stack) => unknown)[]]>([
    ['before', [roleIn, handlerIn]],
    ['after', [handlerIn, roleIn]],
  ])('comes after a role of the same stack that is made %s it: its name alone puts nothing in order', (_, builds) => {
    const stack = new Stack(new App(), 'Stack');
    builds.forEach(build => build(stack));
    const template = Template.fromStack(stack);
    const [role] = Object.keys(template.findResources('AWS::IAM::Role'));
    template.hasResource('AWS::Lambda::Function', { DependsOn: [role] });
  });

  class Feature extends Construct {
    public constructor(scope: Construct, id: string) {
      super(scope, id);
      handlerIn(this);
    }
  }

  test('warns when no template of the app has the role, and names the companion that makes it', () => {
    const [without, withRole] = [false, true].map(hasRole => {
      const app = new App();
      if (hasRole) {
        roleIn(new Stack(app, 'Global'));
      }
      const stack = new Stack(app, 'Regional');
      new Feature(stack, 'Feature');
      return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('the role "lz-test" must be in the account before: put FeatureRole'));
    });
    expect([without.length, withRole.length]).toEqual([1, 0]);
  });

  test('has the role write to the log group of the function in any region', () => {
    const [global] = templates();
    global.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-test',
      Policies: [{
        PolicyDocument: {
          Statement: [Match.anyValue(), {
            Sid: 'WriteOwnLogs',
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:*:', { Ref: 'AWS::AccountId' }, ':log-group:/aws/lambda/lz-test:*']] },
          }],
        },
      }],
    });
  });
});
