import { PLATFORM_ROLE_PATTERN, STACKSETS_ROLE_PATTERN } from '../../../core/naming';

/**
 * The only roles that a guardrail of the catalogue exempts: the machinery and break-glass, and the role by which CloudFormation StackSets
 * deploys the baseline. Guardrail G10 protects both names; people and teams never work under them.
 */
export const PLATFORM_ROLES = [PLATFORM_ROLE_PATTERN, STACKSETS_ROLE_PATTERN];

/** The exemptions of a guardrail that binds everybody, break-glass included. */
export const NO_ONE: string[] = [];
