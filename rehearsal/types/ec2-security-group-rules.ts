import { isDeepStrictEqual } from 'node:util';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { rangeOf } from '../aws/addresses';
import { GroupRule, networkId, RulePeer, SecurityGroup } from '../aws/services/networks';
import { SECURITY_GROUPS } from '../rules/networks';
import { ec2Arn, partNamed } from './ec2';
import { requirePrefixList } from './ec2-prefix-list';
import { requireJoined } from './ec2-joined-networks';
import { DESCRIPTION, given, permissions, schema } from './permission';
import { numeric, text } from './values';

/** Properties of a rule, within a group or as a resource of its own. */
export type RuleValues = Readonly<Record<string, unknown>>;

/** What AWS gives to a group that says nothing about egress. */
export const ALL_EGRESS: RuleValues = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };

const MAX_RULES = 60;
const PROTOCOL = /^(-1|tcp|udp|icmp|icmpv6|\d{1,2}|1\d{2}|2[0-4]\d|25[0-5])$/;
const NUMBERS: Readonly<Record<string, string>> = { 6: 'tcp', 17: 'udp', 1: 'icmp', 58: 'icmpv6' };

const groupArn = (operation: Operation) => ec2Arn(operation, 'security-group', String(operation.properties.GroupId));
const groupOf = (operation: Operation): SecurityGroup =>
  partNamed(operation, operation.world.state.networks.securityGroups, operation.properties.GroupId, SECURITY_GROUPS.REFERENCES);
const outcome = ({ id }: GroupRule): Outcome => ({ physicalId: id, attributes: { Id: id } });

/** A rule of a security group as a resource of its own. */
function ruleType(egress: boolean, peers: readonly string[]): ResourceType {
  const direction = egress ? 'Egress' : 'Ingress';
  const interpreted = ['GroupId', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'CidrIpv6', ...peers];
  return {
    typeName: `AWS::EC2::SecurityGroup${direction}`,
    source: schema(`aws-ec2-securitygroup${direction.toLowerCase()}`),
    properties: { ...Object.fromEntries(interpreted.map(name => [name, 'interpreted' as const])), Description: DESCRIPTION },
    required: ['GroupId', 'IpProtocol'],
    createOnly: interpreted,
    permissions: {
      create: [...permissions([`ec2:AuthorizeSecurityGroup${direction}`], groupArn), ...permissions(['ec2:DescribeSecurityGroupRules'])],
      update: permissions([`ec2:UpdateSecurityGroupRuleDescriptions${direction}`], groupArn, { when: given('Description') }),
      delete: [...permissions([`ec2:RevokeSecurityGroup${direction}`], groupArn), ...permissions(['ec2:DescribeSecurityGroupRules'])],
    },
    create: operation => {
      const { world, accountId, region, stackName, logicalId } = operation;
      const group = groupOf(operation);
      const id = networkId(world, 'sgr', `${accountId}:${region}:${stackName}:${logicalId}`);
      return outcome(addRule(operation, group, ruleOf(operation, group, egress, operation.properties, id)));
    },
    update: operation => {
      requireDescription(operation, text(operation.properties, 'Description'));
      return { physicalId: String(operation.physicalId), attributes: { Id: String(operation.physicalId) } };
    },
    delete: operation => void groupOf(operation).rules.delete(String(operation.physicalId)),
  };
}

export const SECURITY_GROUP_INGRESS = ruleType(false, ['SourceSecurityGroupId', 'SourcePrefixListId', 'SourceSecurityGroupOwnerId']);
export const SECURITY_GROUP_EGRESS = ruleType(true, ['DestinationSecurityGroupId', 'DestinationPrefixListId']);

/** Checks the text that EC2 takes. */
export function requireDescription(operation: Operation, description: string | undefined): void {
  const holds = description === undefined || /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/.test(description);
  operation.require(SECURITY_GROUPS.DESCRIPTION, holds, `the description is ${JSON.stringify(description)}`, 'shorten it, and keep to the characters');
}

/** The rule that properties say, with its checks. */
export function ruleOf(operation: Operation, group: SecurityGroup, egress: boolean, values: RuleValues, id: string): GroupRule {
  requireDescription(operation, text(values, 'Description'));
  const written = text(values, 'IpProtocol')!.toLowerCase();
  operation.require(SECURITY_GROUPS.RULE, PROTOCOL.test(written), `the protocol is ${written}`, 'give tcp, udp, icmp, icmpv6, a number, or -1 for all');
  const protocol = NUMBERS[written] ?? written;
  return { id, egress, protocol, ...portsOf(operation, protocol, values), peer: peerOf(operation, group, egress, values),
    origin: operation.origin };
}

/** Ports of TCP and UDP, types of ICMP; other protocols are let through whole. */
function portsOf(operation: Operation, protocol: string, values: RuleValues): Pick<GroupRule, 'fromPort' | 'toPort'> {
  if (!['tcp', 'udp'].includes(protocol)) {
    return {};
  }
  const [fromPort, toPort] = [numeric(values, 'FromPort'), numeric(values, 'ToPort')];
  const holds = fromPort !== undefined && toPort !== undefined && fromPort >= 0 && toPort <= 65_535 && fromPort <= toPort;
  operation.require(SECURITY_GROUPS.RULE, holds, `the ports of ${protocol} are ${fromPort} to ${toPort}`, 'give FromPort and ToPort');
  return { fromPort, toPort };
}

function peerOf(operation: Operation, group: SecurityGroup, egress: boolean, values: RuleValues): RulePeer {
  const side = egress ? 'Destination' : 'Source';
  const blocks = [text(values, 'CidrIp'), text(values, 'CidrIpv6')].filter(block => block !== undefined);
  const groupId = text(values, `${side}SecurityGroupId`);
  const prefixListId = text(values, `${side}PrefixListId`);
  const named = [...blocks, groupId, prefixListId].filter(peer => peer !== undefined);
  operation.require(SECURITY_GROUPS.RULE, named.length === 1, `a rule of ${group.id} names ${named.length} peers: ${named.join(', ')}`, 'give one: a block, a security group or a prefix list');
  if (groupId !== undefined) {
    requirePeerGroup(operation, group, groupId, text(values, 'SourceSecurityGroupOwnerId'));
    return { groupId };
  }
  if (prefixListId !== undefined) {
    requirePrefixList(operation, prefixListId, SECURITY_GROUPS.REFERENCES);
    return { prefixListId };
  }
  const range = rangeOf(blocks[0]!);
  const family = values.CidrIp === undefined ? 6 : 4;
  operation.require(SECURITY_GROUPS.RULE, range?.family === family, `${blocks[0]} is no IPv${family} block`, 'correct the block');
  return { cidr: range!.text };
}

/** The other group may be of another account, where VPCs are shared or joined. */
function requirePeerGroup(operation: Operation, group: SecurityGroup, id: string, owner: string | undefined): void {
  const peer = id === group.id ? group : operation.world.state.networks.securityGroups.get(id);
  operation.require(SECURITY_GROUPS.REFERENCES, peer !== undefined, `security group ${id} does not exist`, 'name one that the template makes before');
  operation.requirePath(SECURITY_GROUPS.REFERENCES, id === group.id ? undefined : peer!.origin, `security group ${id} may not exist yet`);
  operation.require(SECURITY_GROUPS.REFERENCES, owner === undefined || owner === peer!.accountId, `security group ${id} is of ${peer!.accountId}, not of ${owner}`, 'leave the owner out');
  requireJoined(operation, group, peer!);
}

/** Adds a rule that the group does not have yet, within the quota. */
export function addRule(operation: Operation, group: SecurityGroup, rule: GroupRule): GroupRule {
  const same = ({ egress, protocol, fromPort, toPort, peer }: GroupRule) => ({ egress, protocol, fromPort, toPort, peer });
  const twin = [...group.rules.values()].find(other => isDeepStrictEqual(same(other), same(rule)));
  operation.require(SECURITY_GROUPS.RULE, twin === undefined, `${group.id} has this rule already: ${JSON.stringify(rule.peer)} ${rule.protocol} ${rule.fromPort ?? ''}`, 'keep one of the two');
  for (const family of [4, 6] as const) {
    const weight = [...group.rules.values(), rule].filter(({ egress }) => egress === rule.egress).reduce((sum, other) =>
      sum + weightOf(operation, other, family), 0);
    operation.require(SECURITY_GROUPS.QUOTA, weight <= MAX_RULES, `${group.id} has ${weight} rules for IPv${family} in one direction`, 'summarise them, or have the quota raised');
  }
  group.rules.set(rule.id, rule);
  return rule;
}

/** What a rule counts: prefix lists with all they may hold, groups in both families. */
function weightOf({ world }: Operation, { peer }: GroupRule, family: 4 | 6): number {
  if (peer.prefixListId !== undefined) {
    return world.state.networks.prefixLists.get(peer.prefixListId)?.maxEntries ?? 1;
  }
  return peer.cidr === undefined || rangeOf(peer.cidr)!.family === family ? 1 : 0;
}
