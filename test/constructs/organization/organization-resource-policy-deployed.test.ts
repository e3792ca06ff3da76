import {
  Organization, OrganizationPolicy, OrganizationResourcePolicy, PolicyDelegation, PolicyTarget, PolicyType,
} from '../../../lib/constructs/organization';
import { createRole, trustOfService } from '../../../rehearsal/aws/services/iam';
import { World } from '../../../rehearsal/aws/world';
import { deploy, MANAGEMENT, ORGANIZATION, ROOT, SECURITY, WORKLOAD, worldWith } from '../deployed';

const { organizationId } = ORGANIZATION;
const DENY = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }] };

/** An organization whose security account manages control policies, with one policy of the platform and one of somebody else. */
async function delegated(): Promise<World> {
  const world = worldWith({ enabledPolicyTypes: ['SERVICE_CONTROL_POLICY'] });
  await deploy(world, { build: stack => {
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId, rootId: ROOT });
    const policyOf = (policyName: string) =>
      new OrganizationPolicy(stack, policyName, { policyName, policyType: PolicyType.SERVICE_CONTROL_POLICY, content: DENY, targets: [] });
    policyOf('other');
    new OrganizationResourcePolicy(stack, 'Delegation', {
      organization,
      delegations: [
        PolicyDelegation.to(SECURITY, { policyTypes: [PolicyType.SERVICE_CONTROL_POLICY], targets: [PolicyTarget.root(organization)] }),
      ],
      protectedPolicies: [policyOf('lz-foundation')],
    });
  } });
  return world;
}

const policyArn = (world: World, wanted: string) =>
  [...world.state.organizations.policies.values()].find(({ name }) => name === wanted)!.arn;

/** An administrator of an account, as far as the account's own permissions go. */
function administratorOf(world: World, accountId: string): string {
  const managed = ['arn:aws:iam::aws:policy/AdministratorAccess'];
  return createRole(world, { accountId, name: 'administrator', trust: trustOfService('lambda.amazonaws.com'), managed }).arn;
}

test('the delegate edits and detaches policies of its types, but for those of the platform', async () => {
  const world = await delegated();
  const as = administratorOf(world, SECURITY);
  const may = (action: string, policy: string) => world.may({ as, action: `organizations:${action}`, resource: policyArn(world, policy) }).allowed;
  for (const action of ['UpdatePolicy', 'DeletePolicy', 'AttachPolicy', 'DetachPolicy']) {
    expect([may(action, 'other'), may(action, 'lz-foundation')]).toEqual([true, false]);
  }
  expect([may('DescribePolicy', 'lz-foundation'), may('TagResource', 'other')]).toEqual([true, false]);
});

test('no other account has a say, and the delegate has none over delegations', async () => {
  const world = await delegated();
  const stranger = administratorOf(world, WORKLOAD);
  expect(world.may({ as: stranger, action: 'organizations:UpdatePolicy', resource: policyArn(world, 'other') }).allowed).toBe(false);
  const resource = `arn:aws:organizations::${MANAGEMENT}:resourcepolicy/${organizationId}/${world.state.organizations.resourcePolicy!.id}`;
  expect(world.may({ as: administratorOf(world, SECURITY), action: 'organizations:PutResourcePolicy', resource }).allowed).toBe(false);
});
