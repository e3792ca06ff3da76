import { createRole, trustOfService } from '../../../rehearsal/aws/services/iam';
import { LOG_ARCHIVE, MANAGEMENT, refusalOf, Workbench, WORKLOAD } from './workbench';

const RESOURCE_POLICY = 'AWS::Organizations::ResourcePolicy';
const POLICIES = `arn:aws:organizations::${MANAGEMENT}:policy/o-a1b2c3d4e5/backup_policy/*`;

const statement = (more: object = {}) => ({
  Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${WORKLOAD}:root` }, Action: 'organizations:UpdatePolicy', Resource: POLICIES, ...more,
});
const policyOf = (...statements: object[]) => ({ Content: { Version: '2012-10-17', Statement: statements } });

function mayUpdate(bench: Workbench, accountId: string): boolean {
  const managed = ['arn:aws:iam::aws:policy/AdministratorAccess'];
  const name = 'backup-administrator';
  const { arn } = createRole(bench.world, { accountId, name, trust: trustOfService('lambda.amazonaws.com'), managed });
  return bench.world.may({ as: arn, action: 'organizations:UpdatePolicy', resource: POLICIES.replace('*', 'p-12345678') }).allowed;
}

test('lets the account do what it delegates, and no other account', async () => {
  const bench = new Workbench();
  await bench.create(RESOURCE_POLICY, 'R', policyOf(statement()));
  expect([mayUpdate(bench, WORKLOAD), mayUpdate(bench, LOG_ARCHIVE)]).toEqual([true, false]);
});

test('is one for the organization, changes and goes', async () => {
  const bench = new Workbench();
  await bench.create(RESOURCE_POLICY, 'R', policyOf(statement()));
  expect((await refusalOf(bench.create(RESOURCE_POLICY, 'S', policyOf(statement())))).code).toBe('AlreadyExists');
  await bench.update(RESOURCE_POLICY, 'R', policyOf(statement({ Action: 'organizations:DeletePolicy' })));
  expect(mayUpdate(bench, WORKLOAD)).toBe(false);
  await bench.delete(RESOURCE_POLICY, 'R');
  expect(bench.world.state.organizations.resourcePolicy).toBeUndefined();
});

test.each([
  ['organizations/resource-policy-size', statement({ Sid: 'x'.repeat(40_000) })],
  ['organizations/resource-policy-actions', statement({ Action: ['organizations:UpdatePolicy', 'organizations:CloseAccount'] })],
  ['organizations/resource-policy-actions', statement({ Action: 'organizations:*' })],
  ['organizations/resource-policy-actions', statement({ Action: undefined })],
  ['organizations/resource-policy-delegates', statement({ Principal: '*' })],
  ['organizations/resource-policy-delegates', statement({ Principal: { AWS: MANAGEMENT } })],
  ['organizations/resource-policy-delegates', statement({ Principal: { AWS: '999999999999' } })],
])('fails by %s', async (rule, wrong) => {
  expect((await refusalOf(new Workbench().create(RESOURCE_POLICY, 'R', policyOf(wrong)))).rule).toBe(rule);
});

test('comes after the account it delegates to', async () => {
  const bench = new Workbench();
  const { physicalId } = await bench.create('AWS::Organizations::Account', 'A', { AccountName: 'a', Email: 'a@example.com' });
  const delegation = policyOf(statement({ Principal: { AWS: physicalId } }));
  expect(await refusalOf(bench.create(RESOURCE_POLICY, 'R', delegation, { undeclared: true })))
    .toMatchObject({ kind: 'order', rule: 'organizations/resource-policy-delegates' });
});
