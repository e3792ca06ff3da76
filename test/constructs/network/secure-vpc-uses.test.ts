import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Instance, InstanceClass, InstanceSize, InstanceType, MachineImage, Port, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { AuroraPostgresEngineVersion, ClusterInstance, DatabaseCluster, DatabaseClusterEngine } from 'aws-cdk-lib/aws-rds';
import {
  DefaultSecurityGroupFunction, DefaultSecurityGroupRole, Egress, EndpointSelection, FlowLogs, InboundInternet, SecureVpc, SecureVpcProps,
  Tier, TierReach, VpcAddresses,
} from '../../../lib/constructs/network';
import { Organization, StackSet, StackSetTargets } from '../../../lib/constructs/organization';

const ENV = { account: '111122223333', region: 'eu-central-1' };

function stackWith(build: (stack: Stack, network: SecureVpc) => void, props: Partial<SecureVpcProps> = {}, env?: typeof ENV) {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env });
  build(stack, new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16'), ...props }));
  return { app, stack, template: Template.fromStack(stack) };
}

const subnets = (tier: string) => [1, 2, 3].map(zone => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^Network${tier}Zone${zone}Subnet`), 'SubnetId'] }));

const handlerIn = (stack: Stack, props: object) =>
  new Function(stack, 'Handler', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = () => 1'), ...props });

describe.each([['explicit', ENV], ['agnostic', undefined]])('in a stack with an %s environment', (_, env) => {
  test('a function that names no subnets runs in the app tier alone', () => {
    const { template } = stackWith((stack, network) => handlerIn(stack, { vpc: network, securityGroups: [network.tier('app').securityGroup] }), {}, env);
    template.hasResourceProperties('AWS::Lambda::Function', { VpcConfig: { SubnetIds: subnets('app') } });
  });

  test('a database cluster stands in the data tier, and the app reaches it', () => {
    const { template } = stackWith((stack, network) => {
      new DatabaseCluster(stack, 'Orders', {
        engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_16_4 }),
        writer: ClusterInstance.serverlessV2('writer'),
        vpc: network,
        vpcSubnets: network.tier('data').subnets,
        securityGroups: [network.tier('data').securityGroup],
      });
      network.tier('app').allowTo(network.tier('data'), Port.POSTGRES);
    }, {}, env);
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: subnets('data') });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });

  test('a load balancer that faces the internet stands in the web tier, and waits for its route', () => {
    const { template } = stackWith((stack, network) => new ApplicationLoadBalancer(stack, 'Front', {
      vpc: network, internetFacing: true, securityGroup: network.tier('web').securityGroup,
    }), { internet: InboundInternet.loadBalancers() }, env);
    template.hasResource('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Properties: { Scheme: 'internet-facing', Subnets: subnets('web') },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^NetworkwebZone1DefaultRoute'), Match.stringLikeRegexp('^NetworkwebZone3DefaultRoute')]),
    });
  });

  test('a service, a file system and an instance run in it', () => {
    const { template } = stackWith((stack, network) => {
      const definition = new FargateTaskDefinition(stack, 'Task');
      definition.addContainer('main', { image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox') });
      new FargateService(stack, 'Service', { cluster: new Cluster(stack, 'Cluster', { vpc: network }), taskDefinition: definition });
      new FileSystem(stack, 'Files', { vpc: network, vpcSubnets: network.tier('data').subnets, removalPolicy: RemovalPolicy.DESTROY });
      new Instance(stack, 'Instance', {
        vpc: network,
        instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.MICRO),
        machineImage: MachineImage.latestAmazonLinux2023(),
      });
    }, { egress: Egress.nat() }, env);
    template.hasResourceProperties('AWS::ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets('app') } } });
    template.resourceCountIs('AWS::EFS::MountTarget', 3);
    template.hasResourceProperties('AWS::EC2::Instance', { SubnetId: subnets('app')[0] });
  });

  test('needs no lookup and no asset', () => {
    const { app } = stackWith(() => undefined, { egress: Egress.nat(), internet: InboundInternet.loadBalancers() }, env);
    const assembly = app.synth();
    expect(assembly.manifest.missing).toBeUndefined();
    const files = assembly.artifacts.flatMap(artifact => 'contents' in artifact ? Object.keys((artifact.contents as { files?: object }).files ?? {}) : []);
    expect(files).toHaveLength(1); // the template itself
  });

  test('makes the same template each time', () => {
    const json = () => JSON.stringify(stackWith(() => undefined, { egress: Egress.nat(), publishParameters: 'main' }, env).template.toJSON());
    expect(json()).toBe(json());
  });
});

describe('selections', () => {
  test('subnets are found by the type and by the name of their tier', () => {
    stackWith((stack, network) => {
      const ids = (selection: object) => stack.resolve(network.selectSubnets(selection).subnetIds);
      expect(ids({ subnetType: SubnetType.PRIVATE_ISOLATED })).toEqual(ids({ subnetGroupName: 'data' }));
      expect(ids({ subnetType: SubnetType.PRIVATE_WITH_EGRESS })).toEqual(ids({}));
      expect(ids({ subnetType: SubnetType.PUBLIC })).toEqual(ids(network.tier('web').subnets));
      expect(network.selectSubnets({ subnetType: SubnetType.PUBLIC }).hasPublic).toBe(true);
      expect([network.publicSubnets, network.privateSubnets, network.isolatedSubnets].map(list => list.length)).toEqual([3, 3, 3]);
    }, { internet: InboundInternet.loadBalancers() });
  });

  test('what names no subnets goes to one tier, where several are alike', () => {
    stackWith((stack, network) => {
      expect(stack.resolve(network.selectSubnets().subnetIds)).toEqual(stack.resolve(network.subnetIds('jobs')));
    }, { tiers: [Tier.custom('jobs', { reach: TierReach.EGRESS }), Tier.app(), Tier.data()] });
  });

  test('subnets know their zone, their range and their route table', () => {
    stackWith((stack, network) => {
      const [subnet] = network.selectSubnets({ subnetGroupName: 'data' }).subnets;
      expect(subnet.ipv4CidrBlock).toBe('10.20.128.0/20');
      expect(stack.resolve(subnet.routeTable.routeTableId)).toEqual({ 'Fn::GetAtt': [expect.stringMatching('dataZone1RouteTable'), 'RouteTableId'] });
      expect(stack.resolve(subnet.availabilityZone)).toEqual({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] });
      expect([network.vpcCidrBlock, stack.resolve(network.vpcArn)]).toEqual(['10.20.0.0/16', expect.anything()]);
    });
  });
});

describe('in a template that goes to many accounts and regions', () => {
  function stackSet() {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: ENV });
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' });
    const targets = StackSetTargets.organization(organization);
    const global = new StackSet(stack, 'Global', { stackSetName: 'global', targets, regions: ['eu-central-1'] });
    const regional = new StackSet(stack, 'Regional', { stackSetName: 'regional', targets, regions: ['eu-central-1', 'eu-west-1'] });
    new DefaultSecurityGroupRole(global.template, 'DefaultSecurityGroup');
    const pool = regional.addParameter('Pool', 'ipam-pool-0a1b2c3d');
    new SecureVpc(regional.template, 'Network', {
      addresses: VpcAddresses.ipam({ ipamPoolId: pool, netmaskLength: 20 }),
      egress: Egress.central(regional.addParameter('TransitGateway', 'tgw-0a1b2c3d')),
      flowLogs: FlowLogs.logArchive({ logArchiveAccountId: '222222222222', homeRegion: 'eu-central-1' }),
      defaultSecurityGroup: DefaultSecurityGroupFunction.ofLandingZone(),
      publishParameters: 'main',
    });
    return { app, global: Template.fromStack(global.template), regional: Template.fromStack(regional.template) };
  }

  test('it has no role, no asset and no lookup there, and the function of the landing zone', () => {
    const { app, regional } = stackSet();
    ['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].forEach(type => regional.resourceCountIs(type, 0));
    regional.hasResourceProperties('AWS::Lambda::Function', { FunctionName: 'lz-default-security-group' });
    expect(app.synth().manifest.missing).toBeUndefined();
  });

  test('takes the pool and the transit gateway as parameters', () => {
    const { regional } = stackSet();
    regional.hasResourceProperties('AWS::EC2::VPC', { Ipv4IpamPoolId: { Ref: 'Pool' }, Ipv4NetmaskLength: 20 });
    regional.hasResourceProperties('AWS::EC2::TransitGatewayAttachment', { TransitGatewayId: { Ref: 'TransitGateway' } });
  });

  test('has a role in the template that goes once into an account, which only takes rules away', () => {
    const { global } = stackSet();
    const [role] = Object.values(global.findResources('AWS::IAM::Role'));
    expect([role.Properties.RoleName, role.Properties.Path]).toEqual(['lz-default-security-group', '/lz/']);
    const statements: { Action: string | string[]; Resource: unknown }[] = role.Properties.Policies[0].PolicyDocument.Statement;
    expect(statements.flatMap(({ Action }) => Action).filter(action => action.startsWith('ec2:'))).toEqual([
      'ec2:DescribeSecurityGroupRules', 'ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress',
    ]);
    const [revoke] = statements.filter(({ Action }) => [Action].flat().includes('ec2:RevokeSecurityGroupIngress'));
    expect(JSON.stringify(revoke.Resource)).toContain('{"Ref":"AWS::AccountId"},":security-group/*"');
  });
});

describe('import', () => {
  function imported(attributes: Partial<Parameters<typeof SecureVpc.fromLandingZone>[2]> = {}) {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    return { app, stack, network: SecureVpc.fromLandingZone(stack, 'Network', { networkName: 'main', ...attributes }) };
  }

  test('publishes what an import reads, under the same names', () => {
    const published = stackWith(() => undefined, { publishParameters: 'main' }).template.findResources('AWS::SSM::Parameter');
    const names = Object.values(published).map(({ Properties }) => Properties.Name as string);
    const { stack, network } = imported();
    network.tiers.forEach(tier => expect(network.selectSubnets(tier.subnets).subnets[0].routeTable.routeTableId).toBeDefined());
    const read = Object.values(Template.fromStack(stack).toJSON().Parameters as Record<string, { Type: string; Default: string }>)
      .filter(({ Default }) => Default.startsWith('/lz/')).map(({ Default }) => Default);
    expect(read).toContain('/lz/network/main/app/subnet-ids');
    expect(names).toEqual(expect.arrayContaining(read));
    const lists = Object.values(published).filter(({ Properties }) => Properties.Type === 'StringList').map(({ Properties }) => Properties.Name as string);
    expect(lists).toEqual(names.filter(name => /-ids$|-zones$/.test(name)));
  });

  test('an app runs in the VPC that its account was given, with security groups of its own', () => {
    const { stack, network } = imported();
    handlerIn(stack, { vpc: network, securityGroups: [network.tier('app').securityGroup] });
    network.tier('app').allowTo(network.tier('data'), Port.POSTGRES);
    const template = Template.fromStack(stack);
    const parameter = Match.stringLikeRegexp('lznetworkmainappsubnetids');
    template.hasResourceProperties('AWS::Lambda::Function', { VpcConfig: { SubnetIds: [0, 1, 2].map(zone => ({ 'Fn::Select': [zone, { Ref: parameter }] })) } });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { VpcId: { Ref: Match.stringLikeRegexp('lznetworkmainvpcid') } });
    template.resourceCountIs('AWS::EC2::SecurityGroup', 2);
    template.resourceCountIs('AWS::EC2::VPC', 0);
  });

  test('reads what is used, and nothing else', () => {
    const parametersOf = ({ stack }: { readonly stack: Stack }) => Object.values(Template.fromStack(stack).findParameters('*'))
      .map(({ Default }) => String(Default)).filter(name => name.startsWith('/lz/')).map(name => name.replace('/lz/network/main/', '')).sort();
    expect(parametersOf(imported())).toEqual([]);

    const withGroups = imported();
    withGroups.network.tier('app').allowTo(withGroups.network.tier('data'), Port.POSTGRES);
    expect(parametersOf(withGroups)).toEqual(['vpc-id']);

    const withFunction = imported();
    handlerIn(withFunction.stack, { vpc: withFunction.network, securityGroups: [withFunction.network.tier('app').securityGroup] });
    expect(parametersOf(withFunction)).toEqual(['app/subnet-ids', 'vpc-id']);
  });

  test('reads every part by its own name', () => {
    const { stack, network } = imported();
    const [first, second] = network.isolatedSubnets;
    const parts = [
      network.vpcCidrBlock, network.vpcArn, network.vpcRef.vpcId, network.availabilityZones[2], first.subnetId, second.availabilityZone,
      second.routeTable.routeTableId,
    ];
    const read = stack.resolve(parts).map((part: unknown) => /lznetworkmain([a-z]+)/.exec(JSON.stringify(part))?.[1]);
    expect(read).toEqual(['cidrblock', 'vpcid', 'vpcid', 'availabilityzones', 'datasubnetids', 'availabilityzones', 'dataroutetableids']);
    expect(stack.resolve(second.routeTable.routeTableId)['Fn::Select'][0]).toBe(1);
  });

  test('an app calls the endpoints of the network, whose group stands in Systems Manager', () => {
    const published = stackWith(() => undefined, { publishParameters: 'main', endpoints: EndpointSelection.sessionManager() }).template;
    published.hasResourceProperties('AWS::SSM::Parameter', { Name: '/lz/network/main/endpoints/security-group-id', Type: 'String' });
    const { stack, network } = imported({ endpoints: EndpointSelection.sessionManager() });
    network.tier('app').allowToEndpoints();
    network.tier('data').allowToEndpoints();
    const template = Template.fromStack(stack);
    template.resourcePropertiesCountIs('AWS::EC2::SecurityGroupIngress', {
      GroupId: { Ref: Match.stringLikeRegexp('lznetworkmainendpointssecuritygroupid') }, FromPort: 443, ToPort: 443,
    }, 2);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 6);
  });

  test('reads no group of endpoints where the network has only those of gateways', () => {
    const { stack, network } = imported();
    network.tier('app').allowToEndpoints();
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('endpoints/security-group-id');
  });

  test('a tier is made once, when it is asked for', () => {
    const { network } = imported({ availabilityZones: 2, tiers: [Tier.app()] });
    expect(network.tier('app')).toBe(network.tier('app'));
    expect(network.tiers).toEqual([network.tier('app')]);
    expect(network.availabilityZones).toHaveLength(2);
  });

  test('public subnets are there if the network lets the internet in', () => {
    expect(imported().network.publicSubnets).toEqual([]);
    expect(imported({ internet: InboundInternet.loadBalancers() }).network.publicSubnets).toHaveLength(3);
  });

  test('needs no lookup', () => {
    expect(imported().app.synth().manifest.missing).toBeUndefined();
  });

  test('fails for what no network is called, too many zones, and a tier it was not told of', () => {
    expect(() => imported({ networkName: '/lz/main', availabilityZones: 5 })).toThrow(/2 problems/);
    expect(() => imported({ tiers: [Tier.app()] }).network.tier('data')).toThrow(/'tierName' must be one of \["app"\], got "data"/);
  });
});
