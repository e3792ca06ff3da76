import { AddressRange, contains, overlaps, rangeOf } from '../aws/addresses';
import type { AclEntry, NetworkAcl, Subnet } from '../aws/services/networks';
import type { World } from '../aws/world';
import { End, Step, Traffic, trafficText } from './traffic';

/** Ports from which Linux opens connections; Windows, NAT gateways and load balancers use more, within 1024-65535. */
const EPHEMERAL = { from: 32_768, to: 60_999 } as const;

const PROTOCOLS = { tcp: '6', udp: '17', icmp: '1' } as const;

/** One crossing of the border of a subnet. */
interface Crossing {
  readonly subnet: Subnet;
  readonly egress: boolean;
  readonly other: End;
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

/**
 * What the network ACLs on the way say: they keep no state, so that answers need entries too, to the port from which the connection was
 * opened.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export function aclSteps(world: World, source: End, destination: End, traffic: Traffic): readonly Step[] {
  if (source.subnet !== undefined && source.subnet === destination.subnet) {
    return [];
  }
  const { port: from } = traffic;
  const there = { from, to: from, what: trafficText(traffic) };
  const back = { ...EPHEMERAL, what: `answers (${traffic.protocol} ${EPHEMERAL.from}-${EPHEMERAL.to})` };
  const crossings: readonly (Crossing | undefined)[] = [
    source.subnet && { subnet: source.subnet, egress: true, other: destination, ...there },
    destination.subnet && { subnet: destination.subnet, egress: false, other: source, ...there },
    destination.subnet && { subnet: destination.subnet, egress: true, other: source, ...back },
    source.subnet && { subnet: source.subnet, egress: false, other: destination, ...back },
  ];
  return crossings.filter(crossing => crossing !== undefined).map(crossing => stepOf(world, crossing, traffic));
}

function stepOf(world: World, crossing: Crossing, traffic: Traffic): Step {
  const acl = world.state.networks.networkAcls.get(crossing.subnet.networkAclId)!;
  const refused = portsToTry(acl, crossing).map(port => decide(acl, crossing, traffic, port)).find(({ allow }) => !allow);
  const direction = crossing.egress ? 'out to' : 'in from';
  const by = refused?.entry === undefined ? 'no entry allows' : `entry ${refused.entry.number} denies`;
  const reason = refused ? `${by} ${crossing.what} ${direction} ${crossing.other.label}` : `lets ${crossing.what} ${direction} ${crossing.other.label}`;
  return { station: 'network-acl', passes: !refused, reason, id: acl.id, origin: refused?.entry?.origin ?? acl.origin };
}

/** Between two neighbouring ones of these nothing changes: the ends, and both sides of each boundary of an entry. */
function portsToTry({ entries }: NetworkAcl, { from, to }: Crossing): readonly number[] {
  const boundaries = [...entries.values()].flatMap(({ fromPort, toPort }) => fromPort === undefined
    ? [] : [fromPort - 1, fromPort, toPort!, toPort! + 1]);
  return [...new Set([from, to, ...boundaries])].filter(port => port >= from && port <= to);
}

/** The lowest number that matches decides; a deny that covers only some of the addresses leaves the others to the next. */
function decide(acl: NetworkAcl, { egress, other }: Crossing, { protocol }: Traffic,
  port: number): { readonly allow: boolean; readonly entry?: AclEntry } {
  const entries = [...acl.entries.values()].filter(entry => entry.egress === egress).sort((left, right) => left.number - right.number);
  for (const entry of entries) {
    const range = rangeOf(entry.cidr)!;
    const ports = protocol === 'icmp' || entry.fromPort === undefined || (entry.fromPort <= port && port <= entry.toPort!);
    const proto = entry.protocol === '-1' || entry.protocol === PROTOCOLS[protocol];
    if (proto && ports && (entry.allow ? meets(range, other.range) : covers(range, other.range))) {
      return { allow: entry.allow, entry };
    }
  }
  return { allow: false };
}

const meets = (range: AddressRange, other: AddressRange | undefined) => other === undefined || overlaps(range, other);
const covers = (range: AddressRange, other: AddressRange | undefined) => other !== undefined && contains(range, other);
