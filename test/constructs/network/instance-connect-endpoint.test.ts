import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceConnectEndpoint, NetworkTier } from '../../../lib/constructs/network';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { plainVpc } from './plain-vpc';

function made(stack: Stack) {
  const { vpc, subnets } = plainVpc(stack);
  return {
    endpoint: new InstanceConnectEndpoint(stack, 'Endpoint', { vpc, subnet: subnets[0] }),
    app: new NetworkTier(stack, 'App', { tierName: 'app', vpc, subnets }),
  };
}

function templateOf(build: (made: { endpoint: InstanceConnectEndpoint; app: NetworkTier }) => void): Template {
  const stack = new Stack(new App(), 'Stack');
  build(made(stack));
  return Template.fromStack(stack);
}

const group = (id: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${id}SecurityGroup`), 'GroupId'] });

describe('defaults', () => {
  test('stands in its subnet with a group of its own, which lets nothing through', () => {
    const template = templateOf(() => {});
    template.hasResourceProperties('AWS::EC2::InstanceConnectEndpoint', {
      SubnetId: { 'Fn::GetAtt': ['Subnet0', 'SubnetId'] }, SecurityGroupIds: [group('Endpoint')], PreserveClientIp: false,
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'EC2 Instance Connect Endpoint', VpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] }, SecurityGroupIngress: Match.absent(), SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
  });

  test('passes cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      const { endpoint, app } = made(stack);
      endpoint.allowSshTo(app);
    });
  });
});

describe('options', () => {
  test.each([
    ['SSH', 22, (endpoint: InstanceConnectEndpoint, app: NetworkTier) => endpoint.allowSshTo(app)],
    ['RDP', 3389, (endpoint: InstanceConnectEndpoint, app: NetworkTier) => endpoint.allowRdpTo(app)],
  ])('lets %s through to a tier, at both ends, by groups', (_, port, allow) => {
    const template = templateOf(({ endpoint, app }) => allow(endpoint, app));
    const rule = { IpProtocol: 'tcp', FromPort: port, ToPort: port, Description: 'Instance Connect to app' };
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { ...rule, GroupId: group('Endpoint'), DestinationSecurityGroupId: group('App') });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { ...rule, GroupId: group('App'), SourceSecurityGroupId: group('Endpoint') });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });

  test('tells its id, for policies that name it', () => {
    const stack = new Stack();
    expect(stack.resolve(made(stack).endpoint.instanceConnectEndpointId)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Endpoint/), 'Id'] });
  });
});
