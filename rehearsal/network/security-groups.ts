import { AddressRange, overlaps, rangeOf } from '../aws/addresses';
import type { GroupRule, SecurityGroup } from '../aws/services/networks';
import type { World } from '../aws/world';
import { End, Step, Traffic, trafficText } from './traffic';

/** What the security group of one end says about traffic with the other end; stateful, so answers pass by themselves. */
export function groupStep(world: World, egress: boolean, own: End, other: End, traffic: Traffic): Step {
  const station = egress ? 'security-group-egress' : 'security-group-ingress';
  const { group } = own;
  if (group === undefined) {
    return { station, passes: true, reason: `nobody says which security group ${own.label} has`, id: own.subnet?.id ?? own.label };
  }
  const rule = [...group.rules.values()].find(candidate => candidate.egress === egress && matches(world, candidate, other, traffic));
  const reason = rule
    ? `its rule lets ${portsOf(rule)} ${egress ? 'out to' : 'in from'} ${peerOf(world, rule)}`
    : `no rule lets ${trafficText(traffic)} ${egress ? 'out to' : 'in from'} ${other.label}${rulesOf(world, group, egress)}`;
  return { station, passes: rule !== undefined, reason, id: group.id, origin: rule?.origin ?? group.origin };
}

function matches(world: World, rule: GroupRule, other: End, { protocol, port }: Traffic): boolean {
  const proto = rule.protocol === '-1' || rule.protocol === protocol;
  const ports = rule.fromPort === undefined || protocol === 'icmp' || (rule.fromPort <= port && port <= rule.toPort!);
  return proto && ports && isPeer(world, rule, other);
}

/** A gateway endpoint is a prefix list of AWS, whose addresses are of the internet. */
function isPeer(world: World, { peer }: GroupRule, other: End): boolean {
  if (peer.groupId !== undefined) {
    return other.group?.id === peer.groupId;
  }
  const ranges = peer.prefixListId === undefined ? [rangeOf(peer.cidr!)!] : listed(world, peer.prefixListId);
  return other.range === undefined
    ? peer.prefixListId !== undefined || peer.cidr === '0.0.0.0/0'
    : ranges.some(range => overlaps(range, other.range!));
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

/** What the group lets through instead: the first few, for the reader who looks for the mistake. */
function rulesOf(world: World, group: SecurityGroup, egress: boolean): string {
  const rules = [...group.rules.values()].filter(rule => rule.egress === egress);
  const shown = rules.slice(0, 3).map(rule => `${portsOf(rule)} ${egress ? 'to' : 'from'} ${peerOf(world, rule)}`);
  return rules.length === 0 ? ': it has none' : `, only ${shown.join(', ')}${rules.length > 3 ? ` and ${rules.length - 3} more` : ''}`;
}
