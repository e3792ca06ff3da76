import { CfnService } from 'aws-cdk-lib/aws-ecs';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { RehearsedNetwork } from '../../../rehearsal';
import { exampleOf } from '../../examples/example-apps';
import { landingZone } from '../application/tiny-landing-zone';

jest.setTimeout(120_000);

const [FRONT, SERVICE, ORDERS] = ['Shop/Front', 'Shop/Service', 'Shop/Orders'];

/** The network of examples/three-tier.ts, after a change of it. */
async function shop(change: (stack: Stack) => void = () => {}): Promise<RehearsedNetwork> {
  const app: App = exampleOf('three-tier');
  change(app.node.findChild('Shop') as Stack);
  const deployed = await (await landingZone({ Action: 'iam:CreateUser' })).deploy(app.synth().directory, { accounts: { '222222222222': 'production' } });
  expect(deployed.failures).toEqual([]);
  return deployed.network('production');
}

const of = <T extends CfnResource>(stack: Stack, path: string) => path.split('/').reduce((scope, id) => scope.node.findChild(id) as Stack, stack) as unknown as T;

describe('the network of the example three-tier', () => {
  let network: RehearsedNetwork;
  beforeAll(async () => {
    network = await shop();
  });

  test.each<[from: string, to: string, port: number, reachable: boolean]>([
    ['internet', FRONT, 443, true], ['internet', FRONT, 80, true], ['internet', FRONT, 8443, false],
    [FRONT, SERVICE, 8443, true], [FRONT, SERVICE, 443, false], ['internet', SERVICE, 8443, false],
    [SERVICE, ORDERS, 5432, true], [FRONT, ORDERS, 5432, false], ['internet', ORDERS, 5432, false], [ORDERS, SERVICE, 8443, false], [ORDERS, 'internet', 443, false],
  ])('from %s to %s on port %i: %s', (from, to, port, reachable) => {
    expect(network.canReach(from, to, port)).toMatchObject({ reachable });
  });

  test('lets the application tier alone reach the data tier', () => {
    const [, , database] = network.tiers;
    expect(network.tiers.filter(tier => tier !== database && network.canReach(tier, ORDERS, 5432).reachable)).toEqual([network.tiers[1]]);
  });

  test('knows its parts by the paths of their constructs and resources, and says which it knows', () => {
    ['Shop/Front/Resource', 'Shop/Service/Service', 'Shop/Orders/Resource', 'Shop/Orders/Writer'].forEach(name => expect(network.canReach(name, ORDERS, 5432).explanation).toContain(name));
    expect(() => network.canReach('internet', 'Shop/Frnt', 443)).toThrow(/did you mean Shop\/Front\?/);
  });
});

describe('the network of an example that was changed', () => {
  test('joins no internal load balancer to the internet, although its subnets and its security group would let it', async () => {
    const network = await shop(stack => {
      of<CfnLoadBalancer>(stack, 'Front/Resource').scheme = 'internal';
    });
    expect(network.canReach('internet', FRONT, 443)).toMatchObject({ reachable: false, decidedBy: { station: 'internet-gateway', reason: expect.stringContaining('Shop/Front has none') } });
  });

  test('joins no service to the internet that is put into public subnets without public addresses', async () => {
    const network = await shop(stack => {
      const configuration = of<CfnLoadBalancer>(stack, 'Front/Resource');
      of<CfnService>(stack, 'Service/Service').addPropertyOverride('NetworkConfiguration.AwsvpcConfiguration', { Subnets: configuration.subnets, SecurityGroups: configuration.securityGroups });
    });
    expect(network.canReach('internet', SERVICE, 443)).toMatchObject({ reachable: false, decidedBy: { station: 'internet-gateway' } });
  });
});
