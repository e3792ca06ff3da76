import { accountIdProblems, organizationIdProblems, rootIdProblems } from '../../core/validation';
import { LandingZoneProps } from '../landing-zone-props';
import { accessProblems } from './access-problems';
import { accountProblems } from './account-problems';
import { dataClassificationProblems } from './data-classification-problems';
import { detectionProblems } from './detection-problems';
import { guardrailProblems } from './guardrail-problems';
import { networkProblems } from './network-problems';
import { organizationalUnitProblems } from './organizational-unit-problems';
import { regionProblems } from './region-problems';
import { unknownPropProblems } from './unknown-prop-problems';

/** Every mistake of a configuration, so that the user sees all of them in one run. */
export function configurationProblems(props: LandingZoneProps): string[] {
  const unknown = unknownPropProblems(props);
  if (unknown.length > 0) {
    // A misspelt prop makes the rest look wrong too: say only what is certain.
    return unknown;
  }
  return [
    ...accountIdProblems('managementAccountId', props.managementAccountId),
    ...regionProblems(props),
    ...(props.organization ? organizationIdProblems('organization.organizationId', props.organization.organizationId) : []),
    ...(props.organization ? rootIdProblems('organization.rootId', props.organization.rootId) : []),
    ...organizationalUnitProblems(props),
    ...accountProblems(props),
    ...breakGlassProblems(props),
    ...accessProblems(props),
    ...networkProblems(props),
    ...dataClassificationProblems(props),
    ...detectionProblems(props),
    ...guardrailProblems(props),
  ];
}

function breakGlassProblems(props: LandingZoneProps): string[] {
  const arns = props.breakGlass.trustedUserArns;
  const shape = new RegExp(`^arn:[a-z-]+:iam::${props.managementAccountId}:user/[\\w+=,.@/-]+$`);
  return arns.length === 0
    ? ['\'breakGlass.trustedUserArns\' must name at least one user, got []: without one nobody gets in when all else fails']
    : arns.filter(arn => !shape.test(arn)).map(arn =>
      `'breakGlass.trustedUserArns' must hold ARNs of IAM users of the management account ${props.managementAccountId}, got "${arn}": name a person's user there`);
}
