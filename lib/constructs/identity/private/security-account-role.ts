import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { throwProblems } from '../../../core/errors';
import { ACCESS_PATH } from '../../../core/naming';
import { accountIdProblems, organizationIdProblems } from '../../../core/validation';
import { AccessRoleProps } from '../access-role-props';
import { RoleTrust } from '../role-trust';
import { SecurityAccountRoleProps } from '../security-account-role-props';
import { sessionProblems } from './access-role-problems';
import { patternProblems } from './trust-problems';

/** What one role for people of the security account is. */
export interface SecurityAccountRoleTraits {
  readonly roleName: string;
  readonly description: string;
  /** What follows `policy/` in the ARNs of AWS managed policies. */
  readonly awsManagedPolicies: readonly string[];
}

/** A role for people of the security account; the organization keeps out an account that left it. */
export function securityAccountRole(
  scope: IConstruct, props: SecurityAccountRoleProps, traits: SecurityAccountRoleTraits,
): AccessRoleProps {
  const { securityAccountId, organizationId, trustedPrincipalPatterns = [], maxSessionDuration } = props;
  throwProblems(scope, [
    ...accountIdProblems('securityAccountId', securityAccountId),
    ...organizationIdProblems('organizationId', organizationId),
    ...sessionProblems(maxSessionDuration),
    ...trustedPrincipalPatterns.flatMap(pattern => patternProblems('trustedPrincipalPatterns', pattern)),
  ]);
  return {
    roleName: traits.roleName,
    path: ACCESS_PATH,
    description: traits.description,
    trusts: [RoleTrust.account(securityAccountId, { organizationId, principalPatterns: trustedPrincipalPatterns })],
    managedPolicies: traits.awsManagedPolicies.map(name => ManagedPolicy.fromAwsManagedPolicyName(name)),
    maxSessionDuration,
  };
}
