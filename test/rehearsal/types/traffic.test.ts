import { Stack } from 'aws-cdk-lib';
import { CfnRouteTable, CfnSubnet, CfnVPC, ISubnet, IVpc, Port, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import {
  ClientVpn, DnsFirewall, DnsProtection, DnsQueryLogs, DnsThreatConfidence, InstanceConnectEndpoint, NamedNetwork, NetworkTier,
  SiteToSiteVpn, VpnAuthentication, VpnGatewayTarget,
} from '../../../lib/constructs/network';
import { World } from '../../../rehearsal/aws/world';
import { deploy, WORKLOAD, worldWith, writesOf } from '../../constructs/deployed';
import { MANAGEMENT, refusalOf, Workbench } from './workbench';

const CERTIFICATE = `arn:aws:acm:eu-central-1:${MANAGEMENT}:certificate/c`;

/** A VPC with a subnet and a table, and nothing that needs a log archive. */
function network(stack: Stack) {
  const resource = new CfnVPC(stack, 'Vpc', { cidrBlock: '10.20.0.0/16', enableDnsHostnames: true, enableDnsSupport: true });
  const subnet = new CfnSubnet(stack, 'Subnet', { vpcId: resource.attrVpcId, cidrBlock: '10.20.1.0/24', availabilityZone: 'eu-central-1a' });
  const table = new CfnRouteTable(stack, 'Table', { vpcId: resource.attrVpcId });
  const subnets = [Subnet.fromSubnetAttributes(stack, 'ImportedSubnet', { subnetId: subnet.attrSubnetId, availabilityZone: 'eu-central-1a', routeTableId: table.attrRouteTableId })];
  const vpc = Vpc.fromVpcAttributes(stack, 'Imported', { vpcId: resource.attrVpcId, availabilityZones: ['eu-central-1a'] });
  return { vpc, subnets, table, tier: new NetworkTier(stack, 'App', { tierName: 'app', vpc, subnets }) };
}

const dataCenter = (stack: Stack, { vpcId }: IVpc, table: CfnRouteTable) => new SiteToSiteVpn(stack, 'Site', {
  target: VpnGatewayTarget.vpc(vpcId, [table.attrRouteTableId]), customerGatewayAddress: '198.51.100.7', staticRoutes: [NamedNetwork.of('data center', '192.168.0.0/16')],
});

const people = (stack: Stack, vpc: IVpc, subnets: ISubnet[]) => new ClientVpn(stack, 'People', {
  vpc, subnets, authentication: VpnAuthentication.saml(`arn:aws:iam::${WORKLOAD}:saml-provider/vpn`), clientAddresses: '10.250.0.0/22',
  serverCertificateArn: `arn:aws:acm:eu-central-1:${WORKLOAD}:certificate/c`,
});

/** What there is of DNS firewalls and VPNs. */
const partsOf = ({ state: { resolver, vpn } }: World) =>
  [resolver, vpn].flatMap(service => Object.values<ReadonlyMap<string, object>>({ ...service }).map(parts => [...parts]));

const inWorkload = (build: (stack: Stack) => void) => ({ account: WORKLOAD, build });

describe('constructs', () => {
  test('log and filter the names that a VPC asks for', async () => {
    const world = worldWith();
    await deploy(world, inWorkload(stack => {
      const logs = new CfnLogGroup(stack, 'Queries');
      DnsProtection.of({
        queryLogs: DnsQueryLogs.of(logs.attrArn),
        firewall: DnsFirewall.blocking({ blockedDomains: ['*.example.com'], blockedDomainListIds: ['rslvr-fdl-0a1b2c3d4e5f'], threatDetection: DnsThreatConfidence.HIGH }),
      }).addToVpc(stack, network(stack).vpc.vpcId);
    }));
    const { resolver } = world.state;
    expect([...resolver.ruleGroups.values()].map(({ rules }) => rules.length)).toEqual([5]);
    expect([resolver.queryLogAssociations.size, resolver.ruleAssociations.size]).toEqual([1, 1]);
    expect([...resolver.settings.values()].map(({ failOpen }) => failOpen)).toEqual([false]);
  });

  test('lead to instances by an EC2 Instance Connect Endpoint, whose role the first one makes', async () => {
    const world = worldWith();
    await deploy(world, inWorkload(stack => {
      const { vpc, subnets, tier } = network(stack);
      new InstanceConnectEndpoint(stack, 'Endpoint', { vpc, subnet: subnets[0] }).allowSshTo(tier);
    }));
    expect(world.state.vpn.instanceConnectEndpoints.size).toBe(1);
    expect([...world.state.iam.roles.values()].map(({ name }) => name)).toContain('AWSServiceRoleForEc2InstanceConnect');
  });

  test('lead to a data center, and people into the VPC', async () => {
    const world = worldWith();
    await deploy(world, inWorkload(stack => {
      const { vpc, subnets, table, tier } = network(stack);
      dataCenter(stack, vpc, table);
      const engineers = people(stack, vpc, subnets);
      engineers.authorizeGroup('engineers', NamedNetwork.of('app subnets', '10.20.1.0/24'));
      engineers.allowTo(tier, Port.HTTPS);
    }));
    const { vpn } = world.state;
    const made = [vpn.connections, vpn.routes, vpn.propagations, vpn.clientAssociations, vpn.clientRules];
    expect(made.map(({ size }) => size)).toEqual([1, 1, 1, 1, 1]);
    expect([...vpn.gateways.values()].map(({ vpcId }) => vpcId)).toEqual([expect.stringMatching(/^vpc-/)]);
  });
});

describe('a second deployment', () => {
  test.each<[string, (stack: Stack) => void]>([
    ['the names that a VPC asks for', stack => {
      DnsProtection.of({
        queryLogs: DnsQueryLogs.of(new CfnLogGroup(stack, 'Queries').attrArn), firewall: DnsFirewall.blocking({ blockedDomains: ['*.example.com'] }),
      }).addToVpc(stack, network(stack).vpc.vpcId);
    }],
    ['an EC2 Instance Connect Endpoint', stack => {
      const { vpc, subnets, tier } = network(stack);
      new InstanceConnectEndpoint(stack, 'Endpoint', { vpc, subnet: subnets[0] }).allowSshTo(tier);
    }],
    ['VPNs', stack => {
      const { vpc, subnets, table, tier } = network(stack);
      dataCenter(stack, vpc, table);
      people(stack, vpc, subnets).allowTo(tier, Port.HTTPS);
    }],
  ])('changes nothing of %s', async (_, build) => {
    const world = worldWith();
    const deployment = await deploy(world, inWorkload(build));
    const [parts, calls] = [JSON.stringify(partsOf(world)), world.calls.length];
    await deployment.deploy();
    expect(writesOf(world.calls.slice(calls))).toEqual([]);
    expect(JSON.stringify(partsOf(world))).toBe(parts);
  });
});

describe('pre-conditions', () => {
  const RULES = 'AWS::Route53Resolver::FirewallRuleGroup';

  async function bench() {
    const made = new Workbench();
    const vpc = await made.create('AWS::EC2::VPC', 'Vpc', { CidrBlock: '10.20.0.0/16' });
    const subnet = await made.create('AWS::EC2::Subnet', 'Subnet', { VpcId: vpc.physicalId, CidrBlock: '10.20.1.0/24', AvailabilityZone: 'eu-central-1a' });
    return { made, vpcId: vpc.physicalId, subnetId: subnet.physicalId };
  }

  test.each<[string, object[]]>([
    ['names neither a list nor a threat', [{ Priority: 1, Action: 'ALERT' }]],
    ['names both', [{ Priority: 1, Action: 'ALERT', FirewallDomainListId: 'rslvr-fdl-1', DnsThreatProtection: 'DGA', ConfidenceThreshold: 'HIGH' }]],
    ['has no confidence', [{ Priority: 1, Action: 'ALERT', DnsThreatProtection: 'DGA' }]],
    ['blocks without an answer', [{ Priority: 1, Action: 'BLOCK', FirewallDomainListId: 'rslvr-fdl-1' }]],
    ['has the priority of another', [1, 1].map(Priority => ({ Priority, Action: 'ALERT', FirewallDomainListId: 'rslvr-fdl-1' }))],
  ])('refuses a rule of a DNS firewall that %s', async (_, FirewallRules) => {
    expect((await refusalOf(new Workbench().create(RULES, 'G', { FirewallRules }))).rule).toBe('resolver/firewall-rules');
  });

  test('refuses a list of what is no domain, and one that rules still name cannot be deleted', async () => {
    const { made } = await bench();
    expect((await refusalOf(made.create('AWS::Route53Resolver::FirewallDomainList', 'L', { Domains: ['https://example.com'] }))).rule).toBe('resolver/domains');
    const { physicalId } = await made.create('AWS::Route53Resolver::FirewallDomainList', 'L', { Domains: ['example.com'] });
    await made.create(RULES, 'G', { FirewallRules: [{ Priority: 1, Action: 'ALERT', FirewallDomainListId: physicalId }] });
    expect((await refusalOf(made.delete('AWS::Route53Resolver::FirewallDomainList', 'L'))).code).toBe('DependencyViolation');
  });

  test('refuses rule groups of a VPC with a priority that is taken or out of range, and a VPC that does not exist', async () => {
    const { made, vpcId } = await bench();
    const group = (await made.create(RULES, 'G', {})).physicalId;
    const associate = (id: string, Priority: number, VpcId = vpcId) =>
      made.create('AWS::Route53Resolver::FirewallRuleGroupAssociation', id, { FirewallRuleGroupId: group, VpcId, Priority });
    await associate('A', 101);
    expect((await refusalOf(associate('B', 101))).rule).toBe('resolver/association-priority');
    expect((await refusalOf(associate('B', 100))).rule).toBe('resolver/association-priority');
    expect((await refusalOf(associate('B', 102, 'vpc-0'))).rule).toBe('resolver/parts-exist');
  });

  test('refuses query logs to a bucket that is not there', async () => {
    const { made } = await bench();
    expect((await refusalOf(made.create('AWS::Route53Resolver::ResolverQueryLoggingConfig', 'Q', { DestinationArn: 'arn:aws:s3:::nowhere' }))).rule)
      .toBe('resolver/query-log-destination');
  });

  test('refuses query logs to a bucket whose policy lets nobody deliver', async () => {
    const { made } = await bench();
    await made.create('AWS::S3::Bucket', 'B', { BucketName: 'queries' });
    const refusal = await refusalOf(made.create('AWS::Route53Resolver::ResolverQueryLoggingConfig', 'Q', { DestinationArn: 'arn:aws:s3:::queries' }));
    expect([refusal.rule, refusal.message]).toEqual(['resolver/query-log-destination', expect.stringContaining('delivery.logs.amazonaws.com must be allowed s3:GetBucketAcl')]);
  });

  test('refuses a second EC2 Instance Connect Endpoint of a VPC', async () => {
    const { made, subnetId } = await bench();
    await made.create('AWS::EC2::InstanceConnectEndpoint', 'A', { SubnetId: subnetId });
    expect((await refusalOf(made.create('AWS::EC2::InstanceConnectEndpoint', 'B', { SubnetId: subnetId }))).rule).toBe('instance-connect-endpoint/quota');
  });

  test('refuses a connection with two ends, and static routes where BGP tells them', async () => {
    const { made } = await bench();
    const CustomerGatewayId = (await made.create('AWS::EC2::CustomerGateway', 'C', { Type: 'ipsec.1', IpAddress: '198.51.100.7', BgpAsn: 65000 })).physicalId;
    const VpnGatewayId = (await made.create('AWS::EC2::VPNGateway', 'V', { Type: 'ipsec.1' })).physicalId;
    const connect = (more: object) => made.create('AWS::EC2::VPNConnection', 'N', { Type: 'ipsec.1', CustomerGatewayId, ...more });
    expect((await refusalOf(connect({}))).rule).toBe('vpn/one-end');
    expect((await refusalOf(connect({ VpnGatewayId, TransitGatewayId: 'tgw-1' }))).rule).toBe('vpn/one-end');
    const { physicalId } = await connect({ VpnGatewayId });
    const route = made.create('AWS::EC2::VPNConnectionRoute', 'R', { VpnConnectionId: physicalId, DestinationCidrBlock: '192.168.0.0/16' });
    expect((await refusalOf(route)).rule).toBe('vpn/static-routes');
  });

  test('refuses that tables learn routes of a gateway that is not attached, and a second gateway of a VPC', async () => {
    const { made, vpcId } = await bench();
    const [one, two] = await Promise.all(['V', 'W'].map(async id => (await made.create('AWS::EC2::VPNGateway', id, { Type: 'ipsec.1' })).physicalId));
    const table = (await made.create('AWS::EC2::RouteTable', 'T', { VpcId: vpcId })).physicalId;
    const learn = () => made.create('AWS::EC2::VPNGatewayRoutePropagation', 'P', { RouteTableIds: [table], VpnGatewayId: one });
    expect((await refusalOf(learn())).rule).toBe('vpn/gateway-attached');
    const { physicalId, attributes } = await made.create('AWS::EC2::VPCGatewayAttachment', 'A', { VpcId: vpcId, VpnGatewayId: one });
    expect([physicalId, attributes.AttachmentType]).toEqual([`VGW|${vpcId}`, 'VGW']);
    expect((await refusalOf(made.create('AWS::EC2::VPCGatewayAttachment', 'B', { VpcId: vpcId, VpnGatewayId: two }))).rule).toBe('vpn/gateway-attached');
    await learn();
    expect((await refusalOf(made.delete('AWS::EC2::VPCGatewayAttachment', 'A'))).code).toBe('DependencyViolation');
  });

  test('refuses a Client VPN whose addresses are those of the VPC, without a log group, with groups that certificates do not tell', async () => {
    const { made, vpcId, subnetId } = await bench();
    const endpoint = (more: object = {}) => made.create('AWS::EC2::ClientVpnEndpoint', 'E', {
      VpcId: vpcId, ServerCertificateArn: CERTIFICATE, ClientCidrBlock: '10.250.0.0/22', ConnectionLogOptions: { Enabled: false },
      AuthenticationOptions: [{ Type: 'certificate-authentication', MutualAuthentication: { ClientRootCertificateChainArn: CERTIFICATE } }], ...more,
    });
    expect((await refusalOf(endpoint({ ClientCidrBlock: '10.20.4.0/22' }))).rule).toBe('client-vpn/addresses');
    expect((await refusalOf(endpoint({ ClientCidrBlock: '10.250.0.0/24' }))).rule).toBe('client-vpn/addresses');
    for (const strange of ['c', CERTIFICATE.replace('eu-central-1', 'us-east-1'), CERTIFICATE.replace(MANAGEMENT, WORKLOAD)]) {
      expect((await refusalOf(endpoint({ ServerCertificateArn: strange }))).rule).toBe('client-vpn/identity');
      expect((await refusalOf(endpoint({ AuthenticationOptions: [{ Type: 'certificate-authentication', MutualAuthentication: { ClientRootCertificateChainArn: strange } }] }))).rule)
        .toBe('client-vpn/identity');
    }
    for (const name of ['SAMLProviderArn', 'SelfServiceSAMLProviderArn']) {
      const people = [{ Type: 'federated-authentication', FederatedAuthentication: { [name]: `arn:aws:iam::${WORKLOAD}:saml-provider/people` } }];
      expect((await refusalOf(endpoint({ AuthenticationOptions: people }))).rule).toBe('client-vpn/identity');
    }
    expect((await refusalOf(endpoint({ ConnectionLogOptions: { Enabled: true, CloudwatchLogGroup: 'none' } }))).rule).toBe('vpn/log-group');
    const ClientVpnEndpointId = (await endpoint()).physicalId;
    const associate = (id: string) => made.create('AWS::EC2::ClientVpnTargetNetworkAssociation', id, { ClientVpnEndpointId, SubnetId: subnetId });
    await associate('S');
    expect((await refusalOf(associate('T'))).rule).toBe('client-vpn/subnets');
    const authorize = (more: object) => made.create('AWS::EC2::ClientVpnAuthorizationRule', 'R', { ClientVpnEndpointId, TargetNetworkCidr: '10.20.1.0/24', ...more });
    expect((await refusalOf(authorize({ AccessGroupId: 'engineers' }))).rule).toBe('client-vpn/groups');
    expect((await refusalOf(authorize({}))).rule).toBe('client-vpn/groups');
    await authorize({ AuthorizeAllGroups: true });
  });

  test('refuses a sixth rule group of a VPC, and queries that are logged twice to one place', async () => {
    const { made, vpcId } = await bench();
    const associate = async (index: number) => {
      const FirewallRuleGroupId = (await made.create(RULES, `G${index}`, {})).physicalId;
      await made.create('AWS::Route53Resolver::FirewallRuleGroupAssociation', `A${index}`, { FirewallRuleGroupId, VpcId: vpcId, Priority: 100 + index });
    };
    for (const index of [1, 2, 3, 4, 5]) {
      await associate(index);
    }
    expect((await refusalOf(associate(6))).rule).toBe('resolver/quotas');
    const DestinationArn = (await made.create('AWS::Logs::LogGroup', 'L', { LogGroupName: 'queries' })).attributes.Arn;
    const ResolverQueryLogConfigId = (await made.create('AWS::Route53Resolver::ResolverQueryLoggingConfig', 'Q', { DestinationArn })).physicalId;
    const log = (id: string) => made.create('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', id, { ResolverQueryLogConfigId, ResourceId: vpcId });
    await log('A');
    expect((await refusalOf(log('B'))).rule).toBe('resolver/quotas');
  });

  test('refuses a VPN of parts that are not there, or not there first', async () => {
    const { made } = await bench();
    const CustomerGatewayId = (await made.create('AWS::EC2::CustomerGateway', 'C', { Type: 'ipsec.1', IpAddress: '198.51.100.7', BgpAsn: 65000 })).physicalId;
    const VpnGatewayId = (await made.create('AWS::EC2::VPNGateway', 'V', { Type: 'ipsec.1' })).physicalId;
    const connect = (more: object, place = {}) => made.create('AWS::EC2::VPNConnection', 'N', { Type: 'ipsec.1', CustomerGatewayId, VpnGatewayId, ...more }, place);
    expect((await refusalOf(connect({ CustomerGatewayId: 'cgw-0' }))).rule).toBe('vpn/parts-exist');
    expect((await refusalOf(connect({ VpnGatewayId: 'vgw-0' }))).rule).toBe('vpn/parts-exist');
    expect(await refusalOf(connect({}, { undeclared: true }))).toMatchObject({ rule: 'vpn/parts-exist', kind: 'order' });
    await connect({});
  });
});
