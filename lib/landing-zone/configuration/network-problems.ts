import { duplicateProblems } from '../../core/validation';
import { LandingZoneProps } from '../landing-zone-props';
import { isWithin, ROOT, SECURITY_UNIT } from '../organizational-unit-path';
import { pathsOf } from './organizational-unit-problems';

const WORKLOADS = 'Workloads';

/** Paths of the units whose accounts get a network. */
export const networkUnitsOf = ({ network }: LandingZoneProps): string[] => network?.organizationalUnits ?? [WORKLOADS];

/** Networks: an account that is there, units that are there, none within another, none that holds what networks rest on. */
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
  ];
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
