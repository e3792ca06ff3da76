import { overlaps, rangeOf } from '../aws/addresses';
import type { ClientVpnEndpoint } from '../aws/services/vpn';
import type { World } from '../aws/world';
import { aclSteps, Visits } from './network-acls';
import { follow, Path } from './path';
import { groupStep } from './security-groups';
import { End, Step, Traffic, Visit } from './traffic';

/** What all stations between two ends say, as far as traffic comes: the last one that does not pass decides, else all pass. */
export function judge(world: World, source: End, destination: End, traffic: Traffic): readonly Step[] {
  let visits: Visits = { there: [], back: [] };
  const stations: readonly (() => readonly Step[])[] = [
    () => source.subnet ? [groupStep(world, true, source, destination, traffic)] : [],
    () => source.clientVpn ? [clientVpnStep(world, source.clientVpn, destination)] : [],
    () => {
      const route = routeOf(world, source, destination);
      ({ visits } = route);
      return route.steps;
    },
    () => aclSteps(world, source, destination, traffic, visits),
    () => destination.subnet ? [groupStep(world, false, destination, source, traffic)] : [],
  ];
  const steps: Step[] = [];
  for (const station of stations) {
    steps.push(...station());
    if (steps.some(({ passes }) => !passes)) {
      break;
    }
  }
  return steps;
}

/** What the routes say, and which subnets lie on the way. */
interface RouteAnswer {
  readonly steps: readonly Step[];
  readonly visits: Visits;
}

function routeOf(world: World, source: End, destination: End): RouteAnswer {
  if (destination.gatewayEndpoint) {
    return { steps: [gatewayEndpointStep(world, source, destination)], visits: { there: [], back: [] } };
  }
  return source.subnet ? fromSubnet(world, source, destination) : fromOutside(world, source, destination);
}

/** The same way in the other direction. */
const reversed = (visits: readonly Visit[]): readonly Visit[] =>
  [...visits].reverse().map(({ subnet, enters, leaves, from, to }) => ({ subnet, enters: leaves, leaves: enters, from: to, to: from }));

/** There and, where it goes to another VPC, back. */
function fromSubnet(world: World, source: End, destination: End): RouteAnswer {
  const there = follow(world, source.subnet!, destination.range!);
  const mirrored: Visits = { there: there.visits, back: reversed(there.visits) };
  if (!destination.subnet) {
    const out = there.bothWays ? addressed(there.steps, source) : there.steps;
    return { steps: there.end === 'vpc' ? [...there.steps, noSuchAddress(there, destination)] : out, visits: mirrored };
  }
  const steps = [...there.steps, ...arrival(there, destination)];
  if (source.subnet!.vpcId === destination.subnet.vpcId || steps.some(({ passes }) => !passes)) {
    return { steps, visits: mirrored };
  }
  const back = backTo(world, source, destination);
  return { steps: [...steps, ...back.steps], visits: { there: there.visits, back: back.visits } };
}

/** An internet gateway joins what has a public address to the internet, and nothing else. */
const addressed = (steps: readonly Step[], { hasNoPublicAddress, label }: End): readonly Step[] => steps.map(step =>
  step.station === 'internet-gateway' && step.passes && hasNoPublicAddress ? { ...step, passes: false, reason: `joins only what has a public address to the internet, and ${label} has none` } : step);

const noSuchAddress = ({ vpcId }: Pick<Path, 'vpcId'>, { label }: End): Step =>
  ({ station: 'route', passes: false, reason: `leads into ${vpcId}, where nothing has the addresses ${label}`, id: String(vpcId) });

/** Nothing, when the way ends in the VPC of the destination. */
function arrival({ end, vpcId }: Path, destination: End): readonly Step[] {
  const elsewhere = vpcId ?? (end === 'vpn' ? 'the other side of a VPN' : 'the internet');
  return end === 'nowhere' || vpcId === destination.subnet!.vpcId
    ? []
    : [{ station: 'route', passes: false, reason: `the way leads to ${elsewhere}, not to ${destination.label}`, id: vpcId ?? destination.subnet!.vpcId }];
}

/** Answers find their way by the routes of the destination. */
function backTo(world: World, source: End, destination: End): Path {
  const back = follow(world, destination.subnet!, source.range!);
  const steps = back.steps.map(step => step.station === 'route' ? { ...step, station: 'return-route' as const } : step);
  return { ...back, steps: [...steps, ...source.subnet ? arrival(back, source) : []] };
}

/** What comes from outside needs a way in: one by which answers leave and which is no one-way street. */
function fromOutside(world: World, source: End, destination: End): RouteAnswer {
  const { steps: followed, visits: back, end, bothWays, vpcId } = backTo(world, source, destination);
  const steps = bothWays ? addressed(followed, destination) : followed;
  const visits: Visits = { there: reversed(back), back };
  if (end === 'vpc') {
    return { visits, steps: [...steps, noSuchAddress({ vpcId }, source)] };
  }
  const last = steps.at(-1)!;
  return bothWays || !last.passes
    ? { visits, steps }
    : { visits, steps: [...steps.slice(0, -1), { ...last, passes: false, reason: `${last.reason}: ${source.label} cannot open connections this way` }] };
}

/** People of a Client VPN get as far as its rules say. */
function clientVpnStep(world: World, { id, origin }: ClientVpnEndpoint, { range, label }: End): Step {
  const rule = [...world.state.vpn.clientRules.values()].find(({ ofId, to }) => {
    const target = rangeOf(to.split(' ')[0]);
    return ofId === id && target !== undefined && range !== undefined && overlaps(target, range);
  });
  const reason = rule ? `its rule lets people in to ${rule.to.split(' ')[0]}` : `no rule lets people in to ${label}`;
  return { station: 'client-vpn', passes: rule !== undefined, reason, id, origin: rule?.origin ?? origin };
}

/** A gateway endpoint is a route in the tables that it names. */
function gatewayEndpointStep(world: World, { subnet, label }: End, { gatewayEndpoint }: End): Step {
  const { id, routeTableIds, origin } = gatewayEndpoint!;
  const table = subnet && (subnet.routeTable?.id ?? world.state.networks.vpcs.get(subnet.vpcId)!.mainRouteTableId);
  const passes = table !== undefined && routeTableIds.includes(table);
  return { station: 'endpoint', passes, reason: passes ? `is in ${table}, the route table of ${label}` : `is not in the route table of ${label}`, id, origin };
}
