import { Operation, Outcome, ResourceType } from '../aws/contract';
import { rangeOf } from '../aws/addresses';
import { AclEntry, NetworkAcl, ofVpc } from '../aws/services/networks';
import { NETWORKS } from '../rules/networks';
import { ec2Arn, partNamed, partType, refuseWhileUsed, requireQuota } from './ec2';
import { inert, permissions, schema } from './permission';
import { flag, numeric, record, text } from './values';

const MAX_ACLS = 200;
const MAX_ENTRIES = 20;
const MAX_NUMBER = 32_766;
const MAX_PORT = 65_535;
const ACTIONS = ['allow', 'deny'];
const PROTOCOL = /^(-1|\d{1,2}|1\d{2}|2[0-4]\d|25[0-5])$/;

/** A network ACL: it lets nothing through until it has entries. */
export const NETWORK_ACL: ResourceType = partType<NetworkAcl>({
  typeName: 'AWS::EC2::NetworkAcl',
  source: 'aws-ec2-networkacl',
  prefix: 'acl',
  arnType: 'network-acl',
  properties: { VpcId: 'interpreted', Tags: 'interpreted' },
  required: ['VpcId'],
  createOnly: ['VpcId'],
  actions: { describe: 'ec2:DescribeNetworkAcls', create: ['ec2:CreateNetworkAcl'], delete: ['ec2:DeleteNetworkAcl'] },
  parts: ({ world }) => world.state.networks.networkAcls,
  make: (operation, base) => {
    const { vpcs, networkAcls } = operation.world.state.networks;
    const vpc = partNamed(operation, vpcs, operation.properties.VpcId);
    requireQuota(operation, NETWORKS.QUOTA, ofVpc(networkAcls, vpc.id).length, MAX_ACLS, `network ACLs in ${vpc.id}`);
    return { ...base, vpcId: vpc.id, isDefault: false, entries: new Map() };
  },
  remove: (operation, { id }) =>
    refuseWhileUsed(operation, id, [...operation.world.state.networks.subnets.values()].filter(({ networkAclId }) => networkAclId === id)),
  attributes: ({ id }) => ({ Id: id }),
});

const aclArn = (operation: Operation) => ec2Arn(operation, 'network-acl', String(operation.properties.NetworkAclId));
const keyOf = ({ egress, number }: Pick<AclEntry, 'egress' | 'number'>) => `${egress ? 'out' : 'in'}/${number}`;
const aclOf = (operation: Operation) => partNamed(operation, operation.world.state.networks.networkAcls, operation.properties.NetworkAclId);
const outcome = (acl: NetworkAcl, entry: AclEntry): Outcome => ({ physicalId: `${acl.id}|${entry.number}|${entry.egress}`, attributes: {} });

/** An entry of a network ACL. */
export const NETWORK_ACL_ENTRY: ResourceType = {
  typeName: 'AWS::EC2::NetworkAclEntry',
  source: schema('aws-ec2-networkaclentry'),
  properties: {
    NetworkAclId: 'interpreted', RuleNumber: 'interpreted', Egress: 'interpreted', RuleAction: 'interpreted', Protocol: 'interpreted',
    CidrBlock: 'interpreted', Ipv6CidrBlock: 'interpreted', PortRange: 'interpreted', Icmp: inert('no question is about types of ICMP'),
  },
  nested: { PortRange: ['From', 'To'] },
  required: ['NetworkAclId', 'RuleNumber', 'RuleAction', 'Protocol'],
  createOnly: ['NetworkAclId', 'RuleNumber', 'Egress'],
  permissions: {
    create: [...permissions(['ec2:CreateNetworkAclEntry'], aclArn), ...permissions(['ec2:DescribeNetworkAcls'])],
    update: [...permissions(['ec2:ReplaceNetworkAclEntry'], aclArn), ...permissions(['ec2:DescribeNetworkAcls'])],
    delete: [...permissions(['ec2:DeleteNetworkAclEntry'], aclArn), ...permissions(['ec2:DescribeNetworkAcls'])],
  },
  create: operation => {
    const acl = aclOf(operation);
    const entry = entryOf(operation);
    const there = [...acl.entries.values()].filter(({ egress }) => egress === entry.egress).length;
    requireQuota(operation, NETWORKS.QUOTA, there, MAX_ENTRIES, `entries in this direction of ${acl.id}`);
    operation.require(NETWORKS.ACL_ENTRY, !acl.entries.has(keyOf(entry)), `${acl.id} has an entry ${entry.number} in this direction`, 'number it otherwise');
    acl.entries.set(keyOf(entry), entry);
    return outcome(acl, entry);
  },
  update: operation => {
    const acl = aclOf(operation);
    const entry = entryOf(operation);
    acl.entries.set(keyOf(entry), entry);
    return outcome(acl, entry);
  },
  delete: operation => void aclOf(operation).entries.delete(keyOf(entryOf(operation))),
};

function entryOf(operation: Operation): AclEntry {
  const { properties, origin } = operation;
  const number = numeric(properties, 'RuleNumber')!;
  operation.require(NETWORKS.ACL_ENTRY, number >= 1 && number <= MAX_NUMBER, `the number is ${number}`, `number it from 1 to ${MAX_NUMBER}`);
  const blocks = [text(properties, 'CidrBlock'), text(properties, 'Ipv6CidrBlock')].filter(block => block !== undefined);
  operation.require(NETWORKS.ACL_ENTRY, blocks.length === 1 && rangeOf(blocks[0]) !== undefined, `the blocks are ${blocks.join(', ') || 'none'}`, 'give CidrBlock or Ipv6CidrBlock');
  const protocol = text(properties, 'Protocol')!;
  const ports = record(properties, 'PortRange');
  operation.require(NETWORKS.ACL_ENTRY, PROTOCOL.test(protocol), `the protocol is ${protocol}`, 'give its number, or -1 for all');
  const needsPorts = protocol === '6' || protocol === '17';
  const [from, to] = [numeric(ports, 'From'), numeric(ports, 'To')];
  const holds = from !== undefined && to !== undefined && from >= 0 && to <= MAX_PORT && from <= to;
  operation.require(NETWORKS.ACL_ENTRY, !needsPorts || holds, `protocol ${protocol} with the ports ${from} to ${to}`, "give 'From' and 'To' of 'PortRange'");
  const action = text(properties, 'RuleAction')!;
  operation.require(NETWORKS.ACL_ENTRY, ACTIONS.includes(action), `the action is ${action}`, `give ${ACTIONS.join(' or ')}`);
  return {
    number, egress: flag(properties, 'Egress') ?? false, allow: action === 'allow', cidr: blocks[0], protocol, origin,
    ...needsPorts ? { fromPort: from, toPort: to } : {},
  };
}
