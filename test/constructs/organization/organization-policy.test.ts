import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  Account, Organization, OrganizationActivation, OrganizationalUnit, OrganizationPolicy, OrganizationPolicyProps, PolicyTarget,
  PolicyType, TrustedService,
} from '../../../lib/constructs/organization';
import { testApp, testStack } from './test-app';

const TYPE = 'AWS::Organizations::Policy';
const DENY_LEAVING = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }] };
const unit = (stack: Stack) => OrganizationalUnit.fromOrganizationalUnitId(stack, 'Unit', 'ou-a1b2-c3d4e5f6');

function policyIn(stack: Stack, props: Partial<OrganizationPolicyProps> = {}): OrganizationPolicy {
  return new OrganizationPolicy(stack, props.policyName ?? 'Policy', {
    policyName: 'lz-test', policyType: PolicyType.SERVICE_CONTROL_POLICY, content: DENY_LEAVING, targets: [], ...props,
  });
}

describe('defaults', () => {
  test('creates a policy whose content is an object, without effect (an empty list detaches what was attached) and without retention', () => {
    const stack = testStack();
    policyIn(stack);
    Template.fromStack(stack).hasResource(TYPE, {
      DeletionPolicy: Match.absent(),
      Properties: { Name: 'lz-test', Type: 'SERVICE_CONTROL_POLICY', Content: DENY_LEAVING, TargetIds: [] },
    });
  });

  test.each(PolicyType.all().map(type => [type.policyTypeName, type] as const))('takes %s', (name, type) => {
    const stack = testStack();
    policyIn(stack, { policyType: type, content: type === PolicyType.RESOURCE_CONTROL_POLICY ? { ...DENY_LEAVING, Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: '*' }] } : DENY_LEAVING });
    Template.fromStack(stack).hasResourceProperties(TYPE, { Type: name });
  });

  test('knows the thirteen types that CloudFormation takes, two of which can deny', () => {
    expect(PolicyType.all()).toHaveLength(13);
    expect(PolicyType.all().filter(type => type.canDeny).map(type => type.defaultPolicyName)).toEqual(['FullAWSAccess', 'RCPFullAWSAccess']);
  });
});

describe('options', () => {
  test('can be attached to the root, to units and to accounts', () => {
    const stack = testStack();
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' });
    const account = Account.fromAccountId(stack, 'Account', '222222222222');
    const targets = [PolicyTarget.root(organization), PolicyTarget.organizationalUnit(unit(stack)), PolicyTarget.account(account)];
    policyIn(stack, { targets });
    Template.fromStack(stack).hasResourceProperties(TYPE, { TargetIds: ['r-a1b2', 'ou-a1b2-c3d4e5f6', '222222222222'] });
  });

  test('is created after its type is enabled', () => {
    const stack = testStack();
    policyIn(stack, { activation: activationOf(stack, [PolicyType.SERVICE_CONTROL_POLICY]), description: 'why' });
    Template.fromStack(stack).hasResource(TYPE, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^Activation')]), Properties: { Description: 'why' } });
  });

  test('can be as long as the organization was granted', () => {
    const stack = testStack();
    policyIn(stack, { content: contentOf(6_000), quotas: { maxContentSize: 10_240 } });
    Template.fromStack(stack).resourceCountIs(TYPE, 1);
  });

  test('counts a token as the longest id it may become', () => {
    const stack = testStack();
    const { organizationId } = new Organization(stack, 'Organization');
    const content = (fill: number) => ({ ...DENY_LEAVING, Statement: [
      { Effect: 'Deny', Action: 's3:GetObject', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': organizationId, 'aws:PrincipalTag/x': 'x'.repeat(fill) } } }] });
    const size = JSON.stringify(content(0)).length - organizationId.length + 34;
    policyIn(stack, { content: content(5_120 - size) });
    expect(() => policyIn(stack, { policyName: 'longer', content: content(5_121 - size) })).toThrow(/at most 5120 characters minified, got 5121/);
  });
});

describe('validation', () => {
  test('fails for content over the quota, and says what to do', () => {
    expect(() => policyIn(testStack(), { content: contentOf(6_083) })).toThrow(
      '\'content\' of policy "lz-test" must be at most 5120 characters minified, got 6083: move a statement to another policy or raise \'quotas\'');
  });

  test('fails for empty content', () => {
    expect(() => policyIn(testStack(), { content: {} })).toThrow(/'content' of policy "lz-test" must be a JSON object with elements, got {}/);
  });

  test('fails for a resource control policy that allows, and names the policy', () => {
    expect(() => policyIn(testStack(), { policyType: PolicyType.RESOURCE_CONTROL_POLICY, content: { ...DENY_LEAVING, Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }] } }))
      .toThrow(/'content' of policy "lz-test"/);
  });

  test('fails for a long name, a long description and a repeated target at once', () => {
    const stack = testStack();
    const target = PolicyTarget.organizationalUnit(unit(stack));
    expect(() => policyIn(stack, { policyName: 'x'.repeat(129), description: 'x'.repeat(513), targets: [target, target] })).toThrow(
      /3 problems\n.*'policyName' must have 1 to 128.*\n.*'description' must have 0 to 512.*\n.*'targets' must not repeat/);
  });

  test('fails when the activation does not enable its type, and says where to add it', () => {
    const stack = testStack();
    expect(() => policyIn(stack, { activation: activationOf(stack, [PolicyType.TAG_POLICY]) })).toThrow(
      /'activation' must enable SERVICE_CONTROL_POLICY, got TAG_POLICY: add it to its 'policyTypes'/);
  });

  test('fails once for the fifth SCP on a unit over all stacks, since FullAWSAccess keeps its place', () => {
    const app = attached(5);
    expect(() => app.synth()).toThrow(
      /^(?![^]*'targets'[^]*'targets')[^]*'targets' must have at most 5 policies of type SERVICE_CONTROL_POLICY each, got 6 on one target \(FullAWSAccess, p0, p1, p2, p3, p4\)/);
  });

  test('four SCPs on a unit fit, and policies of another type do not count', () => {
    const app = attached(4);
    const stack = testStack(app, 'Other');
    policyIn(stack, { policyName: 'tags', policyType: PolicyType.TAG_POLICY, content: { tags: {} }, targets: [PolicyTarget.organizationalUnit(unit(stack))] });
    expect(() => app.synth()).not.toThrow();
  });

  test('more fit when the organization was granted more', () => {
    expect(() => attached(9, { maxAttachments: 10 }).synth()).not.toThrow();
    expect(() => attached(10, { maxAttachments: 10 }).synth()).toThrow(/at most 10 policies/);
  });
});

function attached(count: number, quotas?: OrganizationPolicyProps['quotas']): App {
  const app = testApp();
  for (let index = 0; index < count; index++) {
    const stack = testStack(app, `Stack${index}`);
    policyIn(stack, { policyName: `p${index}`, targets: [PolicyTarget.organizationalUnit(unit(stack))], quotas });
  }
  return app;
}

function activationOf(stack: Stack, policyTypes: PolicyType[]): OrganizationActivation {
  const organization = new Organization(stack, 'Organization');
  return new OrganizationActivation(stack, 'Activation', { organization, policyTypes, trustedServices: [TrustedService.CLOUDTRAIL] });
}

/** A valid policy of exactly this many characters. */
function contentOf(size: number): Record<string, unknown> {
  const content = (fill: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:GetObject', Resource: `arn:*:s3:::${fill}` }] });
  return content('x'.repeat(size - JSON.stringify(content('')).length));
}
