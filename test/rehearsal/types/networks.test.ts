import { Operation } from '../../../rehearsal/aws/contract';
import { GATEWAY_ATTACHMENT } from '../../../rehearsal/types/ec2-gateways';
import { deployed } from './network-workbench';
import { HOME, MANAGEMENT, refusalOf, strangersOf, Workbench, WORKLOAD } from './workbench';

const TCP = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

describe('AWS::EC2::VPC', () => {
  test('brings a main route table, a default security group that lets its own in, and a default network ACL', async () => {
    const { bench, vpc } = await deployed();
    const { networks } = bench.world.state;
    const { mainRouteTableId, defaultSecurityGroupId, defaultNetworkAclId } = networks.vpcs.get(vpc)!;
    expect([...networks.securityGroups.get(defaultSecurityGroupId)!.rules.values()].map(({ egress, peer }) => [egress, peer]))
      .toEqual([[false, { groupId: defaultSecurityGroupId }], [true, { cidr: '0.0.0.0/0' }]]);
    expect([networks.routeTables.has(mainRouteTableId), networks.networkAcls.get(defaultNetworkAclId)!.entries.size]).toEqual([true, 4]);
  });

  test.each([
    ['a block that is too large', { CidrBlock: '10.0.0.0/15' }, 'vpc/cidr'],
    ['a block that is too small', { CidrBlock: '10.0.0.0/29' }, 'vpc/cidr'],
    ['no block', {}, 'vpc/cidr'],
    ['two sources of its block', { CidrBlock: '10.0.0.0/16', Ipv4IpamPoolId: 'ipam-pool-1' }, 'vpc/cidr'],
    ['host names without DNS', { CidrBlock: '10.0.0.0/16', EnableDnsSupport: false, EnableDnsHostnames: true }, 'vpc/dns-hostnames'],
    ['a pool that does not exist', { Ipv4IpamPoolId: 'ipam-pool-1', Ipv4NetmaskLength: 20 }, 'ipam/shared'],
  ])('fails with %s', async (_, properties, rule) => {
    expect((await refusalOf(new Workbench().create('AWS::EC2::VPC', 'Vpc', { ...properties }))).rule).toBe(rule);
  });

  test('is one of five in a region, the default one among them', async () => {
    const { rule, make } = await deployed();
    for (const index of [2, 3, 4]) {
      await make('VPC', `Vpc${index}`, { CidrBlock: `10.${index}.0.0/16` });
    }
    expect(await rule('VPC', 'Sixth', { CidrBlock: '10.9.0.0/16' })).toBe('vpc/quotas');
  });

  test('cannot be deleted while it has subnets, as EC2 says', async () => {
    const { bench } = await deployed();
    expect((await refusalOf(bench.delete('AWS::EC2::VPC', 'Vpc'))).code).toBe('DependencyViolation');
  });

  test('gets further blocks that do not overlap', async () => {
    const { bench, vpc, make, rule } = await deployed();
    await make('VPCCidrBlock', 'Six', { VpcId: vpc, AmazonProvidedIpv6CidrBlock: true });
    await make('VPCCidrBlock', 'Second', { VpcId: vpc, CidrBlock: '10.1.0.0/16' });
    const { cidrs, ipv6Cidrs } = bench.world.state.networks.vpcs.get(vpc)!;
    expect(cidrs.map(({ cidr }) => cidr)).toEqual(['10.0.0.0/16', '10.1.0.0/16']);
    expect(ipv6Cidrs[0].cidr).toMatch(/^2600:1f[0-9a-f:]+\/56$/);
    expect(await rule('VPCCidrBlock', 'Third', { VpcId: vpc, CidrBlock: '10.0.128.0/17' })).toBe('vpc/cidr');
    await bench.delete('AWS::EC2::VPCCidrBlock', 'Second');
    expect(cidrs).toHaveLength(1);
  });
});

describe('AWS::EC2::Subnet', () => {
  test.each([
    ['a block outside of the VPC', { CidrBlock: '10.1.0.0/24' }, 'vpc/subnet-cidr'],
    ['a block of another subnet', { CidrBlock: '10.0.0.128/25' }, 'vpc/subnet-cidr'],
    ['a block that is too small', { CidrBlock: '10.0.1.0/29' }, 'vpc/subnet-cidr'],
    ['a zone of another region', { CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1a' }, 'vpc/zone'],
    ['a VPC that does not exist', { CidrBlock: '10.0.1.0/24', VpcId: 'vpc-none' }, 'vpc/parts-exist'],
  ])('fails with %s', async (_, more, rule) => {
    const { vpc, rule: ruleOf } = await deployed();
    expect(await ruleOf('Subnet', 'Second', { VpcId: vpc, ...more })).toBe(rule);
  });

  test('of a VPC of another account fails', async () => {
    const { bench, vpc } = await deployed();
    const refusal = await refusalOf(bench.create('AWS::EC2::Subnet', 'Strange', { VpcId: vpc, CidrBlock: '10.0.1.0/24' }, { accountId: WORKLOAD }));
    expect(refusal).toMatchObject({ rule: 'vpc/parts-exist', message: `${vpc} belongs to ${MANAGEMENT} in ${HOME}` });
  });

  test('asks for a declared order', async () => {
    const { bench, vpc } = await deployed();
    const refusal = await refusalOf(bench.create('AWS::EC2::Subnet', 'Later', { VpcId: vpc, CidrBlock: '10.0.1.0/24' }, { undeclared: true }));
    expect(refusal).toMatchObject({ rule: 'vpc/parts-exist', kind: 'order' });
  });

  test('has one route table', async () => {
    const { bench, vpc, subnet, table, make, rule } = await deployed();
    await make('SubnetRouteTableAssociation', 'Association', { SubnetId: subnet, RouteTableId: table });
    expect(await rule('SubnetRouteTableAssociation', 'Second', { SubnetId: subnet, RouteTableId: table })).toBe('vpc/one-route-table');
    const other = await make('VPC', 'Other', { CidrBlock: '10.1.0.0/16' });
    const strange = await make('RouteTable', 'Strange', { VpcId: other });
    await bench.delete('AWS::EC2::SubnetRouteTableAssociation', 'Association');
    expect(await rule('SubnetRouteTableAssociation', 'Third', { SubnetId: subnet, RouteTableId: strange })).toBe('vpc/same-vpc');
    expect(vpc).not.toBe(other);
  });
});

describe('routes and gateways', () => {
  const routed = async () => {
    const made = await deployed();
    const gateway = await made.make('InternetGateway', 'Gateway', {});
    return { ...made, gateway, attach: () => made.make('VPCGatewayAttachment', 'Attachment', { VpcId: made.vpc, InternetGatewayId: gateway }) };
  };
  const toInternet = { DestinationCidrBlock: '0.0.0.0/0' };

  test('a route to an internet gateway needs it attached, and a declared path to the attachment', async () => {
    const { bench, table, gateway, attach, rule } = await routed();
    const route = { RouteTableId: table, GatewayId: gateway, ...toInternet };
    expect(await rule('Route', 'Route', route)).toBe('vpc/gateway-attached');
    await attach();
    expect(await refusalOf(bench.create('AWS::EC2::Route', 'Route', route, { undeclared: true }))).toMatchObject({ kind: 'order' });
    expect(await rule('Route', 'Route', route)).toBeUndefined();
  });

  test('a table has one route to a destination, and none into its own VPC', async () => {
    const { table, gateway, attach, make, rule } = await routed();
    await attach();
    await make('Route', 'Route', { RouteTableId: table, GatewayId: gateway, ...toInternet });
    expect(await rule('Route', 'Twin', { RouteTableId: table, GatewayId: gateway, ...toInternet })).toBe('vpc/one-route-per-destination');
    expect(await rule('Route', 'Local', { RouteTableId: table, GatewayId: gateway, DestinationCidrBlock: '10.0.3.0/24' })).toBe('vpc/one-route-per-destination');
    expect(await rule('Route', 'None', { RouteTableId: table, DestinationCidrBlock: '192.0.2.0/24' })).toBe('vpc/route-target');
    expect(await rule('Route', 'Both', { RouteTableId: table, GatewayId: gateway, NatGatewayId: 'nat-1', DestinationCidrBlock: '192.0.2.0/24' })).toBe('vpc/route-target');
  });

  test('a VPC has one internet gateway, and it stays while NAT uses it', async () => {
    const { bench, vpc, subnet, attach, make, rule } = await routed();
    expect(await rule('NatGateway', 'Early', { SubnetId: subnet })).toBe('vpc/nat-gateway');
    await make('EIP', 'Address', { Domain: 'vpc' });
    const [allocation] = bench.world.state.networks.addresses.keys();
    expect(await rule('NatGateway', 'Early', { SubnetId: subnet, AllocationId: allocation })).toBe('vpc/gateway-attached');
    await attach();
    await make('NatGateway', 'Nat', { SubnetId: subnet, AllocationId: allocation });
    expect(await rule('NatGateway', 'Second', { SubnetId: subnet, AllocationId: allocation })).toBe('vpc/nat-gateway');
    expect(await rule('VPCGatewayAttachment', 'Twin', { VpcId: vpc, InternetGatewayId: await make('InternetGateway', 'Other', {}) })).toBe('vpc/one-internet-gateway');
    expect((await refusalOf(bench.delete('AWS::EC2::VPCGatewayAttachment', 'Attachment'))).code).toBe('DependencyViolation');
    await bench.delete('AWS::EC2::NatGateway', 'Nat');
    expect((await refusalOf(bench.delete('AWS::EC2::VPCGatewayAttachment', 'Attachment'))).message).toBe('it passed');
  });

  test('a route names a prefix list that is there', async () => {
    const { table, gateway, attach, rule } = await routed();
    await attach();
    expect(await rule('Route', 'Route', { RouteTableId: table, GatewayId: gateway, DestinationPrefixListId: 'pl-none' })).toBe('vpc/parts-exist');
    expect(await rule('Route', 'Route', { RouteTableId: table, GatewayId: gateway, DestinationPrefixListId: 'pl-6ea54007' })).toBeUndefined();
  });

  test('addresses outside of VPCs are refused by name', async () => {
    const { bench } = await deployed();
    expect((await refusalOf(bench.create('AWS::EC2::EIP', 'Old', { Domain: 'standard' }))).message).toContain('does not know addresses of the domain standard');
  });

  test('gateways are detached by the action of their kind', async () => {
    const { bench, vpc, make, attach } = await routed();
    await attach();
    await make('VPCGatewayAttachment', 'OfVpn', { VpcId: vpc, VpnGatewayId: await make('VPNGateway', 'Vgw', { Type: 'ipsec.1' }) });
    const permitted = (kind: 'delete', properties: object) => {
      const operation = { ...({} as Operation), kind, properties: { VpcId: vpc, ...properties }, partition: 'aws', accountId: MANAGEMENT, region: HOME } as Operation;
      return GATEWAY_ATTACHMENT.permissions[kind].filter(({ when }) => when?.(operation) ?? true).map(({ action }) => action);
    };
    expect(permitted('delete', { VpnGatewayId: 'vgw-1' })).toEqual(['ec2:DetachVpnGateway', 'ec2:DescribeVpnGateways']);
    expect(permitted('delete', { InternetGatewayId: 'igw-1' })).toEqual(['ec2:DetachInternetGateway', 'ec2:DescribeInternetGateways']);
    await bench.delete('AWS::EC2::VPCGatewayAttachment', 'OfVpn');
  });

  test('a region has five addresses', async () => {
    const { make, rule } = await deployed();
    for (const index of [1, 2, 3, 4, 5]) {
      await make('EIP', `Address${index}`, {});
    }
    expect(await rule('EIP', 'Sixth', {})).toBe('vpc/quotas');
  });
});

describe('security groups', () => {
  const rules = (bench: Workbench, id: string) => [...bench.world.state.networks.securityGroups.get(id)!.rules.values()].map(({ egress,
    protocol, peer }) => [egress, protocol, peer]);

  test('let everything out when the template says nothing, and only what it says otherwise', async () => {
    const { bench, vpc, group, make } = await deployed();
    expect(rules(bench, group)).toEqual([[true, '-1', { cidr: '0.0.0.0/0' }]]);
    const closed = await make('SecurityGroup', 'Closed', { VpcId: vpc, GroupDescription: 'closed', SecurityGroupEgress: [] });
    expect(rules(bench, closed)).toEqual([]);
    await bench.update('AWS::EC2::SecurityGroup', 'Closed', { VpcId: vpc, GroupDescription: 'closed', SecurityGroupEgress: [{ ...TCP, CidrIp: '10.0.0.0/8' }] });
    expect(rules(bench, closed)).toEqual([[true, 'tcp', { cidr: '10.0.0.0/8' }]]);
  });

  test.each([
    ['a group that does not exist', { SourceSecurityGroupId: 'sg-none' }, 'security-group/references'],
    ['no peer', {}, 'security-group/rule'],
    ['two peers', { CidrIp: '10.0.0.0/8', CidrIpv6: '::/0' }, 'security-group/rule'],
    ['no block', { CidrIp: '10.0.0.0/33' }, 'security-group/rule'],
    ['no ports', { CidrIp: '10.0.0.0/8', ToPort: undefined }, 'security-group/rule'],
    ['an unknown protocol', { CidrIp: '10.0.0.0/8', IpProtocol: 'nonsense' }, 'security-group/rule'],
    ['a prefix list that nobody made', { SourcePrefixListId: 'pl-none' }, 'security-group/references'],
    ['a list of one\'s own that is gone', { SourcePrefixListId: 'pl-0a1b2c3d4e5f6a7b8' }, 'security-group/references'],
    ['a list of AWS', { SourcePrefixListId: 'pl-a3a144ca' }, undefined],
    ['a description that EC2 does not take', { CidrIp: '10.0.0.0/8', Description: 'from “web”' }, 'security-group/description'],
  ])('fail with %s', async (_, more, rule) => {
    const { group, rule: ruleOf } = await deployed();
    expect(await ruleOf('SecurityGroupIngress', 'Rule', { GroupId: group, ...TCP, ...more })).toBe(rule);
  });

  test('name the account of another group rightly, or not at all', async () => {
    const { group, rule } = await deployed();
    const named = (SourceSecurityGroupOwnerId: string) => rule('SecurityGroupIngress', 'Rule', { GroupId: group, ...TCP, SourceSecurityGroupId: group, SourceSecurityGroupOwnerId });
    expect(await named('999999999999')).toBe('security-group/references');
    expect(await named(MANAGEMENT)).toBeUndefined();
  });

  test('have a rule once, and at most 60 in a direction', async () => {
    const { group, make, rule } = await deployed();
    await make('SecurityGroupIngress', 'First', { GroupId: group, ...TCP, CidrIp: '10.0.0.0/8' });
    expect(await rule('SecurityGroupIngress', 'Twin', { GroupId: group, ...TCP, CidrIp: '10.0.0.0/8' })).toBe('security-group/rule');
    for (let index = 1; index < 60; index++) {
      await make('SecurityGroupIngress', `Rule${index}`, { GroupId: group, ...TCP, CidrIp: `10.${index}.0.0/16` });
    }
    expect(await rule('SecurityGroupIngress', 'Last', { GroupId: group, ...TCP, CidrIp: '10.99.0.0/16' })).toBe('security-group/quotas');
    expect(await rule('SecurityGroupIngress', 'Six', { GroupId: group, ...TCP, CidrIpv6: '2001:db8::/32' })).toBeUndefined();
  });

  test('count a prefix list with all that it may hold', async () => {
    const { group, make, rule } = await deployed();
    const list = await make('PrefixList', 'List', { PrefixListName: 'list', AddressFamily: 'IPv4', MaxEntries: 61, Entries: [{ Cidr: '192.0.2.0/24' }] });
    expect(await rule('SecurityGroupIngress', 'Rule', { GroupId: group, ...TCP, SourcePrefixListId: list })).toBe('security-group/quotas');
    expect(await rule('PrefixList', 'Small', { PrefixListName: 'small', AddressFamily: 'IPv4', MaxEntries: 0, Entries: [{ Cidr: '192.0.2.0/24' }] })).toBe('vpc/prefix-list');
  });

  test('of another VPC cannot be named, and one that is named cannot be deleted', async () => {
    const { bench, vpc, group, make, rule } = await deployed();
    const other = await make('VPC', 'Other', { CidrBlock: '10.1.0.0/16' });
    const strange = await make('SecurityGroup', 'Strange', { VpcId: other, GroupDescription: 'strange' });
    expect(await rule('SecurityGroupIngress', 'Rule', { GroupId: group, ...TCP, SourceSecurityGroupId: strange })).toBe('security-group/references');
    const peer = await make('SecurityGroup', 'Peer', { VpcId: vpc, GroupDescription: 'peer' });
    await make('SecurityGroupIngress', 'Named', { GroupId: group, ...TCP, SourceSecurityGroupId: peer });
    expect((await refusalOf(bench.delete('AWS::EC2::SecurityGroup', 'Peer'))).code).toBe('DependencyViolation');
    await bench.delete('AWS::EC2::SecurityGroupIngress', 'Named');
    await bench.delete('AWS::EC2::SecurityGroup', 'Peer');
  });

  test('have a name of their own', async () => {
    const { vpc, make, rule } = await deployed();
    await make('SecurityGroup', 'Named', { VpcId: vpc, GroupDescription: 'named', GroupName: 'named' });
    expect(await rule('SecurityGroup', 'Twin', { VpcId: vpc, GroupDescription: 'twin', GroupName: 'named' })).toBe('security-group/name');
    expect(await rule('SecurityGroup', 'Id', { VpcId: vpc, GroupDescription: 'id', GroupName: 'sg-id' })).toBe('security-group/name');
  });
});

describe('network ACLs', () => {
  test.each([
    ['a number twice', {}, 'vpc/acl-entry'],
    ['a number that is too large', { RuleNumber: 32_767 }, 'vpc/acl-entry'],
    ['no ports for TCP', { RuleNumber: 2, PortRange: undefined }, 'vpc/acl-entry'],
    ['no block', { RuleNumber: 2, CidrBlock: undefined }, 'vpc/acl-entry'],
    ['an action that is written otherwise', { RuleNumber: 2, RuleAction: 'Allow' }, 'vpc/acl-entry'],
    ['a range without its end', { RuleNumber: 2, PortRange: { From: 10 } }, 'vpc/acl-entry'],
    ['a range that ends before it begins', { RuleNumber: 2, PortRange: { From: 100, To: 1 } }, 'vpc/acl-entry'],
    ['an unknown protocol', { RuleNumber: 2, Protocol: 'tcp' }, 'vpc/acl-entry'],
  ])('fail with %s', async (_, more, rule) => {
    const { vpc, make, rule: ruleOf } = await deployed();
    const entry = { NetworkAclId: await make('NetworkAcl', 'Acl', { VpcId: vpc }), RuleNumber: 1, RuleAction: 'allow', Protocol: 6, CidrBlock: '10.0.0.0/8', PortRange: { From: 1, To: 2 } };
    await make('NetworkAclEntry', 'First', entry);
    expect(await ruleOf('NetworkAclEntry', 'Second', { ...entry, ...more })).toBe(rule);
  });

  test('take the place of the default one for a subnet, and give it back', async () => {
    const { bench, vpc, subnet, make } = await deployed();
    const { networks } = bench.world.state;
    const acl = await make('NetworkAcl', 'Acl', { VpcId: vpc });
    await make('SubnetNetworkAclAssociation', 'Association', { SubnetId: subnet, NetworkAclId: acl });
    expect(networks.subnets.get(subnet)!.networkAclId).toBe(acl);
    await bench.delete('AWS::EC2::SubnetNetworkAclAssociation', 'Association');
    expect(networks.subnets.get(subnet)!.networkAclId).toBe(networks.vpcs.get(vpc)!.defaultNetworkAclId);
  });
});

describe('encryption controls', () => {
  test('are one in a VPC, and watch until they are told to enforce', async () => {
    const { bench, vpc, make, rule } = await deployed();
    const control = await make('VPCEncryptionControl', 'Control', { VpcId: vpc });
    const { encryptionControls } = bench.world.state.networks;
    expect(encryptionControls.get(control)).toMatchObject({ vpcId: vpc, mode: 'monitor' });
    expect(await rule('VPCEncryptionControl', 'Second', { VpcId: vpc, Mode: 'enforce' })).toBe('vpc/one-encryption-control');
    await bench.update('AWS::EC2::VPCEncryptionControl', 'Control', { VpcId: vpc, Mode: 'enforce' });
    expect(encryptionControls.get(control)).toMatchObject({ mode: 'enforce' });
    expect((await refusalOf(bench.delete('AWS::EC2::VPC', 'Vpc'))).code).toBe('DependencyViolation');
  });

  test('may be made again once the first is gone, and for another VPC', async () => {
    const { bench, vpc, make } = await deployed();
    await make('VPCEncryptionControl', 'Control', { VpcId: vpc });
    await make('VPCEncryptionControl', 'OfAnother', { VpcId: await make('VPC', 'Other', { CidrBlock: '10.1.0.0/16' }) });
    await bench.delete('AWS::EC2::VPCEncryptionControl', 'Control');
    await make('VPCEncryptionControl', 'Again', { VpcId: vpc });
    expect(bench.world.state.networks.encryptionControls.size).toBe(2);
  });
});

test('properties that are not modelled are refused by name', () => {
  expect(strangersOf('AWS::EC2::Subnet', { VpcId: 'vpc', CidrBlock: '10.0.0.0/24', OutpostArn: 'arn' })).toContain('\'OutpostArn\' of AWS::EC2::Subnet');
  expect(strangersOf('AWS::EC2::SecurityGroup', { VpcId: 'vpc', GroupDescription: 'd', SecurityGroupIngress: [{ SourceSecurityGroupName: 'n' }] })).toContain('SourceSecurityGroupName');
});
