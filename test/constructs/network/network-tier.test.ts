import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnPrefixList, CfnSecurityGroup, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { EndpointSelection, NamedNetwork, NetworkTier, NetworkTierProps, SecurityGroupQuotaOptions, SecurityGroupQuotas, VpcEndpoints } from '../../../lib/constructs/network';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { plainVpc } from './plain-vpc';

type Tiers = Readonly<Record<'web' | 'app' | 'data', NetworkTier>>;

function threeTiers(stack: Stack, props: Partial<NetworkTierProps> = {}): Tiers {
  const { vpc, subnets } = plainVpc(stack);
  const tier = (tierName: string) => new NetworkTier(stack, tierName, { tierName, vpc, subnets, internetFacing: tierName === 'web', ...props });
  return { web: tier('web'), app: tier('app'), data: tier('data') };
}

function templateOf(build: (tiers: Tiers, stack: Stack) => void, props?: Partial<NetworkTierProps>): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  build(threeTiers(stack, props), stack);
  return Template.fromStack(stack);
}

const rules = (template: Template, direction: 'Ingress' | 'Egress') =>
  Object.values(template.findResources(`AWS::EC2::SecurityGroup${direction}`)).map(({ Properties }) => Properties);

const group = (tier: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${tier}SecurityGroup`), 'GroupId'] });

describe('defaults', () => {
  test('lets nothing in, and nothing out', () => {
    const template = templateOf(() => {});
    template.resourceCountIs('AWS::EC2::SecurityGroup', 3);
    template.allResourcesProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [{ IpProtocol: 'icmp', CidrIp: '255.255.255.255/32', FromPort: 252, ToPort: 86, Description: 'Nothing may leave' }],
    });
    expect([...rules(template, 'Ingress'), ...rules(template, 'Egress')]).toEqual([]);
  });

  test('names its group by the tag that CDK names subnets by', () => {
    templateOf(() => {}).hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'What runs in the tier app', VpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] },
      Tags: Match.arrayWith([{ Key: 'aws-cdk:subnet-name', Value: 'app' }]),
    });
  });

  test('turns on the refusal of administration from the internet for the whole app', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    threeTiers(stack);
    new CfnSecurityGroup(stack, 'Old', { groupDescription: 'old', securityGroupIngress: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0' }] });
    expect(() => app.synth()).toThrow(/of Stack\/Old must not let everybody in to port 22/);
  });

  test('knows its subnets', () => {
    const { app } = threeTiers(new Stack());
    expect(app.subnets.subnets).toHaveLength(2);
    expect(app.tierName).toBe('app');
  });

  test('passes cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      const { web, app, data } = threeTiers(stack);
      web.allowTo(app, Port.HTTPS);
      app.allowTo(data, Port.POSTGRES);
    });
  });
});

describe('options', () => {
  test('opens a port between tiers at both ends, each naming the other group', () => {
    const template = templateOf(({ app, data }) => app.allowTo(data, Port.POSTGRES));
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: group('app'), DestinationSecurityGroupId: group('data'), IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, Description: 'app to data',
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: group('data'), SourceSecurityGroupId: group('app'), IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, Description: 'app to data',
    });
    expect([...rules(template, 'Ingress'), ...rules(template, 'Egress')]).toHaveLength(2);
  });

  test('lets members of a tier talk to each other when it is its own peer', () => {
    const template = templateOf(({ app }) => app.allowTo(app, Port.tcp(7946), 'members of the cluster'));
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: group('app'), SourceSecurityGroupId: group('app'), Description: 'members of the cluster' });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { GroupId: group('app'), DestinationSecurityGroupId: group('app') });
  });

  test('calls a group that no tier has', () => {
    const template = templateOf(({ app }, stack) => app.allowToSecurityGroup(SecurityGroup.fromSecurityGroupId(stack, 'Other', 'sg-0a1b2c3d'), Port.MYSQL_AURORA));
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { GroupId: group('app'), DestinationSecurityGroupId: 'sg-0a1b2c3d', FromPort: 3306 });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-0a1b2c3d', SourceSecurityGroupId: group('app'), Description: 'from app' });
  });

  test('lets a named network in, and out to one', () => {
    const template = templateOf(({ app }) => {
      app.allowFromNetwork(NamedNetwork.of('corporate offices', '203.0.113.0/24'), Port.HTTPS);
      app.allowToNetwork(NamedNetwork.of('data center', '2001:db8::/32'), Port.tcp(1521));
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: group('app'), CidrIp: '203.0.113.0/24', FromPort: 443, Description: 'from corporate offices' });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { GroupId: group('app'), CidrIpv6: '2001:db8::/32', FromPort: 1521, Description: 'to data center' });
  });

  test('lets a prefix list in', () => {
    templateOf(({ web }) => web.allowFromPrefixList('CloudFront', 'pl-a3a144ca', Port.HTTPS))
      .hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: group('web'), SourcePrefixListId: 'pl-a3a144ca', Description: 'from CloudFront' });
  });

  test('lets everybody in over both families where a tier faces the internet, and out', () => {
    const template = templateOf(({ web, app }) => {
      web.allowFromInternet(Port.HTTPS);
      app.allowToInternet(Port.HTTPS);
    });
    expect(rules(template, 'Ingress').map(({ CidrIp, CidrIpv6, FromPort }) => [CidrIp ?? CidrIpv6, FromPort])).toEqual([['0.0.0.0/0', 443], ['::/0', 443]]);
    expect(rules(template, 'Egress').map(({ CidrIp, CidrIpv6, FromPort }) => [CidrIp ?? CidrIpv6, FromPort])).toEqual([['0.0.0.0/0', 443], ['::/0', 443]]);
  });

  test('calls interface endpoints by their group, and gateway endpoints by the list of their addresses', () => {
    const template = templateOf((_, stack) => {
      const { vpc, subnets } = plainVpc(new Stack(stack, 'Inner', { env: { account: '111122223333', region: 'eu-central-1' } }));
      const endpoints = new VpcEndpoints(stack, 'Endpoints', { vpc, subnets, routeTableIds: ['rtb-1'], selection: EndpointSelection.interfaces({ services: ['ecr.api'] }) });
      new NetworkTier(stack, 'Tier', { tierName: 'batch', vpc, subnets, endpoints }).allowToEndpoints();
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { DestinationSecurityGroupId: group('Endpoints'), FromPort: 443, ToPort: 443 });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: group('Endpoints'), SourceSecurityGroupId: group('Tier'), FromPort: 443 });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { GroupId: group('Tier'), DestinationPrefixListId: 'pl-6ea54007', FromPort: 443 });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { GroupId: group('Tier'), DestinationPrefixListId: 'pl-66a5400f', FromPort: 443 });
  });
});

describe('import', () => {
  test('takes a group that there is already, and adds rules to it', () => {
    const template = templateOf(({ app, data }) => app.allowTo(data, Port.POSTGRES), {
      securityGroup: SecurityGroup.fromSecurityGroupId(new Stack(), 'Shared', 'sg-0a1b2c3d', { allowAllOutbound: false }),
    });
    template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  });

  test('is what other constructs connect to', () => {
    const template = templateOf(({ web, app }) => web.connections.allowTo(app, Port.HTTPS));
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { GroupId: group('web'), DestinationSecurityGroupId: group('app') });
  });
});

describe('validation', () => {
  test.each([
    20, 21, 22, 23, 25, 110, 135, 137, 138, 139, 143, 389, 445, 636, 1433, 1434, 1521, 2049, 2375, 2376, 2379, 3000, 3306, 3389,
    4333, 5000, 5432, 5439, 5500, 5601, 5900, 5985, 5986, 6379, 8080, 8088, 8888, 9042, 9092, 9200, 9300, 10250, 11211, 27017,
  ])('fails when the internet is let in to port %d, and names it', port => {
    expect(() => templateOf(({ web }) => web.allowFromInternet(Port.tcp(port)))).toThrow(`'port' must not be open to everybody, got ${port} with ${port}: name the network`);
  });

  test('fails when a network is everywhere, or no network, and says which call means that', () => {
    expect(() => NamedNetwork.of('all', '0.0.0.0/0')).toThrow("'cidr' must not be everywhere, got \"0.0.0.0/0\": name a range, or call 'allowFromInternet' or 'allowToInternet'");
    expect(() => NamedNetwork.of('all', '0::0/0')).toThrow("'cidr' must not be everywhere");
    expect(() => NamedNetwork.of('half of it', '128.0.0.0/1')).toThrow("'cidr' must not be everywhere");
    expect(() => NamedNetwork.of('offices', '203.0.113.300/24')).toThrow("'cidr' must be a range of addresses");
    expect(() => NamedNetwork.of('', '203.0.113.0')).toThrow('2 problems');
  });

  test('fails when the internet is let into a tier that does not face it, and says what to do', () => {
    expect(() => templateOf(({ app }) => app.allowFromInternet(Port.HTTPS)))
      .toThrow("'tierName' must be that of a tier which faces the internet, got \"app\": put a load balancer into one that does");
  });

  test.each([
    ['SSH', Port.SSH], ['RDP', Port.RDP], ['PostgreSQL', Port.POSTGRES], ['a range around a database', Port.tcpRange(3000, 4000)],
    ['all traffic', Port.allTraffic()], ['all of UDP', Port.allUdp()], ['RDP over UDP', Port.udp(3389)],
  ])('fails when the internet is let in to %s', (_, port) => {
    expect(() => templateOf(({ web }) => web.allowFromInternet(port))).toThrow("'port' must not be open to everybody");
  });

  test('fails when endpoints are called that are not there', () => {
    expect(() => templateOf(({ app }) => app.allowToEndpoints())).toThrow("'endpoints' must be given for \"app\" to call them, got none");
  });

  test('fails when a name, a description or the subnets are not what AWS takes', () => {
    expect(() => templateOf(() => {}, { tierName: 'my tier' })).toThrow("'tierName' must be letters, digits and hyphens");
    expect(() => templateOf(() => {}, { subnets: [] })).toThrow("'subnets' must hold one subnet a zone, got none");
    expect(() => templateOf(({ app, data }) => app.allowTo(data, Port.POSTGRES, 'für alle'))).toThrow("'description' must have characters that a rule may have");
    expect(() => templateOf(({ app, data }) => app.allowTo(data, Port.POSTGRES, 'x'.repeat(256)))).toThrow("'description' must have 1 to 255 characters");
  });

  const openPorts = (count: number) => ({ web, app }: Tiers) =>
    Array.from({ length: count }, (_, index) => web.allowTo(app, Port.tcp(9000 + index)));

  test('takes 60 rules of a group, that which lets nothing out among them, and fails at 61', () => {
    expect(() => templateOf(openPorts(59))).not.toThrow();
    expect(() => templateOf(openPorts(61))).toThrow(/security group app.* must have at most 60 ingress rules of IPv4, got 61/);
    expect(() => templateOf(openPorts(60))).toThrow(/security group web.* must have at most 60 egress rules of IPv4, got 61/);
  });

  test('counts rules of IPv6 by themselves', () => {
    const withRules = (count: number) => () => templateOf((_, stack) => new CfnSecurityGroup(stack, 'Partners', {
      groupDescription: 'partners',
      securityGroupIngress: Array.from({ length: count }, (_, index) => ({ ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIpv6: `2001:db8:${index + 1}::/48` })),
    }));
    expect(withRules(60)).not.toThrow();
    expect(withRules(61)).toThrow(/Partners.* must have at most 60 ingress rules of IPv6, got 61/);
  });

  test('takes more rules where the quota was raised', () => {
    const stack = new Stack(new App(), 'Stack');
    SecurityGroupQuotas.check(stack.node.root, { rulesPerDirection: 101 });
    openPorts(100)(threeTiers(stack));
    expect(() => Template.fromStack(stack)).not.toThrow();
    expect(() => SecurityGroupQuotas.check(stack, { rulesPerDirection: 0 })).toThrow("'rulesPerDirection' must be 1 to 1000 whole rules, got 0");
  });

  test.each<[string, SecurityGroupQuotaOptions, boolean]>([
    ['200 rules of 5 groups', { rulesPerDirection: 200 }, true],
    ['201 rules of 5 groups', { rulesPerDirection: 201 }, false],
    ['62 rules of 16 groups', { rulesPerDirection: 62, groupsPerInterface: 16 }, true],
    ['63 rules of 16 groups', { rulesPerDirection: 63, groupsPerInterface: 16 }, false],
  ])('knows that AWS takes at most 1,000 rules an interface: %s', (_, options, isTaken) => {
    const check = () => SecurityGroupQuotas.check(new Stack(), options);
    if (isTaken) {
      expect(check).not.toThrow();
    } else {
      expect(check).toThrow(/'rulesPerDirection' must be at most 1000 multiplied by 'groupsPerInterface', got \d+ x \d+/);
    }
  });

  test('fails for quotas that AWS has not, all at once', () => {
    expect(() => SecurityGroupQuotas.check(new Stack(), { groupsPerInterface: 17, groupsPerRegion: 0 }))
      .toThrow(/'groupsPerInterface' must be 1 to 16 whole groups, got 17[^]*'groupsPerRegion' must be 1 to 1000000 whole groups, got 0/);
  });
});

describe('quotas of groups', () => {
  const checked = (build: (stack: Stack) => void, options?: SecurityGroupQuotaOptions) => () => {
    const app = new App();
    SecurityGroupQuotas.check(app, options);
    build(new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } }));
    app.synth();
  };
  const groups = (count: number) => Array.from({ length: count }, (_, index) => `sg-${index}`);
  const resource = (cfnType: string, properties: object) => (stack: Stack) => new CfnResource(stack, 'Thing', { type: cfnType, properties: { ...properties } });

  test.each<[string, (ids: unknown) => object, string]>([
    ['AWS::EC2::Instance', ids => ({ SecurityGroupIds: ids }), 'SecurityGroupIds'],
    ['AWS::EC2::Instance', ids => ({ NetworkInterfaces: [{ GroupSet: ids }] }), 'NetworkInterfaces.0.GroupSet'],
    ['AWS::EC2::LaunchTemplate', ids => ({ LaunchTemplateData: { NetworkInterfaces: [{ Groups: ids }] } }), 'LaunchTemplateData.NetworkInterfaces.0.Groups'],
    ['AWS::Lambda::Function', ids => ({ VpcConfig: { SecurityGroupIds: ids } }), 'VpcConfig.SecurityGroupIds'],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', ids => ({ SecurityGroups: ids }), 'SecurityGroups'],
    ['AWS::RDS::DBCluster', ids => ({ VpcSecurityGroupIds: ids }), 'VpcSecurityGroupIds'],
    ['AWS::EC2::Instance', ids => ({ SecurityGroupIds: { 'Fn::If': ['C', groups(1), ids] } }), 'SecurityGroupIds'],
  ])('refuses six of %s on an interface, and takes five (%#)', (cfnType, properties, property) => {
    expect(checked(resource(cfnType, properties(groups(5))))).not.toThrow();
    expect(checked(resource(cfnType, properties(groups(6)))))
      .toThrow(`'${property}' of Stack/Thing (${cfnType}) must name at most 5 security groups, got 6`);
    expect(checked(resource(cfnType, properties(groups(6))), { groupsPerInterface: 6 })).not.toThrow();
  });

  test('takes other lists of that name', () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(checked(resource('AWS::IAM::Policy', { Groups: six.map(Ref => ({ Ref })) }))).not.toThrow();
    expect(checked(resource('AWS::ElastiCache::CacheCluster', { SecurityGroups: six }))).not.toThrow();
  });

  test('refuses more than an account may have in a region, over all stacks', () => {
    const group = (stack: Stack) => new CfnSecurityGroup(stack, 'Group', { groupDescription: 'a group' });
    const two = (region: string) => checked(stack => {
      group(stack);
      group(new Stack(stack.node.root, 'Other', { env: { account: '111122223333', region } }));
    }, { groupsPerRegion: 1 });
    expect(two('eu-central-1')).toThrow('111122223333 in eu-central-1 must have at most 1 security groups, got 2');
    expect(two('eu-west-1')).not.toThrow();
  });

  const fromList = (id: string) => (stack: Stack) => new CfnSecurityGroup(stack, 'Group', {
    groupDescription: 'a group', securityGroupIngress: [1, 2].map(port => ({ ipProtocol: 'tcp', fromPort: port, toPort: port, sourcePrefixListId: id })),
  });

  test('counts a prefix list of the app for as many rules as it may have entries', () => {
    const withList = (maxEntries: number) => checked(stack =>
      fromList(new CfnPrefixList(stack, 'List', { addressFamily: 'IPv4', maxEntries, prefixListName: 'partners' }).attrPrefixListId)(stack));
    expect(withList(30)).not.toThrow();
    expect(withList(31)).toThrow('security group Group must have at most 60 ingress rules of IPv4, got 62');
  });

  test('counts a prefix list of somebody else for as many as it is told', () => {
    expect(checked(fromList('pl-1'))).not.toThrow();
    expect(checked(fromList('pl-1'), { prefixListWeights: { 'pl-1': 55 } })).toThrow('got 110');
  });

  test('counts the branch with the most rules', () => {
    const rules = (count: number) => Array.from({ length: count }, (_, index) => ({ IpProtocol: 'tcp', FromPort: index, ToPort: index, CidrIp: '10.0.0.0/8' }));
    const branches = (first: number, second: number) =>
      checked(resource('AWS::EC2::SecurityGroup', { GroupDescription: 'a group', SecurityGroupIngress: { 'Fn::If': ['C', rules(first), rules(second)] } }));
    expect(branches(60, 59)).not.toThrow();
    expect(branches(1, 61)).toThrow('must have at most 60 ingress rules of IPv4, got 61');
  });
});
