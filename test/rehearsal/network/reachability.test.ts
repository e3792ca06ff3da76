import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ACCOUNT, networkOf, REGION, rehearsed } from './rehearsed';

const TIER = 'aws-cdk:subnet-name';
const tag = (tier: string) => [{ key: TIER, value: tier }];

/** Three tiers by hand: web behind an internet gateway, app behind NAT, data without a way out. */
class Network {
  public readonly vpc: ec2.CfnVPC;
  public readonly tables = new Map<string, ec2.CfnRouteTable>();
  public readonly subnets = new Map<string, ec2.CfnSubnet>();
  public readonly groups = new Map<string, ec2.CfnSecurityGroup>();
  public readonly attachment: ec2.CfnVPCGatewayAttachment;

  public constructor(public readonly stack: Stack) {
    this.vpc = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
    const gateway = new ec2.CfnInternetGateway(stack, 'Gateway');
    this.attachment = new ec2.CfnVPCGatewayAttachment(stack, 'Attachment', { vpcId: this.vpc.ref, internetGatewayId: gateway.ref });
    ['web', 'app', 'data'].forEach((tier, index) => this.add(tier, `10.0.${index}.0/24`));
    const address = new ec2.CfnEIP(stack, 'Address', { domain: 'vpc' });
    const nat = new ec2.CfnNatGateway(stack, 'Nat', { subnetId: this.subnets.get('web')!.ref, allocationId: address.attrAllocationId });
    [address, nat, this.route('web', 'Internet', { gatewayId: gateway.ref })].forEach(resource => resource.addResourceDependency(this.attachment));
    this.route('app', 'Internet', { natGatewayId: nat.ref });
  }

  public route(tier: string, id: string, target: Partial<ec2.CfnRouteProps>, destinationCidrBlock = '0.0.0.0/0'): ec2.CfnRoute {
    return new ec2.CfnRoute(this.stack, `${tier}${id}`, { routeTableId: this.tables.get(tier)!.ref, destinationCidrBlock, ...target });
  }

  public allow(from: string, to: string, port: number, egress = true): void {
    const [source, destination] = [this.groups.get(from)!, this.groups.get(to)!];
    const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port };
    new ec2.CfnSecurityGroupIngress(this.stack, `${to}From${from}${port}`, { groupId: destination.ref, sourceSecurityGroupId: source.ref, ...rule });
    if (egress) {
      new ec2.CfnSecurityGroupEgress(this.stack, `${from}To${to}${port}`, { groupId: source.ref, destinationSecurityGroupId: destination.ref, ...rule });
    }
  }

  public open(direction: 'in' | 'out', tier: string, cidr: string, port: number): void {
    const rule = { groupId: this.groups.get(tier)!.ref, cidrIp: cidr, ipProtocol: 'tcp', fromPort: port, toPort: port };
    if (direction === 'in') {
      new ec2.CfnSecurityGroupIngress(this.stack, `${tier}Open${port}`, rule);
    } else {
      new ec2.CfnSecurityGroupEgress(this.stack, `${tier}Out${port}`, rule);
    }
  }

  private add(tier: string, cidrBlock: string): void {
    const subnet = new ec2.CfnSubnet(this.stack, `${tier}Subnet`, { vpcId: this.vpc.ref, cidrBlock, availabilityZone: `${REGION}a`, tags: tag(tier) });
    const table = new ec2.CfnRouteTable(this.stack, `${tier}Table`, { vpcId: this.vpc.ref });
    new ec2.CfnSubnetRouteTableAssociation(this.stack, `${tier}Association`, { subnetId: subnet.ref, routeTableId: table.ref });
    const group = new ec2.CfnSecurityGroup(this.stack, `${tier}Group`, {
      vpcId: this.vpc.ref, groupDescription: tier, securityGroupEgress: [{ ipProtocol: 'icmp', cidrIp: '255.255.255.255/32', fromPort: 252, toPort: 86 }], tags: tag(tier),
    });
    this.subnets.set(tier, subnet);
    this.tables.set(tier, table);
    this.groups.set(tier, group);
  }
}

const tiers = (more: (network: Network) => void = () => undefined) => networkOf(stack => {
  const network = new Network(stack);
  network.allow('web', 'app', 8443);
  network.allow('app', 'data', 5432);
  more(network);
});

describe('security groups', () => {
  test('let one tier reach the next, and name the rule that lets it in', async () => {
    const network = await tiers();
    expect(network.tiers).toEqual(['web', 'app', 'data']);
    const answer = network.canReach('app', 'data', 5432);
    expect(answer.reachable).toBe(true);
    expect(answer.decidedBy).toMatchObject({ station: 'security-group-ingress', resource: 'App/dataFromapp5432' });
    expect(answer.steps.map(({ station }) => station)).toEqual(['security-group-egress', 'route', ...Array(4).fill('network-acl'), 'security-group-ingress']);
  });

  test.each([
    ['web', 'data', 5432, 'security-group-egress', 'App/webGroup', 'no rule lets tcp 5432 out to data, only icmp to 255.255.255.255/32, tcp 8443 to'],
    ['app', 'data', 22, 'security-group-egress', 'App/appGroup', 'no rule lets tcp 22 out to data'],
    ['data', 'app', 8443, 'security-group-egress', 'App/dataGroup', 'no rule lets tcp 8443 out to app'],
  ])('do not let %s reach %s on %d', async (from, to, port, station, resource, reason) => {
    const answer = (await tiers()).canReach(from, to, port);
    expect(answer).toMatchObject({ reachable: false, decidedBy: { station, resource } });
    expect(answer.explanation).toContain(`${from} to ${to} on tcp ${port}: refused, ${station} ${resource}: ${reason}`);
  });

  test('refuse at the destination when only the source lets out', async () => {
    const network = await tiers(net => net.open('out', 'web', '10.0.0.0/16', 5432));
    expect(network.canReach('web', 'data', 5432)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-ingress', resource: 'App/dataGroup' } });
  });

  test('let in by a block of addresses', async () => {
    const network = await tiers(net => {
      net.open('out', 'web', '10.0.0.0/16', 5432);
      net.open('in', 'data', '10.0.0.0/24', 5432);
    });
    expect(network.canReach('web', 'data', 5432).reachable).toBe(true);
    expect(network.canReach('web', 'data', 5432, { protocol: 'udp' }).reachable).toBe(false);
  });
});

describe('the internet', () => {
  test('reaches what has a route through an internet gateway, and a group that lets it in', async () => {
    const network = await tiers(net => net.open('in', 'web', '0.0.0.0/0', 443));
    expect(network.canReach('internet', 'web', 443)).toMatchObject({ reachable: true, decidedBy: { station: 'security-group-ingress', resource: 'App/webOpen443' } });
    expect(network.canReach('internet', 'web', 22)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-ingress' } });
    expect(network.canReach('198.51.100.7', 'web', 443).reachable).toBe(true);
  });

  test('does not get in by a NAT gateway, whatever the group says', async () => {
    const network = await tiers(net => net.open('in', 'app', '0.0.0.0/0', 443));
    const answer = network.canReach('internet', 'app', 443);
    expect(answer).toMatchObject({ reachable: false, decidedBy: { station: 'internet-gateway' } });
    expect(answer.decidedBy.reason).toContain('the internet cannot open connections this way');
  });

  test('does not reach a tier without a route, whatever the group says', async () => {
    const network = await tiers(net => net.open('in', 'data', '0.0.0.0/0', 5432));
    expect(network.canReach('internet', 'data', 5432)).toMatchObject({ reachable: false, decidedBy: { station: 'return-route', resource: 'App/dataTable' } });
  });

  test('is not meant by a rule for private addresses', async () => {
    const network = await tiers(net => net.open('in', 'web', '10.0.0.0/8', 443));
    expect(network.canReach('internet', 'web', 443).reachable).toBe(false);
  });

  test('is reached through NAT by a tier that has egress, and not by one that has no route', async () => {
    const network = await tiers(net => ['app', 'data'].forEach(tier => net.open('out', tier, '0.0.0.0/0', 443)));
    const answer = network.canReach('app', 'internet', 443);
    expect(answer.steps.map(({ station }) => station)).toEqual(expect.arrayContaining(['nat-gateway', 'internet-gateway']));
    expect(answer.reachable).toBe(true);
    expect(network.canReach('data', 'internet', 443)).toMatchObject({ reachable: false, decidedBy: { station: 'route', resource: 'App/dataTable' } });
  });
});

describe('network ACLs', () => {
  const entry = (net: Network, id: string, acl: ec2.CfnNetworkAcl, more: Partial<ec2.CfnNetworkAclEntryProps>) =>
    new ec2.CfnNetworkAclEntry(net.stack, id, { networkAclId: acl.ref, ruleNumber: 100, ruleAction: 'allow', protocol: 6, cidrBlock: '10.0.0.0/16', ...more });

  const withAcl = (answers: boolean, deny = false) => tiers(net => {
    const acl = new ec2.CfnNetworkAcl(net.stack, 'Acl', { vpcId: net.vpc.ref });
    entry(net, 'In', acl, { portRange: { from: 5432, to: 5432 } });
    if (answers) {
      entry(net, 'Out', acl, { egress: true, portRange: { from: 1024, to: 65535 } });
    }
    if (deny) {
      entry(net, 'Deny', acl, { egress: true, ruleNumber: 50, ruleAction: 'deny', portRange: { from: 40000, to: 40100 } });
    }
    new ec2.CfnSubnetNetworkAclAssociation(net.stack, 'AclAssociation', { subnetId: net.subnets.get('data')!.ref, networkAclId: acl.ref });
  });

  test('let traffic and its answers through', async () => {
    expect((await withAcl(true)).canReach('app', 'data', 5432).reachable).toBe(true);
  });

  test('keep no state: answers need an entry too', async () => {
    const answer = (await withAcl(false)).canReach('app', 'data', 5432);
    expect(answer).toMatchObject({ reachable: false, decidedBy: { station: 'network-acl', resource: 'App/Acl' } });
    expect(answer.decidedBy.reason).toBe('no entry allows answers (tcp 32768-60999) out to app');
  });

  test('deny by the lowest number, if only for some of the ports of answers', async () => {
    const answer = (await withAcl(true, true)).canReach('app', 'data', 5432);
    expect(answer.decidedBy).toMatchObject({ station: 'network-acl', resource: 'App/Deny', reason: expect.stringContaining('entry 50 denies') });
  });
});

describe('places', () => {
  test.each([['App/dataGroup'], ['dataGroup']])('a security group is found as %s', async name => {
    expect((await tiers()).canReach('app', name, 5432).reachable).toBe(true);
  });

  test('a construct stands for its security group', async () => {
    expect((await tiers()).canReach('app', { node: { path: 'App/dataGroup' } }, 5432).reachable).toBe(true);
  });

  test('an address in the VPC has unknown groups', async () => {
    const network = await tiers();
    expect(network.canReach('10.0.1.7', 'data', 5432)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-ingress' } });
    expect(network.canReach('app', '10.0.2.7', 5432).reachable).toBe(false);
  });

  test('a block of addresses stands for the subnets in it', async () => {
    const network = await tiers(net => net.open('in', 'data', '10.0.1.0/24', 5432));
    expect(network.canReach('10.0.0.0/16', 'data', 5432)).toMatchObject({ reachable: true, decidedBy: { resource: 'App/dataOpen5432' } });
    expect(network.canReach('10.0.0.0/16', 'data', 22)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-ingress' } });
  });

  test('addresses outside of the VPC that is asked about are those of the other one, which no route leads to', async () => {
    const rehearsal = await rehearsed(stack => {
      new Network(stack).open('in', 'data', '192.168.0.0/24', 5432);
      const other = new ec2.CfnVPC(stack, 'Other', { cidrBlock: '192.168.0.0/24' });
      new ec2.CfnSubnet(stack, 'OtherSubnet', { vpcId: other.ref, cidrBlock: '192.168.0.0/25', availabilityZone: `${REGION}a` });
    });
    const answer = rehearsal.network(ACCOUNT, { vpc: 'App/Vpc' }).canReach('192.168.0.7', 'data', 5432);
    expect(answer).toMatchObject({ reachable: false, decidedBy: { station: 'route', reason: expect.stringContaining('has no route to 10.0.2.0/24') } });
  });

  test('fail when there is none of the name, and say which there are', async () => {
    const network = await tiers();
    expect(() => network.canReach('web', 'dat', 5432)).toThrow('\'to\' must be a place of the network, got "dat": did you mean data? there are web, app, data');
    expect(() => network.canReach('web', 'data', 70_000)).toThrow('\'port\' must be from 0 to 65535, got 70000');
  });
});
