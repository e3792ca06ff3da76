import { Outcome } from '../../../rehearsal/aws/contract';
import { runApiCall } from '../../../rehearsal/aws/api';
import { throughTransitGateway } from '../../../rehearsal/network/transit';
import { rangeOf } from '../../../rehearsal/aws/addresses';
import { refusalOf } from '../../constructs/deployed';
import { HOME, MANAGEMENT, ORGANIZATION, UNIT, Workbench, WORKLOAD } from './workbench';

const NETWORK = '222222222222';
const EVERYBODY = `arn:aws:organizations::${MANAGEMENT}:organization/${ORGANIZATION.organizationId}`;
const HUB = { accountId: NETWORK };
const SPOKE = { accountId: WORKLOAD };

const id = ({ attributes }: Outcome, name = 'Id') => String(attributes[name]);

/** Enables sharing, as the activation does in the management account. */
function enableSharing({ world }: Workbench): void {
  world.state.ram.sharing = {};
}

/** A VPC with a subnet. */
async function vpc(bench: Workbench, name: string, cidr: string, place: object) {
  const vpcId = (await bench.create('AWS::EC2::VPC', name, { CidrBlock: cidr }, place)).physicalId;
  const block = cidr.replace(/\/\d+$/, '/24');
  const subnet = await bench.create('AWS::EC2::Subnet', `${name}Subnet`, { VpcId: vpcId, CidrBlock: block, AvailabilityZone: `${HOME}a` }, place);
  return { vpcId, subnetIds: [subnet.physicalId] };
}

async function gateway(bench: Workbench, properties: object = {}): Promise<string> {
  const options = { AutoAcceptSharedAttachments: 'enable', DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable', ...properties };
  return id(await bench.create('AWS::EC2::TransitGateway', 'Gateway', options, HUB));
}

const share = (bench: Workbench, gatewayId: string, principals = [EVERYBODY], place: object = HUB) => bench.create('AWS::RAM::ResourceShare', 'Share', {
  Name: 'gateway', AllowExternalPrincipals: false, Principals: principals, ResourceArns: [`arn:aws:ec2:${HOME}:${NETWORK}:transit-gateway/${gatewayId}`],
}, place);

async function attach(bench: Workbench, name: string, gatewayId: string, cidr: string, place: object) {
  const { vpcId, subnetIds } = await vpc(bench, name, cidr, place);
  const attachment = await bench.create('AWS::EC2::TransitGatewayAttachment', `${name}Attachment`, { TransitGatewayId: gatewayId, VpcId: vpcId, SubnetIds: subnetIds }, place);
  return { attachmentId: id(attachment), vpcId };
}

const modify = ({ world }: Workbench, gatewayId: string, Options: object) => runApiCall('ec2', 'ModifyTransitGateway', { TransitGatewayId: gatewayId, Options }, {
  world, accountId: NETWORK, region: HOME, caller: world.sessionOf(`arn:aws:iam::${NETWORK}:role/deployer`),
});

/** A hub with tables for spokes and for itself, a route that drops, a way out; and two spokes. */
async function network() {
  const bench = new Workbench();
  enableSharing(bench);
  const gatewayId = await gateway(bench);
  const tables = await Promise.all(['Spokes', 'Hub'].map(async name =>
    id(await bench.create('AWS::EC2::TransitGatewayRouteTable', name, { TransitGatewayId: gatewayId }, HUB), 'TransitGatewayRouteTableId')));
  const [spokes, hub] = tables;
  const egress = await attach(bench, 'Egress', gatewayId, '100.64.0.0/16', HUB);
  const route = (name: string, properties: object) => bench.create('AWS::EC2::TransitGatewayRoute', name, { TransitGatewayRouteTableId: spokes, ...properties }, HUB);
  await route('Dropped', { DestinationCidrBlock: '10.0.0.0/8', Blackhole: true });
  await route('WayOut', { DestinationCidrBlock: '0.0.0.0/0', TransitGatewayAttachmentId: egress.attachmentId });
  await bench.create('AWS::EC2::TransitGatewayRouteTableAssociation', 'HubTable', { TransitGatewayRouteTableId: hub, TransitGatewayAttachmentId: egress.attachmentId }, HUB);
  modify(bench, gatewayId, {
    DefaultRouteTableAssociation: 'enable', AssociationDefaultRouteTableId: spokes, DefaultRouteTablePropagation: 'enable', PropagationDefaultRouteTableId: hub,
  });
  await share(bench, gatewayId);
  const one = await attach(bench, 'One', gatewayId, '10.1.0.0/16', SPOKE);
  const other = await attach(bench, 'Other', gatewayId, '10.2.0.0/16', SPOKE);
  const leadsTo = (fromVpcId: string, address: string) =>
    throughTransitGateway({ world: bench.world, transitGatewayId: gatewayId, fromVpcId, destination: rangeOf(address)! });
  return { bench, gatewayId, spokes, hub, egress, one, other, leadsTo };
}

describe('resource shares', () => {
  test('with the organization need sharing to be enabled in RAM, not just trusted', async () => {
    const bench = new Workbench();
    bench.world.state.organizations.trustedServices.set('ram.amazonaws.com', {});
    expect((await refusalOf(share(bench, await gateway(bench)))).rule?.id).toBe('ram/sharing-enabled');
    enableSharing(bench);
    await share(bench, 'tgw-1');
  });

  test('wait for what enables sharing', async () => {
    const bench = new Workbench();
    bench.world.state.ram.sharing = { origin: { stackId: 'activation', logicalId: 'Activation' } };
    expect((await refusalOf(share(bench, 'tgw-1', [EVERYBODY], { ...HUB, undeclared: true }))).rule?.id).toBe('ram/sharing-enabled');
  });

  test('know whom they are for', async () => {
    const bench = new Workbench();
    enableSharing(bench);
    const strange = [EVERYBODY.replace('o-a1b2c3d4e5', 'o-other12345'), `arn:aws:organizations::${MANAGEMENT}:ou/o-a1b2c3d4e5/ou-root-nowhere`, '999999999999'];
    for (const principal of strange) {
      expect((await refusalOf(share(bench, 'tgw-1', [principal]))).rule?.id).toBe('ram/principal-exists');
    }
    await share(bench, 'tgw-1', [WORKLOAD]);
  });

  test('with accounts need sharing to be enabled too, and nobody is invited', async () => {
    const bench = new Workbench();
    const withAccount = (AllowExternalPrincipals: boolean, principal = WORKLOAD, place: object = HUB) => bench.create('AWS::RAM::ResourceShare', 'Accounts', {
      Name: 'accounts', Principals: [principal], ResourceArns: [], AllowExternalPrincipals,
    }, place);
    expect((await refusalOf(withAccount(false))).rule?.id).toBe('ram/sharing-enabled');
    await expect(withAccount(true)).rejects.toThrow('does not know invitations to a share');
    bench.world.state.ram.sharing = { origin: { stackId: 'activation', logicalId: 'Activation' } };
    expect((await refusalOf(withAccount(false, WORKLOAD, { ...HUB, undeclared: true }))).rule?.id).toBe('ram/sharing-enabled');
    await expect(withAccount(true, '999999999999')).rejects.toThrow('does not know invitations to a share');
    enableSharing(bench);
    await withAccount(true);
  });

  test('are of what the account owns, where it is', async () => {
    const bench = new Workbench();
    enableSharing(bench);
    expect((await refusalOf(share(bench, 'tgw-1', [EVERYBODY], SPOKE))).rule?.id).toBe('ram/resource-owned');
    expect((await refusalOf(share(bench, 'tgw-1', [EVERYBODY], { ...HUB, region: 'eu-west-1' }))).rule?.id).toBe('ram/resource-owned');
  });

  test('of address pools are made by the administrator of IPAM', async () => {
    const bench = new Workbench();
    enableSharing(bench);
    const pool = { Name: 'pool', Principals: [EVERYBODY], ResourceArns: [`arn:aws:ec2::${NETWORK}:ipam-pool/ipam-pool-1`] };
    expect((await refusalOf(bench.create('AWS::RAM::ResourceShare', 'Pool', pool, HUB))).rule?.id).toBe('ram/address-pool-integrated');
    bench.world.state.organizations.delegatedAdministrators.set(`${NETWORK}/ipam.amazonaws.com`, { accountId: NETWORK, service: 'ipam.amazonaws.com' });
    await bench.create('AWS::RAM::ResourceShare', 'Pool', pool, HUB);
  });

  test('end with what they were', async () => {
    const { bench, gatewayId } = await network();
    await bench.delete('AWS::RAM::ResourceShare', 'Share', HUB);
    const { vpcId, subnetIds } = await vpc(bench, 'Late', '10.3.0.0/16', SPOKE);
    const late = bench.create('AWS::EC2::TransitGatewayAttachment', 'LateAttachment', { TransitGatewayId: gatewayId, VpcId: vpcId, SubnetIds: subnetIds }, SPOKE);
    expect((await refusalOf(late)).rule?.id).toBe('transit-gateway/shared');
  });
});

describe('attachments', () => {
  test('need the gateway to be shared with the account: with its unit, or all', async () => {
    const bench = new Workbench();
    enableSharing(bench);
    const gatewayId = await gateway(bench);
    await share(bench, gatewayId, [`arn:aws:organizations::${MANAGEMENT}:ou/${ORGANIZATION.organizationId}/${UNIT}`]);
    expect((await refusalOf(attach(bench, 'One', gatewayId, '10.1.0.0/16', SPOKE))).rule?.id).toBe('transit-gateway/shared');
  });

  test('of other accounts need to be accepted', async () => {
    const bench = new Workbench();
    enableSharing(bench);
    const gatewayId = await gateway(bench, { AutoAcceptSharedAttachments: 'disable' });
    await share(bench, gatewayId);
    expect((await refusalOf(attach(bench, 'One', gatewayId, '10.1.0.0/16', SPOKE))).rule?.id).toBe('transit-gateway/accepted');
  });

  test('are one for a VPC, with one subnet in a zone', async () => {
    const { bench, gatewayId, one } = await network();
    const twin = (subnetIds: readonly string[], vpcId = one.vpcId) =>
      bench.create('AWS::EC2::TransitGatewayAttachment', 'Twin', { TransitGatewayId: gatewayId, VpcId: vpcId, SubnetIds: subnetIds }, SPOKE);
    expect((await refusalOf(twin([]))).rule?.id).toBe('transit-gateway/one-attachment');
    const late = await vpc(bench, 'Late', '10.3.0.0/16', SPOKE);
    expect((await refusalOf(twin([...late.subnetIds, ...late.subnetIds], late.vpcId))).rule?.id).toBe('transit-gateway/subnets');
  });

  test('look into one table: a second one is refused', async () => {
    const { bench, hub, one } = await network();
    const second = bench.create('AWS::EC2::TransitGatewayRouteTableAssociation', 'Second', { TransitGatewayRouteTableId: hub, TransitGatewayAttachmentId: one.attachmentId }, HUB);
    expect((await refusalOf(second)).rule?.id).toBe('transit-gateway/one-table');
  });

  test('come before routes that lead there', async () => {
    const { bench, gatewayId, one } = await network();
    const { vpcId } = await vpc(bench, 'Late', '10.3.0.0/16', SPOKE);
    const route = async (name: string, owner: string, place: object = SPOKE) => {
      const table = await bench.create('AWS::EC2::RouteTable', `${name}Table`, { VpcId: owner }, SPOKE);
      await bench.create('AWS::EC2::Route', name, { RouteTableId: table.physicalId, DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: gatewayId }, place);
    };
    expect((await refusalOf(route('Early', vpcId))).rule?.id).toBe('transit-gateway/attached-before-route');
    await route('Good', one.vpcId);
  });
});

describe('the owner of a gateway', () => {
  interface Listed { readonly TransitGatewayAttachments: readonly Record<string, unknown>[] }
  const call = ({ world }: Workbench, operation: string, input: object, accountId = NETWORK) => runApiCall('ec2', operation, { ...input }, {
    world, accountId, region: HOME, caller: world.sessionOf(`arn:aws:iam::${accountId}:role/deployer`),
  });
  const attachmentsIn = (bench: Workbench, input: object, accountId?: string) =>
    (call(bench, 'DescribeTransitGatewayAttachments', input, accountId) as Listed).TransitGatewayAttachments;
  const announcedIn = (bench: Workbench, table: string) =>
    (call(bench, 'GetTransitGatewayRouteTablePropagations', { TransitGatewayRouteTableId: table }) as
      { TransitGatewayRouteTablePropagations: readonly { TransitGatewayAttachmentId: string }[] }).TransitGatewayRouteTablePropagations
      .map(({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId);

  test('sees what others attach, by its filters', async () => {
    const { bench, gatewayId, spokes, one, other, egress } = await network();
    const filters = (values: readonly (readonly [string, string])[]) =>
      ({ Filters: values.map(([Name, value]) => ({ Name, Values: [value] })) });
    const all = filters([['transit-gateway-id', gatewayId], ['resource-type', 'vpc'], ['state', 'available']]);
    expect(attachmentsIn(bench, all).map(({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId))
      .toEqual([egress.attachmentId, one.attachmentId, other.attachmentId]);
    expect(attachmentsIn(bench, filters([['resource-type', 'vpn']]))).toEqual([]);
    expect(attachmentsIn(bench, { TransitGatewayAttachmentIds: [one.attachmentId] }))
      .toEqual([expect.objectContaining({ ResourceOwnerId: WORKLOAD, Association: { TransitGatewayRouteTableId: spokes, State: 'associated' } })]);
    expect(attachmentsIn(bench, {}, WORKLOAD)).toEqual([]);
    expect(() => attachmentsIn(bench, filters([['colour', 'red']]))).toThrow(/The filter 'colour' is invalid/);
  });

  test('gives an attachment another table once it has none', async () => {
    const { bench, spokes, hub, one } = await network();
    const to = (table: string) => ({ TransitGatewayAttachmentId: one.attachmentId, TransitGatewayRouteTableId: table });
    expect(() => call(bench, 'AssociateTransitGatewayRouteTable', to(hub))).toThrow(/is already associated to a route table/);
    expect(() => call(bench, 'DisassociateTransitGatewayRouteTable', to(hub))).toThrow(/has nothing of/);
    call(bench, 'DisassociateTransitGatewayRouteTable', to(spokes));
    call(bench, 'AssociateTransitGatewayRouteTable', to(hub));
    const [{ Association }] = attachmentsIn(bench, { TransitGatewayAttachmentIds: [one.attachmentId] });
    expect(Association).toMatchObject({ TransitGatewayRouteTableId: hub });
    expect(() => call(bench, 'AssociateTransitGatewayRouteTable', to('tgw-rtb-nowhere'))).toThrow(/tgw-rtb-nowhere was deleted or does not exist/);
    expect(() => call(bench, 'AssociateTransitGatewayRouteTable', { ...to(hub), TransitGatewayAttachmentId: 'tgw-attach-nowhere' }))
      .toThrow(/tgw-attach-nowhere was deleted or does not exist/);
    expect(() => call(bench, 'DisassociateTransitGatewayRouteTable', to(hub), WORKLOAD)).toThrow();
  });

  test('says where an attachment announces its addresses', async () => {
    const { bench, spokes, hub, one, other } = await network();
    const to = (table: string) => ({ TransitGatewayAttachmentId: one.attachmentId, TransitGatewayRouteTableId: table });
    expect([announcedIn(bench, hub), announcedIn(bench, spokes)]).toEqual([[one.attachmentId, other.attachmentId], []]);
    call(bench, 'EnableTransitGatewayRouteTablePropagation', to(spokes));
    expect(() => call(bench, 'EnableTransitGatewayRouteTablePropagation', to(spokes))).toThrow(/exists already/);
    call(bench, 'DisableTransitGatewayRouteTablePropagation', to(hub));
    expect([announcedIn(bench, hub), announcedIn(bench, spokes)]).toEqual([[other.attachmentId], [one.attachmentId]]);
  });
});

describe('tables, routes and attachments', () => {
  test('are of one transit gateway', async () => {
    const { bench, egress } = await network();
    const other = id(await bench.create('AWS::EC2::TransitGateway', 'OtherGateway', {}, HUB));
    const table = id(await bench.create('AWS::EC2::TransitGatewayRouteTable', 'OtherTable', { TransitGatewayId: other }, HUB), 'TransitGatewayRouteTableId');
    const both = { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: egress.attachmentId };
    for (const [kind, more] of [['RouteTableAssociation', {}], ['RouteTablePropagation', {}], ['Route', { DestinationCidrBlock: '192.168.0.0/16' }]] as const) {
      const strange = bench.create(`AWS::EC2::TransitGateway${kind}`, 'Strange', { ...both, ...more }, HUB);
      expect((await refusalOf(strange)).rule?.id).toBe('transit-gateway/same-gateway');
    }
  });
});

describe('routes of a transit gateway', () => {
  test('have one target, and one for a destination', async () => {
    const { bench, spokes, egress } = await network();
    const route = (properties: object) => bench.create('AWS::EC2::TransitGatewayRoute', 'Another', { TransitGatewayRouteTableId: spokes, ...properties }, HUB);
    for (const properties of [
      { DestinationCidrBlock: '192.168.0.0/16' },
      { DestinationCidrBlock: '192.168.0.0/16', Blackhole: true, TransitGatewayAttachmentId: egress.attachmentId },
      { DestinationCidrBlock: '10.0.0.0/8', TransitGatewayAttachmentId: egress.attachmentId },
    ]) {
      expect((await refusalOf(route(properties))).rule?.id).toBe('transit-gateway/one-route-per-destination');
    }
  });

  test('drop what goes from one spoke to another, lead out, and lead back', async () => {
    const { egress, one, other, leadsTo } = await network();
    expect(leadsTo(one.vpcId, '10.2.0.7')).toMatchObject({ reason: 'drops what goes to 10.0.0.0/8' });
    expect(leadsTo(one.vpcId, '10.2.0.7').vpcId).toBeUndefined();
    expect(leadsTo(one.vpcId, '198.51.100.7').vpcId).toBe(egress.vpcId);
    expect(leadsTo(egress.vpcId, '10.2.0.7').vpcId).toBe(other.vpcId);
    expect(leadsTo('vpc-nowhere', '10.2.0.7').reason).toBe('vpc-nowhere is not attached to it');
  });

  test('lead from spoke to spoke where a table is for all', async () => {
    const { bench, gatewayId, spokes, one, other, leadsTo } = await network();
    await bench.delete('AWS::EC2::TransitGatewayRoute', 'Dropped', HUB);
    await bench.create('AWS::EC2::TransitGatewayRouteTablePropagation', 'Open', { TransitGatewayRouteTableId: spokes, TransitGatewayAttachmentId: other.attachmentId }, HUB);
    expect(leadsTo(one.vpcId, '10.2.0.7').vpcId).toBe(other.vpcId);
    expect(gatewayId).toBeDefined();
  });
});

describe('transit gateways', () => {
  test('lose default tables that somebody else set with an update, whatever it changes', async () => {
    const { bench, gatewayId } = await network();
    const options = { AutoAcceptSharedAttachments: 'enable', DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable' };
    await bench.update('AWS::EC2::TransitGateway', 'Gateway', { ...options, Description: 'new' }, HUB);
    expect(bench.world.state.transitGateways.gateways.get(gatewayId)?.associationTableId).toBeUndefined();
  });

  test('are not deleted while something is attached', async () => {
    const { bench } = await network();
    await expect(bench.delete('AWS::EC2::TransitGateway', 'Gateway', HUB)).rejects.toThrow(/has dependencies/);
  });
});

test.each([
  ['enable', 'enable', true], ['enable', 'disable', false], ['disable', 'enable', false], [undefined, undefined, false],
])('attachments carry IPv6 where both are told to: %s and %s', async (one, other, carried) => {
  const bench = new Workbench();
  const gatewayId = await gateway(bench);
  const attached = async (name: string, cidr: string, Ipv6Support?: string) => {
    const { vpcId, subnetIds } = await vpc(bench, name, cidr, HUB);
    const properties = { TransitGatewayId: gatewayId, VpcId: vpcId, SubnetIds: subnetIds, ...Ipv6Support && { Options: { Ipv6Support } } };
    return { vpcId, attachmentId: id(await bench.create('AWS::EC2::TransitGatewayAttachment', `${name}Attachment`, properties, HUB)) };
  };
  const [from, to] = [await attached('From', '10.1.0.0/16', one), await attached('To', '10.2.0.0/16', other)];
  const { physicalId: TransitGatewayRouteTableId } = await bench.create('AWS::EC2::TransitGatewayRouteTable', 'Table', { TransitGatewayId: gatewayId }, HUB);
  await bench.create('AWS::EC2::TransitGatewayRouteTableAssociation', 'Looks', { TransitGatewayRouteTableId, TransitGatewayAttachmentId: from.attachmentId }, HUB);
  for (const DestinationCidrBlock of ['::/0', '0.0.0.0/0']) {
    const route = { TransitGatewayRouteTableId, TransitGatewayAttachmentId: to.attachmentId, DestinationCidrBlock };
    await bench.create('AWS::EC2::TransitGatewayRoute', `To${DestinationCidrBlock}`, route, HUB);
  }
  const leadsTo = (address: string) =>
    throughTransitGateway({ world: bench.world, transitGatewayId: gatewayId, fromVpcId: from.vpcId, destination: rangeOf(address)! }).vpcId;
  expect(leadsTo('2001:db8::1') !== undefined).toBe(carried);
  expect(leadsTo('203.0.113.1')).toBe(to.vpcId);
});

describe('firewalls', () => {
  const group = (more: object = {}, options: object = { RuleOrder: 'STRICT_ORDER' }) => ({
    RuleGroupName: 'names', Type: 'STATEFUL', Capacity: 10,
    RuleGroup: { RulesSource: { RulesSourceList: { Targets: ['example.com'], TargetTypes: ['TLS_SNI'], GeneratedRulesType: 'ALLOWLIST' } }, StatefulRuleOptions: options }, ...more,
  });
  const policy = (arn: string, more: object = {}, FirewallPolicyName = 'egress') => ({
    FirewallPolicyName, FirewallPolicy: {
      StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER' }, StatefulRuleGroupReferences: [{ ResourceArn: arn, Priority: 1 }], StatefulDefaultActions: ['aws:drop_established'],
      StatelessDefaultActions: ['aws:forward_to_sfe'], StatelessFragmentDefaultActions: ['aws:forward_to_sfe'], ...more,
    },
  });

  test('make an endpoint in their subnet, which routes can name', async () => {
    const bench = new Workbench();
    const names = (await bench.create('AWS::NetworkFirewall::RuleGroup', 'Names', group(), HUB)).physicalId;
    const egress = (await bench.create('AWS::NetworkFirewall::FirewallPolicy', 'Policy', policy(names), HUB)).physicalId;
    const { vpcId, subnetIds: [SubnetId] } = await vpc(bench, 'Egress', '100.64.0.0/16', HUB);
    const properties = { FirewallName: 'egress', FirewallPolicyArn: egress, VpcId: vpcId, SubnetMappings: [{ SubnetId }] };
    const { attributes } = await bench.create('AWS::NetworkFirewall::Firewall', 'Firewall', properties, HUB);
    const [zone, endpoint] = String((attributes.EndpointIds as string[])[0]).split(':');
    expect(zone).toBe(`${HOME}a`);
    const table = await bench.create('AWS::EC2::RouteTable', 'Table', { VpcId: vpcId }, HUB);
    await bench.create('AWS::EC2::Route', 'Route', { RouteTableId: table.physicalId, DestinationCidrBlock: '0.0.0.0/0', VpcEndpointId: endpoint }, HUB);
  });

  test('have rules that fit, in one order, under names of their own', async () => {
    const bench = new Workbench();
    const create = (name: string, properties: object) => bench.create('AWS::NetworkFirewall::RuleGroup', name, properties as never, HUB);
    expect((await refusalOf(create('Full', group({ Capacity: 0 })))).rule?.id).toBe('network-firewall/capacity');
    const loose = (await create('Loose', group({}, {}))).physicalId;
    expect((await refusalOf(create('Twin', group()))).rule?.id).toBe('network-firewall/name');
    const put = (arn: string, more: object = {}) => bench.create('AWS::NetworkFirewall::FirewallPolicy', 'Policy', policy(arn, more), HUB);
    expect((await refusalOf(put(loose))).rule?.id).toBe('network-firewall/rule-order');
    expect((await refusalOf(put('arn:aws:nowhere'))).rule?.id).toBe('network-firewall/parts-exist');
  });

  test('keep what they are protected against, and only that', async () => {
    const bench = new Workbench();
    const names = (await bench.create('AWS::NetworkFirewall::RuleGroup', 'Names', group(), HUB)).physicalId;
    const put = async (id: string) =>
      (await bench.create('AWS::NetworkFirewall::FirewallPolicy', id, policy(names, {}, id), HUB)).physicalId;
    const { vpcId, subnetIds: [SubnetId] } = await vpc(bench, 'Egress', '100.64.0.0/16', HUB);
    const [one, two] = [await put('One'), await put('Two')];
    const of = (FirewallPolicyArn: string, isProtected: boolean) => ({
      FirewallName: 'egress', FirewallPolicyArn, VpcId: vpcId, SubnetMappings: [{ SubnetId }], SubnetChangeProtection: true,
      FirewallPolicyChangeProtection: isProtected, DeleteProtection: isProtected,
    });
    await bench.create('AWS::NetworkFirewall::Firewall', 'Firewall', of(one, true), HUB);
    await expect(bench.update('AWS::NetworkFirewall::Firewall', 'Firewall', of(two, true), HUB)).rejects.toThrow(/protected against a change of its policy/);
    await expect(bench.delete('AWS::NetworkFirewall::Firewall', 'Firewall', HUB)).rejects.toThrow(/protected against deletion/);
    await bench.update('AWS::NetworkFirewall::Firewall', 'Firewall', of(one, false), HUB);
    await bench.update('AWS::NetworkFirewall::Firewall', 'Firewall', of(two, false), HUB);
    await bench.delete('AWS::NetworkFirewall::Firewall', 'Firewall', HUB);
  });

  test.each([
    ['let everything past', ['aws:pass']], ['say nothing', []], ['say two things', ['aws:drop', 'aws:forward_to_sfe']], ['say what is not known', ['aws:other']],
  ])('whose rules with state are idle, since those without %s, are refused', async (_, actions) => {
    const bench = new Workbench();
    const names = (await bench.create('AWS::NetworkFirewall::RuleGroup', 'Names', group(), HUB)).physicalId;
    const put = (more: object) => bench.create('AWS::NetworkFirewall::FirewallPolicy', 'Policy', policy(names, more), HUB);
    expect((await refusalOf(put({ StatelessDefaultActions: actions }))).rule?.id).toBe('network-firewall/stateless-actions');
    expect((await refusalOf(put({ StatelessFragmentDefaultActions: actions }))).rule?.id).toBe('network-firewall/stateless-actions');
    await expect(put({ StatelessDefaultActions: ['aws:forward_to_sfe', 'Mine'] })).rejects.toThrow('does not know the custom action Mine');
  });

  test('have one endpoint in a zone', async () => {
    const bench = new Workbench();
    const names = (await bench.create('AWS::NetworkFirewall::RuleGroup', 'Names', group(), HUB)).physicalId;
    const egress = (await bench.create('AWS::NetworkFirewall::FirewallPolicy', 'Policy', policy(names), HUB)).physicalId;
    const { vpcId, subnetIds: [SubnetId] } = await vpc(bench, 'Egress', '100.64.0.0/16', HUB);
    const twice = { FirewallName: 'egress', FirewallPolicyArn: egress, VpcId: vpcId, SubnetMappings: [{ SubnetId }, { SubnetId }] };
    expect((await refusalOf(bench.create('AWS::NetworkFirewall::Firewall', 'Firewall', twice, HUB))).rule?.id).toBe('network-firewall/one-endpoint-per-zone');
  });
});
