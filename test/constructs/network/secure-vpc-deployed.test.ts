import { Stack } from 'aws-cdk-lib';
import { Port } from 'aws-cdk-lib/aws-ec2';
import {
  DefaultSecurityGroupFunction, DefaultSecurityGroupRole, Egress, EndpointSelection, InboundInternet, Ipv6, SecureVpc, SecureVpcProps,
  VpcAddresses,
} from '../../../lib/constructs/network';
import { World } from '../../../rehearsal/aws/world';
import { deploy, HOME, OTHER_REGION, WORKLOAD, worldWith, writesOf } from '../deployed';

const networkOf = (props: Partial<SecureVpcProps> = {}) => (stack: Stack) => {
  const network = new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16'), ...props });
  network.tier('app').allowTo(network.tier('data'), Port.POSTGRES);
};

const defaultGroups = ({ state }: World) => [...state.networks.securityGroups.values()].filter(({ isDefault }) => isDefault);

describe('deployed', () => {
  test.each<[string, Partial<SecureVpcProps>]>([
    ['as it is', {}],
    ['with NAT, load balancers and IPv6', { egress: Egress.nat(), internet: InboundInternet.loadBalancers(), ipv6: Ipv6.dualStack() }],
  ])('it closes its default security group %s, and writes nothing when it runs again', async (_, props) => {
    const world = worldWith();
    const deployment = await deploy(world, { account: WORKLOAD, build: networkOf(props) });
    expect(defaultGroups(world).map(({ rules }) => rules.size)).toEqual([0]);
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('its subnets lie side by side in the range that was asked for', async () => {
    const world = worldWith();
    await deploy(world, { account: WORKLOAD, build: networkOf({ egress: Egress.nat() }) });
    const cidrs = [...world.state.networks.subnets.values()].map(({ cidr }) => cidr);
    expect(cidrs).toHaveLength(12);
    expect(new Set(cidrs).size).toBe(12);
  });

  test('an app of the account finds it in Systems Manager, and puts its own groups into it', async () => {
    const world = worldWith();
    const endpoints = EndpointSelection.interfaces({ services: ['sqs'] });
    await deploy(world,
      { account: WORKLOAD, build: networkOf({ publishParameters: 'main', endpoints }) },
      {
        account: WORKLOAD,
        build: stack => {
          const network = SecureVpc.fromLandingZone(stack, 'Network', { networkName: 'main', endpoints });
          network.tier('app').allowTo(network.tier('data'), Port.POSTGRES);
          network.tier('app').allowToEndpoints();
        },
      });
    const vpcs = [...world.state.networks.securityGroups.values()].map(({ vpcId }) => vpcId);
    expect(new Set(vpcs).size).toBe(1);
    expect(vpcs).toHaveLength(7); // the default group, those of three tiers and of the endpoints, and two of the app
  });

  test('in many regions one role of the account closes the groups of all', async () => {
    const world = worldWith();
    const networkIn = (range: string) =>
      networkOf({ defaultSecurityGroup: DefaultSecurityGroupFunction.ofLandingZone(), addresses: VpcAddresses.cidr(range) });
    await deploy(world,
      { account: WORKLOAD, build: stack => { new DefaultSecurityGroupRole(stack, 'Role'); } },
      { account: WORKLOAD, build: networkIn('10.20.0.0/16') },
      { account: WORKLOAD, region: OTHER_REGION, build: networkIn('10.21.0.0/16') });
    expect(defaultGroups(world).map(({ region, rules }) => [region, rules.size])).toEqual([[HOME, 0], [OTHER_REGION, 0]]);
  });
});
