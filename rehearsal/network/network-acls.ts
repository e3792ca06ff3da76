import { AddressRange, contains, INTERNET, overlaps, rangeOf } from '../aws/addresses';
import type { AclEntry, NetworkAcl, Subnet } from '../aws/services/networks';
import type { World } from '../aws/world';
import { End, Step, Traffic, trafficText, Visit } from './traffic';

/** Ports from which connections are opened: Windows, Linux, NAT gateways and load balancers each use some of these. */
const EPHEMERAL = { from: 1_024, to: 65_535 } as const;

/** ICMP has a number of its own for IPv6. */
const PROTOCOLS = { tcp: ['6', '6'], udp: ['17', '17'], icmp: ['1', '58'] } as const;

/** Where traffic, and its answers, cross borders of subnets between the two ends. */
export interface Visits {
  readonly there: readonly Visit[];
  readonly back: readonly Visit[];
}

/** One crossing of the border of a subnet. */
interface Crossing {
  readonly subnet: Subnet;
  readonly egress: boolean;
  /** Where what crosses comes from, or goes to. */
  readonly other: Pick<End, 'label' | 'range'>;
}

/** Traffic that crosses borders: on its way there, or as answers. */
interface Crossings {
  readonly world: World;
  readonly crossings: readonly Crossing[];
  readonly traffic: Traffic;
}

/**
 * What the network ACLs on the way say: they keep no state, so that answers need entries too, to the port from which the connection was
 * opened. One such port that passes everywhere is enough: whoever connects chooses it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export function aclSteps(world: World, source: End, destination: End, traffic: Traffic, { there, back }: Visits): readonly Step[] {
  if (source.subnet !== undefined && source.subnet === destination.subnet) {
    return [];
  }
  return [
    ...wayThere({ world, traffic, crossings: crossingsOf(source, destination, there) }),
    ...wayBack({ world, traffic, crossings: crossingsOf(destination, source, back) }),
  ];
}

/** Out of the subnet of one end, through those on the way, into that of the other. */
function crossingsOf(from: End, to: End, visits: readonly Visit[]): readonly Crossing[] {
  const others = visits.filter(({ subnet }) => subnet !== from.subnet && subnet !== to.subnet);
  const between = others.flatMap(({ subnet, enters, leaves, ...nat }) => [
    ...enters ? [{ subnet, egress: false, other: { label: from.label, range: nat.from ?? from.range } }] : [],
    ...leaves ? [{ subnet, egress: true, other: { label: to.label, range: nat.to ?? to.range } }] : [],
  ]);
  return [
    ...from.subnet ? [{ subnet: from.subnet, egress: true, other: to }] : [], ...between,
    ...to.subnet ? [{ subnet: to.subnet, egress: false, other: from }] : [],
  ];
}

const wayThere = ({ world, traffic, crossings }: Crossings): readonly Step[] => crossings.map(crossing => {
  const acl = aclOf(world, crossing);
  const { allow, entry } = decide(acl, crossing, traffic, traffic.port);
  const what = `${trafficText(traffic)} ${directionOf(crossing)}`;
  return stepOf(acl, allow, allow ? `lets ${what}` : `${refusalBy(entry)} ${what}`, allow ? undefined : entry);
});

/** Answers go to any of the ports that have passed so far. */
function wayBack({ world, traffic, crossings }: Crossings): readonly Step[] {
  const acls = crossings.map(crossing => aclOf(world, crossing));
  const every = portsToTry(acls);
  let open = every;
  return crossings.map((crossing, index): Step => {
    const before = open;
    const decisions = new Map(before.map(port => [port, decide(acls[index], crossing, traffic, port)]));
    open = before.filter(port => decisions.get(port)!.allow);
    const entry = decisions.get(before[0])?.entry;
    const answers = `answers (${traffic.protocol} ${EPHEMERAL.from}-${EPHEMERAL.to}) ${directionOf(crossing)}`;
    const partly = open.length === every.length || traffic.protocol === 'icmp' ? '' : `, to ${portsText(open, every)} alone`;
    const reason = open.length > 0 ? `lets ${answers}${partly}` : `${refusalBy(entry)} ${answers}${before.length < every.length ? `, of which ${portsText(before, every)} are left` : ''}`;
    return stepOf(acls[index], open.length > 0, reason, open.length > 0 ? undefined : entry);
  });
}

const aclOf = (world: World, { subnet }: Crossing): NetworkAcl => world.state.networks.networkAcls.get(subnet.networkAclId)!;
const directionOf = ({ egress, other }: Crossing): string => `${egress ? 'out to' : 'in from'} ${other.label}`;
const refusalBy = (entry: AclEntry | undefined): string => entry === undefined ? 'no entry allows' : `entry ${entry.number} denies`;
const stepOf = ({ id, origin }: NetworkAcl, passes: boolean, reason: string, entry?: AclEntry): Step =>
  ({ station: 'network-acl', passes, reason, id, origin: entry?.origin ?? origin });

/** Between two neighbouring ones of these nothing changes: the ends, and both sides of each boundary of an entry. */
function portsToTry(acls: readonly NetworkAcl[]): readonly number[] {
  const boundaries = acls.flatMap(({ entries }) => [...entries.values()]).flatMap(({ fromPort, toPort }) => fromPort === undefined
    ? [] : [fromPort - 1, fromPort, toPort!, toPort! + 1]);
  return [...new Set<number>([EPHEMERAL.from, EPHEMERAL.to, ...boundaries])].filter(port => port >= EPHEMERAL.from && port <= EPHEMERAL.to)
    .sort((left, right) => left - right);
}

/** Ports in words: neighbours among those that were tried make a range. */
function portsText(ports: readonly number[], every: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const port of ports) {
    const last = ranges.at(-1);
    if (last && every.indexOf(port) === every.indexOf(last[1]) + 1) {
      last[1] = port;
    } else {
      ranges.push([port, port]);
    }
  }
  return ranges.map(([from, to]) => from === to ? String(from) : `${from}-${to}`).join(', ');
}

/** The lowest number that matches decides; a deny that covers only some of the addresses leaves the others to the next. */
function decide(acl: NetworkAcl, { egress, other }: Crossing, { protocol }: Traffic,
  port: number): { readonly allow: boolean; readonly entry?: AclEntry } {
  const entries = [...acl.entries.values()].filter(entry => entry.egress === egress).sort((left, right) => left.number - right.number);
  for (const entry of entries) {
    const range = rangeOf(entry.cidr)!;
    const ports = protocol === 'icmp' || entry.fromPort === undefined || (entry.fromPort <= port && port <= entry.toPort!);
    const proto = entry.protocol === '-1' || entry.protocol === PROTOCOLS[protocol][range.family === 6 ? 1 : 0];
    if (proto && ports && (entry.allow ? meets(range, other.range) : covers(range, other.range))) {
      return { allow: entry.allow, entry };
    }
  }
  return { allow: false };
}

/** What a gateway endpoint leads to has addresses of the internet. */
const addressesOf = (range: AddressRange | undefined): readonly AddressRange[] => range === undefined
  ? INTERNET.filter(({ family }) => family === 4)
  : [range];
const meets = (range: AddressRange, other: AddressRange | undefined) => addressesOf(other).some(addresses => overlaps(range, addresses));
const covers = (range: AddressRange, other: AddressRange | undefined) => addressesOf(other).every(addresses => contains(range, addresses));
