import { AddressPools } from '../../constructs/network';
import { duplicateProblems } from '../../core/validation';
import { LandingZoneProps } from '../landing-zone-props';
import { isWithin, ROOT, SECURITY_UNIT } from '../organizational-unit-path';
import { pathsOf } from './organizational-unit-problems';

const WORKLOADS = 'Workloads';

/** Paths of the units whose accounts get a network. */
export const networkUnitsOf = ({ network }: LandingZoneProps): string[] => network?.organizationalUnits ?? [WORKLOADS];

/** Regions in which accounts get a network. */
export const networkRegionsOf = ({ governedRegions, network }: LandingZoneProps): string[] =>
  [...network?.regions ?? governedRegions].sort();

/**
 * Networks: an account that is there, units that are there, none within another, none that holds what networks rest on; governed regions.
 */
export function networkProblems(props: LandingZoneProps): string[] {
  const { network } = props;
  if (!network) {
    return [];
  }
  const account = (props.accounts ?? []).find(({ name }) => name === network.account);
  const units = networkUnitsOf(props);
  return [
    ...account ? [] : [`'network.account' must be the name of one of 'accounts', got "${network.account}": add the account, in a unit such as "Infrastructure"`],
    ...units.length === 0 ? ["'network.organizationalUnits' must name a unit, got none: name those whose accounts get a network, or leave 'network' out"] : [],
    ...duplicateProblems('network.organizationalUnits', units, 'name each unit once'),
    ...units.flatMap(unit => unitProblems(unit, props, account?.organizationalUnit)),
    ...networkRegionProblems(props),
    ...roomProblems(props),
  ];
}

function networkRegionProblems(props: LandingZoneProps): string[] {
  const regions = networkRegionsOf(props);
  return [
    ...regions.length === 0 ? ["'network.regions' must name a region, got none: name those in which accounts get a network, or leave 'network' out"] : [],
    ...duplicateProblems('network.regions', regions, 'name each region once'),
    ...regions.filter(region => !props.governedRegions.includes(region)).map(region =>
      `'network.regions' must hold governed regions only, got "${region}": add it to 'governedRegions', or remove it here`),
    ...zoneProblems(props),
    ...sharedSubnetProblems(props),
  ];
}

/** IPAM would say it at the first account that gets no network; those that join later are not counted. */
function roomProblems(props: LandingZoneProps): string[] {
  const { addresses, pattern } = props.network!;
  const mask = AddressPools.regionNetmaskLength(addresses);
  const room = 2 ** (pattern.netmaskLength - mask);
  const isGiven = ({ organizationalUnit }: { readonly organizationalUnit: string }) =>
    networkUnitsOf(props).some(unit => isWithin(organizationalUnit, unit));
  const networks = pattern.hasOwnVpcs ? (props.accounts ?? []).filter(isGiven).length : 1;
  return networks > room
    ? [`'network.addresses' must have room for ${networks} networks of /${pattern.netmaskLength} in each region, got ${Math.floor(room)} in a /${mask}: `
      + "lower 'regionNetmaskLength', widen 'cidrBlock', or give the pattern a longer 'netmaskLength'"]
    : [];
}

/**
 * Regions in which an account sees fewer zones than three.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
 */
const ZONES: Readonly<Record<string, number>> = { 'us-west-1': 2 };

/** A zone that is not there is found on deployment only, as an index that there is not. What networks share is in every governed region. */
function zoneProblems(props: LandingZoneProps): string[] {
  const { pattern } = props.network!;
  const regions = pattern.hasTransitGateway ? props.governedRegions : networkRegionsOf(props);
  return regions.filter(region => pattern.availabilityZones > (ZONES[region] ?? pattern.availabilityZones)).map(region =>
    `'network.pattern' must have at most ${ZONES[region]} zones in ${region}, got ${pattern.availabilityZones}: give it 'availabilityZones: ${ZONES[region]}', or leave the region out`);
}

/** What a network of one account has, and a VPC for all has not: each account would pay for it or filter the names of the others. */
function sharedSubnetProblems({ network }: LandingZoneProps): string[] {
  const given = (['endpoints', 'dns'] as const).filter(name => network?.[name] !== undefined);
  return network?.pattern.hasSharedSubnets
    ? given.map(name => `'network.${name}' must be left out for shared subnets, got one: it is of the VPCs that accounts have of their own`)
    : [];
}

function unitProblems(unit: string, props: LandingZoneProps, unitOfAccount: string | undefined): string[] {
  const paths = pathsOf(props);
  const others = networkUnitsOf(props).filter(other => other !== unit && isWithin(unit, other));
  const refuse = (rule: string, remedy: string) => [`'network.organizationalUnits' must ${rule}, got "${unit}": ${remedy}`];
  return [
    ...unit === ROOT || !paths.includes(unit) ? refuse(`hold paths among ${JSON.stringify(paths)}`, 'correct it, or add the unit') : [],
    ...isWithin(SECURITY_UNIT, unit) || isWithin(unit, SECURITY_UNIT) ? refuse('leave the accounts of the security team out', 'nothing runs there') : [],
    ...unitOfAccount !== undefined && isWithin(unitOfAccount, unit) ? refuse(`leave the network account out, which is in "${unitOfAccount}"`, 'put that account into a unit of its own') : [],
    ...others.map(other => refuse('lie beside each other', `"${other}" covers it already`)).flat(),
  ];
}
