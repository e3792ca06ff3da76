import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Account, Organization, OrganizationalUnit, OrganizationPolicy, OrganizationResourcePolicy, OrganizationResourcePolicyProps,
  PolicyDelegation, PolicyTarget, PolicyType,
} from '../../../lib/constructs/organization';
import { evaluate, PolicyDocument } from '../../../lib/policy';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { testStack } from './test-app';

const DELEGATE = '222222222222';
const ORGANIZATION = 'o-a1b2c3d4e5';
const UNIT = 'ou-a1b2-c3d4e5f6';
const ARN = 'arn:aws:organizations::111111111111';

const organizationIn = (stack: Stack) => Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: ORGANIZATION, rootId: 'r-a1b2' });
const unitIn = (stack: Stack) => PolicyTarget.organizationalUnit(OrganizationalUnit.fromOrganizationalUnitId(stack, 'Unit', UNIT));

type Options = (stack: Stack, organization: ReturnType<typeof organizationIn>) => Partial<OrganizationResourcePolicyProps>;

const backups: Options = stack => ({
  delegations: [PolicyDelegation.to(DELEGATE, { policyTypes: [PolicyType.BACKUP_POLICY], targets: [unitIn(stack)] })],
});

/** The policy as AWS gets it, ids of policies as their logical ids. */
function documentOf(options: Options = backups): PolicyDocument {
  const stack = testStack();
  const organization = organizationIn(stack);
  new OrganizationResourcePolicy(stack, 'Delegation', { organization, delegations: [], ...options(stack, organization) });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Organizations::ResourcePolicy'));
  const text = JSON.stringify(Properties.Content).replace(/\{"Fn::Join":\["",(\[(?:[^[\]]|\[[^[\]]*\])*\])\]\}/g, (_, parts: string) =>
    JSON.stringify((JSON.parse(parts) as (string | { Ref?: string })[]).map(part => typeof part === 'string' ? part : part.Ref ? 'aws' : 'p-platform').join('')));
  return JSON.parse(text) as PolicyDocument;
}

interface Question { readonly action: string; readonly resource: string; readonly type?: string; readonly account?: string }

/** Whether an administrator of an account may do it, as far as this policy is concerned. */
function may(document: PolicyDocument, { account = DELEGATE, action, resource, type }: Question): boolean {
  const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } satisfies PolicyDocument;
  return evaluate({
    principal: { arn: `arn:aws:sts::${account}:assumed-role/administrator/somebody`, kind: 'role', roleArn: `arn:aws:iam::${account}:role/administrator`, accountId: account },
    action: `organizations:${action}`, resource, resourceAccountId: '111111111111',
    context: type ? { 'organizations:PolicyType': type } : {},
  }, { identity: [{ name: 'all', document: all }], resource: { name: 'delegation', document } }).allowed;
}

const backupPolicy = `${ARN}:policy/${ORGANIZATION}/backup_policy/p-12345678`;
const controlPolicy = `${ARN}:policy/${ORGANIZATION}/service_control_policy/p-12345678`;
const unit = `${ARN}:ou/${ORGANIZATION}/${UNIT}`;

describe('defaults', () => {
  test.each<[string, Question, boolean]>([
    ['looks at the organization', { action: 'ListRoots', resource: '*' }, true],
    ['lists policies of its type', { action: 'ListPolicies', resource: '*', type: 'BACKUP_POLICY' }, true],
    ['lists no policies of another type', { action: 'ListPolicies', resource: '*', type: 'SERVICE_CONTROL_POLICY' }, false],
    ['edits policies of its type', { action: 'UpdatePolicy', resource: backupPolicy, type: 'BACKUP_POLICY' }, true],
    ['edits no policy of another type', { action: 'UpdatePolicy', resource: controlPolicy, type: 'SERVICE_CONTROL_POLICY' }, false],
    ['attaches to its unit', { action: 'AttachPolicy', resource: unit, type: 'BACKUP_POLICY' }, true],
    ['attaches nothing else to its unit', { action: 'AttachPolicy', resource: unit, type: 'SERVICE_CONTROL_POLICY' }, false],
    ['attaches nothing to the root', { action: 'AttachPolicy', resource: `${ARN}:root/${ORGANIZATION}/r-a1b2`, type: 'BACKUP_POLICY' }, false],
    ['enables no policy type', { action: 'EnablePolicyType', resource: `${ARN}:root/${ORGANIZATION}/r-a1b2`, type: 'BACKUP_POLICY' }, false],
    ['delegates nothing', { action: 'PutResourcePolicy', resource: `${ARN}:resourcepolicy/${ORGANIZATION}/rp-12345678` }, false],
    ['closes no account', { action: 'CloseAccount', resource: `${ARN}:account/${ORGANIZATION}/333333333333` }, false],
    ['is the only one', { action: 'UpdatePolicy', resource: backupPolicy, type: 'BACKUP_POLICY', account: '333333333333' }, false],
  ])('the delegate %s', (_, question, allowed) => {
    expect(may(documentOf(), question)).toBe(allowed);
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      const organization = organizationIn(stack);
      new OrganizationResourcePolicy(stack, 'Delegation', { organization, delegations: [], ...backups(stack, organization) });
    });
  });
});

describe('options', () => {
  test('a delegate without targets writes policies and attaches none', () => {
    const document = documentOf(() => ({ delegations: [PolicyDelegation.to(DELEGATE, { policyTypes: [PolicyType.BACKUP_POLICY] })] }));
    expect(may(document, { action: 'CreatePolicy', resource: backupPolicy, type: 'BACKUP_POLICY' })).toBe(true);
    expect(may(document, { action: 'AttachPolicy', resource: backupPolicy, type: 'BACKUP_POLICY' })).toBe(false);
  });

  test('policies of the platform are out of reach, also for a delegate of their type', () => {
    const document = documentOf((stack, organization) => ({
      delegations: [
        PolicyDelegation.to(DELEGATE, { policyTypes: [PolicyType.SERVICE_CONTROL_POLICY], targets: [PolicyTarget.root(organization)] }),
      ],
      protectedPolicies: [new OrganizationPolicy(stack, 'Platform', {
        policyName: 'lz-foundation', policyType: PolicyType.SERVICE_CONTROL_POLICY, targets: [],
        content: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }] },
      })],
    }));
    const platform = controlPolicy.replace('p-12345678', 'p-platform');
    for (const action of ['UpdatePolicy', 'DeletePolicy', 'DetachPolicy']) {
      expect(may(document, { action, resource: controlPolicy, type: 'SERVICE_CONTROL_POLICY' })).toBe(true);
      expect(may(document, { action, resource: platform, type: 'SERVICE_CONTROL_POLICY' })).toBe(false);
    }
  });

  test('delegates to several accounts, each its own', () => {
    const document = documentOf(stack => ({
      delegations: [
        ...backups(stack, organizationIn(testStack())).delegations!,
        PolicyDelegation.to('333333333333', { policyTypes: [PolicyType.TAG_POLICY], targets: [PolicyTarget.account(Account.fromAccountId(stack, 'Account', '444444444444'))] }),
      ],
    }));
    const account = `${ARN}:account/${ORGANIZATION}/444444444444`;
    expect(may(document, { account: '333333333333', action: 'DetachPolicy', resource: account, type: 'TAG_POLICY' })).toBe(true);
    expect(may(document, { action: 'DetachPolicy', resource: account, type: 'BACKUP_POLICY' })).toBe(false);
  });
});

describe('import', () => {
  test('needs no import: there is one in an organization, and nothing refers to it', () => {
    const stack = testStack();
    const organization = organizationIn(stack);
    const policy = new OrganizationResourcePolicy(stack, 'Delegation', { organization, delegations: [], ...backups(stack, organization) });
    expect(stack.resolve(policy.resourcePolicyId)).toEqual({ 'Fn::GetAtt': [expect.stringContaining('Delegation'), 'Id'] });
  });
});

describe('validation', () => {
  test('fails without delegations, and for policies that can deny without naming the platform\'s', () => {
    expect(() => documentOf(() => ({}))).toThrow(/'delegations' must name an account, got none/);
    const delegations = [PolicyDelegation.to(DELEGATE, { policyTypes: [PolicyType.RESOURCE_CONTROL_POLICY] })];
    expect(() => documentOf(() => ({ delegations }))).toThrow(/'protectedPolicies' must be given to delegate RESOURCE_CONTROL_POLICY, got nothing: name the platform's policies, or none by \[\]/);
  });

  test('fails for an account that is none and without types, and says both', () => {
    expect(() => PolicyDelegation.to('1', { policyTypes: [] })).toThrow(/'accountId' must be an account id of 12 digits.*\n.*'policyTypes' must name a type, got none/);
  });

  test('fails when it is too long', () => {
    const accounts = [...Array(100).keys()].map(i => String(200000000000 + i));
    const delegations = accounts.map(account => PolicyDelegation.to(account, { policyTypes: [PolicyType.TAG_POLICY] }));
    expect(() => documentOf(() => ({ delegations }))).toThrow(/the resource policy must have at most 40000 characters, got \d+: delegate fewer types/);
  });
});
