import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnCondition, CfnMapping, CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import {
  AclCidr, AclTraffic, Action, CfnNetworkAclEntry, CfnPrefixList, CfnSecurityGroup, CfnSecurityGroupIngress, NetworkAcl, Peer, Port,
  SecurityGroup, TrafficDirection, Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { OpenAdministrationPorts } from '../../../lib/constructs/network';

function synthesized(build: (stack: Stack) => void): () => void {
  return () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    OpenAdministrationPorts.refuse(app);
    build(stack);
    app.synth();
  };
}

const rule = (properties: Partial<CfnSecurityGroup.IngressProperty>) => (stack: Stack) => new CfnSecurityGroup(stack, 'Group', {
  groupDescription: 'a group', securityGroupIngress: [{ ipProtocol: 'tcp', ...properties }],
});

const l2 = (peer: ReturnType<typeof Peer.ipv4>, port: Port) => (stack: Stack) => {
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-central-1a'] });
  new SecurityGroup(stack, 'Group', { vpc }).addIngressRule(peer, port);
};

const entry = (properties: object, id = 'Entry') => (stack: Stack) =>
  new CfnNetworkAclEntry(stack, id, { networkAclId: 'acl-1', ruleNumber: 100, protocol: 6, ruleAction: 'allow', ...properties });

const included = (stack: Stack) => {
  const file = join(mkdtempSync(join(tmpdir(), 'included')), 'template.json');
  writeFileSync(file, JSON.stringify({
    Parameters: { Everybody: { Type: 'String', Default: '0.0.0.0/0' } },
    Resources: {
      Group: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: { GroupDescription: 'a group', SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: { Ref: 'Everybody' } }] },
      },
    },
  }));
  new CfnInclude(stack, 'Included', { templateFile: file });
};

const prefixList = (...cidrs: string[]) => (stack: Stack) => {
  const list = new CfnPrefixList(stack, 'List', { addressFamily: 'IPv4', maxEntries: 5, prefixListName: 'all', entries: cidrs.map(cidr => ({ cidr })) });
  rule({ sourcePrefixListId: list.attrPrefixListId, fromPort: 22, toPort: 22 })(stack);
};

/** What an included template may say instead of a text; it has a parameter, mappings and a condition. */
const INTRINSICS: readonly (readonly [string, (open: string, other: string) => object])[] = [
  ['Fn::Sub', open => ({ 'Fn::Sub': open })],
  ['Fn::Sub with a parameter', () => ({ 'Fn::Sub': '${Address}/0' })],
  ['Fn::Sub with a value', () => ({ 'Fn::Sub': ['${Address}/${Bits}', { Bits: '0' }] })],
  ['Fn::Join', open => ({ 'Fn::Join': ['/', open.split('/')] })],
  ['Fn::Select', (open, other) => ({ 'Fn::Select': ['1', [other, open]] })],
  ['Fn::Split', (open, other) => ({ 'Fn::Select': [1, { 'Fn::Split': [',', `${other},${open}`] }] })],
  ['a list of a parameter', () => ({ 'Fn::Select': [1, { Ref: 'Networks' }] })],
  ['Fn::FindInMap', () => ({ 'Fn::FindInMap': ['Ranges', 'test', 'cidr'] })],
  ['the first branch of Fn::If', (open, other) => ({ 'Fn::If': ['IsTest', open, other] })],
  ['the second branch of Fn::If', (open, other) => ({ 'Fn::If': ['IsTest', other, open] })],
  ['a branch in a branch', (open, other) => ({ 'Fn::If': ['IsTest', other, { 'Fn::If': ['IsOpen', { 'Fn::Sub': open }, other] }] })],
];

const withIntrinsics = (resource: object) => (stack: Stack) => {
  const file = join(mkdtempSync(join(tmpdir(), 'included')), 'template.json');
  writeFileSync(file, JSON.stringify({
    Parameters: {
      Address: { Type: 'String', Default: '0.0.0.0' }, Environment: { Type: 'String' },
      Networks: { Type: 'CommaDelimitedList', Default: '10.0.0.0/8, 0.0.0.0/0' },
    },
    Mappings: { Ranges: { test: { cidr: '0.0.0.0/0' } } },
    Conditions: { IsTest: { 'Fn::Equals': [{ Ref: 'Environment' }, 'test'] }, IsOpen: { 'Fn::Equals': [{ Ref: 'Environment' }, 'open'] } },
    Resources: { Resource: resource },
  }));
  new CfnInclude(stack, 'Included', { templateFile: file });
};

describe('defaults', () => {
  test.each<[string, (stack: Stack) => unknown]>([
    ['SSH over IPv4', rule({ cidrIp: '0.0.0.0/0', fromPort: 22, toPort: 22 })],
    ['SSH over IPv6', rule({ cidrIpv6: '::/0', fromPort: 22, toPort: 22 })],
    ['RDP', rule({ cidrIp: '0.0.0.0/0', fromPort: 3389, toPort: 3389 })],
    ['RDP over UDP', rule({ ipProtocol: 'udp', cidrIp: '0.0.0.0/0', fromPort: 3389, toPort: 3389 })],
    ['a range around a port', rule({ cidrIp: '0.0.0.0/0', fromPort: 0, toPort: 65535 })],
    ['all protocols', rule({ ipProtocol: '-1', cidrIp: '0.0.0.0/0' })],
    ['a prefix list with everywhere beside a network', prefixList('10.0.0.0/8', '0.0.0.0/0')],
    ['the number of another protocol', rule({ ipProtocol: '17', cidrIp: '0.0.0.0/0', fromPort: 3389, toPort: 3389 })],
    ['all protocols by their name', rule({ ipProtocol: 'all', cidrIp: '0.0.0.0/0', fromPort: 443, toPort: 443 })],
    ['the number of a protocol', rule({ ipProtocol: '6', cidrIp: '0.0.0.0/0', fromPort: 22, toPort: 22 })],
    ['half of the internet', rule({ cidrIp: '0.0.0.0/1', fromPort: 22, toPort: 22 })],
    ['another spelling of everywhere', rule({ cidrIpv6: '0:0:0:0:0:0:0:0/0', fromPort: 22, toPort: 22 })],
    ['a rule of its own', stack => new CfnSecurityGroupIngress(stack, 'Rule', { groupId: 'sg-1', ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0' })],
    ['an L2', l2(Peer.anyIpv4(), Port.SSH)],
    ['an L2 over IPv6', l2(Peer.anyIpv6(), Port.allTraffic())],
    ['an override', stack => rule({ cidrIp: '10.0.0.0/8', fromPort: 22, toPort: 22 })(stack).addPropertyOverride('SecurityGroupIngress.0.CidrIp', '0.0.0.0/0')],
    ['a resource without a class', stack => new CfnResource(stack, 'Rule', {
      type: 'AWS::EC2::SecurityGroupIngress', properties: { GroupId: 'sg-1', IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' },
    })],
    ['an included template, by a parameter', included],
    ['a prefix list', prefixList('0.0.0.0/0')],
  ])('refuses %s from everywhere, and says where it is', (_, build) => {
    expect(synthesized(build)).toThrow(/'SecurityGroupIngress' of Stack\/.* must not let everybody in to port (22|3389|22 and 3389), got .*: open no port, and use Session Manager/);
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['TCP', entry({ cidrBlock: '0.0.0.0/0', portRange: { from: 22, to: 22 } })],
    ['a range around RDP', entry({ cidrBlock: '0.0.0.0/0', portRange: { from: 1024, to: 65535 } })],
    ['all protocols over IPv6', entry({ ipv6CidrBlock: '::/0', protocol: -1 })],
    ['an L2', stack => {
      const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-central-1a'] });
      new NetworkAcl(stack, 'Acl', { vpc }).addEntry('All', {
        cidr: AclCidr.anyIpv4(), ruleNumber: 100, traffic: AclTraffic.allTraffic(), direction: TrafficDirection.INGRESS,
        ruleAction: Action.ALLOW,
      });
    }],
  ])('refuses an entry of a network ACL that lets everybody in by %s', (_, build) => {
    expect(synthesized(build)).toThrow(/'NetworkAclEntry' Stack\/.* must not let everybody in to port .*: leave these ports out of its range/);
  });

  test('refuses a half only where the refusal before it is one of everybody', () => {
    const refuse = (cidrBlock: string, ruleNumber: number) => (stack: Stack) => {
      entry({ cidrBlock, ruleNumber, ruleAction: 'deny', portRange: { from: 3389, to: 3389 } }, 'Refusal')(stack);
      entry({ cidrBlock: '0.0.0.0/0', portRange: { from: 1024, to: 65535 } })(stack);
    };
    expect(synthesized(refuse('0.0.0.0/0', 90))).not.toThrow();
    expect(synthesized(refuse('0.0.0.0/1', 90))).toThrow('must not let everybody in to port 3389');
    expect(synthesized(refuse('0.0.0.0/0', 110))).toThrow('must not let everybody in to port 3389');
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['SSH from a network', rule({ cidrIp: '10.0.0.0/8', fromPort: 22, toPort: 22 })],
    ['SSH from a group', rule({ sourceSecurityGroupId: 'sg-2', fromPort: 22, toPort: 22 })],
    ['SSH from a list of networks', prefixList('203.0.113.0/24')],
    ['HTTPS from everywhere', rule({ cidrIp: '0.0.0.0/0', fromPort: 443, toPort: 443 })],
    ['echoes from everywhere', rule({ ipProtocol: 'icmp', cidrIp: '0.0.0.0/0', fromPort: -1, toPort: -1 })],
    ['a port that only the deployment knows', rule({ cidrIp: '0.0.0.0/0', fromPort: { Ref: 'Port' } as unknown as number, toPort: { Ref: 'Port' } as unknown as number })],
    ['an entry that goes out', entry({ egress: true, cidrBlock: '0.0.0.0/0', portRange: { from: 22, to: 22 } })],
    ['an entry that refuses', entry({ ruleAction: 'deny', cidrBlock: '0.0.0.0/0', portRange: { from: 22, to: 22 } })],
    ['an entry of a network', entry({ cidrBlock: '10.0.0.0/8', portRange: { from: 22, to: 22 } })],
  ])('takes %s', (_, build) => {
    expect(synthesized(build)).not.toThrow();
  });
});

describe('defaults, of a template with intrinsics', () => {
  const group = (CidrIp: object) => withIntrinsics({
    Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'a group', SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp }] },
  });

  test.each(INTRINSICS)('refuses everybody in a group by %s', (_, say) => {
    expect(synthesized(group(say('0.0.0.0/0', '10.0.0.0/8')))).toThrow(/'SecurityGroupIngress' of Stack\/Included\/Resource must not let everybody in to port 22/);
  });

  test.each(INTRINSICS)('refuses everybody in an entry of a network ACL by %s', (_, say) => {
    expect(synthesized(withIntrinsics({
      Type: 'AWS::EC2::NetworkAclEntry',
      Properties: { NetworkAclId: 'acl-1', RuleNumber: 100, Protocol: 6, RuleAction: 'allow', PortRange: { From: 22, To: 22 }, CidrBlock: say('0.0.0.0/0', '10.0.0.0/8') },
    }))).toThrow(/'NetworkAclEntry' Stack\/Included\/Resource must not let everybody in to port 22/);
  });

  test.each(INTRINSICS)('refuses everybody in a prefix list by %s', (_, say) => {
    expect(synthesized(stack => {
      const list = new CfnPrefixList(stack, 'List', { addressFamily: 'IPv4', maxEntries: 5, prefixListName: 'all' });
      list.addPropertyOverride('Entries', [{ Cidr: say('0.0.0.0/0', '10.0.0.0/8') }]);
      new CfnMapping(stack, 'Ranges', { mapping: { test: { cidr: '0.0.0.0/0' } } });
      new CfnParameter(stack, 'Address', { default: '0.0.0.0' });
      new CfnParameter(stack, 'Networks', { type: 'CommaDelimitedList', default: '10.0.0.0/8,0.0.0.0/0' });
      rule({ sourcePrefixListId: list.attrPrefixListId, fromPort: 22, toPort: 22 })(stack);
    })).toThrow(/must not let everybody in to port 22, got tcp 22 from the prefix list/);
  });

  test('takes what no branch opens, and what only the deployment knows', () => {
    expect(synthesized(group({ 'Fn::If': ['IsTest', '10.0.0.0/8', { 'Fn::Sub': '${Environment}/16' }] }))).not.toThrow();
    expect(synthesized(group({ 'Fn::FindInMap': ['Ranges', { Ref: 'Environment' }, 'cidr'] }))).not.toThrow();
  });

  test('tells a rule once that is open in both branches', () => {
    expect(synthesized(stack => {
      const made = new CfnSecurityGroup(stack, 'Group', { groupDescription: 'a group', securityGroupIngress: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0' }] });
      made.addPropertyOverride('SecurityGroupIngress.0.Description', { 'Fn::If': ['IsTest', 'one', 'two'] });
      new CfnCondition(stack, 'IsTest', { expression: Fn.conditionEquals('a', 'b') });
    })).toThrow(/^(?!(?:[^]*must not let everybody in){2})[^]*must not let everybody in/);
  });

  test('takes no refusal that stands in one branch only', () => {
    const refusal = (RuleAction: unknown) => (stack: Stack) => {
      entry({ ruleNumber: 90, cidrBlock: '0.0.0.0/0', portRange: { from: 22, to: 22 } }, 'Refusal')(stack).addPropertyOverride('RuleAction', RuleAction);
      entry({ cidrBlock: '0.0.0.0/0', portRange: { from: 22, to: 22 } })(stack);
      new CfnCondition(stack, 'IsTest', { expression: Fn.conditionEquals('a', 'b') });
    };
    expect(synthesized(refusal('deny'))).not.toThrow();
    expect(synthesized(refusal({ 'Fn::If': ['IsTest', 'deny', 'allow'] }))).toThrow(/'NetworkAclEntry' Stack\/Entry must not/);
  });
});

describe('options', () => {
  test('says everything at once, and everything once', () => {
    const app = new App();
    OpenAdministrationPorts.refuse(app);
    OpenAdministrationPorts.refuse(app);
    ['One', 'Two'].forEach(id => l2(Peer.anyIpv4(), Port.SSH)(new Stack(app, id)));
    let message = '';
    try {
      app.synth();
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message.match(/must not let everybody in/g)).toHaveLength(2);
  });

  test('looks no further than its scope', () => {
    const app = new App();
    OpenAdministrationPorts.refuse(new Stack(app, 'Checked'));
    l2(Peer.anyIpv4(), Port.SSH)(new Stack(app, 'Other'));
    expect(() => app.synth()).not.toThrow();
  });
});
