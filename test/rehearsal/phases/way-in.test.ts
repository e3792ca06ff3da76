import { PolicyDocument } from '../../../lib/policy';
import { createRole } from '../../../rehearsal/aws/services/iam';
import { addAccount } from '../../../rehearsal/aws/services/accounts';
import { addDefaultPolicy } from '../../../rehearsal/aws/services/organization-policies';
import { createOrganization } from '../../../rehearsal/aws/services/organizations';
import { World } from '../../../rehearsal/aws/world';
import { checkStackSetsRole } from '../../../rehearsal/phases/invariants/stack-sets-role';
import { checkWayIn } from '../../../rehearsal/phases/invariants/way-in';

const MANAGEMENT = '111111111111';
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } };

/** A world with one member account, and a role below /lz/ that it trusts so. */
function worldWith(trust: object, managed = [ADMINISTRATOR]): { readonly world: World; readonly accountId: string } {
  const world = new World({ managementAccountId: MANAGEMENT, regions: ['eu-central-1'] });
  const { rootId } = createOrganization(world);
  const { id: accountId } = addAccount(world, { name: 'production', email: 'production@example.com', parentId: rootId });
  createRole(world, {
    accountId, name: 'lz-break-glass', path: '/lz/', managed,
    trust: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...trust }] } as PolicyDocument,
  });
  return { world, accountId };
}

/** Attaches a policy to the root. */
function attach(world: World, type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY', statement: object): void {
  const { organization, policies, policyTypes } = world.state.organizations;
  policyTypes.set(type, { status: 'ENABLED', readyAt: 0 });
  addDefaultPolicy(world, type);
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Resource: '*', ...statement }] } as PolicyDocument;
  policies.set('p-11111111', {
    id: 'p-11111111', arn: 'arn:aws:organizations::111111111111:policy/p-11111111', type, awsManaged: false, name: 'strict', content: JSON.stringify(document),
    document: { name: 'strict', document }, targets: new Map([[organization!.rootId, undefined]]),
  });
}

describe('the way in', () => {
  test.each<[string, object]>([
    ['a named user', { Principal: { AWS: MANAGEMENT }, Condition: { ...MFA, ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${MANAGEMENT}:user/break-glass` } } }],
    ['any user of an account', { Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Condition: { ...MFA, StringEquals: { 'aws:PrincipalType': 'User' } } }],
    ['a role that is named as principal', { Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:role/Responder` } }],
    ['roles by a pattern', { Principal: { AWS: '*' }, Condition: { ArnLike: { 'aws:PrincipalArn': `arn:*:iam::${MANAGEMENT}:role/people/*` } } }],
  ])('is open to %s', (_, trust) => {
    const { world, accountId } = worldWith(trust);
    expect(checkWayIn(world, accountId, ['eu-central-1'])).toBe(1);
  });

  test('is not asked of roles that only services assume', () => {
    const { world, accountId } = worldWith({ Principal: { Service: 'lambda.amazonaws.com' } });
    expect(checkWayIn(world, accountId, ['eu-central-1'])).toBe(0);
  });

  test('is closed by a trust policy that asks for what no MFA gives, and says whom it shuts out', () => {
    const { world, accountId } = worldWith({ Principal: { AWS: MANAGEMENT }, Condition: { StringEquals: { 'aws:PrincipalTag/door': 'open' } } });
    expect(() => checkWayIn(world, accountId, ['eu-central-1'])).toThrow(/user administrator of 111111111111 can no longer assume .*lz-break-glass/);
  });

  test('is closed by a resource control policy on sts:AssumeRole', () => {
    const { world, accountId } = worldWith({ Principal: { AWS: MANAGEMENT } });
    attach(world, 'RESOURCE_CONTROL_POLICY', { Principal: '*', Action: 'sts:AssumeRole' });
    expect(() => checkWayIn(world, accountId, ['eu-central-1'])).toThrow(/can no longer assume/);
  });

  test('is of no use where a region is denied to the role', () => {
    const { world, accountId } = worldWith({ Principal: { AWS: MANAGEMENT } });
    attach(world, 'SERVICE_CONTROL_POLICY', { Action: 'ec2:*', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } } });
    expect(checkWayIn(world, accountId, ['eu-central-1'])).toBe(1);
    expect(() => checkWayIn(world, accountId, ['us-east-1'])).toThrow(/may no longer ec2:DescribeInstances/);
  });

  test('asks of a role only what its own policies allow', () => {
    const { world, accountId } = worldWith({ Principal: { AWS: MANAGEMENT } }, []);
    attach(world, 'SERVICE_CONTROL_POLICY', { Action: 'ec2:*' });
    expect(checkWayIn(world, accountId, ['eu-central-1'])).toBe(1);
  });
});

describe('the execution role of StackSets', () => {
  function worldWithExecutionRole() {
    const made = worldWith({ Principal: { AWS: MANAGEMENT } });
    createRole(made.world, { accountId: made.accountId, name: 'stacksets-exec-0123', managed: [ADMINISTRATOR], trust: { Statement: [] } });
    return made;
  }

  test('passes where it may update and delete stacks', () => {
    const { world, accountId } = worldWithExecutionRole();
    expect(() => checkStackSetsRole(world, accountId, ['us-east-1'])).not.toThrow();
  });

  test('fails in a region that is denied to it, and says how to exempt it', () => {
    const { world, accountId } = worldWithExecutionRole();
    attach(world, 'SERVICE_CONTROL_POLICY', { NotAction: 'iam:*', Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } });
    expect(() => checkStackSetsRole(world, accountId, ['eu-central-1'])).not.toThrow();
    expect(() => checkStackSetsRole(world, accountId, ['us-east-1'])).toThrow(/stacksets-exec-0123 may no longer cloudformation:UpdateStack in us-east-1/);
  });
});
