import { Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import {
  AutoDeployment, SelfManagedStackSetRoles, SelfManagedStackSetRolesProps, StackSet, StackSetProps, StackSetTargets,
} from '../../../lib/constructs/organization';
import { HOME_REGION, MANAGEMENT_ACCOUNT, testApp, testStack } from './test-app';

const STACK_SET = 'AWS::CloudFormation::StackSet';
const ROLE = 'AWS::IAM::Role';

function rolesIn(stack: Stack, props?: SelfManagedStackSetRolesProps): SelfManagedStackSetRoles {
  return new SelfManagedStackSetRoles(stack, 'Roles', props);
}

function stackSetIn(stack: Stack, props: Partial<StackSetProps> = {}): StackSet {
  return new StackSet(stack, props.stackSetName ?? 'StackSet', {
    stackSetName: 'lz-test', targets: StackSetTargets.managementAccount(MANAGEMENT_ACCOUNT), regions: [HOME_REGION, 'us-east-1'], ...props,
  });
}

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

function statementsOf(stack: Stack, roleName: string): readonly Statement[] {
  const [role] = Object.values(Template.fromStack(stack).findResources(ROLE, { Properties: { RoleName: roleName } }));
  const policies: readonly { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }[] = role.Properties.Policies;
  return policies.flatMap(policy => policy.PolicyDocument.Statement);
}

describe('defaults', () => {
  test('a StackSet of the management account acts with roles of that account, and says nothing of the organization', () => {
    const stack = testStack();
    stackSetIn(stack);
    Template.fromStack(stack).hasResourceProperties(STACK_SET, {
      PermissionModel: 'SELF_MANAGED',
      AdministrationRoleARN: `arn:aws:iam::${MANAGEMENT_ACCOUNT}:role/lz/lz-stackset-administration`,
      ExecutionRoleName: 'lz-stackset-execution',
      StackInstancesGroup: [{
        DeploymentTargets: { Accounts: [MANAGEMENT_ACCOUNT], OrganizationalUnitIds: Match.absent(), AccountFilterType: Match.absent() },
      }],
      OperationPreferences: { ConcurrencyMode: 'STRICT_FAILURE_TOLERANCE', RegionConcurrencyType: 'PARALLEL' },
      ManagedExecution: { Active: true },
      AutoDeployment: Match.absent(),
      CallAs: Match.absent(),
    });
  });

  test('only CloudFormation, for StackSets of this account and product, assumes the administration role', () => {
    const stack = testStack();
    rolesIn(stack);
    Template.fromStack(stack).hasResourceProperties(ROLE, {
      RoleName: 'lz-stackset-administration',
      Path: '/lz/',
      AssumeRolePolicyDocument: {
        Statement: [{
          Principal: { Service: 'cloudformation.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': MANAGEMENT_ACCOUNT },
            ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:cloudformation:*:${MANAGEMENT_ACCOUNT}:stackset/lz-*`]] } },
          },
        }],
      },
    });
    expect(statementsOf(stack, 'lz-stackset-administration')).toEqual([expect.objectContaining({ Action: 'sts:AssumeRole' })]);
  });

  test('only the administration role assumes the execution role, which lies below no path since StackSets know its name alone', () => {
    const stack = testStack();
    rolesIn(stack);
    Template.fromStack(stack).hasResourceProperties(ROLE, {
      RoleName: 'lz-stackset-execution',
      Path: Match.absent(),
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { AWS: { 'Fn::GetAtt': [Match.stringLikeRegexp('RolesAdministration'), 'Arn'] } } })] },
    });
  });

  test('the execution role writes nothing but what is named for the platform', () => {
    const stack = testStack();
    rolesIn(stack);
    const everywhere = statementsOf(stack, 'lz-stackset-execution').filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(everywhere.length).toBeGreaterThan(0);
    expect(everywhere.filter(action => !/:(Describe|Get|List|Validate)/.test(action))).toEqual([]);
  });

  test('the execution role attaches an administrator\'s policy to break-glass alone, and writes no role by a pattern but those of people, which have a boundary', () => {
    const stack = testStack();
    rolesIn(stack);
    const statements = statementsOf(stack, 'lz-stackset-execution').filter(({ Effect }) => Effect === 'Allow');
    const attaching = statements.filter(({ Action }) => Action.includes('iam:AttachRolePolicy'));
    const isOfPeople = ({ Resource }: { readonly Resource: unknown }) => Resource === `arn:aws:iam::${MANAGEMENT_ACCOUNT}:role/access/lz-*`;
    const boundaries = ['developer', 'administrator'].map(name => `arn:aws:iam::${MANAGEMENT_ACCOUNT}:policy/lz/lz-${name}-boundary`);
    expect(attaching.filter(isOfPeople).map(({ Condition }) => Condition)).toEqual([{ ArnEquals: { 'iam:PermissionsBoundary': boundaries } }]);
    expect(attaching.filter(statement => !isOfPeople(statement)).every(({ Condition }) => JSON.stringify(Condition).includes('iam:PolicyARN'))).toBe(true);
    expect(attaching.filter(({ Condition }) => JSON.stringify(Condition).includes('AdministratorAccess')).map(({ Resource }) => Resource))
      .toEqual([`arn:aws:iam::${MANAGEMENT_ACCOUNT}:role/lz/lz-break-glass`]);
    const writing = statements.filter(({ Action }) => /iam:(Create|Put|Attach|Update|Pass)/.test(JSON.stringify(Action)));
    expect(JSON.stringify(writing.filter(statement => !isOfPeople(statement)).map(({ Resource }) => Resource))).not.toContain('*');
  });

  test('its policy fits into a role', () => {
    const stack = testStack();
    rolesIn(stack);
    expect(JSON.stringify(stack.resolve(statementsOf(stack, 'lz-stackset-execution'))).length).toBeLessThan(10_240);
  });

  test('cdk-nag has nothing to say', () => {
    const app = testApp();
    const stack = testStack(app);
    rolesIn(stack);
    new Role(stackSetIn(stack).template, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  });
});

describe('options', () => {
  test('trusts the CloudFormation of regions that accounts opt into as well', () => {
    const stack = testStack();
    rolesIn(stack, { optInRegions: ['me-south-1', 'eu-south-1'] });
    Template.fromStack(stack).hasResourceProperties(ROLE, {
      RoleName: 'lz-stackset-administration',
      AssumeRolePolicyDocument: {
        Statement: [Match.objectLike({
          Principal: { Service: ['cloudformation.amazonaws.com', 'cloudformation.eu-south-1.amazonaws.com', 'cloudformation.me-south-1.amazonaws.com'] },
          Condition: Match.anyValue(),
        })],
      },
    });
  });

  test('makes and changes the identity providers that are named, and deletes any that its templates had', () => {
    const stack = testStack();
    rolesIn(stack, { identityProviders: ['saml-provider/corporate', 'oidc-provider/gitlab.com'] });
    const providers = (verb: RegExp) => statementsOf(stack, 'lz-stackset-execution').filter(({ Action }) => [Action].flat().some(action => verb.test(action)))
      .map(({ Resource }) => JSON.stringify(Resource).match(/(saml|oidc)-provider\/[^"]*/g));
    expect(providers(/:(Create|Update)(SAML|OpenIDConnect)Provider/)).toEqual([['oidc-provider/gitlab.com', 'saml-provider/corporate']]);
    expect(providers(/:(AddClientID|Tag(SAML|OpenIDConnect)Provider)/)).toEqual([['oidc-provider/gitlab.com', 'saml-provider/corporate']]);
    expect(providers(/:Delete(SAML|OpenIDConnect)Provider/)).toEqual([['oidc-provider/*', 'saml-provider/*']]);
    expect(JSON.stringify(stack.resolve(statementsOf(stack, 'lz-stackset-execution'))).length).toBeLessThan(10_240);
  });

  test('may do what its templates need, and with stacks what StackSets need', () => {
    const stack = testStack();
    rolesIn(stack, { statements: [new PolicyStatement({ sid: 'Own', actions: ['sqs:CreateQueue'], resources: ['arn:aws:sqs:eu-central-1:111111111111:own'] })] });
    expect(statementsOf(stack, 'lz-stackset-execution').map(({ Sid }) => Sid)).toEqual([
      'Stacks', 'ReadTemplates', 'LeaveOwnRolesAlone', 'LeaveOwnFunctionsAlone', 'Own',
    ]);
  });

  test('holds a template as any other StackSet does: parameters, capabilities, order', () => {
    const stack = testStack();
    const first = stackSetIn(stack, { stackSetName: 'lz-first' });
    const second = stackSetIn(stack, { stackSetName: 'lz-second', dependsOn: [first] });
    new Role(second.template, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com'), roleName: second.addParameter('Name', 'lz-x') });
    const [id] = Object.keys(Template.fromStack(stack).findResources(STACK_SET, { Properties: { StackSetName: 'lz-first' } }));
    Template.fromStack(stack).hasResource(STACK_SET, {
      DependsOn: [id],
      Properties: { StackSetName: 'lz-second', Parameters: [{ ParameterKey: 'Name', ParameterValue: 'lz-x' }], Capabilities: ['CAPABILITY_NAMED_IAM'] },
    });
  });
});

describe('import', () => {
  test('the roles are found by their names: a StackSet needs no reference to the stack that holds them', () => {
    const app = testApp();
    rolesIn(testStack(app, 'Organization'));
    const stack = testStack(app, 'Baseline');
    stackSetIn(stack);
    expect(stack.dependencies).toEqual([]);
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('Fn::ImportValue');
  });
});

describe('validation', () => {
  test('fails when the account is no account id, and says what is', () => {
    expect(() => stackSetIn(testStack(), { targets: StackSetTargets.managementAccount('management') })).toThrow(/'targets' must be an account id of 12 digits, got "management"/);
  });

  test('fails when it is to deploy automatically', () => {
    expect(() => stackSetIn(testStack(), { autoDeployment: AutoDeployment.enabled() })).toThrow(/'autoDeployment' must be disabled for a single account/);
  });

  test('fails when an opt-in region is none, or comes twice, and says both', () => {
    expect(() => rolesIn(testStack(), { identityProviders: ['saml-provider/*', 'corporate'] }))
      .toThrow(/'identityProviders' must be "saml-provider\/…" or "oidc-provider\/…" without wildcards, got "saml-provider\/\*".*got "corporate"/s);
    expect(() => rolesIn(testStack(), { optInRegions: ['Milan', 'eu-south-1', 'eu-south-1'] }))
      .toThrow(/'optInRegions' must be regions such as "eu-south-1", got "Milan".*'optInRegions' must not repeat, got "eu-south-1" 2 times/s);
  });
});
