import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { ACCESS_PATH, ADMINISTRATION_PATH, BOUNDARY_PATH, DEVELOPER_BOUNDARY, ORGANIZATION_ACCESS_ROLE, ROLE_PATH } from '../../../core/naming';
import { lengthProblems, Problems, rangeProblems, shapeProblems } from '../../../core/validation';
import { contentSize } from '../../../policy';
import { AccessRoleProps } from '../access-role-props';
import { PermissionsBoundary } from '../permissions-boundary';
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

/** Beginnings of names that guardrails exempt, or that guardrails and boundaries keep for others; a first folder of a path begins alike. */
const RESERVED = ['stacksets-exec-', 'cdk-lz-', 'AWSControlTower', 'AWSCloudFormationStackSet', ORGANIZATION_ACCESS_ROLE];
/** Where developers pass and assume nothing. */
const ABOVE_DEVELOPERS = [ADMINISTRATION_PATH, ACCESS_PATH];

/** What is written out before the first token, of which nobody knows yet what it becomes. */
function beginningOf(name: string): string {
  const first: unknown = Tokenization.reverseString(name).firstValue;
  return Token.isUnresolved(first) ? '' : String(first);
}

function nameProblems(roleName: string): Problems {
  const beginning = beginningOf(roleName);
  const isOpen = Token.isUnresolved(roleName);
  const reserved = RESERVED.filter(name => beginning.startsWith(name) || (isOpen && beginning !== '' && name.startsWith(beginning)));
  return [
    ...shapeProblems('roleName', roleName, /^[\w+=,.@-]{1,64}$/, 'have 1 to 64 letters, digits and +=,.@_-', 'choose another name'),
    ...isOpen && beginning === '' ? ["'roleName' must begin with text, got a token: write the beginning out, since some names are reserved"] : [],
    ...reserved.map(name => `'roleName' must not begin with "${name}", got ${JSON.stringify(isOpen ? `${beginning}…` : roleName)}: `
      + 'guardrails exempt or protect that name, choose another'),
  ];
}

function pathProblems(path: string, boundary: PermissionsBoundary): Problems {
  if (Token.isUnresolved(path)) {
    return ["'path' must be written out, got a token: guardrails and boundaries tell roles by it"];
  }
  const reserved = [ROLE_PATH, ...RESERVED.map(name => `/${name}`)].filter(beginning => path.startsWith(beginning));
  const isDevelopers = boundary.policyName === DEVELOPER_BOUNDARY && boundary.policyPath === BOUNDARY_PATH;
  return [
    ...shapeProblems('path', path, /^\/([\w+=,.@-]+\/)*$/, 'begin and end with a slash', 'write "/teams/"'),
    ...reserved.map(beginning => `'path' must not lie under "${beginning}", got ${JSON.stringify(path)}: guardrails exempt or protect it, choose another`),
    ...isDevelopers || ABOVE_DEVELOPERS.some(above => path.startsWith(above)) ? []
      : [`'path' must lie under ${ABOVE_DEVELOPERS.map(above => `"${above}"`).join(' or ')} for this boundary, got ${JSON.stringify(path)}: developers could pass the role`],
  ];
}

/** A token may become an account, a partition or an organization. */
function trustSizeProblems(trusts: RoleTrust[]): Problems {
  const statements = trusts.flatMap(trust => trust.policyStatements);
  const size = statements.length === 0 ? 0 : contentSize(new PolicyDocument({ statements, minimize: false }).toJSON());
  return size <= MAX_TRUST_POLICY ? []
    : [`'trusts' must have at most ${MAX_TRUST_POLICY} characters as a policy, got ${size}: trust fewer, or by a pattern`];
}

/** Everything that is wrong with the properties of an access role. */
export function accessRoleProblems(props: AccessRoleProps): Problems {
  const { roleName, trusts, description, managedPolicies = [], maxSessionDuration, path = '/', boundary = PermissionsBoundary.DEVELOPER } = props;
  return [
    ...nameProblems(roleName),
    ...pathProblems(path, boundary),
    ...lengthProblems('description', description, MAX_DESCRIPTION),
    ...sessionProblems(maxSessionDuration),
    ...trustSizeProblems(trusts),
    ...trusts.length === 0 ? ["'trusts' must name somebody, got none: nobody could become the role"] : [],
    ...managedPolicies.length > MAX_MANAGED_POLICIES
      ? [`'managedPolicies' must be at most ${MAX_MANAGED_POLICIES}, got ${managedPolicies.length}: put statements into a policy of your own`] : [],
  ];
}
