import { Duration } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { lengthProblems, Problems, rangeProblems, shapeProblems } from '../../../core/validation';
import { contentSize } from '../../../policy';
import { AccessRoleProps } from '../access-role-props';
import { RoleTrust } from '../role-trust';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html */
const SESSION_HOURS = { min: 1, max: 12 };
/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const MAX_DESCRIPTION = 1_000;
/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_MANAGED_POLICIES = 10;
/** By default; an account may have it raised to 4,096. */
const MAX_TRUST_POLICY = 2_048;

export const sessionProblems = (duration: Duration = Duration.hours(1)): Problems =>
  rangeProblems('maxSessionDuration', 'hours', duration.toHours({ integral: false }), SESSION_HOURS);

/** A token may become an account, a partition or an organization. */
function trustSizeProblems(trusts: RoleTrust[]): Problems {
  const statements = trusts.flatMap(trust => trust.policyStatements);
  const size = statements.length === 0 ? 0 : contentSize(new PolicyDocument({ statements, minimize: false }).toJSON());
  return size <= MAX_TRUST_POLICY ? []
    : [`'trusts' must have at most ${MAX_TRUST_POLICY} characters as a policy, got ${size}: trust fewer, or by a pattern`];
}

/** Everything that is wrong with the properties of an access role. */
export function accessRoleProblems({ roleName, trusts, description, managedPolicies = [], maxSessionDuration, path = '/' }: AccessRoleProps): Problems {
  return [
    ...shapeProblems('roleName', roleName, /^[\w+=,.@-]{1,64}$/, 'have 1 to 64 letters, digits and +=,.@_-', 'choose another name'),
    ...shapeProblems('roleName', roleName, /^(?!stacksets-exec-)/, 'not begin with "stacksets-exec-"', 'guardrails exempt that name: choose another'),
    ...shapeProblems('path', path, /^\/([\w+=,.@-]+\/)*$/, 'begin and end with a slash', 'write "/teams/"'),
    ...shapeProblems('path', path, /^(?!\/lz\/)/, 'not lie under "/lz/"', 'guardrails exempt what lies there: choose another'),
    ...lengthProblems('description', description, MAX_DESCRIPTION),
    ...sessionProblems(maxSessionDuration),
    ...trustSizeProblems(trusts),
    ...trusts.length === 0 ? ["'trusts' must name somebody, got none: nobody could become the role"] : [],
    ...managedPolicies.length > MAX_MANAGED_POLICIES
      ? [`'managedPolicies' must be at most ${MAX_MANAGED_POLICIES}, got ${managedPolicies.length}: put statements into a policy of your own`] : [],
  ];
}
