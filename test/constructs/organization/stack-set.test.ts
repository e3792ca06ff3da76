import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, Aspects, CfnResource, NestedStack, RemovalPolicy, Stack, Stage, Tags, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct, IConstruct } from 'constructs';
import {
  Account, AutoDeployment, IOrganizationalUnit, OperationPreferences, Organization, OrganizationalUnit, StackSet, StackSetProps,
  StackSetTargets,
} from '../../../lib/constructs/organization';
import { HOME_REGION, testApp, testStack } from './test-app';

const TYPE = 'AWS::CloudFormation::StackSet';

function organizationOf(stack: Stack) {
  return Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' });
}

function unitOf(scope: Construct): IOrganizationalUnit {
  return scope.node.tryFindChild('Unit') as IOrganizationalUnit | undefined
    ?? OrganizationalUnit.fromOrganizationalUnitId(scope, 'Unit', 'ou-a1b2-c3d4e5f6');
}

function stackSetIn(stack: Stack, props: Partial<StackSetProps> = {}): StackSet {
  return new StackSet(stack, props.stackSetName ?? 'StackSet', {
    stackSetName: 'lz-test',
    targets: StackSetTargets.organizationalUnits(unitOf(stack)),
    regions: [HOME_REGION],
    ...props,
  });
}

function propertiesOf(stack: Stack): Record<string, unknown> {
  return Object.values(Template.fromStack(stack).findResources(TYPE))[0].Properties;
}

const single = (stack: Stack) => StackSetTargets.account(Account.fromAccountId(stack, 'Account', '222222222222'), unitOf(stack));

describe('defaults', () => {
  test('deploys to every account at once and goes on when some fail', () => {
    const stack = testStack();
    stackSetIn(stack, { targets: StackSetTargets.organization(organizationOf(stack)) });
    Template.fromStack(stack).hasResource(TYPE, {
      DeletionPolicy: Match.absent(),
      Properties: {
        StackSetName: 'lz-test',
        PermissionModel: 'SERVICE_MANAGED',
        CallAs: 'SELF',
        ManagedExecution: { Active: true },
        AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
        OperationPreferences: {
          ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE', MaxConcurrentPercentage: 100, FailureTolerancePercentage: 10, RegionConcurrencyType: 'PARALLEL',
        },
        StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: ['r-a1b2'] }, Regions: [HOME_REGION] }],
        Parameters: Match.absent(),
        Capabilities: Match.absent(),
      },
    });
  });

  test('reaches a single account strictly and without automatic deployment', () => {
    const stack = testStack();
    stackSetIn(stack, { targets: single(stack) });
    expect(propertiesOf(stack)).toMatchObject({
      AutoDeployment: { Enabled: false },
      OperationPreferences: { ConcurrencyMode: 'STRICT_FAILURE_TOLERANCE', FailureToleranceCount: 0, MaxConcurrentCount: 1 },
      StackInstancesGroup: [{
        DeploymentTargets: { OrganizationalUnitIds: ['ou-a1b2-c3d4e5f6'], Accounts: ['222222222222'], AccountFilterType: 'INTERSECTION' },
      }],
    });
  });

  test('asks for the capability of named IAM resources when the template has some', () => {
    const stack = testStack();
    new Role(stackSetIn(stack).template, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com'), roleName: 'x' });
    expect(propertiesOf(stack).Capabilities).toEqual(['CAPABILITY_NAMED_IAM']);
  });

  test('orders regions, so that the order of the props changes nothing', () => {
    const stack = testStack();
    stackSetIn(stack, { regions: ['us-east-1', HOME_REGION] });
    expect(propertiesOf(stack)).toMatchObject({ StackInstancesGroup: [{ Regions: [HOME_REGION, 'us-east-1'] }] });
  });
});

describe('options', () => {
  test('can be kept when it leaves the app', () => {
    const stack = testStack();
    stackSetIn(stack, { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
    Template.fromStack(stack).hasResource(TYPE, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('can be strict for many accounts', () => {
    const stack = testStack();
    stackSetIn(stack, { operationPreferences: OperationPreferences.strict() });
    expect(propertiesOf(stack)).toMatchObject({ OperationPreferences: { ConcurrencyMode: 'STRICT_FAILURE_TOLERANCE' } });
  });

  test.each(['dependsOn', 'autoDeployment'])('comes after another by %s, in the app and when accounts join', prop => {
    const stack = testStack();
    const first = stackSetIn(stack, { stackSetName: 'first' });
    stackSetIn(stack, {
      stackSetName: 'second',
      ...prop === 'dependsOn' ? { dependsOn: [first] } : { autoDeployment: AutoDeployment.enabled({ dependsOn: [first] }) },
    });
    const id = Object.keys(Template.fromStack(stack).findResources(TYPE, { Properties: { StackSetName: 'first' } }))[0];
    Template.fromStack(stack).hasResource(TYPE, {
      DependsOn: [id],
      Properties: {
        StackSetName: 'second',
        AutoDeployment: { DependsOn: [{ 'Fn::Join': ['', Match.arrayWith([{ 'Fn::GetAtt': [id, 'StackSetId'] }])] }] },
      },
    });
  });

  test('does not make accounts that join wait for a StackSet that never deploys to them', () => {
    const stack = testStack();
    const first = stackSetIn(stack, { stackSetName: 'first', targets: single(stack) });
    stackSetIn(stack, { stackSetName: 'second', targets: StackSetTargets.organization(organizationOf(stack)), dependsOn: [first] });
    Template.fromStack(stack).hasResource(TYPE, {
      DependsOn: [Match.stringLikeRegexp('first')],
      Properties: { StackSetName: 'second', AutoDeployment: { DependsOn: Match.absent() } },
    });
  });
});

describe('crossing the border of the template', () => {
  test('takes a value by addParameter', () => {
    const stack = testStack();
    const stackSet = stackSetIn(stack);
    new CfnTopic(stackSet.template, 'Topic', { displayName: stackSet.addParameter('Name', 'value') });
    expect(propertiesOf(stack).Parameters).toEqual([{ ParameterKey: 'Name', ParameterValue: 'value' }]);
    const template = Template.fromStack(stackSet.template);
    template.hasParameter('Name', { Type: 'String' });
    template.hasResourceProperties('AWS::SNS::Topic', { DisplayName: { Ref: 'Name' } });
  });

  test('takes a value of a third stack in another region by addParameter', () => {
    const app = testApp();
    const stack = testStack(app);
    const third = new Stack(app, 'Third', { env: { account: '111111111111', region: 'us-east-1' } });
    const stackSet = stackSetIn(stack);
    new CfnTopic(stackSet.template, 'Topic', { displayName: stackSet.addParameter('Name', new CfnTopic(third, 'T').attrTopicArn) });
    expect(propertiesOf(stack).Parameters).toEqual([{ ParameterKey: 'Name', ParameterValue: { 'Fn::GetStackOutput': expect.anything() } }]);
  });

  test('turns a token of its own stack into a parameter', () => {
    const stack = testStack();
    const stackSet = stackSetIn(stack);
    new CfnTopic(stackSet.template, 'Topic', { displayName: new CfnTopic(stack, 'Outside').attrTopicArn });
    expect(propertiesOf(stack).Parameters).toEqual([{ ParameterKey: expect.stringMatching(/^referenceto/), ParameterValue: { 'Fn::GetAtt': ['Outside', 'TopicArn'] } }]);
    Template.fromStack(stackSet.template).hasResourceProperties('AWS::SNS::Topic', { DisplayName: { Ref: Match.stringLikeRegexp('^referenceto') } });
  });

  test.each(['us-east-1', HOME_REGION])('cannot take a token of another stack in %s by itself, and says to pass it', region => {
    const app = testApp();
    const third = new Stack(app, 'Third', { env: { account: '111111111111', region } });
    const stackSet = stackSetIn(testStack(app));
    new CfnTopic(stackSet.template, 'Topic', { displayName: new CfnTopic(third, 'T').attrTopicArn });
    expect(() => app.synth()).toThrow(/Stack\/StackSet\/Template: a StackSet template cannot read a value of another stack.*: pass it by addParameter/);
  });

  test('takes an L2 token of a stack with an explicit environment by addParameter', () => {
    const stack = testStack();
    const stackSet = stackSetIn(stack);
    const value = stackSet.addParameter('Topic', new Topic(stack, 'Outside').topicArn);
    new CfnTopic(stackSet.template, 'Topic2', { displayName: value });
    expect(propertiesOf(stack).Parameters).toEqual([{ ParameterKey: 'Topic', ParameterValue: { Ref: expect.stringMatching(/^Outside/) } }]);
  });

  test('fails when something outside refers to a resource inside, and says that a StackSet returns no outputs', () => {
    const stack = testStack();
    const inside = new CfnTopic(stackSetIn(stack).template, 'Topic');
    new CfnTopic(stack, 'Outside', { displayName: inside.attrTopicArn });
    expect(() => Template.fromStack(stack)).toThrow(/a StackSet returns no outputs, got a reference to .*: give it a name and use the name/);
  });

  test('makes the StackSet wait for what a resource inside depends on', () => {
    const stack = testStack();
    const outside = new CfnTopic(stack, 'Outside');
    new CfnTopic(stackSetIn(stack).template, 'Topic').node.addDependency(outside);
    Template.fromStack(stack).hasResource(TYPE, { DependsOn: ['Outside'] });
  });

  test("knows the member's account and region by pseudo parameters only", () => {
    const app = testApp();
    const stack = testStack(new Stage(app, 'Prod', { env: { account: '111111111111', region: HOME_REGION } }));
    const { template } = stackSetIn(stack);
    expect(Token.isUnresolved(Stack.of(template).account)).toBe(true);
    expect(template.resolve(Stack.of(template).account)).toEqual({ Ref: 'AWS::AccountId' });
    expect(template.resolve(Stack.of(template).region)).toEqual({ Ref: 'AWS::Region' });
  });

  test('takes availability zones by index, without a lookup', () => {
    const { template } = stackSetIn(testStack());
    expect(template.resolve(template.availabilityZones[2])).toEqual({ 'Fn::Select': [2, { 'Fn::GetAZs': '' }] });
  });
});

describe('what CDK does inside', () => {
  test('the template is an asset of the parent, named by its content', () => {
    const app = testApp();
    const stack = testStack(app);
    const stackSet = stackSetIn(stack);
    new CfnTopic(stackSet.template, 'Topic');
    const { directory } = app.synth();
    const read = (name: string) => JSON.parse(readFileSync(join(directory, name), 'utf8'));
    const assets = read('Stack.assets.json').files as Record<string, { source: { path: string } }>;
    const [hash] = Object.entries(assets).find(([, asset]) => asset.source.path === stackSet.template.templateFile) ?? [];
    expect(stackSet.template.templateFile).toMatch(/\.stackset\.template\.json$/);
    expect(JSON.stringify(propertiesOf(stack).TemplateURL)).toContain(`/${hash}.json`);
    expect(Object.keys(read(stackSet.template.templateFile).Resources)).toEqual(['Topic']);
  });

  test('several StackSets and a nested stack as parent work', () => {
    const app = testApp();
    const stack = testStack(app);
    const nested = new NestedStack(stack, 'Nested');
    for (const name of ['a', 'b']) {
      const targets = StackSetTargets.organizationalUnits(unitOf(nested));
      const stackSet = new StackSet(nested, name, { stackSetName: name, targets, regions: [HOME_REGION] });
      new CfnTopic(stackSet.template, 'Topic', { displayName: name });
    }
    Template.fromStack(nested).resourceCountIs(TYPE, 2);
  });

  test('aspects and tags reach constructs inside', () => {
    const app = testApp();
    const stack = testStack(app);
    const stackSet = stackSetIn(stack);
    new CfnTopic(stackSet.template, 'Topic');
    const seen: string[] = [];
    Aspects.of(app).add({ visit: (node: IConstruct) => { seen.push(node.node.path); } });
    Tags.of(app).add('owner', 'platform');
    Template.fromStack(stackSet.template).hasResourceProperties('AWS::SNS::Topic', { Tags: [{ Key: 'owner', Value: 'platform' }] });
    expect(seen).toContain('Stack/StackSet/Template/Topic');
  });

  test('an error annotated inside fails synth', () => {
    const app = testApp();
    const topic = new CfnTopic(stackSetIn(testStack(app)).template, 'Topic');
    Annotations.of(topic).addError('broken inside');
    expect(() => app.synth()).toThrow(/broken inside[^]*Stack\/StackSet\/Template\/Topic/);
  });

  test('the member template holds nothing that CDK adds for itself', () => {
    const stackSet = stackSetIn(testStack());
    new CfnTopic(stackSet.template, 'Topic');
    expect(Object.keys(Template.fromStack(stackSet.template).toJSON())).toEqual(['Resources']);
  });

  test('fails for more than 500 resources', () => {
    const stack = testStack();
    const { template } = stackSetIn(stack);
    Array.from({ length: 501 }, (_, index) => new CfnTopic(template, `Topic${index}`));
    expect(() => Template.fromStack(stack)).toThrow(/501 is greater than allowed maximum of 500/);
  });

  test('fails for a template over 1 MB, and says to split it', () => {
    const stack = testStack();
    new CfnResource(stackSetIn(stack).template, 'Big', { type: 'AWS::SNS::Topic', properties: { DisplayName: 'x'.repeat(1_000_001) } });
    expect(() => Template.fromStack(stack)).toThrow(/a StackSet template must have at most 1000000 bytes, got \d+: split it into two StackSets/);
  });

  test.each<[string, (template: Stack) => unknown]>([
    ['a Lambda function from a folder', template =>
      new Function(template, 'F', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromAsset(__dirname) })],
    ['a bucket that empties itself', template => new Bucket(template, 'B', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY })],
  ])('refuses the asset of %s, and names the template', (_, add) => {
    const { template } = stackSetIn(testStack());
    expect(() => { add(template); Template.fromStack(template); }).toThrow(/Stack\/StackSet\/Template: a StackSet template carries no assets/);
  });

  test('takes inline code', () => {
    const stackSet = stackSetIn(testStack());
    new Function(stackSet.template, 'F', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {}') });
    Template.fromStack(stackSet.template).resourceCountIs('AWS::Lambda::Function', 1);
  });

  test('L1 constructs inside are those of the member, not of the parent', () => {
    const stack = testStack();
    const stackSet = stackSetIn(stack);
    new CfnBucket(stackSet.template, 'Bucket');
    new CfnRole(stackSet.template, 'Role', { assumeRolePolicyDocument: {} });
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 0);
    Template.fromStack(stackSet.template).resourceCountIs('AWS::S3::Bucket', 1);
  });
});

describe('import', () => {
  test('is known to others by its ARN', () => {
    const stack = testStack();
    const stackSet = stackSetIn(stack);
    expect(JSON.stringify(stack.resolve(stackSet.stackSetArn))).toContain(`:cloudformation:${HOME_REGION}:111111111111:stackset/`);
  });
});

describe('validation', () => {
  test('fails with every problem at once, and says what to do', () => {
    const stack = testStack();
    expect(() => stackSetIn(stack, { stackSetName: '1_x', regions: [], targets: single(stack), autoDeployment: AutoDeployment.enabled() }))
      .toThrow(/3 problems\n.*'stackSetName' must have 1 to 128 letters.*\n.*'regions' must name a region.*\n.*'autoDeployment' must be disabled for a single account/);
  });

  test('fails when a region is named twice', () => {
    expect(() => stackSetIn(testStack(), { regions: [HOME_REGION, HOME_REGION] })).toThrow(/'regions' must not repeat, got "eu-central-1" 2 times/);
  });

  test('fails when no unit is targeted, together with the rest, and says where', () => {
    expect(() => stackSetIn(testStack(), { targets: StackSetTargets.organizationalUnits(), regions: [] }))
      .toThrow(/^Stack\/StackSet: 2 problems\n.*'targets' must name an organizational unit, got none.*\n.*'regions' must name a region/);
  });

  test('fails when it depends on more StackSets than CloudFormation takes', () => {
    const stack = testStack();
    const targets = StackSetTargets.organization(organizationOf(stack));
    const many = Array.from({ length: 11 }, (_, index) => stackSetIn(stack, { stackSetName: `s${index}`, targets }));
    expect(() => stackSetIn(stack, { targets, dependsOn: many })).toThrow(/'dependsOn' must name at most 10 StackSets, got 11/);
  });

  test('fails when a parameter is badly named', () => {
    expect(() => stackSetIn(testStack()).addParameter('a-b', 'x')).toThrow(/'name' must be a parameter name of letters and digits, got "a-b": rename it/);
  });
});
