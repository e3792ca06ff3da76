import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Egress, InboundInternet, SecureVpc, VpcAddresses } from '../../../lib/constructs/network';
import { publicAccessBlockOf } from '../../../rehearsal/network/block-public-access';
import { World } from '../../../rehearsal/aws/world';
import { deploy, ORGANIZATION, WORKLOAD, worldWith } from '../../constructs/deployed';
import { judge } from '../../../rehearsal/network/judge';
import { INTERNET, rangeOf } from '../../../rehearsal/aws/addresses';

const block = (mode: string, operators?: string[]) => ({
  ec2_attributes: {
    vpc_block_public_access: {
      internet_gateway_block: { mode: { '@@assign': mode, ...operators && { '@@operators_allowed_for_child_policies': operators } }, exclusions_allowed: { '@@assign': 'disabled' } },
    },
  },
});

/** A workload account with a VPC, under declarative policies. */
async function underPolicies(...policies: readonly (readonly [target: string, content: object])[]): Promise<World> {
  const world = worldWith({ enabledPolicyTypes: ['DECLARATIVE_POLICY_EC2'] });
  await deploy(world,
    { build: stack => policies.forEach(([target, content], index) =>
      new CfnPolicy(stack, `Policy${index}`, { name: `policy-${index}`, type: 'DECLARATIVE_POLICY_EC2', content, targetIds: [target] })) },
    { account: WORKLOAD, build: stack => {
      const vpc = new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16'), egress: Egress.nat(), internet: InboundInternet.loadBalancers() });
      vpc.tier('web').allowFromInternet(ec2.Port.HTTPS);
      vpc.tier('app').allowToInternet(ec2.Port.HTTPS);
    } });
  return world;
}

const { rootId } = ORGANIZATION;

/** Whether the internet gets in, and the app tier out. */
function reachOf(world: World): readonly [inward: boolean, outward: boolean] {
  const { subnets, securityGroups } = world.state.networks;
  const end = (tier: string) => {
    const inTier = ({ tags }: { readonly tags: Readonly<Record<string, string>> }) => tags['aws-cdk:subnet-name'] === tier;
    const subnet = [...subnets.values()].find(inTier)!;
    return { label: tier, subnet, group: [...securityGroups.values()].find(inTier), range: rangeOf(subnet.cidr!)! };
  };
  const internet = { label: 'the internet', range: INTERNET[0] };
  const passes = (steps: ReturnType<typeof judge>) => steps.every(step => step.passes);
  const traffic = { protocol: 'tcp', port: 443 } as const;
  return [passes(judge(world, internet, end('web'), traffic)), passes(judge(world, end('app'), internet, traffic))];
}

describe('VPC block public access', () => {
  test.each([
    ['off', 'off', [true, true]],
    ['leaves NAT its way out', 'block_ingress', [false, true]],
    ['closes internet gateways to all', 'block_bidirectional', [false, false]],
  ])('%s', async (_, mode, expected) => {
    const world = await underPolicies([rootId, block(mode)]);
    expect(publicAccessBlockOf(world, WORKLOAD)).toMatchObject({ mode, policy: { name: 'policy-0' } });
    expect(reachOf(world)).toEqual(expected);
  });

  test('of the account wins over that of the root, unless the root does not allow it', async () => {
    expect(publicAccessBlockOf(await underPolicies([rootId, block('block_ingress')], [WORKLOAD, block('off')]), WORKLOAD).mode).toBe('off');
    expect(publicAccessBlockOf(await underPolicies([rootId, block('block_ingress', ['@@none'])], [WORKLOAD, block('off')]), WORKLOAD).mode).toBe('block_ingress');
  });

  test('is off where no policy says it', () => {
    expect(publicAccessBlockOf(worldWith(), WORKLOAD)).toEqual({ mode: 'off' });
  });
});
