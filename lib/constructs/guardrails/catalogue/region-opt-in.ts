import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Regions that AWS leaves off stay off until the platform enables them. A Region that nobody governs is denied anyway; but enabled, it has
 * endpoints, and global services copy identities into it.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export const REGION_OPT_IN = new Guardrail({
  id: 'G04',
  title: 'Regions are enabled by the platform',
  intent: 'Nobody in a member account enables or disables a Region.',
  threat: 'Somebody enables a Region in which nothing records, or disables one and thereby hides and stops what is in it.',
  adoption: 'Enable the Regions that are governed from the management account before it is attached; that takes minutes to hours for each account.',
  breaks: 'Owners of an account who enable opt-in Regions themselves.',
  belongsTo: GuardrailScope.all(),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{ actions: ['account:DisableRegion', 'account:EnableRegion'] }],
});
