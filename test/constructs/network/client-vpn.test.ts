import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Port } from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ClientVpn, ClientVpnProps, NamedNetwork, NetworkTier, VpnAuthentication } from '../../../lib/constructs/network';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { plainVpc } from './plain-vpc';

const SAML = VpnAuthentication.saml('arn:aws:iam::111111111111:saml-provider/vpn');
const CERTIFICATE = 'arn:aws:acm:eu-central-1:111111111111:certificate/c';
const DATA = NamedNetwork.of('data subnets', '10.20.1.0/24');

function made(stack: Stack, props: Partial<ClientVpnProps> = {}) {
  const { vpc, subnets } = plainVpc(stack);
  return {
    vpn: new ClientVpn(stack, 'Vpn', { vpc, subnets, authentication: SAML, serverCertificateArn: CERTIFICATE, clientAddresses: '10.250.0.0/22', ...props }),
    app: new NetworkTier(stack, 'App', { tierName: 'app', vpc, subnets }),
  };
}

function templateOf(props?: Partial<ClientVpnProps>, build: (made: { vpn: ClientVpn; app: NetworkTier }) => void = () => {}): Template {
  const stack = new Stack(new App(), 'Stack');
  build(made(stack, props));
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('asks the identity provider, ends sessions after eight hours, logs connections, and takes only what is meant for the VPC', () => {
    templateOf().hasResourceProperties('AWS::EC2::ClientVpnEndpoint', {
      AuthenticationOptions: [{ Type: 'federated-authentication', FederatedAuthentication: { SAMLProviderArn: 'arn:aws:iam::111111111111:saml-provider/vpn' } }],
      SplitTunnel: true, SessionTimeoutHours: 8, DisconnectOnSessionTimeout: true, SelfServicePortal: 'disabled',
      ConnectionLogOptions: { Enabled: true, CloudwatchLogGroup: { Ref: Match.stringLikeRegexp('^VpnLogs') } },
    });
    templateOf().hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue(), RetentionInDays: 365 });
  });

  test('lets people reach nothing', () => {
    const template = templateOf();
    template.resourceCountIs('AWS::EC2::ClientVpnAuthorizationRule', 0);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Who comes by the Client VPN', VpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] }, SecurityGroupIngress: Match.absent(), SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
  });

  test('proves itself by its certificate, and puts people into a group of its own in the VPC', () => {
    templateOf().hasResourceProperties('AWS::EC2::ClientVpnEndpoint', {
      ServerCertificateArn: CERTIFICATE, ClientCidrBlock: '10.250.0.0/22', VpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] },
      SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^VpnSecurityGroup'), 'GroupId'] }], TransportProtocol: 'udp', VpnPort: 443,
    });
  });

  test('keeps its logs when it goes', () => {
    templateOf().hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('lets them in at each subnet', () => {
    const template = templateOf();
    template.resourceCountIs('AWS::EC2::ClientVpnTargetNetworkAssociation', 2);
    ['Subnet0', 'Subnet1'].forEach(subnet => template.hasResourceProperties('AWS::EC2::ClientVpnTargetNetworkAssociation', {
      ClientVpnEndpointId: { Ref: Match.stringLikeRegexp('^Vpn') }, SubnetId: { 'Fn::GetAtt': [subnet, 'SubnetId'] },
    }));
  });

  test('passes cdk-nag', () => {
    synthesizeUnderCdkNag(stack => made(stack).vpn.authorizeEverybody(DATA));
  });
});

describe('options', () => {
  const ASSOCIATION = 'AWS::EC2::ClientVpnTargetNetworkAssociation';
  const DATA_CENTER = NamedNetwork.of('data center', '192.168.0.0/16');

  test('keeps associations as they are when subnets come in another order', () => {
    const inOrder = (order: <T>(subnets: T[]) => T[]) => {
      const stack = new Stack(new App(), 'Stack');
      const { vpc, subnets } = plainVpc(stack);
      new ClientVpn(stack, 'Vpn', { vpc, subnets: order(subnets), authentication: SAML, serverCertificateArn: CERTIFICATE, clientAddresses: '10.250.0.0/22' });
      return Template.fromStack(stack).findResources(ASSOCIATION);
    };
    expect(inOrder(subnets => [...subnets].reverse())).toEqual(inOrder(subnets => subnets));
  });

  test('leads to a network behind the VPC by each subnet, once the endpoint is associated', () => {
    const template = templateOf({}, ({ vpn }) => vpn.routeTo(DATA_CENTER));
    template.resourceCountIs('AWS::EC2::ClientVpnRoute', 2);
    ['Subnet0', 'Subnet1'].forEach(subnet => template.hasResource('AWS::EC2::ClientVpnRoute', {
      Properties: {
        ClientVpnEndpointId: { Ref: Match.stringLikeRegexp('^Vpn') }, DestinationCidrBlock: '192.168.0.0/16', TargetVpcSubnetId: { 'Fn::GetAtt': [subnet, 'SubnetId'] },
      },
      DependsOn: Object.keys(template.findResources(ASSOCIATION)).sort(),
    }));
    templateOf().resourceCountIs('AWS::EC2::ClientVpnRoute', 0);
  });

  test('lets a group reach a network, once the endpoint is associated', () => {
    templateOf({}, ({ vpn }) => vpn.authorizeGroup('engineers', DATA)).hasResource('AWS::EC2::ClientVpnAuthorizationRule', {
      Properties: { AccessGroupId: 'engineers', TargetNetworkCidr: '10.20.1.0/24', AuthorizeAllGroups: Match.absent(), Description: 'to data subnets' },
      DependsOn: [Match.stringLikeRegexp('VpnSubnet.*0'), Match.stringLikeRegexp('VpnSubnet.*1')],
    });
  });

  test('lets everybody reach a network, by certificates', () => {
    const template = templateOf({ authentication: VpnAuthentication.certificate(CERTIFICATE) }, ({ vpn }) => vpn.authorizeEverybody(DATA));
    template.hasResourceProperties('AWS::EC2::ClientVpnAuthorizationRule', { AuthorizeAllGroups: true, AccessGroupId: Match.absent() });
    template.hasResourceProperties('AWS::EC2::ClientVpnEndpoint', {
      AuthenticationOptions: [{ Type: 'certificate-authentication', MutualAuthentication: { ClientRootCertificateChainArn: CERTIFICATE } }],
    });
  });

  test('is let through to a tier by its group', () => {
    const template = templateOf({}, ({ vpn, app }) => vpn.allowTo(app, Port.HTTPS));
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Vpn'), 'GroupId'] }, DestinationSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^App'), 'GroupId'] }, FromPort: 443,
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^App'), 'GroupId'] }, SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Vpn'), 'GroupId'] }, FromPort: 443,
    });
  });

  test('keeps its logs longer, under a key of one\'s own', () => {
    const logKeyArn = 'arn:aws:kms:eu-central-1:111111111111:key/k';
    const template = templateOf({ logRetention: RetentionDays.TWO_YEARS, logKeyArn });
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: logKeyArn, RetentionInDays: 731 });
    template.resourceCountIs('AWS::KMS::Key', 0);
  });

  test('keeps sessions longer where that is asked for', () => {
    templateOf({ sessionTimeout: Duration.hours(12) }).hasResourceProperties('AWS::EC2::ClientVpnEndpoint', { SessionTimeoutHours: 12 });
  });
});

describe('validation', () => {
  test.each<[string, Partial<ClientVpnProps>, string]>([
    ['people get too few addresses', { clientAddresses: '10.250.0.0/24' }, "'clientAddresses' must be an IPv4 range from /12 to /22"],
    ['there is no subnet', { subnets: [] }, "'subnets' must hold one subnet a zone"],
    ['the certificate is none', { serverCertificateArn: 'certificate' }, "'serverCertificateArn' must be a certificate of ACM"],
    ['AWS has no such time', { sessionTimeout: Duration.hours(9) }, "'sessionTimeout' must be one of 8, 10, 12, 24 hours, got 9"],
  ])('fails when %s, and says so', (_, props, problem) => {
    expect(() => templateOf(props)).toThrow(problem);
  });

  test('fails when a group is authorized that certificates do not tell', () => {
    expect(() => templateOf({ authentication: VpnAuthentication.certificate(CERTIFICATE) }, ({ vpn }) => vpn.authorizeGroup('engineers', DATA)))
      .toThrow("'groupId' must be left out with certificates");
  });
});
