import { Reachability, Rehearsal } from '../../rehearsal';
import { overlaps, rangeOf } from '../../rehearsal/aws/addresses';
import { LivingExample } from './living-example';
import { Mutant, rehearseMutant } from './mutations/mutant';
import { SPOKE, TRANSIT_GATEWAY, VPC } from './mutations/network-edits';
import { synthesise } from './synth';

const REGIONS = ['eu-central-1', 'eu-west-1'];
const WORKLOADS = ['production', 'development'];
const PLACES = WORKLOADS.flatMap(account => REGIONS.map(region => [account, region] as const));
const [DATABASE, HTTPS] = [5432, 443];
/** Addresses of the way out, where NAT gateways are. */
const HUB = '100.64.0.0/24';
/** Places of a network and beyond it; addresses on the internet too. */
const OUTSIDE = ['internet', '198.51.100.7', HUB];

const example = synthesise();

async function deployed(...edits: readonly ((mutant: Mutant) => void)[]): Promise<Rehearsal> {
  const rehearsal = await rehearseMutant(example, mutant => edits.forEach(edit => edit(mutant)), { faults: 'none' });
  expect(rehearsal.toJSON().failures).toEqual([]);
  return rehearsal;
}

const groupOf = (mutant: Mutant, tier: string) => ({ 'Fn::GetAtt': [mutant.at(`${VPC}/Tier-${tier}/SecurityGroup`).logicalId, 'GroupId'] });

/** A rule of the security group of a tier. */
function addRule(mutant: Mutant, direction: 'Ingress' | 'Egress', tier: string, peer: object, port: number): void {
  const { Resources } = mutant.template(SPOKE);
  Resources[`Rule${Object.keys(Resources).length}`] = {
    Type: `AWS::EC2::SecurityGroup${direction}`,
    Properties: { GroupId: groupOf(mutant, tier), ...peer, IpProtocol: 'tcp', FromPort: port, ToPort: port },
  };
}

/** Lets one tier reach another, as stacks of applications do. */
const letReach = (source: string, destination: string, port: number) => (mutant: Mutant) => {
  addRule(mutant, 'Egress', source, { DestinationSecurityGroupId: groupOf(mutant, destination) }, port);
  addRule(mutant, 'Ingress', destination, { SourceSecurityGroupId: groupOf(mutant, source) }, port);
};

/** An application without a second thought: its app tier talks to everybody, and its data tier does not mind. */
function addApplication(mutant: Mutant): void {
  letReach('app', 'data', DATABASE)(mutant);
  addRule(mutant, 'Egress', 'app', { CidrIp: '0.0.0.0/0' }, HTTPS);
  addRule(mutant, 'Ingress', 'app', { CidrIp: '0.0.0.0/0' }, HTTPS);
  addRule(mutant, 'Ingress', 'data', { CidrIp: '0.0.0.0/0' }, HTTPS);
}

const vpcOf = (rehearsal: Rehearsal, account: string, region: string) => rehearsal.resource({ account, region, type: 'AWS::EC2::VPC' });
const blockOf = (rehearsal: Rehearsal, account: string, region: string) => String(vpcOf(rehearsal, account, region).attributes.CidrBlock);
const stationsOf = ({ steps }: Reachability) => steps.map(({ station, resource }) => `${station} ${resource.split(' of ')[0]}`);
const other = (account: string) => WORKLOADS.find(name => name !== account)!;

/** Everything that is not the app tier of the network itself. */
const strangersTo = (rehearsal: Rehearsal, account: string, region: string) =>
  ['web', ...OUTSIDE, ...REGIONS.map(name => blockOf(rehearsal, other(account), name)), ...REGIONS.filter(name => name !== region).map(name => blockOf(rehearsal, account, name))];

describe.each(PLACES)('the network of %s in %s', (account, region) => {
  let empty: Rehearsal;
  let used: Rehearsal;
  beforeAll(async () => {
    [empty, used] = [await rehearsalOf('empty'), await rehearsalOf('used')];
  });
  const network = (rehearsal: Rehearsal) => rehearsal.network(account, { region });

  test('is one VPC of three tiers, and one for the transit gateway', () => {
    expect(network(empty).vpcIds).toHaveLength(1);
    expect(network(empty).tiers).toEqual(['web', 'app', 'data', 'transit']);
  });

  test('lets nothing reach anything before an application says so', () => {
    const tiers = ['web', 'app', 'data'];
    const reached = [...tiers, ...OUTSIDE].flatMap(source => tiers.filter(tier => network(empty).canReach(source, tier, HTTPS).reachable));
    expect(reached).toEqual([]);
    expect(tiers.filter(tier => network(empty).canReach(tier, 'internet', HTTPS).reachable)).toEqual([]);
  });

  test('lets the app tier alone reach the data tier', () => {
    expect(network(used).canReach('app', 'data', DATABASE)).toMatchObject({ reachable: true, decidedBy: { station: 'security-group-ingress' } });
    expect(network(used).canReach('app', 'data', 22).reachable).toBe(false);
    expect(strangersTo(used, account, region).filter(source => network(used).canReach(source, 'data', DATABASE).reachable)).toEqual([]);
  });

  test('lets nobody outside reach the data tier, even where its group lets everybody in: no route leads back', () => {
    const outside = strangersTo(used, account, region).filter(source => source !== 'web');
    expect(outside.filter(source => network(used).canReach(source, 'data', HTTPS).reachable)).toEqual([]);
    expect(network(used).canReach('internet', 'data', HTTPS).decidedBy).toMatchObject({ station: 'return-route', reason: expect.stringContaining('has no route to the internet') });
  });

  test('has no addresses of IPv6 by which anybody could come in', () => {
    expect(() => network(used).canReach('2001:db8::1', 'app', HTTPS)).toThrow('have no kind of address in common');
  });

  test('lets nobody in from the way out of any region', () => {
    const hubs = REGIONS.map(name => blockOf(used, 'network', name));
    expect(hubs.filter(source => network(used).canReach(source, 'data', HTTPS).reachable)).toEqual([]);
  });

  test('takes an address of its own at its worst: it may have the group of the app tier', () => {
    expect(network(used).canReach(blockOf(used, account, region), 'data', DATABASE).reachable).toBe(true);
    expect(network(used).canReach(blockOf(used, account, region), 'data', 22).reachable).toBe(false);
  });

  test('lets no tier but the app tier out', () => {
    expect(['web', 'data'].filter(tier => network(used).canReach(tier, 'internet', HTTPS).reachable)).toEqual([]);
    const answer = network(used).canReach('app', 'internet', HTTPS);
    expect(answer.reachable).toBe(true);
    expect(stationsOf(answer)).toEqual(expect.arrayContaining([
      expect.stringMatching(/^transit-gateway HubEgressWayOut/), expect.stringMatching(/^nat-gateway HubEgressNatGateway/), expect.stringMatching(/^internet-gateway HubEgress/),
    ]));
  });

  test('lets nothing in from the internet, even where the group of the app tier lets everybody in', () => {
    const answer = network(used).canReach('internet', 'app', HTTPS);
    expect(answer).toMatchObject({ reachable: false, decidedBy: { station: 'internet-gateway', reason: expect.stringContaining('the internet cannot open connections this way') } });
  });

  test('reaches no network of another account, and none reaches it: the transit gateway drops it', () => {
    const dropped = { reachable: false, decidedBy: { station: 'transit-gateway', reason: 'drops what goes to 10.0.0.0/8' } };
    for (const block of REGIONS.map(name => blockOf(used, other(account), name))) {
      expect(network(used).canReach('app', block, HTTPS)).toMatchObject(dropped);
      expect(network(used).canReach(block, 'app', HTTPS).reachable).toBe(false);
    }
    expect(network(used).canReach(blockOf(used, other(account), region), 'app', HTTPS)).toMatchObject(dropped);
  });
});

/** Each is deployed once. */
const EDITS = { empty: [], used: [addApplication] };
const rehearsals = new Map<string, Promise<Rehearsal>>();
function rehearsalOf(name: keyof typeof EDITS): Promise<Rehearsal> {
  const rehearsal = rehearsals.get(name) ?? deployed(...EDITS[name]);
  rehearsals.set(name, rehearsal);
  return rehearsal;
}

describe('the answer changes', () => {
  const [[account, region]] = PLACES;
  const after = async (...edits: readonly ((mutant: Mutant) => void)[]) => {
    const rehearsal = await deployed(addApplication, ...edits);
    return { network: rehearsal.network(account, { region }), neighbour: blockOf(rehearsal, other(account), region) };
  };

  test('without the route to the transit gateway: nothing leaves', async () => {
    const { network } = await after(mutant => mutant.delete(...[1, 2, 3].map(zone => `${VPC}/app/Zone${zone}/DefaultRoute`)));
    expect(network.canReach('app', 'internet', HTTPS)).toMatchObject({ reachable: false, decidedBy: { station: 'route', reason: expect.stringContaining('has no route to the internet') } });
  });

  test('without the route that drops: networks reach each other by the way out', async () => {
    const { network, neighbour } = await after(mutant => mutant.delete(`${TRANSIT_GATEWAY}/Dropped`));
    expect(network.canReach('app', neighbour, HTTPS).reachable).toBe(true);
    expect(network.canReach(neighbour, 'app', HTTPS).reachable).toBe(true);
    expect(network.canReach(neighbour, 'data', HTTPS).reachable).toBe(false);
  });

  test('with one more rule: the web tier reaches the data tier', async () => {
    const { network } = await after(letReach('web', 'data', DATABASE));
    expect(network.canReach('web', 'data', DATABASE).reachable).toBe(true);
  });

  test('with one rule less: the app tier does not reach the data tier', async () => {
    const { network } = await after(mutant => {
      const { Resources } = mutant.template(SPOKE);
      const rule = Object.keys(Resources).find(id => Resources[id].Properties?.DestinationSecurityGroupId !== undefined)!;
      Reflect.deleteProperty(Resources, rule);
    });
    expect(network.canReach('app', 'data', DATABASE)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-egress' } });
  });
});

describe('an account that joins Workloads by the console', () => {
  const living = new LivingExample();
  const vpcsOf = (account: string) =>
    [...living.world.state.networks.vpcs.values()].filter(({ accountId }) => accountId === living.idOf(account));

  beforeAll(async () => {
    await living.deploy();
    await living.join('orders', 'Production');
    await living.join('guest', 'Sandbox');
  });

  test('gets a network in each governed region, with addresses that nobody else has', () => {
    expect(vpcsOf('orders').map(({ region }) => region).sort()).toEqual(REGIONS);
    const workloads = [...WORKLOADS, 'orders'].flatMap(vpcsOf).flatMap(({ cidrs }) => cidrs).map(({ cidr }) => rangeOf(cidr)!);
    expect(workloads).toHaveLength(6);
    expect(workloads.flatMap((range, index) => workloads.slice(index + 1).filter(later => overlaps(range, later)))).toEqual([]);
  });

  test('is as closed as the others', () => {
    const network = living.network('orders', { region: REGIONS[0] });
    expect(['internet', HUB, 'web', 'app'].filter(source => network.canReach(source, 'data', DATABASE).reachable)).toEqual([]);
    const [neighbour] = vpcsOf('production').filter(({ region }) => region === REGIONS[0]);
    expect(network.canReach(neighbour.cidrs[0].cidr, 'app', HTTPS)).toMatchObject({ reachable: false, decidedBy: { station: 'transit-gateway' } });
  });

  test('has the way out that they have', () => {
    const [group] = [...living.world.state.networks.securityGroups.values()]
      .filter(({ accountId, region, tags }) => accountId === living.idOf('orders') && region === REGIONS[0] && tags['aws-cdk:subnet-name'] === 'app');
    group.rules.set('out', { id: 'out', egress: true, protocol: 'tcp', fromPort: HTTPS, toPort: HTTPS, peer: { cidr: '0.0.0.0/0' } });
    const answer = living.network('orders', { region: REGIONS[0] }).canReach('app', 'internet', HTTPS);
    expect(answer.reachable).toBe(true);
    expect(stationsOf(answer)).toContainEqual(expect.stringMatching(/^nat-gateway HubEgressNatGateway/));
  });

  test('gets none in a unit that has no networks', () => {
    expect(vpcsOf('guest')).toEqual([]);
  });
});
