import { AddressRange, overlaps, rangeOf } from '../aws/addresses';
import { mayListService } from '../aws/prefix-lists';
import type { GroupRule } from '../aws/services/networks';
import type { World } from '../aws/world';
import { End, GatewayEndpointEnd, Step, Traffic, trafficText } from './traffic';

/**
 * What the security groups of one end say about traffic with the other end; stateful, so answers pass by themselves. Who has several is
 * let through by any of them.
 */
export function groupStep(world: World, egress: boolean, own: End, other: End, traffic: Traffic): Step {
  const station = egress ? 'security-group-egress' : 'security-group-ingress';
  const { groups } = own;
  if (groups === undefined) {
    return { station, passes: true, reason: `nobody says which security groups ${own.label} has`, id: own.subnet?.id ?? own.label };
  }
  const rules = groups.flatMap(group => [...group.rules.values()].filter(rule => rule.egress === egress).map(rule => ({ group, rule })));
  const match = rules.find(({ rule }) => matches(world, rule, other, traffic));
  const reason = match
    ? `its rule lets ${portsOf(match.rule)} ${egress ? 'out to' : 'in from'} ${peerOf(world, match.rule)}`
    : `no rule lets ${trafficText(traffic)} ${egress ? 'out to' : 'in from'} ${other.label}${rulesOf(world, rules.map(({ rule }) => rule), egress)}`;
  const { id, origin } = match?.group ?? groups[0];
  return { station, passes: match !== undefined, reason, id, origin: match?.rule.origin ?? origin };
}

function matches(world: World, rule: GroupRule, other: End, { protocol, port }: Traffic): boolean {
  const name = protocol === 'icmp' && other.range?.family === 6 ? 'icmpv6' : protocol;
  const proto = rule.protocol === '-1' || rule.protocol === name;
  const ports = rule.fromPort === undefined || protocol === 'icmp' || (rule.fromPort <= port && port <= rule.toPort!);
  return proto && ports && isPeer(world, rule, other);
}

function isPeer(world: World, { peer }: GroupRule, other: End): boolean {
  if (peer.groupId !== undefined) {
    return wears(world, other, peer.groupId);
  }
  if (other.gatewayEndpoint) {
    return peer.prefixListId === undefined ? peer.cidr === '0.0.0.0/0' : isListOf(other.gatewayEndpoint, peer.prefixListId);
  }
  const ranges = peer.prefixListId === undefined ? [rangeOf(peer.cidr!)!] : listed(world, peer.prefixListId);
  return ranges.some(range => overlaps(range, other.range!));
}

/** Whether something may have a group: where nobody knows its groups, each of its VPC may be among them. */
function wears(world: World, { groups, subnet }: End, groupId: string): boolean {
  return groups === undefined
    ? subnet !== undefined && world.state.networks.securityGroups.get(groupId)?.vpcId === subnet.vpcId
    : groups.some(({ id }) => id === groupId);
}

/** Whether a list of AWS holds the addresses of what a gateway endpoint leads to. */
function isListOf({ serviceName }: GatewayEndpointEnd, prefixListId: string): boolean {
  const [service, region] = serviceName.split('.').reverse();
  return mayListService(prefixListId, service, region);
}

/** Entries of a list that a stack made; what AWS's own lists hold, nobody knows here. */
const listed = (world: World, id: string): readonly AddressRange[] =>
  (world.state.networks.prefixLists.get(id)?.entries ?? []).map(entry => rangeOf(entry)!);

const portsOf = ({ protocol, fromPort, toPort }: GroupRule): string =>
  protocol === '-1' ? 'everything' : `${protocol}${fromPort === undefined ? '' : ` ${fromPort}${toPort === fromPort ? '' : `-${toPort}`}`}`;

const peerOf = (world: World, { peer }: GroupRule): string => {
  const group = world.state.networks.securityGroups.get(peer.groupId ?? '');
  return group ? `${group.name} (${group.id})` : peer.cidr ?? peer.prefixListId ?? String(peer.groupId);
};

/** What the groups let through instead: the first few, for the reader who looks for the mistake. */
function rulesOf(world: World, rules: readonly GroupRule[], egress: boolean): string {
  const shown = rules.slice(0, 3).map(rule => `${portsOf(rule)} ${egress ? 'to' : 'from'} ${peerOf(world, rule)}`);
  return rules.length === 0 ? ': it has none' : `, only ${shown.join(', ')}${rules.length > 3 ? ` and ${rules.length - 3} more` : ''}`;
}
