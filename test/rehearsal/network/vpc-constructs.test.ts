import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Rehearsal, RehearsalOptions } from '../../../rehearsal';
import {
  Egress, EndpointSelection, FlowLogs, InboundInternet, Ipv6, NetworkTier, SecureVpc, SecureVpcProps, VpcAddresses, VpcEncryptionControl,
} from '../../../lib/constructs/network';
import { deploy, WORKLOAD, worldWith } from '../../constructs/deployed';
import { ACCOUNT, networkOf, rehearsed, ZONES } from './rehearsed';

const ORGANIZATION = { organizationId: 'o-a1b2c3d4e5', rootId: 'r-root' };

describe('ec2.Vpc of aws-cdk-lib', () => {
  const vpcOf = (allow = true) => networkOf(stack => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones: ZONES, natGateways: 1, restrictDefaultSecurityGroup: false });
    const [app, database] = ['App', 'Database'].map(id => new ec2.SecurityGroup(stack, id, { vpc, allowAllOutbound: id === 'App' }));
    const loadBalancer = new ec2.SecurityGroup(stack, 'LoadBalancer', { vpc, allowAllOutbound: false });
    loadBalancer.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS);
    loadBalancer.connections.allowTo(app, ec2.Port.tcp(8443));
    if (allow) {
      database.connections.allowFrom(app, ec2.Port.POSTGRES);
    }
    vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
  });

  test('has tiers by the names of its subnet groups', async () => {
    expect((await vpcOf()).tiers).toEqual(['Public', 'Private']);
  });

  test('reaches by its security groups, called by their construct paths', async () => {
    const network = await vpcOf();
    expect(network.canReach('App/App', 'App/Database', 5432)).toMatchObject({ reachable: true, decidedBy: { station: 'security-group-ingress' } });
    expect(network.canReach('App/App', 'App/Database', 22)).toMatchObject({ reachable: false, decidedBy: { resource: 'App/Database/Resource' } });
    expect((await vpcOf(false)).canReach('App/App', 'App/Database', 5432).reachable).toBe(false);
  });

  test('lets the internet in to public subnets alone', async () => {
    const network = await vpcOf();
    expect(network.canReach('internet', { securityGroup: 'App/LoadBalancer', tier: 'Public' }, 443).reachable).toBe(true);
    expect(network.canReach('internet', { securityGroup: 'App/LoadBalancer', tier: 'Private' }, 443).reachable).toBe(false);
    expect(network.canReach({ securityGroup: 'App/App', tier: 'Private' }, 'internet', 443).reachable).toBe(true);
  });

  test('reaches S3 by its gateway endpoint', async () => {
    expect((await vpcOf()).canReach({ securityGroup: 'App/App', tier: 'Private' }, 's3', 443)).toMatchObject({ reachable: true, decidedBy: { station: 'endpoint' } });
    expect((await vpcOf()).canReach('App/Database', 's3', 443)).toMatchObject({ reachable: false, decidedBy: { station: 'security-group-egress' } });
  });

  test('asks for a security group where the tag names subnets only', async () => {
    const network = await vpcOf();
    expect(() => network.canReach('Private', 'internet', 443)).toThrow('say { tier: "Private", securityGroup: … }');
  });
});

describe('SecureVpc', () => {
  const everything: Partial<SecureVpcProps> = {
    egress: Egress.nat({ onePerZone: true }), internet: InboundInternet.loadBalancers(), ipv6: Ipv6.dualStack(),
    endpoints: EndpointSelection.sessionManager({ organizationId: 'o-a1b2c3d4e5' }), flowLogs: FlowLogs.logGroup(), encryptionControl: VpcEncryptionControl.monitor(),
    publishParameters: 'main',
  };

  test('whose endpoints let in an organization that is not there is refused', async () => {
    const { failure } = await vpcOf({ endpoints: everything.endpoints });
    expect(failure?.details.rule?.id).toBe('vpc-endpoint/policy');
    expect(failure?.message).toBe(`the policy keeps roles of ${ACCOUNT} from s3:GetObject on arn:aws:s3:::own-bucket/object`);
  });

  const vpcOf = (props: Partial<SecureVpcProps> = {}, options: RehearsalOptions = {}): Promise<Rehearsal> => rehearsed(stack => {
    const network = new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16'), ...props });
    const [web, app, data] = ['web', 'app', 'data'].map(name => network.tier(name));
    web.allowTo(app, ec2.Port.tcp(8443));
    app.allowTo(data, ec2.Port.POSTGRES);
    if (props.internet) {
      web.allowFromInternet(ec2.Port.HTTPS);
      app.allowToInternet(ec2.Port.HTTPS);
      app.allowToEndpoints();
    }
  }, options);

  test('is accepted, and a second deployment writes nothing', async () => {
    const rehearsal = await vpcOf({}, { phases: ['second-deployment'] });
    expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
  });

  test.each([['web'], ['internet'], ['data'], ['10.30.0.9'], ['192.0.2.1']])('nothing but the app tier reaches the data tier: not %s', async from => {
    const network = (await vpcOf()).network(ACCOUNT);
    expect(network.canReach('app', 'data', 5432).reachable).toBe(true);
    expect(network.canReach(from, 'data', 5432).reachable).toBe(from === 'app');
  });

  test('with everything on is accepted, and reaches what was asked for and nothing else', async () => {
    const rehearsal = await vpcOf(everything, { world: ORGANIZATION });
    expect(rehearsal.failures.map(({ details }) => `${details.logicalId} ${details.message}`)).toEqual([]);
    const network = rehearsal.network(ACCOUNT);
    const reach = (from: string, to: string, port: number) => network.canReach(from, to, port).reachable;
    expect([reach('internet', 'web', 443), reach('internet', 'web', 22), reach('internet', 'app', 443), reach('internet', 'data', 5432)]).toEqual([true, false, false, false]);
    expect([reach('app', 'internet', 443), reach('web', 'internet', 443), reach('data', 'internet', 443)]).toEqual([true, false, false]);
    expect([reach('app', 'ssmmessages', 443), reach('data', 'ssmmessages', 443), reach('app', 's3', 443)]).toEqual([true, false, true]);
  });

  test('is found by its construct, and so are its tiers', async () => {
    const tiers: NetworkTier[] = [];
    const rehearsal = await rehearsed(stack => {
      const [one, two] = [20, 21].map(block => new SecureVpc(stack, `Network${block}`, { addresses: VpcAddresses.cidr(`10.${block}.0.0/16`) }));
      one.tier('app').allowTo(one.tier('data'), ec2.Port.POSTGRES);
      tiers.push(one.tier('app'), one.tier('data'), two.tier('data'));
    });
    const network = rehearsal.network(ACCOUNT);
    expect(network.canReach(tiers[0], tiers[1], 5432).reachable).toBe(true);
    expect(network.canReach(tiers[0], tiers[2], 5432).reachable).toBe(false);
    expect(() => network.canReach('app', 'data', 5432)).toThrow("App/Network20/Resource and App/Network21/Resource have a tier \"app\" each: say which by 'vpc'");
    expect(rehearsal.network(ACCOUNT, { vpc: 'App/Network20' }).canReach('app', 'data', 5432).reachable).toBe(true);
    expect(() => rehearsal.network(ACCOUNT, { vpc: 'App/Network22' })).toThrow("'vpc' must be a VPC of account 111111111111, got \"App/Network22\": there are App/Network20/Resource, App/Network21/Resource");
    expect(() => rehearsal.network(ACCOUNT, { region: 'us-east-1' })).toThrow('account 111111111111 has no VPC in us-east-1');
  });

  test('tells other stacks of itself by parameters, which they read when they are deployed', async () => {
    const world = worldWith();
    await deploy(world,
      { account: WORKLOAD, build: stack => void new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16'), publishParameters: 'main' }) },
      { account: WORKLOAD, build: stack => {
        const network = SecureVpc.fromLandingZone(stack, 'Network', { networkName: 'main' });
        new ec2.CfnSecurityGroup(stack, 'Group', { vpcId: network.vpcId, groupDescription: 'of an app' });
      } });
    const { securityGroups, vpcs } = world.state.networks;
    expect([...securityGroups.values()].find(({ origin }) => origin?.logicalId === 'Group')!.vpcId).toBe([...vpcs.keys()][0]);
  });
});
