import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { NamedNetwork, SiteToSiteVpn, SiteToSiteVpnProps, VpnGatewayTarget } from '../../../lib/constructs/network';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const DATA_CENTER = NamedNetwork.of('data center', '192.168.0.0/16');
const PROPS: SiteToSiteVpnProps = {
  target: VpnGatewayTarget.vpc('vpc-0a1b2c3d', ['rtb-1', 'rtb-2']), customerGatewayAddress: '198.51.100.7', staticRoutes: [DATA_CENTER],
};
const BGP = { bgpAsn: 65010, staticRoutes: undefined };

function templateOf(props: Partial<SiteToSiteVpnProps> = {}): Template {
  const stack = new Stack(new App(), 'Stack');
  new SiteToSiteVpn(stack, 'Vpn', { ...PROPS, ...props });
  return Template.fromStack(stack);
}

const connection = (props?: Partial<SiteToSiteVpnProps>) => Object.values(templateOf(props).findResources('AWS::EC2::VPNConnection'))[0].Properties;
const values = (list: { Value: unknown }[]) => list.map(({ Value }) => Value);

describe('defaults', () => {
  test('speaks IKEv2 and strong algorithms in both tunnels, and nothing else', () => {
    const tunnels = connection().VpnTunnelOptionsSpecifications;
    expect(tunnels).toHaveLength(2);
    for (const tunnel of tunnels) {
      expect(tunnel.IKEVersions).toEqual([{ Value: 'ikev2' }]);
      for (const phase of ['Phase1', 'Phase2']) {
        expect(values(tunnel[`${phase}EncryptionAlgorithms`])).toEqual(['AES256-GCM-16', 'AES256']);
        expect(values(tunnel[`${phase}IntegrityAlgorithms`])).toEqual(['SHA2-256', 'SHA2-384', 'SHA2-512']);
        expect(values(tunnel[`${phase}DHGroupNumbers`])).toEqual([14, 15, 16, 17, 18, 19, 20, 21]);
      }
    }
  });

  test('logs both tunnels to an encrypted log group', () => {
    const tunnels: { LogOptions: object }[] = connection().VpnTunnelOptionsSpecifications;
    expect(tunnels.map(({ LogOptions }) => LogOptions)).toEqual([0, 1].map(() => ({
      CloudwatchLogOptions: { LogEnabled: true, LogOutputFormat: 'json', LogGroupArn: { 'Fn::Join': ['', expect.arrayContaining([{ Ref: expect.stringMatching(/^VpnLogs/) }])] } },
    })));
    templateOf().hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue(), RetentionInDays: 365 });
  });

  test('keeps the key that both sides share in Secrets Manager', () => {
    expect(connection().PreSharedKeyStorage).toBe('SecretsManager');
  });

  test('makes a gateway of the VPC, whose routes are learnt by the tables that are named', () => {
    const template = templateOf();
    template.hasResourceProperties('AWS::EC2::VPCGatewayAttachment', { VpcId: 'vpc-0a1b2c3d', VpnGatewayId: Match.anyValue() });
    template.hasResource('AWS::EC2::VPNGatewayRoutePropagation', { Properties: { RouteTableIds: ['rtb-1', 'rtb-2'] }, DependsOn: [Match.stringLikeRegexp('Attachment')] });
    template.hasResourceProperties('AWS::EC2::VPNConnectionRoute', { DestinationCidrBlock: '192.168.0.0/16' });
    expect(connection().StaticRoutesOnly).toBe(true);
  });

  test('passes cdk-nag', () => {
    synthesizeUnderCdkNag(stack => new SiteToSiteVpn(stack, 'Vpn', PROPS));
  });
});

describe('options', () => {
  test('learns routes by BGP, and logs that too', () => {
    const made = connection(BGP);
    expect(made.StaticRoutesOnly).toBe(false);
    expect(made.VpnTunnelOptionsSpecifications[0].LogOptions.CloudwatchLogOptions).toMatchObject({
      BgpLogEnabled: true, BgpLogOutputFormat: 'json', BgpLogGroupArn: { 'Fn::Join': ['', expect.arrayContaining([{ Ref: expect.stringMatching(/^VpnLogs/) }])] },
    });
    templateOf(BGP).hasResourceProperties('AWS::EC2::CustomerGateway', { BgpAsn: 65010, IpAddress: '198.51.100.7' });
    templateOf(BGP).resourceCountIs('AWS::EC2::VPNConnectionRoute', 0);
  });

  test('keeps its logs longer, under a key of one\'s own', () => {
    const logKeyArn = 'arn:aws:kms:eu-central-1:111111111111:key/k';
    templateOf({ logRetention: RetentionDays.TWO_YEARS, logKeyArn }).hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: logKeyArn, RetentionInDays: 731 });
  });

  test('ends at a transit gateway, and makes no gateway of a VPC', () => {
    const target = { ...BGP, target: VpnGatewayTarget.transitGateway('tgw-0a1b2c3d') };
    expect(connection(target)).toMatchObject({ TransitGatewayId: 'tgw-0a1b2c3d' });
    templateOf(target).resourceCountIs('AWS::EC2::VPNGateway', 0);
  });

  test('asks the device for a certificate, and shares no key then', () => {
    const certificateArn = 'arn:aws:acm:eu-central-1:111111111111:certificate/c';
    templateOf({ certificateArn }).hasResourceProperties('AWS::EC2::CustomerGateway', { CertificateArn: certificateArn });
    expect(connection({ certificateArn }).PreSharedKeyStorage).toBeUndefined();
  });
});

describe('validation', () => {
  test.each<[string, Partial<SiteToSiteVpnProps>, string]>([
    ['the address is private', { customerGatewayAddress: '10.1.2.3' }, "'customerGatewayAddress' must be a public IPv4 address"],
    ['nobody tells the routes', { staticRoutes: [] }, "'staticRoutes' must name the networks of the other side"],
    ['both tell the routes', { bgpAsn: 65010 }, "'staticRoutes' must be left out with 'bgpAsn'"],
    ['a transit gateway is told routes', { target: VpnGatewayTarget.transitGateway('tgw-1') }, "'staticRoutes' must be left out with a transit gateway"],
    ['the ASN is none', { bgpAsn: 0, staticRoutes: undefined }, "'bgpAsn' must be 1 to 2147483647 whole (an ASN), got 0"],
  ])('fails when %s, and says so', (_, props, problem) => {
    expect(() => templateOf(props)).toThrow(problem);
  });
});
