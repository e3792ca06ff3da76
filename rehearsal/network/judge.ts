import type { World } from '../aws/world';
import { aclSteps } from './network-acls';
import { follow, Path } from './path';
import { groupStep } from './security-groups';
import { End, Step, Traffic } from './traffic';

/** What all stations between two ends say, as far as traffic comes: the last one that does not pass decides, else all pass. */
export function judge(world: World, source: End, destination: End, traffic: Traffic): readonly Step[] {
  const stations: readonly (() => readonly Step[])[] = [
    () => source.subnet ? [groupStep(world, true, source, destination, traffic)] : [],
    () => routeSteps(world, source, destination),
    () => aclSteps(world, source, destination, traffic),
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

function routeSteps(world: World, source: End, destination: End): readonly Step[] {
  if (destination.gatewayEndpoint) {
    return [gatewayEndpointStep(world, source, destination)];
  }
  return source.subnet ? fromSubnet(world, source, destination) : fromOutside(world, source, destination);
}

/** There and, where it goes to another VPC, back. */
function fromSubnet(world: World, source: End, destination: End): readonly Step[] {
  const there = follow(world, source.subnet!, destination.range!);
  if (!destination.subnet) {
    return there.end === 'vpc' ? [...there.steps, noSuchAddress(there, destination)] : there.steps;
  }
  const steps = [...there.steps, ...arrival(there, destination)];
  return source.subnet!.vpcId === destination.subnet.vpcId || steps.some(({ passes }) => !passes)
    ? steps : [...steps, ...backTo(world, source, destination)];
}

const noSuchAddress = ({ vpcId }: Path, { label }: End): Step =>
  ({ station: 'route', passes: false, reason: `leads into ${vpcId}, where nothing has the addresses ${label}`, id: String(vpcId) });

/** Nothing, when the way ends in the VPC of the destination. */
function arrival({ end, vpcId }: Path, destination: End): readonly Step[] {
  return end === 'nowhere' || vpcId === destination.subnet!.vpcId
    ? []
    : [{ station: 'route', passes: false, reason: `the way leads to ${vpcId ?? 'the internet'}, not to ${destination.label}`, id: vpcId ?? destination.subnet!.vpcId }];
}

/** Answers find their way by the routes of the destination. */
function backTo(world: World, source: End, destination: End): readonly Step[] {
  const back = follow(world, destination.subnet!, source.range!);
  const steps = back.steps.map(step => step.station === 'route' ? { ...step, station: 'return-route' as const } : step);
  return [...steps, ...source.subnet ? arrival(back, source) : []];
}

/** What comes from outside needs a way in: one by which answers leave and which is no one-way street. */
function fromOutside(world: World, source: End, destination: End): readonly Step[] {
  const back = follow(world, destination.subnet!, source.range!);
  const steps = back.steps.map(step => step.station === 'route' ? { ...step, station: 'return-route' as const } : step);
  const last = steps.at(-1)!;
  if (back.end === 'vpc') {
    return [...steps, noSuchAddress(back, source)];
  }
  return back.bothWays || !last.passes ? steps : [...steps.slice(0, -1), { ...last, passes: false, reason: `${last.reason}: ${source.label} cannot open connections this way` }];
}

/** A gateway endpoint is a route in the tables that it names. */
function gatewayEndpointStep(world: World, { subnet, label }: End, { gatewayEndpoint: { id, routeTableIds, origin } = { id: '', routeTableIds: [] } }: End): Step {
  const table = subnet && (subnet.routeTable?.id ?? world.state.networks.vpcs.get(subnet.vpcId)!.mainRouteTableId);
  const passes = table !== undefined && routeTableIds.includes(table);
  return { station: 'endpoint', passes, reason: passes ? `is in ${table}, the route table of ${label}` : `is not in the route table of ${label}`, id, origin };
}
