import { Duration, Stack } from 'aws-cdk-lib';
import { Port } from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  AddressPools, AwsOwnedBuckets, ClientVpn, DefaultSecurityGroupFunction, DefaultSecurityGroupRole, DefaultVpcRemoval,
  DefaultVpcRemovalRole, DnsFirewall, DnsProtection, DnsQueryLogs, DnsThreatConfidence, Egress, EndpointSelection, FlowLogs,
  GatewayPrefixList, HostManagementRole, HubEgress, InboundInternet, InstanceConnectEndpoint, Ipv6, NamedNetwork, NetworkFirewallPolicy,
  NetworkHub, NetworkHubRole, NetworkLookup, NetworkPattern, NetworkReaderRole, NetworkResource, NetworkSpoke, ResourceShare, SecureVpc,
  SecureVpcProps, SessionManagerDefaults, SessionManagerDefaultsRole, SharePrincipal, SiteToSiteVpn, Tier, TierNetworkAcl, TierReach,
  TransitGateway, TransitGatewayRole, ValueOfRegion, VpcAddresses, VpcEncryptionControl, VpnAuthentication, VpnGatewayTarget,
} from '../../../lib/constructs/network';
import { Example } from '../control-tower';

const ACCOUNT = '999999999999';
const REGION = 'eu-central-1';
const ORGANIZATION_ID = 'o-a1b2c3d4e5';
const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const CERTIFICATE = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/c`;
const ARCHIVE = { logArchiveAccountId: ACCOUNT, homeRegion: REGION };
const OFFICES = NamedNetwork.of('offices', '203.0.113.0/24');
const DATA_CENTER = NamedNetwork.of('data center', '192.168.0.0/16');
const PRINCIPALS = [
  SharePrincipal.organization(`arn:aws:organizations::${ACCOUNT}:organization/${ORGANIZATION_ID}`),
  SharePrincipal.organizationalUnit(`arn:aws:organizations::${ACCOUNT}:ou/${ORGANIZATION_ID}/ou-root-workloads`), SharePrincipal.account(ACCOUNT),
];

const vpc = (stack: Stack, props: Partial<SecureVpcProps> = {}) => new SecureVpc(stack, 'Network', {
  addresses: VpcAddresses.cidr('10.20.0.0/16'), overlapsBecause: 'examples do not meet', ...props,
});

function vpcByDefault(stack: Stack): void {
  vpc(stack);
}

function vpcWithEverything(stack: Stack): void {
  const endpoints = EndpointSelection.interfaces({
    services: ['ecr.api', 'secretsmanager'], organizationId: ORGANIZATION_ID, awsOwnedBuckets: [AwsOwnedBuckets.AMAZON_LINUX],
    gatewayPrefixLists: [GatewayPrefixList.s3(REGION, 'pl-0a1b2c3d'), GatewayPrefixList.dynamoDb(REGION, 'pl-0a1b2c3e')],
  });
  const network = vpc(stack, {
    vpcName: 'shop', availabilityZones: 2, egress: Egress.nat(), internet: InboundInternet.loadBalancers(), ipv6: Ipv6.dualStack(), endpoints,
    flowLogs: FlowLogs.logGroup(), encryptionControl: VpcEncryptionControl.monitor(), publishParameters: 'shop',
    dns: DnsProtection.of({
      queryLogs: DnsQueryLogs.logArchive(ARCHIVE),
      firewall: DnsFirewall.blocking({ blockedDomains: ['example.org'], allowedDomains: ['example.com'], threatDetection: DnsThreatConfidence.HIGH }),
    }),
    tiers: [Tier.web(), Tier.app(), Tier.data(), Tier.custom('batch', { reach: TierReach.ISOLATED })],
  });
  letEverybodyIn(network);
  administer(stack, network);
}

function letEverybodyIn(network: SecureVpc): void {
  const [web, app, data] = ['web', 'app', 'data'].map(name => network.tier(name));
  web.allowFromInternet(Port.HTTPS);
  web.allowFromPrefixList('CloudFront', 'pl-0a1b2c3f', Port.HTTPS);
  web.allowTo(app, Port.tcp(8080));
  app.allowTo(data, Port.POSTGRES);
  app.allowToEndpoints();
  app.allowToInternet(Port.HTTPS);
  app.allowFromNetwork(OFFICES, Port.HTTPS);
  app.allowToNetwork(DATA_CENTER, Port.HTTPS);
  app.allowToSecurityGroup(data.securityGroup, Port.tcp(6379));
}

function administer(stack: Stack, network: SecureVpc): void {
  const app = network.tier('app');
  const endpoint = new InstanceConnectEndpoint(stack, 'Administration', { vpc: network, subnet: network.isolatedSubnets[0] ?? network.privateSubnets[0] });
  endpoint.allowSshTo(app);
  endpoint.allowRdpTo(app);
  const acl = new TierNetworkAcl(stack, 'Acl', { vpc: network, tier: network.tier('data') });
  acl.refuseNetwork(OFFICES);
  acl.allowFromNetwork(DATA_CENTER, Port.HTTPS);
  acl.allowToNetwork(DATA_CENTER, Port.HTTPS);
  const front = new TierNetworkAcl(stack, 'FrontAcl', { vpc: network, tier: network.tier('web') });
  front.allowFromInternet(Port.HTTPS);
  front.allowToInternet(Port.HTTPS);
}

function vpcOfPool(stack: Stack): void {
  vpc(stack, {
    addresses: VpcAddresses.ipam({ ipamPoolId: 'ipam-pool-1', netmaskLength: 20 }), egress: Egress.central('tgw-1', { networks: ['10.0.0.0/8'] }),
    endpoints: EndpointSelection.sessionManager({ organizationId: ORGANIZATION_ID }), flowLogs: FlowLogs.logArchive(ARCHIVE),
    dns: DnsProtection.of({ firewall: DnsFirewall.allowingOnly(['example.com']), queryLogs: DnsQueryLogs.of('arn:aws:s3:::queries') }),
    defaultSecurityGroup: DefaultSecurityGroupFunction.ofLandingZone(), encryptionControl: VpcEncryptionControl.enforce(),
  });
}

function vpcWithoutAnything(stack: Stack): void {
  vpc(stack, {
    availabilityZoneNames: ['eu-central-1a', 'eu-central-1b'], egress: Egress.nat({ onePerZone: false }), endpoints: EndpointSelection.none(),
    flowLogs: FlowLogs.bucket('arn:aws:s3:::our-logs'), dns: DnsProtection.none(),
  });
}

function vpcWithLogsUnderAnotherKey(stack: Stack): void {
  const flowLogs = FlowLogs.logGroup({ retention: RetentionDays.FIVE_YEARS, keyArn: KEY_ARN });
  vpc(stack, { flowLogs, endpoints: EndpointSelection.gateways() });
}

function vpcOfLandingZone(stack: Stack): void {
  const endpoints = EndpointSelection.sessionManager();
  const network = SecureVpc.fromLandingZone(stack, 'Network', { networkName: 'main', internet: InboundInternet.loadBalancers(), endpoints });
  network.tier('web').allowTo(network.tier('app'), Port.HTTPS);
  network.tier('app').allowToEndpoints();
}

function clientVpn(stack: Stack): void {
  const network = vpc(stack);
  const subnets = network.isolatedSubnets;
  const made = new ClientVpn(stack, 'People', {
    vpc: network, subnets, authentication: VpnAuthentication.saml(`arn:aws:iam::${ACCOUNT}:saml-provider/vpn`), serverCertificateArn: CERTIFICATE,
    clientAddresses: '10.250.0.0/22',
  });
  made.authorizeGroup('engineers', NamedNetwork.of('data subnets', '10.20.1.0/24'));
  made.allowTo(network.tier('app'), Port.HTTPS);
  new ClientVpn(stack, 'Machines', {
    vpc: network, subnets, authentication: VpnAuthentication.certificate(CERTIFICATE), serverCertificateArn: CERTIFICATE, clientAddresses: '10.251.0.0/22',
    sessionTimeout: Duration.hours(12), logRetention: RetentionDays.FIVE_YEARS, logKeyArn: KEY_ARN,
  }).authorizeEverybody(NamedNetwork.of('data subnets', '10.20.1.0/24'));
}

function siteToSiteVpn(stack: Stack): void {
  new SiteToSiteVpn(stack, 'OfVpc', {
    target: VpnGatewayTarget.vpc('vpc-0a1b2c3d', ['rtb-1']), customerGatewayAddress: '198.51.100.7', staticRoutes: [DATA_CENTER],
  });
  new SiteToSiteVpn(stack, 'OfHub', {
    target: VpnGatewayTarget.transitGateway('tgw-0a1b2c3d'), customerGatewayAddress: '198.51.100.8', bgpAsn: 65010, certificateArn: CERTIFICATE,
    logRetention: RetentionDays.FIVE_YEARS, logKeyArn: KEY_ARN,
  });
}

function baseline(stack: Stack): void {
  new DefaultVpcRemovalRole(stack, 'RemovalRole');
  new DefaultVpcRemoval(stack, 'Removal');
  new SessionManagerDefaultsRole(stack, 'SessionsRole');
  new SessionManagerDefaults(stack, 'Sessions');
  new DefaultSecurityGroupRole(stack, 'GroupRole');
}

function otherBaseline(stack: Stack): void {
  new SessionManagerDefaultsRole(stack, 'SessionsRole', { sessionKeyArns: [KEY_ARN] });
  new SessionManagerDefaults(stack, 'Sessions', {
    keyArn: KEY_ARN, retention: RetentionDays.FIVE_YEARS, idleSessionTimeout: Duration.minutes(5), maxSessionDuration: Duration.hours(1),
    hostManagement: false,
  });
}

function hostManagement(stack: Stack): void {
  new HostManagementRole(stack, 'Role');
}

const HUB = { organizationRange: '10.0.0.0/8', organizationId: ORGANIZATION_ID, logArchive: ARCHIVE };
const inspected = HubEgress.inspected({ policy: NetworkFirewallPolicy.domains(['example.com']) });

function hub(stack: Stack): void {
  new NetworkHubRole(stack, 'Roles', { managementAccountId: '888888888888' });
  new AddressPools(stack, 'Pools', { cidrBlock: '10.0.0.0/8', regions: [REGION, 'eu-west-1'], principals: PRINCIPALS });
  new NetworkHub(stack, 'Hub', { pattern: NetworkPattern.transitGateway(), principals: PRINCIPALS, ...HUB });
}

function inspectingHub(stack: Stack): void {
  new NetworkHub(stack, 'Hub', { pattern: NetworkPattern.transitGateway({ egress: inspected }), principals: PRINCIPALS, ...HUB });
}

function sharedSubnets(stack: Stack): void {
  new NetworkHub(stack, 'Hub', { pattern: NetworkPattern.sharedSubnets(), principals: PRINCIPALS, ...HUB, ipamPoolId: 'ipam-pool-1' });
}

function meshedHub(stack: Stack): void {
  new TransitGatewayRole(stack, 'Role');
  new TransitGateway(stack, 'Hub', {
    organizationRange: '10.0.0.0/8', principals: PRINCIPALS, flowLogs: FlowLogs.logGroup(), networksReachEachOther: true,
  });
  new ResourceShare(stack, 'Share', {
    shareName: 'tools', resourceArns: [`arn:aws:ec2:${REGION}:${ACCOUNT}:prefix-list/pl-0a1b2c3d`], principals: PRINCIPALS,
  });
}

function spoke(stack: Stack): void {
  new NetworkSpoke(stack, 'Spoke', { pattern: NetworkPattern.transitGateway(), ...HUB, ipamPoolId: 'ipam-pool-1', transitGatewayId: 'tgw-1' });
}

function isolatedSpoke(stack: Stack): void {
  new NetworkSpoke(stack, 'Spoke', {
    pattern: NetworkPattern.isolated(), ...HUB, ipamPoolId: 'ipam-pool-1', endpoints: EndpointSelection.sessionManager(),
    dns: DnsProtection.of({ queryLogs: DnsQueryLogs.logArchive(ARCHIVE) }),
  });
}

function lookups(stack: Stack): void {
  new NetworkReaderRole(stack, 'Role', { managementAccountId: ACCOUNT });
  const regions = [REGION, 'eu-west-1'];
  const resources = [
    NetworkResource.ADDRESS_POOL, NetworkResource.TRANSIT_GATEWAY, NetworkResource.sharedSubnets(NetworkPattern.sharedSubnets()),
  ];
  for (const [index, resource] of resources.entries()) {
    new NetworkLookup(stack, `Lookup${index}`, { networkAccountId: ACCOUNT, homeRegion: REGION, regions, resource });
  }
  new ValueOfRegion(stack, 'Value', { regions, commaSeparatedValues: 'tgw-1,tgw-2' });
}

/** Every construct of the folder: as it is by default, and with each option that makes other resources. */
export const NETWORK: Readonly<Record<string, Example>> = {
  vpcByDefault, vpcWithEverything, vpcOfPool, vpcWithoutAnything, vpcWithLogsUnderAnotherKey, vpcOfLandingZone, clientVpn, siteToSiteVpn,
  baseline, otherBaseline, hostManagement, hub, inspectingHub, sharedSubnets, meshedHub, spoke, isolatedSpoke, lookups,
};
