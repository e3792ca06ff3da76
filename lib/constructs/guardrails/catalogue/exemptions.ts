import { PLATFORM_ROLE_PATTERN, STACKSETS_ROLE_PATTERN } from '../../../core/naming';

/**
 * The only roles that a guardrail of the catalogue exempts: the machinery and break-glass, and the role by which CloudFormation StackSets
 * deploys the baseline. Guardrail G10 protects both names; people and teams never work under them.
 */
export const PLATFORM_ROLES = [PLATFORM_ROLE_PATTERN, STACKSETS_ROLE_PATTERN];

/** The account that owns the resource of a request, in an ARN or in a value of a condition. */
export const OWNER_ACCOUNT = '${aws:ResourceAccount}';

/**
 * The same for resource control policies, which bind strangers too: a role of such a name counts in the account that owns the resource,
 * where G10 protects it, and in no other.
 */
export const OWN_PLATFORM_ROLES = PLATFORM_ROLES.map(pattern => pattern.replace('::*:', `::${OWNER_ACCOUNT}:`));

/** The exemptions of a guardrail that binds everybody, break-glass included. */
export const NO_ONE: string[] = [];
