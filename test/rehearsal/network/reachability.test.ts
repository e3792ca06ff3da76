import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ACCOUNT, REGION, rehearsed } from './rehearsed';
import { Network, tag, tiers } from './three-tiers';

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

describe('hosts of a tier', () => {
  const client = (more: (network: Network, group: ec2.CfnSecurityGroup) => void) => tiers(net => more(net, new ec2.CfnSecurityGroup(net.stack, 'ClientGroup', {
    vpcId: net.vpc.ref, groupDescription: 'client', securityGroupEgress: [{ ipProtocol: 'icmp', cidrIp: '255.255.255.255/32', fromPort: 252, toPort: 86 }], tags: tag('web'),
  })));

  test('wear all of its groups: one lets out, another is let in', async () => {
    const network = await client((net, { ref }) => {
      net.open('out', 'web', '10.0.0.0/16', 5433);
      new ec2.CfnSecurityGroupIngress(net.stack, 'DataFromClients', { groupId: net.groups.get('data')!.ref, sourceSecurityGroupId: ref, ipProtocol: 'tcp', fromPort: 5433, toPort: 5433 });
    });
    expect(network.canReach('web', 'data', 5433)).toMatchObject({ reachable: true, decidedBy: { resource: 'App/DataFromClients' } });
    expect(network.canReach('App/webGroup', 'data', 5433)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-ingress' } });
    expect(network.canReach('App/ClientGroup', 'data', 5433)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-egress' } });
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

  /** An ACL for subnets of a tier. */
  function aclFor(net: Network, tier: string): ec2.CfnNetworkAcl {
    const acl = new ec2.CfnNetworkAcl(net.stack, `${tier}Acl`, { vpcId: net.vpc.ref });
    new ec2.CfnSubnetNetworkAclAssociation(net.stack, `${tier}AclAssociation`, { subnetId: net.subnets.get(tier)!.ref, networkAclId: acl.ref });
    return acl;
  }

  /** Answers leave the data tier to these ports, but for those that are denied. */
  const withAcl = (answers?: readonly [number, number], denied?: readonly [number, number]) => tiers(net => {
    const acl = aclFor(net, 'data');
    entry(net, 'In', acl, { portRange: { from: 5432, to: 5432 } });
    [answers, denied].forEach((ports, index) => {
      if (ports) {
        entry(net, `Out${index}`, acl, { egress: true, ruleNumber: 100 - index, ruleAction: index === 0 ? 'allow' : 'deny', portRange: { from: ports[0], to: ports[1] } });
      }
    });
  });

  test('let traffic and its answers through', async () => {
    const answer = (await withAcl([1024, 65535])).canReach('app', 'data', 5432);
    expect(answer.reachable).toBe(true);
    expect(answer.steps.filter(({ station }) => station === 'network-acl').map(({ reason }) => reason)[2]).toBe('lets answers (tcp 1024-65535) out to app');
  });

  test('keep no state: answers need an entry too', async () => {
    const answer = (await withAcl()).canReach('app', 'data', 5432);
    expect(answer).toMatchObject({ reachable: false, decidedBy: { station: 'network-acl', resource: 'App/dataAcl' } });
    expect(answer.decidedBy.reason).toBe('no entry allows answers (tcp 1024-65535) out to app');
  });

  test.each([
    ['Windows', [49152, 65535], undefined, '49152-65535'], ['old systems', [1024, 40000], undefined, '1024-40000'],
    ['all but some', [1024, 65535], [40000, 40100], '1024-39999, 40101-65535'],
  ] as const)('let connections through that %s open: one port of answers is enough', async (_, answers, denied, ports) => {
    const answer = (await withAcl(answers, denied)).canReach('app', 'data', 5432);
    expect(answer.reachable).toBe(true);
    expect(answer.steps.map(({ reason }) => reason)).toContain(`lets answers (tcp 1024-65535) out to app, to ${ports} alone`);
  });

  test('deny by the lowest number', async () => {
    const answer = (await withAcl([1024, 65535], [1024, 65535])).canReach('app', 'data', 5432);
    expect(answer).toMatchObject({ reachable: false, decidedBy: { resource: 'App/Out1', reason: 'entry 99 denies answers (tcp 1024-65535) out to app' } });
  });

  test('refuse where no port of answers passes all of them', async () => {
    const answer = (await tiers(net => {
      const [data, app] = ['data', 'app'].map(tier => aclFor(net, tier));
      entry(net, 'In', data, { portRange: { from: 5432, to: 5432 } });
      entry(net, 'Answers', data, { egress: true, portRange: { from: 1024, to: 40000 } });
      entry(net, 'Out', app, { egress: true, portRange: { from: 5432, to: 5432 } });
      entry(net, 'OtherAnswers', app, { portRange: { from: 49152, to: 65535 } });
    })).canReach('app', 'data', 5432);
    expect(answer).toMatchObject({ reachable: false, decidedBy: { resource: 'App/appAcl', reason: 'no entry allows answers (tcp 1024-65535) in from data, of which 1024-40000 are left' } });
  });

  test('of the subnet of a NAT gateway decide too', async () => {
    const closed = await tiers(net => {
      net.open('out', 'app', '0.0.0.0/0', 443);
      aclFor(net, 'web');
    });
    expect(closed.canReach('app', 'internet', 443)).toMatchObject({ reachable: false, decidedBy: { station: 'network-acl', resource: 'App/webAcl', reason: 'no entry allows tcp 443 in from app' } });
  });

  test.each([['In', 'in from app'], ['Out', 'out to the internet'], ['AnswersIn', 'in from the internet'], ['AnswersOut', 'out to app']])(
    'of the subnet of a NAT gateway need the entry %s', async (missing, what) => {
      const network = await tiers(net => {
        net.open('out', 'app', '0.0.0.0/0', 443);
        const acl = aclFor(net, 'web');
        const answers = { from: 1024, to: 65535 };
        const entries = { In: { portRange: { from: 443, to: 443 } }, Out: { egress: true, portRange: { from: 443, to: 443 }, cidrBlock: '0.0.0.0/0' },
          AnswersIn: { portRange: answers, cidrBlock: '203.0.113.0/24', ruleNumber: 101 }, AnswersOut: { egress: true, portRange: answers, cidrBlock: '10.0.1.0/24', ruleNumber: 101 } };
        Object.entries(entries).filter(([id]) => id !== missing).forEach(([id, more]) => entry(net, id, acl, more));
      });
      expect(network.canReach('app', '203.0.113.9', 443)).toMatchObject({ reachable: false, decidedBy: { resource: 'App/webAcl', reason: expect.stringContaining(what.replace('the internet', '203.0.113.9')) } });
    });

  test.each([['deny', false], ['allow', true]])('that %s everything decide over gateway endpoints too', async (ruleAction, reachable) => {
    const network = await tiers(net => {
      net.open('out', 'app', '0.0.0.0/0', 443);
      new ec2.CfnVPCEndpoint(net.stack, 'S3', { vpcId: net.vpc.ref, serviceName: `com.amazonaws.${REGION}.s3`, routeTableIds: [net.tables.get('app')!.ref] });
      const acl = aclFor(net, 'app');
      [false, true].forEach(egress => {
        entry(net, `First${egress}`, acl, { egress, ruleNumber: 1, ruleAction, protocol: -1, cidrBlock: '0.0.0.0/0' });
        entry(net, `Second${egress}`, acl, { egress, ruleNumber: 2, protocol: -1, cidrBlock: '0.0.0.0/0' });
      });
    });
    expect(network.canReach('app', 's3', 443).reachable).toBe(reachable);
  });
});

describe('places', () => {
  test.each([['App/dataGroup'], ['dataGroup']])('a security group is found as %s', async name => {
    expect((await tiers()).canReach('app', name, 5432).reachable).toBe(true);
  });

  test('a construct stands for its security group', async () => {
    expect((await tiers()).canReach('app', { node: { path: 'App/dataGroup' } }, 5432).reachable).toBe(true);
  });

  test('an address in the VPC may have any of its groups', async () => {
    const network = await tiers();
    expect(network.canReach('10.0.1.7', 'data', 5432)).toMatchObject({ reachable: true, decidedBy: { resource: 'App/dataFromapp5432' } });
    expect(network.canReach('10.0.1.7', 'data', 22)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-ingress' } });
    expect(network.canReach('app', '10.0.2.7', 5432).reachable).toBe(true);
    expect(network.canReach('web', '10.0.2.7', 5432)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-egress' } });
  });

  test('an address of another VPC has none of its groups', async () => {
    const rehearsal = await rehearsed(stack => {
      const network = new Network(stack);
      network.allow('app', 'data', 5432, false);
      const other = new ec2.CfnVPC(stack, 'Other', { cidrBlock: '192.168.0.0/24' });
      new ec2.CfnSubnet(stack, 'OtherSubnet', { vpcId: other.ref, cidrBlock: '192.168.0.0/25', availabilityZone: `${REGION}a` });
      const gateway = new ec2.CfnTransitGateway(stack, 'Transit');
      const attach = (id: string, vpcId: string, subnetId: string) =>
        new ec2.CfnTransitGatewayAttachment(stack, id, { transitGatewayId: gateway.ref, vpcId, subnetIds: [subnetId] });
      const [one, two] = [attach('One', network.vpc.ref, network.subnets.get('data')!.ref), attach('Two', other.ref, 'OtherSubnet')];
      two.addPropertyOverride('SubnetIds', [{ Ref: 'OtherSubnet' }]);
      network.route('data', 'Back', { transitGatewayId: gateway.ref }, '192.168.0.0/24').addResourceDependency(one);
      const table = new ec2.CfnRoute(stack, 'OtherRoute', { routeTableId: 'x', destinationCidrBlock: '10.0.0.0/16', transitGatewayId: gateway.ref });
      table.addPropertyOverride('RouteTableId', { 'Fn::GetAtt': ['OtherTable', 'RouteTableId'] });
      table.addResourceDependency(two);
      const own = new ec2.CfnRouteTable(stack, 'OtherTable', { vpcId: other.ref });
      new ec2.CfnSubnetRouteTableAssociation(stack, 'OtherAssociation', { subnetId: 'x', routeTableId: own.ref }).addPropertyOverride('SubnetId', { Ref: 'OtherSubnet' });
    });
    expect(rehearsal.failure).toBeUndefined();
    const answer = rehearsal.network(ACCOUNT, { vpc: 'App/Vpc' }).canReach('192.168.0.7', 'data', 5432);
    expect(answer).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-ingress' } });
  });

  test.each([['10.0.0.0/16'], ['10.0.0.0/8'], ['0.0.0.0/0']])('a block of addresses stands for the subnets in it: %s', async block => {
    const network = await tiers(net => net.open('in', 'data', '10.0.1.0/24', 5433));
    expect(network.canReach(block, 'data', 5433)).toMatchObject({ reachable: true, decidedBy: { resource: 'App/dataOpen5433' } });
    expect(network.canReach(block, 'data', 22).reachable).toBe(false);
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
