import { duplicateProblems, Problems, shapeProblems, wholeRangeProblems } from '../../../core/validation';
import { Egress } from '../egress';
import { SecureVpcProps } from '../secure-vpc-props';
import { Tier } from '../tier';
import { roomProblems, ZONES_PER_TIER } from './vpc-layout';

/** The VPC's own subnets for what lets tiers out. */
export const plumbingOf = (egress: Egress): string[] => [...egress.isNat ? ['nat'] : [], ...egress.transitGatewayId === undefined ? [] : ['transit']];

/** What is wrong with a VPC. */
export function vpcProblems(props: SecureVpcProps, tiers: readonly Tier[], zones: readonly string[], egress: Egress): Problems {
  const { availabilityZones: count, availabilityZoneNames: names } = props;
  return [
    ...tiers.length === 0 ? ["'tiers' must have a tier, got none: leave 'tiers' out for web, app and data"] : [],
    ...duplicateProblems('tiers', tiers.map(({ tierName }) => tierName), 'give each tier its own name'),
    ...count === undefined ? [] : wholeRangeProblems('availabilityZones', 'zones', count, { min: 1, max: ZONES_PER_TIER }, 'choose so many'),
    ...names === undefined ? [] : zoneProblems(names),
    ...count === undefined || names === undefined ? []
      : [`'availabilityZones' must not stand beside 'availabilityZoneNames', got ${count} and ${JSON.stringify(names)}: leave one out`],
    ...props.vpcName === undefined ? [] : shapeProblems('vpcName', props.vpcName, /^[\w.\-/]{1,100}$/, 'have 1 to 100 letters, digits and "._-/"', 'rename it'),
    ...props.publishParameters === undefined ? [] : networkNameProblems('publishParameters', props.publishParameters),
    ...props.overlapsBecause?.trim() === '' ? ["'overlapsBecause' must give a reason, got nothing: say why the VPCs will never be connected"] : [],
    ...roomProblems(props.addresses, tiers.length, zones.length, plumbingOf(egress)),
  ];
}

function zoneProblems(names: readonly string[]): Problems {
  return [
    ...wholeRangeProblems('availabilityZoneNames', 'zones', names.length, { min: 1, max: ZONES_PER_TIER }, 'name so many'),
    ...duplicateProblems('availabilityZoneNames', names, 'name each zone once'),
    ...names.flatMap(name => shapeProblems('availabilityZoneNames', name, /^[a-z]{2,}(-[a-z0-9]+)+$/, 'be names of zones such as "eu-central-1a"', 'correct it')),
  ];
}

/** What a network may be called in the names of parameters. */
export const networkNameProblems = (prop: string, name: string): Problems =>
  shapeProblems(prop, name, /^[a-z][a-z0-9-]{0,31}$/, 'have 1 to 32 lower case letters, digits and "-", a letter first', 'rename it');
