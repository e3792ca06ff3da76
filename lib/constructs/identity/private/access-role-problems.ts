import { Duration } from 'aws-cdk-lib';
import { lengthProblems, Problems, rangeProblems, shapeProblems } from '../../../core/validation';
import { AccessRoleProps } from '../access-role-props';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html */
const SESSION_HOURS = { min: 1, max: 12 };
/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const MAX_DESCRIPTION = 1_000;
/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_MANAGED_POLICIES = 10;

export const sessionProblems = (duration: Duration = Duration.hours(1)): Problems =>
  rangeProblems('maxSessionDuration', 'hours', duration.toHours({ integral: false }), SESSION_HOURS);

/** Everything that is wrong with the properties of an access role. */
export function accessRoleProblems({ roleName, trusts, description, managedPolicies = [], maxSessionDuration, path = '/' }: AccessRoleProps): Problems {
  return [
    ...shapeProblems('roleName', roleName, /^[\w+=,.@-]{1,64}$/, 'have 1 to 64 letters, digits and +=,.@_-', 'choose another name'),
    ...shapeProblems('roleName', roleName, /^(?!stacksets-exec-)/, 'not begin with "stacksets-exec-"', 'guardrails exempt that name: choose another'),
    ...shapeProblems('path', path, /^\/([\w+=,.@-]+\/)*$/, 'begin and end with a slash', 'write "/teams/"'),
    ...shapeProblems('path', path, /^(?!\/lz\/)/, 'not lie under "/lz/"', 'guardrails exempt what lies there: choose another'),
    ...lengthProblems('description', description, MAX_DESCRIPTION),
    ...sessionProblems(maxSessionDuration),
    ...trusts.length === 0 ? ["'trusts' must name somebody, got none: nobody could become the role"] : [],
    ...managedPolicies.length > MAX_MANAGED_POLICIES
      ? [`'managedPolicies' must be at most ${MAX_MANAGED_POLICIES}, got ${managedPolicies.length}: put statements into a policy of your own`] : [],
  ];
}
