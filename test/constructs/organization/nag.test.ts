import { App, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import {
  Account, AccountPlacementCheck, AccountReadiness, DelegatedAdministrators, Organization, OrganizationActivation, OrganizationalUnit,
  OrganizationPolicy, PolicyTarget, PolicyType, StackSet, StackSetTargets, TrustedService,
} from '../../../lib/constructs/organization';
import { HOME_REGION, testApp, testStack } from './test-app';

/** An app with every construct of the folder. */
function everything(app: App, stack: Stack): StackSet {
  const organization = new Organization(stack, 'Organization');
  const activation = new OrganizationActivation(stack, 'Activation', {
    organization,
    policyTypes: PolicyType.all(),
    trustedServices: [TrustedService.CLOUDTRAIL, TrustedService.GUARDDUTY],
    serviceLinkedRoles: ['cloudtrail.amazonaws.com', 'guardduty.amazonaws.com'],
  });
  const unit = new OrganizationalUnit(stack, 'Unit', { organizationalUnitName: 'Security', parent: organization.root });
  const readiness = new AccountReadiness(stack, 'Readiness', { regions: [HOME_REGION] });
  const account = new Account(stack, 'Account', { accountName: 'Security', email: 'security@example.com', parent: unit, readiness });
  new DelegatedAdministrators(stack, 'Delegation', { accountId: account.accountId, services: [TrustedService.IAM] });
  new OrganizationPolicy(stack, 'Policy', {
    policyName: 'lz-test', policyType: PolicyType.TAG_POLICY, content: { tags: {} }, targets: [PolicyTarget.organizationalUnit(unit)], activation,
  });
  new AccountPlacementCheck(stack, 'Placement', {
    organization, placements: [{ account: Account.fromAccountId(stack, 'Adopted', '333333333333'), parent: unit }],
  });
  const stackSet = new StackSet(stack, 'StackSet', { stackSetName: 'lz-test', targets: StackSetTargets.organization(organization), regions: [HOME_REGION] });
  new Role(stackSet.template, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return stackSet;
}

test('cdk-nag has nothing to say about any construct of the folder', () => {
  const app = testApp();
  everything(app, testStack(app));
  expect(() => app.synth()).not.toThrow();
});

test('nor in a stack that knows neither its account nor its region', () => {
  const app = testApp();
  everything(app, new Stack(app, 'Agnostic'));
  expect(() => app.synth()).not.toThrow();
});

test('nor when the account that is delegated to is created in another stack', () => {
  const app = testApp();
  const stack = testStack(app);
  everything(app, stack);
  const account = stack.node.findChild('Account') as Account;
  stack.node.tryRemoveChild('Delegation'); // its function is taken by the other stack
  stack.node.tryRemoveChild('lz-delegated-administrators');
  new DelegatedAdministrators(testStack(app, 'Other'), 'Delegation', { accountId: account.accountId, services: [TrustedService.IAM] });
  expect(() => app.synth()).not.toThrow();
});

test('cdk-nag sees what stands inside the template of a StackSet', () => {
  const app = testApp();
  new CfnQueue(everything(app, testStack(app)).template, 'Queue', { sqsManagedSseEnabled: false });
  expect(() => app.synth()).toThrow(/Stack\/StackSet\/Template\/Queue/);
});

test('a finding inside the template of a StackSet can be acknowledged there', () => {
  const app = testApp();
  const queue = new CfnQueue(everything(app, testStack(app)).template, 'Queue', { sqsManagedSseEnabled: false });
  for (const rule of ['SQS2', 'SQS3', 'SQS4']) {
    Validations.of(queue).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason: 'a test of the acknowledgement' });
  }
  expect(() => app.synth()).not.toThrow();
});
