import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import {
  CentralEgress, HubEgress, NetworkFirewallPolicy, NetworkHub, NetworkHubRole, NetworkLookup,
  NetworkPattern, NetworkResource, NetworkSpoke, ResourceShare, ResourceShareProps, SharePrincipal, Tier, TransitGateway, ValueOfRegion,
} from '../../../lib/constructs/network';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const ORGANIZATION = SharePrincipal.organization('arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5');
const LOG_ARCHIVE = { logArchiveAccountId: '222222222222', homeRegion: 'eu-central-1' };
const REGIONS = ['eu-central-1', 'eu-west-1'];
const HUB = { organizationRange: '10.0.0.0/8', organizationId: 'o-a1b2c3d4e5', principals: [ORGANIZATION], logArchive: LOG_ARCHIVE };

function templateOf(build: (scope: Construct) => void): Template {
  const stack = new Stack(new App(), 'Stack');
  build(stack);
  return Template.fromStack(stack);
}

const hub = (pattern: NetworkPattern, more = {}) => templateOf(scope => void new NetworkHub(scope, 'Hub', { pattern, ...HUB, ...more }));
const spoke = (pattern: NetworkPattern, more = {}) => templateOf(scope =>
  void new NetworkSpoke(scope, 'Spoke', { pattern, organizationId: 'o-a1b2c3d4e5', logArchive: LOG_ARCHIVE, ipamPoolId: 'ipam-pool-1', ...more }));
const share = (props: Partial<ResourceShareProps> = {}) => templateOf(scope =>
  void new ResourceShare(scope, 'Share', { shareName: 'lz-things', resourceArns: ['arn:aws:ec2:eu-central-1:333333333333:subnet/subnet-1'], principals: [ORGANIZATION], ...props }));

/** Logical ids that a resource waits for, by DependsOn. */
const waitsFor = (template: Template, type: string): string[] =>
  Object.values(template.findResources(type)).flatMap(resource => resource.DependsOn ?? []);

describe('shares', () => {
  test('stay within the organization', () => {
    share().hasResourceProperties('AWS::RAM::ResourceShare', {
      Name: 'lz-things', AllowExternalPrincipals: false, Principals: ['arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5'],
    });
  });

  test('can be for a unit, or for an account', () => {
    const unit = 'arn:aws:organizations::111111111111:ou/o-a1b2c3d4e5/ou-a1b2-c3d4e5f6';
    const principals = [SharePrincipal.organizationalUnit(unit), SharePrincipal.account('444444444444')];
    share({ principals }).hasResourceProperties('AWS::RAM::ResourceShare', { Principals: [unit, '444444444444'] });
  });

  test('fail when nothing is shared with nobody, and say so', () => {
    expect(() => share({ resourceArns: [], principals: [] })).toThrow(/'resourceArns' must name a resource, got none.*\n?.*'principals' must name somebody, got none/s);
  });

  test('fail for an id where an ARN is needed, and say what it looks like', () => {
    expect(() => SharePrincipal.organization('o-a1b2c3d4e5')).toThrow(/'organizationArn' must be the ARN of an organization/);
    expect(() => SharePrincipal.organizationalUnit('ou-a1b2-c3d4e5f6')).toThrow(/'organizationalUnitArn' must be the ARN of a unit/);
    expect(() => SharePrincipal.account('root')).toThrow(/'accountId' must be an account id of 12 digits/);
  });
});

describe('the transit gateway', () => {
  const gateway = () => hub(NetworkPattern.transitGateway({ egress: HubEgress.none() }));

  test('gives attachments no table before its own are there', () => {
    gateway().hasResourceProperties('AWS::EC2::TransitGateway', {
      AutoAcceptSharedAttachments: 'enable', DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable',
    });
  });

  test('drops what goes from one network to another', () => {
    const template = gateway();
    template.hasResourceProperties('AWS::EC2::TransitGatewayRoute', {
      Blackhole: true, DestinationCidrBlock: '10.0.0.0/8', TransitGatewayRouteTableId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Spokes'), 'TransitGatewayRouteTableId'] },
    });
    template.hasResourceProperties('Custom::TransitGatewayRoutes', {
      AssociationTable: { 'Fn::GetAtt': [Match.stringLikeRegexp('Spokes'), 'TransitGatewayRouteTableId'] },
      PropagationTable: { 'Fn::GetAtt': [Match.stringLikeRegexp('Hub[0-9A-F]{8}$'), 'TransitGatewayRouteTableId'] },
    });
  });

  test('is shared only when it knows where attachments belong, and what it drops', () => {
    expect(waitsFor(gateway(), 'AWS::RAM::ResourceShare')).toEqual([
      expect.stringMatching(/TransitGatewayDefaults/), expect.stringMatching(/TransitGatewayDropped/),
    ]);
  });

  test('has the function look again whenever its settings change', () => {
    const template = gateway();
    const [{ Properties }] = Object.values(template.findResources('AWS::EC2::TransitGateway'));
    const { Tags: _, DefaultRouteTableAssociation, DefaultRouteTablePropagation, ...settings } = Properties;
    expect([DefaultRouteTableAssociation, DefaultRouteTablePropagation]).toEqual(['disable', 'disable']);
    template.hasResourceProperties('Custom::TransitGatewayRoutes', { Settings: settings });
  });

  test('logs to the log archive', () => {
    gateway().hasResourceProperties('AWS::EC2::FlowLog', { ResourceType: 'TransitGateway', LogDestinationType: 's3' });
  });

  test('can let networks reach each other, by name; the table of the hub stays, unused', () => {
    const template = hub(NetworkPattern.transitGateway({ networksReachEachOther: true }));
    template.resourcePropertiesCountIs('AWS::EC2::TransitGatewayRoute', { Blackhole: true }, 0);
    template.resourceCountIs('AWS::EC2::TransitGatewayRouteTable', 2);
    const spokes = { 'Fn::GetAtt': [Match.stringLikeRegexp('Spokes'), 'TransitGatewayRouteTableId'] };
    template.hasResourceProperties('Custom::TransitGatewayRoutes', { AssociationTable: spokes, PropagationTable: spokes });
    template.hasResourceProperties('Custom::TransitGatewayRoutes', { AttachmentId: Match.anyValue(), AssociationTable: spokes });
  });

  test('fails for a range that is none, and says so', () => {
    expect(() => hub(NetworkPattern.transitGateway(), { organizationRange: '10.0.0.0' })).toThrow(/'organizationRange' must be an IPv4 range/);
  });
});

describe('central egress', () => {
  const template = hub(NetworkPattern.transitGateway());
  const inspected = hub(NetworkPattern.transitGateway({ egress: HubEgress.inspected({ policy: NetworkFirewallPolicy.domains(['example.com']) }) }));

  test('is the way out of every network', () => {
    template.hasResourceProperties('AWS::EC2::TransitGatewayRoute', {
      DestinationCidrBlock: '0.0.0.0/0', TransitGatewayAttachmentId: Match.anyValue(),
      TransitGatewayRouteTableId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Spokes'), 'TransitGatewayRouteTableId'] },
    });
    template.resourceCountIs('AWS::EC2::NatGateway', 3);
  });

  test('looks into the table of the hub, in the place of the default one', () => {
    template.hasResourceProperties('Custom::TransitGatewayRoutes', {
      AttachmentId: { 'Fn::GetAtt': [Match.stringLikeRegexp('EgressAttachment'), 'Id'] },
      AssociationTable: { 'Fn::GetAtt': [Match.stringLikeRegexp('TransitGatewayHub'), 'TransitGatewayRouteTableId'] },
    });
    expect(waitsFor(template, 'AWS::EC2::TransitGatewayAttachment')).toEqual([expect.stringMatching(/TransitGatewayDefaults/)]);
  });

  test('sends back what belongs to networks, and gives nothing a public address by itself', () => {
    template.hasResourceProperties('AWS::EC2::Route', { DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: Match.anyValue() });
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
  });

  test('closes its default security group and logs', () => {
    template.resourceCountIs('Custom::DefaultSecurityGroup', 1);
    template.hasResourceProperties('AWS::EC2::FlowLog', { ResourceType: 'VPC', LogDestinationType: 's3' });
  });

  test('can have one NAT gateway for all zones, by name', () => {
    hub(NetworkPattern.transitGateway({ egress: HubEgress.nat({ onePerZone: false }) })).resourceCountIs('AWS::EC2::NatGateway', 1);
  });

  test('with a firewall drops by default, in strict order, for addresses of the whole organization', () => {
    inspected.hasResourceProperties('AWS::NetworkFirewall::FirewallPolicy', {
      FirewallPolicy: {
        StatefulDefaultActions: ['aws:drop_established', 'aws:alert_established'],
        StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER', StreamExceptionPolicy: 'DROP' },
        StatelessDefaultActions: ['aws:forward_to_sfe'],
        StatelessFragmentDefaultActions: ['aws:forward_to_sfe'],
      },
    });
    inspected.allResourcesProperties('AWS::NetworkFirewall::RuleGroup', {
      RuleGroup: { RuleVariables: { IPSets: { HOME_NET: { Definition: ['10.0.0.0/8'] } } }, StatefulRuleOptions: { RuleOrder: 'STRICT_ORDER' } },
    });
    inspected.hasResourceProperties('AWS::NetworkFirewall::RuleGroup', {
      RuleGroup: { RulesSource: { RulesSourceList: { GeneratedRulesType: 'ALLOWLIST', Targets: ['example.com'], TargetTypes: ['TLS_SNI', 'HTTP_HOST'] } } },
    });
    inspected.hasResourceProperties('AWS::NetworkFirewall::RuleGroup', { RuleGroup: { RulesSource: { RulesString: Match.stringLikeRegexp('drop udp .*any -> any any') } } });
  });

  test('with a firewall passes it both ways, in the zone of the connection', () => {
    const routes = Object.values(inspected.findResources('AWS::EC2::Route')).map(({ Properties }) => Properties);
    const toFirewall = routes.filter(({ VpcEndpointId }) => VpcEndpointId);
    expect(toFirewall.map(({ DestinationCidrBlock }) => DestinationCidrBlock).sort()).toEqual([
      ...Array(3).fill('0.0.0.0/0'), ...Array(3).fill('10.0.0.0/8'),
    ]);
    inspected.hasResourceProperties('AWS::EC2::TransitGatewayAttachment', { Options: { ApplianceModeSupport: 'enable' } });
    inspected.resourceCountIs('AWS::NetworkFirewall::Firewall', 3);
    inspected.resourceCountIs('AWS::NetworkFirewall::LoggingConfiguration', 3);
  });

  test('fails for names that are none, and says which', () => {
    expect(() => NetworkFirewallPolicy.domains(['*.example.com'])).toThrow(/'names' must be domain names in lower case.*got "\*\.example\.com"/);
    expect(() => NetworkFirewallPolicy.domains([])).toThrow(/'names' must name a domain/);
  });

  test('fails for a range of the organization, or of another size', () => {
    const build = (cidrBlock: string) => () => templateOf(scope => {
      const transitGateway = new TransitGateway(scope, 'Gateway', { ...HUB, flowLogs: { addToTransitGateway: () => undefined } as never });
      new CentralEgress(scope, 'Egress', { ...HUB, transitGateway, egress: HubEgress.nat(), cidrBlock });
    });
    expect(build('10.0.0.0/24')).toThrow(/'cidrBlock' must not overlap with 'organizationRange' 10.0.0.0\/8, got 10.0.0.0\/24/);
    expect(build('100.64.0.0/20')).toThrow(/'cidrBlock' must be an IPv4 range of \/24/);
  });
});

describe('hubs', () => {
  test('hold no IAM, since they go to many regions', () => {
    [hub(NetworkPattern.transitGateway()), hub(NetworkPattern.sharedSubnets(), { ipamPoolId: 'ipam-pool-1' })].forEach(template => {
      expect(JSON.stringify(template.toJSON())).not.toContain('"AWS::IAM::');
    });
  });

  test('share the subnets of each tier', () => {
    const template = hub(NetworkPattern.sharedSubnets(), { ipamPoolId: 'ipam-pool-1' });
    const [{ Properties: { ResourceArns } }] = Object.values(template.findResources('AWS::RAM::ResourceShare'));
    expect(ResourceArns).toHaveLength(9);
    template.hasResourceProperties('AWS::EC2::VPC', { Ipv4IpamPoolId: 'ipam-pool-1', Ipv4NetmaskLength: 16 });
  });

  test('fail where a pattern needs none, or lacks its pool, and say so', () => {
    expect(() => hub(NetworkPattern.isolated())).toThrow(/'pattern' must have a transit gateway or shared subnets, got "isolated"/);
    expect(() => hub(NetworkPattern.sharedSubnets())).toThrow(/'ipamPoolId' must be given for shared subnets/);
  });

  test('are clean under cdk-nag', () => {
    const egress = HubEgress.inspected({ policy: NetworkFirewallPolicy.domains(['example.com']) });
    synthesizeUnderCdkNag(stack => {
      new NetworkHubRole(stack, 'Roles', { managementAccountId: '111111111111' });
      new NetworkHub(stack, 'Hub', { pattern: NetworkPattern.transitGateway({ egress }), ...HUB });
      new NetworkHub(stack, 'Shared', { pattern: NetworkPattern.sharedSubnets(), ...HUB, ipamPoolId: 'ipam-pool-1' });
    });
  });

  test('are seen by one function of the management account, and by nobody else', () => {
    templateOf(scope => void new NetworkHubRole(scope, 'Roles', { managementAccountId: '111111111111' })).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-network-reader',
      AssumeRolePolicyDocument: {
        Statement: [{
          Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111111111111:root']] } },
          Condition: { ArnEquals: { 'aws:PrincipalArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111111111111:role/lz/lz-network-lookup']] } } },
        }],
      },
      Policies: [{ PolicyDocument: { Statement: [{ Action: [
        'ec2:DescribeIpamPools', 'ec2:DescribeSubnets', 'ec2:DescribeTransitGateways', 'ec2:DescribeVpcs',
      ], Effect: 'Allow', Resource: '*', Sid: 'ReadNetworks' }] } }],
    });
  });
});

describe('spokes', () => {
  test('take their addresses from the pool, and reach nothing by themselves', () => {
    const template = spoke(NetworkPattern.isolated());
    template.hasResourceProperties('AWS::EC2::VPC', { Ipv4IpamPoolId: 'ipam-pool-1', Ipv4NetmaskLength: 20 });
    template.resourceCountIs('AWS::EC2::TransitGatewayAttachment', 0);
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
  });

  test('go out by the transit gateway', () => {
    spoke(NetworkPattern.transitGateway(), { transitGatewayId: 'tgw-1' }).hasResourceProperties('AWS::EC2::Route', {
      DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-1',
    });
  });

  test('hold no IAM, since they go to many regions, and log to the log archive', () => {
    const template = spoke(NetworkPattern.transitGateway(), { transitGatewayId: 'tgw-1' });
    expect(JSON.stringify(template.toJSON())).not.toContain('"AWS::IAM::');
    template.allResourcesProperties('AWS::EC2::FlowLog', { LogDestinationType: 's3' });
  });

  test('are found by the stacks of the account', () => {
    spoke(NetworkPattern.isolated({ networkName: 'prod' })).hasResourceProperties('AWS::SSM::Parameter', { Name: '/lz/network/prod/vpc-id' });
  });

  test('of shared subnets publish what is shared, and make no network', () => {
    const template = spoke(NetworkPattern.sharedSubnets({ tiers: [Tier.app()], availabilityZones: 2 }), { sharedNetwork: 'vpc-1|10.0.0.0/16|euc1-az1;euc1-az2|subnet-1;subnet-2' });
    template.resourceCountIs('AWS::EC2::VPC', 0);
    template.hasResourceProperties('AWS::SSM::Parameter', { Name: '/lz/network/main/vpc-id', Value: 'vpc-1' });
    template.hasResourceProperties('AWS::SSM::Parameter', { Name: '/lz/network/main/app/subnet-ids', Value: 'subnet-1,subnet-2' });
  });

  test('fail when what the pattern needs is missing, and say what', () => {
    expect(() => spoke(NetworkPattern.transitGateway())).toThrow(/'transitGatewayId' must be given/);
    expect(() => spoke(NetworkPattern.isolated(), { ipamPoolId: undefined })).toThrow(/'ipamPoolId' must be given/);
    expect(() => spoke(NetworkPattern.sharedSubnets())).toThrow(/'sharedNetwork' must be given/);
  });

  test('are clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => void new NetworkSpoke(stack, 'Spoke', {
      pattern: NetworkPattern.transitGateway(), organizationId: 'o-a1b2c3d4e5', logArchive: LOG_ARCHIVE, ipamPoolId: 'ipam-pool-1', transitGatewayId: 'tgw-1',
    }));
  });
});

describe('patterns', () => {
  test('fail for shapes that no network has, and say all of it', () => {
    expect(() => NetworkPattern.isolated({ networkName: 'Main', netmaskLength: 28, availabilityZones: 4, tiers: [Tier.app(), Tier.app()] })).toThrow(
      /'networkName' must.*'netmaskLength' must be 16 to 24 whole bits, got 28.*'availabilityZones' must be 1 to 3 whole zones, got 4.*'tiers' must not repeat/s);
  });
});

describe('values of a region', () => {
  test('are chosen by the region of the stack', () => {
    const stack = new Stack(new App(), 'Stack');
    const { value } = new ValueOfRegion(stack, 'Gateway', { regions: REGIONS, commaSeparatedValues: 'tgw-1,tgw-2' });
    expect(stack.resolve(value)).toEqual({ 'Fn::Select': [{ 'Fn::FindInMap': [expect.stringMatching(/Gateway/), { Ref: 'AWS::Region' }, 'index'] }, ['tgw-1', 'tgw-2']] });
  });

  test('fail without regions, or with one twice', () => {
    const build = (regions: string[]) => () => new ValueOfRegion(new Stack(new App(), 'Stack'), 'Value', { regions, commaSeparatedValues: '' });
    expect(build([])).toThrow(/'regions' must name a region/);
    expect(build(['eu-west-1', 'eu-west-1'])).toThrow(/'regions' must not repeat/);
  });
});

describe('lookups', () => {
  const lookup = (resource: NetworkResource, regions = REGIONS) => templateOf(scope =>
    void new NetworkLookup(scope, 'Lookup', { networkAccountId: '333333333333', homeRegion: 'eu-central-1', regions, resource }));

  test('may assume one role, and nothing else', () => {
    lookup(NetworkResource.TRANSIT_GATEWAY).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-network-lookup',
      Policies: [{ PolicyDocument: { Statement: [
        { Action: 'sts:AssumeRole', Effect: 'Allow', Sid: 'AskNetworkAccount', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::333333333333:role/lz/lz-network-reader']] } },
        Match.objectLike({ Sid: 'WriteOwnLogs' }),
      ] } }],
    });
  });

  test('fail when an answer would be too long, and say so', () => {
    const many = Array.from({ length: 20 }, (_, index) => `eu-central-${index}`);
    expect(() => lookup(NetworkResource.sharedSubnets(NetworkPattern.sharedSubnets()), many)).toThrow(/'regions' must be few enough for an answer of 4096 bytes, got 20/);
  });

  test('are clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => void new NetworkLookup(stack, 'Lookup', {
      networkAccountId: '333333333333', homeRegion: 'eu-central-1', regions: REGIONS, resource: NetworkResource.ADDRESS_POOL,
    }));
  });
});
