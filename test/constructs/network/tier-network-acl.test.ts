import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Port } from 'aws-cdk-lib/aws-ec2';
import { NamedNetwork, NetworkTier, TierNetworkAcl } from '../../../lib/constructs/network';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { plainVpc } from './plain-vpc';

const OFFICES = NamedNetwork.of('offices', '203.0.113.0/24');

function newAcl(stack: Stack): TierNetworkAcl {
  const { vpc, subnets } = plainVpc(stack);
  return new TierNetworkAcl(stack, 'Acl', { vpc, tier: new NetworkTier(stack, 'Data', { tierName: 'data', vpc, subnets }) });
}

function templateOf(build: (acl: TierNetworkAcl) => void): Template {
  const stack = new Stack(new App(), 'Stack');
  build(newAcl(stack));
  return Template.fromStack(stack);
}

/** Entries as people read them, in the order in which they are asked. */
const entriesOf = (build: (acl: TierNetworkAcl) => void) => Object.values(templateOf(build).findResources('AWS::EC2::NetworkAclEntry'))
  .map(({ Properties }) => Properties)
  .sort((one, other) => one.RuleNumber - other.RuleNumber)
  .map(({ Egress, RuleAction, Protocol, CidrBlock, Ipv6CidrBlock, PortRange: { From, To } = { From: 'all', To: 'all' } }) =>
    `${Egress ? 'out' : 'in'} ${RuleAction} ${Protocol} ${From}-${To} ${CidrBlock ?? Ipv6CidrBlock}`);

describe('defaults', () => {
  test('lets nothing through, and stands around every subnet of the tier', () => {
    const template = templateOf(() => {});
    template.resourceCountIs('AWS::EC2::NetworkAclEntry', 0);
    template.resourceCountIs('AWS::EC2::SubnetNetworkAclAssociation', 2);
    template.hasResourceProperties('AWS::EC2::SubnetNetworkAclAssociation', { NetworkAclId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Acl'), 'Id'] }, SubnetId: { 'Fn::GetAtt': ['Subnet0', 'SubnetId'] } });
  });

  test('passes cdk-nag', () => {
    synthesizeUnderCdkNag(stack => newAcl(stack).allowFromNetwork(OFFICES, Port.HTTPS));
  });
});

describe('options', () => {
  test('lets a network call, and the answers out, but for the port of RDP', () => {
    expect(entriesOf(acl => acl.allowFromNetwork(OFFICES, Port.HTTPS)).sort()).toEqual([
      'in allow 6 443-443 203.0.113.0/24', 'out allow 6 1024-3388 203.0.113.0/24', 'out allow 6 3390-65535 203.0.113.0/24',
    ]);
  });

  test('lets the tier call, and the answers in, once for all calls', () => {
    expect(entriesOf(acl => [Port.HTTPS, Port.tcp(8443)].forEach(port => acl.allowToNetwork(OFFICES, port))).sort()).toEqual([
      'in allow 6 1024-3388 203.0.113.0/24', 'in allow 6 3390-65535 203.0.113.0/24',
      'out allow 6 443-443 203.0.113.0/24', 'out allow 6 8443-8443 203.0.113.0/24',
    ]);
  });

  test('refuses before it lets through', () => {
    const entries = entriesOf(acl => {
      acl.allowFromNetwork(OFFICES, Port.HTTPS);
      acl.refuseNetwork(NamedNetwork.of('guests', '203.0.113.128/25'));
    });
    expect(entries.slice(0, 2).sort()).toEqual(['in deny -1 all-all 203.0.113.128/25', 'out deny -1 all-all 203.0.113.128/25']);
  });

  test('writes each family where AWS reads it', () => {
    const template = templateOf(acl => acl.allowFromInternet(Port.HTTPS));
    template.hasResourceProperties('AWS::EC2::NetworkAclEntry', { Egress: false, CidrBlock: '0.0.0.0/0', Ipv6CidrBlock: Match.absent() });
    template.hasResourceProperties('AWS::EC2::NetworkAclEntry', { Egress: false, Ipv6CidrBlock: '::/0', CidrBlock: Match.absent() });
  });

  test('lets everybody in and out over both families', () => {
    expect(entriesOf(acl => acl.allowFromInternet(Port.HTTPS))).toEqual(expect.arrayContaining(['in allow 6 443-443 0.0.0.0/0', 'in allow 6 443-443 ::/0']));
    expect(entriesOf(acl => acl.allowToInternet(Port.udp(123)))).toEqual(expect.arrayContaining(['out allow 17 123-123 0.0.0.0/0', 'in allow 17 1024-3388 ::/0']));
  });
});

describe('validation', () => {
  test('fails for ports of administration from everywhere, and for what has no ports', () => {
    expect(() => templateOf(acl => acl.allowFromInternet(Port.SSH))).toThrow("'port' must not be open to everybody");
    expect(() => templateOf(acl => acl.allowFromNetwork(OFFICES, Port.allTraffic()))).toThrow("'port' must be one or a range of TCP or UDP");
  });

  test('takes 20 entries in a direction, and fails at 21', () => {
    const calls = (count: number) => (acl: TierNetworkAcl) =>
      Array.from({ length: count }, (_, index) => acl.allowFromNetwork(OFFICES, Port.tcp(9000 + index)));
    expect(() => templateOf(calls(20))).not.toThrow();
    expect(() => templateOf(calls(21))).toThrow('the network ACL of data must have at most 20 entries in a direction, got 21 inbound');
  });
});
