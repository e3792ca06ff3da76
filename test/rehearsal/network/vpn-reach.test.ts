import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ACCOUNT, REGION } from './rehearsed';
import { Network, tiers } from './three-tiers';

/** A VPN of the VPC to a data center, whose routes the tables of some tiers learn. */
function joinDataCenter(net: Network, { learns, routes }: { readonly learns: readonly string[]; readonly routes?: string }): void {
  const { stack, vpc, tables } = net;
  const gateway = new ec2.CfnVPNGateway(stack, 'Vgw', { type: 'ipsec.1' });
  const attachment = new ec2.CfnVPCGatewayAttachment(stack, 'VgwAttachment', { vpcId: vpc.ref, vpnGatewayId: gateway.ref });
  const device = new ec2.CfnCustomerGateway(stack, 'Device', { ipAddress: '198.51.100.1', type: 'ipsec.1', bgpAsn: 65000 });
  const connection = new ec2.CfnVPNConnection(stack, 'Vpn', { type: 'ipsec.1', customerGatewayId: device.ref, vpnGatewayId: gateway.ref, staticRoutesOnly: routes !== undefined });
  if (routes !== undefined) {
    new ec2.CfnVPNConnectionRoute(stack, 'DataCenter', { vpnConnectionId: connection.ref, destinationCidrBlock: routes });
  }
  const routeTableIds = learns.map(tier => tables.get(tier)!.ref);
  new ec2.CfnVPNGatewayRoutePropagation(stack, 'Learns', { vpnGatewayId: gateway.ref, routeTableIds }).addResourceDependency(attachment);
}

const [DATA_CENTER, IN_IT] = ['192.168.0.0/16', '192.168.1.1'];

describe('a VPN with static routes', () => {
  const network = (learns = ['data']) => tiers(net => {
    net.open('in', 'data', DATA_CENTER, 5433);
    net.open('out', 'data', DATA_CENTER, 443);
    joinDataCenter(net, { learns, routes: DATA_CENTER });
  });

  test.each([[IN_IT], [DATA_CENTER], ['192.168.0.0/15'], ['0.0.0.0/0']])('leads in from %s', async from => {
    expect((await network()).canReach(from, 'data', 5433)).toMatchObject({ reachable: true, decidedBy: { resource: 'App/dataOpen5433' } });
  });

  test('leads out', async () => {
    const answer = (await network()).canReach('data', IN_IT, 443);
    expect(answer).toMatchObject({ reachable: true, decidedBy: { station: 'vpn-gateway', resource: 'App/Vgw' } });
    expect((await network()).canReach('data', '172.16.0.1', 443).reachable).toBe(false);
  });

  test('leads nowhere where the table does not learn its routes', async () => {
    expect((await network(['web'])).canReach(IN_IT, 'data', 5433)).toMatchObject({ reachable: false, decidedBy: { station: 'return-route', resource: 'App/dataTable' } });
  });

  test('does not let in what no group lets in', async () => {
    expect((await network()).canReach(IN_IT, 'data', 22)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-ingress' } });
  });
});

test('a VPN that learns by BGP may lead to any private addresses, and says that nobody knows', async () => {
  const network = await tiers(net => {
    ['data', 'app'].forEach(tier => net.open('in', tier, '0.0.0.0/0', 5433));
    joinDataCenter(net, { learns: ['data', 'app'] });
  });
  for (const from of [IN_IT, '172.31.0.0/16', '0.0.0.0/0']) {
    expect(network.canReach(from, 'app', 5433).reachable).toBe(true);
  }
  const { reachable, steps } = network.canReach(IN_IT, 'data', 5433);
  expect(reachable).toBe(true);
  expect(steps.map(({ reason }) => reason)).toContain('may learn 192.168.1.1/32 by BGP: what the other side announces, nobody knows here');
  expect(network.canReach('198.51.100.7', 'data', 5433).reachable).toBe(false);
});

describe('a VPN of a transit gateway', () => {
  const network = (propagation: 'enable' | 'disable') => tiers(net => {
    const { stack, vpc, subnets } = net;
    net.open('in', 'data', DATA_CENTER, 5433);
    const gateway = new ec2.CfnTransitGateway(stack, 'Transit', { defaultRouteTablePropagation: propagation });
    const attachment = new ec2.CfnTransitGatewayAttachment(stack, 'Spoke', { transitGatewayId: gateway.ref, vpcId: vpc.ref, subnetIds: [subnets.get('web')!.ref] });
    net.route('data', 'Transit', { transitGatewayId: gateway.ref }, DATA_CENTER).addResourceDependency(attachment);
    const device = new ec2.CfnCustomerGateway(stack, 'Device', { ipAddress: '198.51.100.1', type: 'ipsec.1', bgpAsn: 65000 });
    new ec2.CfnVPNConnection(stack, 'Vpn', { type: 'ipsec.1', customerGatewayId: device.ref, transitGatewayId: gateway.ref });
  });

  test('may announce what the table of attachments learns', async () => {
    const answer = (await network('enable')).canReach(IN_IT, 'data', 5433);
    expect(answer.reachable).toBe(true);
    expect(answer.steps).toContainEqual(expect.objectContaining({ station: 'transit-gateway', reason: expect.stringContaining('may learn 192.168.1.1/32 by BGP from a VPN') }));
  });

  test('announces nothing where nothing propagates', async () => {
    expect((await network('disable')).canReach(IN_IT, 'data', 5433)).toMatchObject({ reachable: false, decidedBy: { station: 'transit-gateway' } });
  });
});

describe('people of a Client VPN', () => {
  const people = (more: { readonly groups?: readonly string[]; readonly target?: string } = {}) => tiers(net => {
    const { stack, vpc, subnets, groups } = net;
    const certificate = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/c`;
    const endpoint = new ec2.CfnClientVpnEndpoint(stack, 'People', {
      vpcId: vpc.ref, clientCidrBlock: '10.250.0.0/22', serverCertificateArn: certificate, connectionLogOptions: { enabled: false },
      securityGroupIds: more.groups?.map(tier => groups.get(tier)!.ref),
      authenticationOptions: [{ type: 'certificate-authentication', mutualAuthentication: { clientRootCertificateChainArn: certificate } }],
    });
    const association = new ec2.CfnClientVpnTargetNetworkAssociation(stack, 'Entrance', { clientVpnEndpointId: endpoint.ref, subnetId: subnets.get('web')!.ref });
    new ec2.CfnClientVpnAuthorizationRule(stack, 'Everybody', { clientVpnEndpointId: endpoint.ref, targetNetworkCidr: more.target ?? '10.0.0.0/16', authorizeAllGroups: true })
      .addResourceDependency(association);
    new ec2.CfnSecurityGroupIngress(stack, 'FromDefault', { groupId: groups.get('app')!.ref, sourceSecurityGroupId: vpc.attrDefaultSecurityGroup, ipProtocol: 'tcp', fromPort: 22, toPort: 22 });
  });

  test.each([['10.250.0.9'], ['10.250.0.0/22'], ['0.0.0.0/0']])('come with the groups of the endpoint: from %s', async from => {
    const network = await people({ groups: ['app'] });
    expect(network.canReach(from, 'data', 5432)).toMatchObject({ reachable: true, decidedBy: { resource: 'App/dataFromapp5432' } });
  });

  test('come with the default group where the endpoint has none', async () => {
    const network = await people();
    expect(network.canReach('10.250.0.9', 'app', 22).reachable).toBe(true);
    expect(network.canReach('10.250.0.9', 'data', 5432).reachable).toBe(false);
  });

  test('get no further than the rules of the endpoint', async () => {
    const answer = (await people({ groups: ['app'], target: '10.0.1.0/24' })).canReach('10.250.0.9', 'data', 5432);
    expect(answer).toMatchObject({ reachable: false, decidedBy: { station: 'client-vpn', resource: 'App/People', reason: 'no rule lets people in to data' } });
  });

  test('are reached by nobody', async () => {
    expect((await tiers(net => net.open('out', 'app', '0.0.0.0/0', 443))).canReach('app', '10.250.0.9', 443).reachable).toBe(false);
  });
});

describe('IPv6', () => {
  test('has an ICMP of its own', async () => {
    const network = await tiers(net => {
      const { stack, vpc, subnets, groups } = net;
      const block = new ec2.CfnVPCCidrBlock(stack, 'Block6', { vpcId: vpc.ref, amazonProvidedIpv6CidrBlock: true });
      ['web', 'data'].forEach((tier, index) => {
        const subnet = subnets.get(tier)!;
        subnet.addPropertyOverride('Ipv6CidrBlock', { 'Fn::Select': [index, { 'Fn::Cidr': [{ 'Fn::Select': [0, { 'Fn::GetAtt': ['Vpc', 'Ipv6CidrBlocks'] }] }, 4, '64'] }] });
        subnet.addResourceDependency(block);
        const acl = new ec2.CfnNetworkAcl(stack, `${tier}Acl`, { vpcId: vpc.ref });
        [false, true].forEach(egress => new ec2.CfnNetworkAclEntry(stack, `${tier}Acl${egress}`, {
          networkAclId: acl.ref, egress, ruleNumber: 1, ruleAction: 'allow', protocol: 58, ipv6CidrBlock: '::/0', icmp: { code: -1, type: -1 },
        }));
        new ec2.CfnSubnetNetworkAclAssociation(stack, `${tier}AclAssociation`, { subnetId: subnet.ref, networkAclId: acl.ref });
      });
      const rule = { ipProtocol: 'icmpv6', cidrIpv6: '::/0', fromPort: -1, toPort: -1 };
      new ec2.CfnSecurityGroupEgress(stack, 'Out6', { groupId: groups.get('web')!.ref, ...rule });
      new ec2.CfnSecurityGroupIngress(stack, 'In6', { groupId: groups.get('data')!.ref, ...rule });
    });
    expect(network.canReach('web', 'data', 0, { protocol: 'icmp' })).toMatchObject({ reachable: true, decidedBy: { resource: 'App/In6' } });
    expect(network.canReach('data', 'web', 0, { protocol: 'icmp' }).reachable).toBe(false);
  });
});

describe('endpoints', () => {
  const withEndpoint = (props: Partial<ec2.CfnVPCEndpointProps>, list = 'pl-6ea54007') => tiers(net => {
    const { stack, vpc, subnets, tables, groups } = net;
    const rule = { groupId: groups.get('app')!.ref, ipProtocol: 'tcp', fromPort: 443, toPort: 443 };
    new ec2.CfnSecurityGroupEgress(stack, 'ToDefault', { ...rule, destinationSecurityGroupId: vpc.attrDefaultSecurityGroup });
    new ec2.CfnSecurityGroupEgress(stack, 'ToList', { ...rule, destinationPrefixListId: list });
    new ec2.CfnSecurityGroupIngress(stack, 'FromApp', { ...rule, groupId: vpc.attrDefaultSecurityGroup, sourceSecurityGroupId: groups.get('app')!.ref });
    new ec2.CfnVPCEndpoint(stack, 'Sqs', { vpcId: vpc.ref, serviceName: `com.amazonaws.${REGION}.sqs`, vpcEndpointType: 'Interface', subnetIds: [subnets.get('app')!.ref], ...props });
    new ec2.CfnVPCEndpoint(stack, 'S3', { vpcId: vpc.ref, serviceName: `com.amazonaws.${REGION}.s3`, routeTableIds: [tables.get('app')!.ref] });
  });

  test('without groups have the default one', async () => {
    const network = await withEndpoint({});
    expect(network.canReach('app', 'sqs', 443)).toMatchObject({ reachable: true, decidedBy: { resource: 'App/FromApp' } });
    expect(network.canReach('web', 'sqs', 443)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-egress' } });
  });

  test.each([['pl-6ea54007', true], ['pl-66a5400f', false]])('of S3 are what the list %s of AWS holds: %s', async (list, reachable) => {
    expect((await withEndpoint({}, list)).canReach('app', 's3', 443).reachable).toBe(reachable);
  });
});
