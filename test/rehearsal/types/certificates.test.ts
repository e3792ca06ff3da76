import { HOME, MANAGEMENT, WORKLOAD } from './workbench';
import { publicNetwork, refusals } from './edge-workbench';

const CERTIFICATE = 'CertificateManager::Certificate';
const RECORD = 'Route53::RecordSet';
const ZONE = 'Route53::HostedZone';

async function prepared() {
  const made = await publicNetwork();
  const { make, arnOf, vpc, subnets, group } = made;
  const zone = await make(ZONE, 'Zone', { Name: 'example.com' });
  await make(RECORD, 'Cname', { HostedZoneId: zone, Name: 'old.example.com', Type: 'CNAME', TTL: '300', ResourceRecords: ['www.example.com'] });
  const privateZone = await make(ZONE, 'PrivateZone', { Name: 'example.com', VPCs: [{ VPCId: vpc, VPCRegion: HOME }] });
  const foreignZone = await make(ZONE, 'ForeignZone', { Name: 'example.com' }, { accountId: WORKLOAD });
  const deaf = await make('EC2::VPC', 'Deaf', { CidrBlock: '10.1.0.0/16', EnableDnsHostnames: false, EnableDnsSupport: true });
  const mute = await arnOf('Logs::LogGroup', 'Mute', { LogGroupName: '/mute' }, { region: 'us-east-1' });
  const far = await arnOf('Logs::LogGroup', 'Far', { LogGroupName: '/far' });
  await make('ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancer', { Name: 'web', Subnets: subnets, SecurityGroups: [group] });
  const [{ dnsName, zoneId }] = [...made.bench.world.state.elb.loadBalancers.values()];
  return { ...made, zone, privateZone, foreignZone, deaf, mute, far, dnsName, zoneId };
}

type Made = Awaited<ReturnType<typeof prepared>>;

const certificate = ({ zone }: Made, more: object = {}) => ({
  DomainName: 'www.example.com', ValidationMethod: 'DNS', DomainValidationOptions: [{ DomainName: 'www.example.com', HostedZoneId: zone }], ...more,
});
const validatedIn = (HostedZoneId: string, DomainName = 'www.example.com') =>
  ({ DomainName, ValidationMethod: 'DNS', DomainValidationOptions: [{ DomainName, HostedZoneId }] });
const record = ({ zone }: Made, more: object = {}) => ({ HostedZoneId: zone, Name: 'www.example.com', Type: 'A', TTL: '300', ResourceRecords: ['192.0.2.1'], ...more });
const alias = (made: Made, AliasTarget: object, more: object = {}) =>
  ({ ...record(made), TTL: undefined, ResourceRecords: undefined, AliasTarget, ...more });

describe('pre-conditions of certificates and records', () => {
  refusals(prepared, [
    ['acm/names', 'a wildcard in the middle', CERTIFICATE, ({ zone }) => validatedIn(zone, 'a.*.example.com')],
    ['acm/names', 'a first name of 72 characters', CERTIFICATE, ({ zone }) => validatedIn(zone, `${'a'.repeat(60)}.example.com`)],
    ['acm/validated-by-dns', 'validation by e-mail', CERTIFICATE, all => certificate(all, { ValidationMethod: 'EMAIL' })],
    ['acm/validated-by-dns', 'no zone', CERTIFICATE, all => certificate(all, { DomainValidationOptions: undefined })],
    ['acm/validated-by-dns', 'a further name without a zone', CERTIFICATE, all => certificate(all, { SubjectAlternativeNames: ['api.example.com'] })],
    ['acm/validated-by-dns', 'a zone that has not the name', CERTIFICATE, ({ zone }) => validatedIn(zone, 'www.example.org')],
    ['acm/validated-by-dns', 'a private zone', CERTIFICATE, ({ privateZone }) => validatedIn(privateZone)],
    ['acm/validated-by-dns', 'a zone of another account', CERTIFICATE, ({ foreignZone }) => validatedIn(foreignZone)],
    ['acm/validated-by-dns', 'a zone that is not waited for', CERTIFICATE, all => certificate(all), { undeclared: true }],
    ['acm/certificate-in-region', 'a certificate of another region', 'ApiGatewayV2::DomainName', () => ({
      DomainName: 'api.example.com', DomainNameConfigurations: [{ EndpointType: 'REGIONAL', CertificateArn: `arn:aws:acm:us-east-1:${MANAGEMENT}:certificate/c` }],
    })],
    ['route53/zone-exists', 'a name of another zone', RECORD, all => record(all, { Name: 'www.example.org' })],
    ['route53/zone-exists', 'no zone of the name', RECORD, all => record(all, { HostedZoneId: undefined, HostedZoneName: 'example.org' })],
    ['route53/zone-exists', 'a zone that is not waited for', RECORD, all => record(all), { undeclared: true }],
    ['route53/record-shape', 'a type that is none', RECORD, all => record(all, { Type: 'URL' })],
    ['route53/record-shape', 'values without a TTL', RECORD, all => record(all, { TTL: undefined })],
    ['route53/record-shape', 'an alias with a TTL', RECORD, all => alias(all, { DNSName: 'a.example.com', HostedZoneId: 'Z0123456789' }, { TTL: '300' })],
    ['route53/record-shape', 'a CNAME of the name of the zone', RECORD, all => record(all, { Name: 'example.com', Type: 'CNAME' })],
    ['route53/record-shape', 'an address beside a CNAME', RECORD, all => record(all, { Name: 'old.example.com' })],
    ['route53/alias-target', 'the zone of something else for a load balancer', RECORD, all => alias(all, { DNSName: `dualstack.${all.dnsName}`, HostedZoneId: 'Z2FDTNDATAQYW2' })],
    ['route53/alias-target', 'the zone of something else for a distribution', RECORD, all => alias(all, { DNSName: 'd1.cloudfront.net', HostedZoneId: 'Z0123456789' })],
    ['route53/alias-target', 'a load balancer that is not waited for', RECORD,
      all => alias(all, { DNSName: all.dnsName, HostedZoneId: all.zoneId }, { HostedZoneId: 'Z0123456789ABCDEFGHIJ' }), { undeclared: true }],
    ['route53/private-zone', 'a VPC that does not exist', ZONE, () => ({ Name: 'corp', VPCs: [{ VPCId: 'vpc-none', VPCRegion: HOME }] })],
    ['route53/private-zone', 'a VPC without DNS hostnames', ZONE, ({ deaf }) => ({ Name: 'corp', VPCs: [{ VPCId: deaf, VPCRegion: HOME }] })],
    ['route53/private-zone', 'a VPC that is not waited for', ZONE, ({ vpc }) => ({ Name: 'corp', VPCs: [{ VPCId: vpc, VPCRegion: HOME }] }), { undeclared: true }],
    ['route53/query-log', 'a log group of another region', ZONE, ({ far }) => ({ Name: 'corp', QueryLoggingConfig: { CloudWatchLogsLogGroupArn: far } })],
    ['route53/query-log', 'a log group that Route 53 may not write to', ZONE, ({ mute }) => ({ Name: 'corp', QueryLoggingConfig: { CloudWatchLogsLogGroupArn: mute } })],
    [undefined, 'what is right', CERTIFICATE, all => certificate(all)],
    [undefined, 'what is right', RECORD, all => record(all)],
    [undefined, 'what is right', RECORD, all => alias(all, { DNSName: all.dnsName, HostedZoneId: all.zoneId }, { Name: 'lb.example.com' })],
  ]);
});
