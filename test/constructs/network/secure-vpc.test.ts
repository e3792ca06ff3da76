import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Port } from 'aws-cdk-lib/aws-ec2';
import {
  DnsFirewall, DnsProtection, Egress, EndpointSelection, FlowLogs, InboundInternet, Ipv6, SecureVpc, SecureVpcProps, Tier, TierReach,
  VpcAddresses, VpcEncryptionControl,
} from '../../../lib/constructs/network';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const RANGE = '10.20.0.0/16';

function synthesize(props: Partial<SecureVpcProps> = {}, act: (network: SecureVpc) => void = () => undefined) {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const network = new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr(RANGE), ...props });
  act(network);
  return { app, stack, network, template: Template.fromStack(stack) };
}

interface Resource {
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: readonly string[];
}

/** Resources whose path in the construct tree holds a text; logical ids carry it. */
function named(template: Template, type: string, part: string): [string, Resource][] {
  return Object.entries(template.findResources(type)).filter(([id]) => id.startsWith(`Network${part}`)) as [string, Resource][];
}

const cidrs = (template: Template, tier: string) => named(template, 'AWS::EC2::Subnet', `${tier}Zone`).map(([, { Properties }]) => Properties.CidrBlock);
const routes = (template: Template, tier: string) => named(template, 'AWS::EC2::Route', `${tier}Zone`).map(([, { Properties }]) => Properties);

describe('defaults', () => {
  test('has no addresses of IPv6 unless they are asked for', () => {
    const { template } = synthesize();
    template.resourceCountIs('AWS::EC2::VPCCidrBlock', 0);
    template.allResourcesProperties('AWS::EC2::Subnet', { Ipv6CidrBlock: Match.absent() });
  });

  test('has three tiers in three zones, each subnet with a range and a route table of its own', () => {
    const { template } = synthesize();
    template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: RANGE, EnableDnsHostnames: true, EnableDnsSupport: true });
    template.resourceCountIs('AWS::EC2::Subnet', 9);
    template.resourceCountIs('AWS::EC2::RouteTable', 9);
    template.resourceCountIs('AWS::EC2::SubnetRouteTableAssociation', 9);
    expect(cidrs(template, 'web')).toEqual(['10.20.0.0/20', '10.20.16.0/20', '10.20.32.0/20']);
    expect(cidrs(template, 'app')).toEqual(['10.20.64.0/20', '10.20.80.0/20', '10.20.96.0/20']);
    expect(cidrs(template, 'data')).toEqual(['10.20.128.0/20', '10.20.144.0/20', '10.20.160.0/20']);
  });

  test('associates each subnet with the table of its tier and zone', () => {
    const { template } = synthesize();
    for (const [id, { Properties }] of named(template, 'AWS::EC2::SubnetRouteTableAssociation', '')) {
      const place = /^Network([a-z]+Zone\d)/.exec(id)![1];
      expect(JSON.stringify(Properties.SubnetId)).toContain(`Network${place}Subnet`);
      expect(JSON.stringify(Properties.RouteTableId)).toContain(`Network${place}RouteTable`);
    }
  });

  test('takes the zones that CloudFormation lists, with no lookup', () => {
    const { app, template } = synthesize();
    const zones = named(template, 'AWS::EC2::Subnet', 'webZone').map(([, { Properties }]) => Properties.AvailabilityZone);
    expect(zones).toEqual([0, 1, 2].map(zone => ({ 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] })));
    expect(app.synth().manifest.missing).toBeUndefined();
  });

  test('gives no public address by itself', () => {
    const { template } = synthesize({ internet: InboundInternet.loadBalancers(), egress: Egress.nat(), ipv6: Ipv6.dualStack() });
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
    const assigning = Object.values(template.findResources('AWS::EC2::Subnet')).filter(({ Properties }) => Properties.AssignIpv6AddressOnCreation === true);
    expect(assigning).toEqual([]);
  });

  test('has no way in and no way out', () => {
    const { template } = synthesize();
    ['Route', 'InternetGateway', 'NatGateway', 'EIP', 'EgressOnlyInternetGateway', 'TransitGatewayAttachment', 'VPCGatewayAttachment']
      .forEach(type => template.resourceCountIs(`AWS::EC2::${type}`, 0));
  });

  test('logs all its traffic to an encrypted log group', () => {
    const { template } = synthesize();
    template.hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Network'), 'VpcId'] }, ResourceType: 'VPC', TrafficType: 'ALL', LogDestinationType: 'cloud-watch-logs',
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue(), LogGroupName: Match.stringLikeRegexp('flow-logs') });
  });

  test('has gateway endpoints in the tables of every tier, and in no other', () => {
    const { template } = synthesize({ egress: Egress.nat() });
    const tables = Object.values(template.findResources('AWS::EC2::VPCEndpoint')).map(({ Properties }) => Properties.RouteTableIds as unknown[]);
    expect(tables).toHaveLength(2);
    tables.forEach(ids => {
      expect(ids).toHaveLength(9);
      expect(JSON.stringify(ids)).not.toContain('nat');
    });
  });

  test('closes the default security group, with a function that may change that group alone', () => {
    const { template } = synthesize();
    const group = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Network'), 'DefaultSecurityGroup'] };
    template.hasResourceProperties('Custom::DefaultSecurityGroup', { GroupId: group });
    const [role] = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => id.startsWith('DefaultSecurityGroupFunction'));
    const statements: { Action: string | string[]; Resource: unknown }[] = role[1].Properties.Policies[0].PolicyDocument.Statement;
    const [revoke] = statements.filter(({ Action }) => [Action].flat().some(action => action.startsWith('ec2:Revoke')));
    expect(revoke.Action).toEqual(['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress']);
    expect(JSON.stringify(revoke.Resource)).toMatch(/:security-group\/",\{"Fn::GetAtt":\["Network[^"]*","DefaultSecurityGroup"\]/);
    expect(statements.flatMap(({ Action }) => Action).sort()).toEqual([
      'ec2:DescribeSecurityGroupRules', 'ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress', 'logs:CreateLogStream', 'logs:PutLogEvents',
    ]);
  });

  test('gives nothing a name of the landing zone, since applications may not deploy those', () => {
    const { template } = synthesize({ egress: Egress.nat() });
    const json = template.toJSON();
    expect(JSON.stringify(json.Resources)).not.toMatch(/"\/?lz[-/]/);
    Object.values(template.findResources('AWS::Lambda::Function')).forEach(({ Properties }) => expect(Properties.FunctionName).toBeUndefined());
    Object.values(template.findResources('AWS::IAM::Role')).forEach(({ Properties }) => expect([Properties.RoleName, Properties.Path]).toEqual([undefined, undefined]));
  });

  test('names its parts after the construct, and subnets after their tier as the CDK does', () => {
    const { template } = synthesize();
    template.hasResourceProperties('AWS::EC2::VPC', { Tags: [{ Key: 'Name', Value: 'Stack/Network' }] });
    template.hasResourceProperties('AWS::EC2::Subnet', {
      Tags: [{ Key: 'aws-cdk:subnet-name', Value: 'app' }, { Key: 'aws-cdk:subnet-type', Value: 'Private' }, { Key: 'Name', Value: 'Stack/Network/app-1' }],
    });
  });

  test('has a tier for each group of subnets, whose security group lets nothing through', () => {
    const { network, template } = synthesize();
    expect(network.tiers.map(({ tierName }) => tierName)).toEqual(['web', 'app', 'data']);
    template.resourceCountIs('AWS::EC2::SecurityGroup', 3);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
  });

  test('satisfies cdk-nag as it is, and with every option', () => {
    synthesizeUnderCdkNag(stack => { new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr(RANGE) }); });
    synthesizeUnderCdkNag(stack => {
      new SecureVpc(stack, 'Network', {
        addresses: VpcAddresses.cidr(RANGE), egress: Egress.nat(), internet: InboundInternet.loadBalancers(), ipv6: Ipv6.dualStack(),
        encryptionControl: VpcEncryptionControl.enforce(), publishParameters: 'main', endpoints: EndpointSelection.sessionManager(),
      });
    });
  });
});

describe('options', () => {
  test('routes tiers with egress to the NAT gateway of their zone, and no other tier', () => {
    const { template } = synthesize({ egress: Egress.nat() });
    expect(routes(template, 'app')).toEqual([1, 2, 3].map(zone => ({
      DestinationCidrBlock: '0.0.0.0/0',
      NatGatewayId: { 'Fn::GetAtt': [expect.stringMatching(`NatGateway${zone}`), 'NatGatewayId'] },
      RouteTableId: { 'Fn::GetAtt': [expect.stringMatching(`appZone${zone}RouteTable`), 'RouteTableId'] },
    })));
    expect([routes(template, 'web'), routes(template, 'data')]).toEqual([[], []]);
  });

  test('puts NAT gateways into subnets of their own at the end of the range, and waits for their way to the internet', () => {
    const { template } = synthesize({ egress: Egress.nat() });
    expect(cidrs(template, 'nat')).toEqual(['10.20.255.128/28', '10.20.255.144/28', '10.20.255.160/28']);
    const gateways = named(template, 'AWS::EC2::NatGateway', '');
    expect(gateways).toHaveLength(3);
    gateways.forEach(([, { DependsOn }], index) => {
      expect(DependsOn).toContainEqual(expect.stringMatching(`^NetworknatZone${index + 1}DefaultRoute`));
      expect(DependsOn).toContainEqual(expect.stringMatching(`^NetworknatZone${index + 1}Association`));
    });
    named(template, 'AWS::EC2::Route', 'natZone').forEach(([, { DependsOn, Properties }]) => {
      expect(DependsOn).toEqual([expect.stringMatching('InternetGatewayAttachment')]);
      expect(Properties.GatewayId).toEqual({ 'Fn::GetAtt': [expect.stringMatching('InternetGateway'), 'InternetGatewayId'] });
    });
  });

  test('can have one NAT gateway for all zones', () => {
    const { template } = synthesize({ egress: Egress.nat({ onePerZone: false }) });
    template.resourceCountIs('AWS::EC2::NatGateway', 1);
    template.resourceCountIs('AWS::EC2::EIP', 1);
    expect(new Set(routes(template, 'app').map(({ NatGatewayId }) => JSON.stringify(NatGatewayId))).size).toBe(1);
  });

  test('routes tiers with egress to a transit gateway, once it is attached', () => {
    const { template, network } = synthesize({ egress: Egress.central('tgw-0a1b2c3d') });
    expect(cidrs(template, 'transit')).toEqual(['10.20.255.192/28', '10.20.255.208/28', '10.20.255.224/28']);
    template.hasResourceProperties('AWS::EC2::TransitGatewayAttachment', {
      TransitGatewayId: 'tgw-0a1b2c3d', SubnetIds: [1, 2, 3].map(zone => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`transitZone${zone}Subnet`), 'SubnetId'] })),
    });
    const out = named(template, 'AWS::EC2::Route', 'appZone');
    expect(out).toHaveLength(3);
    out.forEach(([, { Properties, DependsOn }]) => {
      expect(Properties).toMatchObject({ DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-0a1b2c3d' });
      expect(DependsOn).toEqual([expect.stringMatching('TransitGatewayAttachment')]);
    });
    expect([routes(template, 'web'), routes(template, 'data'), routes(template, 'transit')]).toEqual([[], [], []]);
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    expect(network.transitGatewayAttachmentId).toBeDefined();
  });

  test('routes other tiers to the networks behind the transit gateway that are named', () => {
    const { template } = synthesize({ egress: Egress.central('tgw-0a1b2c3d', { networks: ['10.0.0.0/8'] }) });
    expect(routes(template, 'data')).toMatchObject([1, 2, 3].map(() => ({ DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw-0a1b2c3d' })));
    expect(routes(template, 'web')).toHaveLength(3);
    expect(routes(template, 'app')).toMatchObject([1, 2, 3].map(() => ({ DestinationCidrBlock: '0.0.0.0/0' })));
  });

  test('lets the internet reach internet-facing tiers alone, by an internet gateway', () => {
    const { template } = synthesize({ internet: InboundInternet.loadBalancers() });
    expect(routes(template, 'web')).toHaveLength(3);
    routes(template, 'web').forEach(route => expect(route).toMatchObject({
      DestinationCidrBlock: '0.0.0.0/0', GatewayId: { 'Fn::GetAtt': [expect.stringMatching('InternetGateway'), 'InternetGatewayId'] },
    }));
    expect([routes(template, 'app'), routes(template, 'data')]).toEqual([[], []]);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
  });

  test('with IPv6 lets tiers with egress out and nobody in, and isolated ones nowhere', () => {
    const { template } = synthesize({ ipv6: Ipv6.dualStack(), egress: Egress.nat(), internet: InboundInternet.loadBalancers() });
    template.hasResourceProperties('AWS::EC2::VPCCidrBlock', { AmazonProvidedIpv6CidrBlock: true });
    const ipv6 = (tier: string) => routes(template, tier).filter(({ DestinationIpv6CidrBlock }) => DestinationIpv6CidrBlock === '::/0');
    expect(ipv6('web').map(({ GatewayId }) => GatewayId)).toEqual(Array(3).fill({ 'Fn::GetAtt': [expect.stringMatching('InternetGateway'), 'InternetGatewayId'] }));
    expect(ipv6('app').map(({ EgressOnlyInternetGatewayId }) => EgressOnlyInternetGatewayId)).toEqual(Array(3).fill({ 'Fn::GetAtt': [expect.stringMatching('EgressOnly'), 'Id'] }));
    expect(ipv6('data')).toEqual([]);
    named(template, 'AWS::EC2::Subnet', 'dataZone').forEach(([, { Properties, DependsOn }], zone) => {
      expect(Properties.Ipv6CidrBlock).toEqual({ 'Fn::Select': [8 + zone, { 'Fn::Cidr': [{ 'Fn::Select': [0, { 'Fn::GetAtt': [expect.anything(), 'Ipv6CidrBlocks'] }] }, 9 + zone, '64'] }] });
      expect(DependsOn).toEqual([expect.stringMatching('^NetworkIpv6')]);
    });
  });

  test('has no route for IPv6 with central egress, since that would pass by the inspection', () => {
    const { template } = synthesize({ ipv6: Ipv6.dualStack(), egress: Egress.central('tgw-0a1b2c3d') });
    template.resourceCountIs('AWS::EC2::EgressOnlyInternetGateway', 0);
    expect(routes(template, 'app').filter(({ DestinationIpv6CidrBlock }) => DestinationIpv6CidrBlock)).toEqual([]);
  });

  test('takes addresses from a pool, and has CloudFormation cut what it gets', () => {
    const { template } = synthesize({ addresses: VpcAddresses.ipam({ ipamPoolId: 'ipam-pool-0a1b2c3d', netmaskLength: 20 }), egress: Egress.nat() });
    template.hasResourceProperties('AWS::EC2::VPC', { Ipv4IpamPoolId: 'ipam-pool-0a1b2c3d', Ipv4NetmaskLength: 20, CidrBlock: Match.absent() });
    const vpc = { 'Fn::GetAtt': [expect.stringMatching('^Network'), 'CidrBlock'] };
    expect(cidrs(template, 'app')).toEqual([4, 5, 6].map(index => ({ 'Fn::Select': [index, { 'Fn::Cidr': [vpc, index + 1, '8'] }] })));
    expect(cidrs(template, 'nat')).toEqual([248, 249, 250].map(index => ({ 'Fn::Select': [index, { 'Fn::Cidr': [vpc, index + 1, '4'] }] })));
  });

  test('cuts in two steps what CloudFormation cannot cut in one', () => {
    const { template } = synthesize({ addresses: VpcAddresses.ipam({ ipamPoolId: 'ipam-pool-0a1b2c3d', netmaskLength: 16 }), egress: Egress.nat() });
    const vpc = { 'Fn::GetAtt': [expect.stringMatching('^Network'), 'CidrBlock'] };
    const last = { 'Fn::Select': [15, { 'Fn::Cidr': [vpc, 16, '12'] }] };
    expect(cidrs(template, 'nat')[0]).toEqual({ 'Fn::Select': [248, { 'Fn::Cidr': [last, 249, '4'] }] });
  });

  test('takes zones by their names, and other numbers of zones', () => {
    const names = ['eu-central-1a', 'eu-central-1c'];
    const { template, network } = synthesize({ availabilityZoneNames: names });
    expect(named(template, 'AWS::EC2::Subnet', 'webZone').map(([, { Properties }]) => Properties.AvailabilityZone)).toEqual(names);
    expect(network.availabilityZones).toEqual(names);
    synthesize({ availabilityZones: 1 }).template.resourceCountIs('AWS::EC2::Subnet', 3);
  });

  test('leaves the addresses of a tier alone when zones and tiers are added', () => {
    const before = synthesize({ availabilityZones: 2 }).template;
    const after = synthesize({ availabilityZones: 4, tiers: [Tier.web(), Tier.app(), Tier.data(), Tier.custom('queue', { reach: TierReach.ISOLATED })] }).template;
    ['web', 'app', 'data'].forEach(tier => expect(cidrs(after, tier).slice(0, 2)).toEqual(cidrs(before, tier)));
  });

  test('can be cut into smaller subnets', () => {
    const { template } = synthesize({ addresses: VpcAddresses.cidr(RANGE, { subnetMask: 24 }) });
    expect(cidrs(template, 'data')).toEqual(['10.20.8.0/24', '10.20.9.0/24', '10.20.10.0/24']);
  });

  test('watches encryption, or enforces it but for the gateways it has', () => {
    synthesize({ encryptionControl: VpcEncryptionControl.monitor(), egress: Egress.nat() }).template
      .hasResourceProperties('AWS::EC2::VPCEncryptionControl', { Mode: 'monitor', VpcId: Match.anyValue(), InternetGatewayExclusionInput: Match.absent() });
    synthesize({ encryptionControl: VpcEncryptionControl.enforce(), egress: Egress.nat(), ipv6: Ipv6.dualStack() }).template
      .hasResourceProperties('AWS::EC2::VPCEncryptionControl', { Mode: 'enforce', EgressOnlyInternetGatewayExclusionInput: 'enable' });
    synthesize({ encryptionControl: VpcEncryptionControl.enforce(), egress: Egress.nat() }).template
      .hasResourceProperties('AWS::EC2::VPCEncryptionControl', {
        Mode: 'enforce', InternetGatewayExclusionInput: 'enable', NatGatewayExclusionInput: 'enable', EgressOnlyInternetGatewayExclusionInput: Match.absent(),
      });
    synthesize({ encryptionControl: VpcEncryptionControl.enforce() }).template
      .hasResourceProperties('AWS::EC2::VPCEncryptionControl', { Mode: 'enforce', InternetGatewayExclusionInput: Match.absent(), NatGatewayExclusionInput: Match.absent() });
  });

  test('takes its name and the destination of its logs', () => {
    const { template } = synthesize({ vpcName: 'orders', flowLogs: FlowLogs.logArchive({ logArchiveAccountId: '222222222222', homeRegion: 'eu-central-1' }) });
    template.hasResourceProperties('AWS::EC2::VPC', { Tags: [{ Key: 'Name', Value: 'orders' }] });
    template.hasResourceProperties('AWS::EC2::FlowLog', { LogDestinationType: 's3' });
    template.resourceCountIs('AWS::KMS::Key', 0);
  });

  test('filters and logs the names that are asked for', () => {
    const { template, stack } = synthesize({ dns: DnsProtection.of({ firewall: DnsFirewall.blocking({ blockedDomains: ['*.example.com'] }) }) });
    const vpcId = stack.resolve((stack.node.findChild('Network') as SecureVpc).vpcId);
    template.hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroupAssociation', { VpcId: vpcId });
    synthesize().template.resourceCountIs('AWS::Route53Resolver::FirewallRuleGroupAssociation', 0);
  });

  test('opens internet-facing tiers alone to the internet, and only where it is let in', () => {
    const open = synthesize({ internet: InboundInternet.loadBalancers() }).network;
    expect(() => open.tier('web').allowFromInternet(Port.HTTPS)).not.toThrow();
    expect(() => open.tier('app').allowFromInternet(Port.HTTPS)).toThrow();
    expect(() => synthesize().network.tier('web').allowFromInternet(Port.HTTPS)).toThrow();
  });

  test('tells route tables and subnets of tiers, and of its own', () => {
    const { network, stack } = synthesize({ egress: Egress.nat() });
    expect(stack.resolve(network.routeTableIds('nat'))).toHaveLength(3);
    expect(stack.resolve(network.subnetIds('data'))[1]).toEqual({ 'Fn::GetAtt': [expect.stringMatching('dataZone2Subnet'), 'SubnetId'] });
  });

  test('has tiers that name each other', () => {
    const { template } = synthesize({}, network => network.tier('app').allowTo(network.tier('data'), Port.POSTGRES));
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
  });
});

describe('validation', () => {
  const attempt = (props: Partial<SecureVpcProps>) => () => synthesize(props);

  test('fails with every problem at once', () => {
    expect(attempt({
      availabilityZones: 5, availabilityZoneNames: ['eu-central-1a', 'eu-central-1a'], vpcName: 'a name', publishParameters: 'Main', overlapsBecause: ' ',
    })).toThrow(/6 problems/);
  });

  test.each<[string, Partial<SecureVpcProps>, RegExp]>([
    ['no tier', { tiers: [] }, /'tiers' must have a tier, got none/],
    ['two tiers of one name', { tiers: [Tier.app(), Tier.app()] }, /'tiers' must not repeat, got "app" 2 times/],
    ['no zone', { availabilityZones: 0 }, /'availabilityZones' must be 1 to 4 whole zones, got 0/],
    ['a number and names of zones', { availabilityZones: 1, availabilityZoneNames: ['eu-central-1a'] }, /'availabilityZones' must not stand beside 'availabilityZoneNames'/],
    ['what is no zone', { availabilityZoneNames: ['EU'] }, /'availabilityZoneNames' must be names of zones such as "eu-central-1a", got "EU"/],
    ['more tiers than have room', { tiers: [1, 2, 3, 4, 5].map(n => Tier.custom(`t${n}`, { reach: TierReach.ISOLATED })) }, /'addresses' must have room for 5 tiers of 4 subnets of \/20, got \/16/],
    ['no room for NAT gateways', { addresses: VpcAddresses.cidr('10.0.0.0/24'), availabilityZones: 3, egress: Egress.nat() }, /'addresses' must have room for 3 tiers of 4 subnets of \/28 and for "nat", got \/24/],
    ['no reason', { overlapsBecause: '' }, /'overlapsBecause' must give a reason, got nothing/],
    ['what is no name', { publishParameters: '/lz' }, /'publishParameters' must have 1 to 32 lower case letters/],
  ])('fails with %s, and says so', (_, props, message) => {
    expect(attempt(props)).toThrow(message);
  });

  test('fails for a tier that is not there, and says which there are', () => {
    const { network } = synthesize();
    expect(() => network.tier('cache')).toThrow(/'tierName' must be one of \["web","app","data"\], got "cache"/);
    expect(() => network.routeTableIds('nat')).toThrow(/'tierName' must be one of \["web","app","data"\], got "nat"/);
  });

  test('fails for public subnets where the internet is not let in, and says what to do', () => {
    const { network } = synthesize();
    expect(() => network.selectSubnets({ subnetType: 'Public' as never })).toThrow(/'subnetType' must not be PUBLIC where the internet is not let in.*InboundInternet.loadBalancers/);
    expect(network.publicSubnets).toEqual([]);
  });

  test('a small VPC has room for tiers with central egress', () => {
    const { template } = synthesize({ addresses: VpcAddresses.cidr('10.0.0.0/24'), egress: Egress.central('tgw-0a1b2c3d') });
    expect(cidrs(template, 'transit')).toEqual(['10.0.0.192/28', '10.0.0.208/28', '10.0.0.224/28']);
  });

  describe('of overlaps', () => {
    function two(second: string, overlapsBecause?: string) {
      const app = new App();
      new SecureVpc(new Stack(app, 'One'), 'Network', { addresses: VpcAddresses.cidr(RANGE) });
      new SecureVpc(new Stack(app, 'Two'), 'Network', { addresses: VpcAddresses.cidr(second), overlapsBecause });
      return () => app.synth();
    }

    test.each(['10.20.0.0/16', '10.20.240.0/20'])('fails when another VPC of the app has %s, and names both', range => {
      expect(two(range)).toThrow(`'addresses' must not overlap with those of another VPC, got ${range} at "Two/Network" and 10.20.0.0/16 at "One/Network"`);
    });

    test('passes when ranges are apart, and with a reason', () => {
      expect(two('10.21.0.0/16')).not.toThrow();
      expect(two(RANGE, 'a sandbox, which is connected to nothing')).not.toThrow();
    });

    test('passes addresses of a pool, which gives none twice', () => {
      const app = new App();
      const addresses = VpcAddresses.ipam({ ipamPoolId: 'ipam-pool-0a1b2c3d', netmaskLength: 20 });
      ['One', 'Two'].forEach(id => new SecureVpc(new Stack(app, id), 'Network', { addresses }));
      expect(() => app.synth()).not.toThrow();
    });
  });
});
