import { ORGANIZATION_ACCESS_ROLE_PATTERN } from '../../../core/naming';
import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Every IAM action that creates a role, changes what it may do or who may use it, or removes it. A test compares them with the action
 * catalogue.
 */
const ROLE_WRITES = [
  'AttachRolePolicy', 'CreateRole', 'DeleteRole', 'DeleteRolePermissionsBoundary', 'DeleteRolePolicy', 'DetachRolePolicy',
  'PutRolePermissionsBoundary', 'PutRolePolicy', 'TagRole', 'UntagRole', 'UpdateAssumeRolePolicy', 'UpdateRole', 'UpdateRoleDescription',
].map(action => `iam:${action}`);

/**
 * Other guardrails exempt roles by name, so whoever makes a role of such a name is exempt from them: this one closes that door. It also
 * keeps members from passing such a role to a service, and from assuming it; and it keeps the trust of the role that AWS Organizations puts
 * into a new account, an administrator without MFA, to the management account. Break-glass is assumed by principals of the management
 * account, StackSets' role by a service-linked role there, and a Lambda function's role by Lambda: no SCP binds those.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export const PLATFORM_ROLES_PROTECTED = new Guardrail({
  id: 'G10',
  title: 'Platform roles are out of reach',
  intent: 'Nobody but the platform creates, edits, passes or assumes a role under a name that guardrails exempt.',
  threat: 'An account administrator creates role/lz/anything or edits the trust of an existing one, assumes it, and no guardrail binds them any more.',
  adoption: 'Look for roles named stacksets-exec-* or under the path /lz/ that other tools made, and rename those.',
  breaks: 'Tools whose roles are named stacksets-exec-* or lie under the path /lz/ can no longer be deployed.',
  belongsTo: GuardrailScope.all(),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{ actions: [...ROLE_WRITES, 'iam:PassRole', 'sts:AssumeRole'], resources: [...PLATFORM_ROLES, ORGANIZATION_ACCESS_ROLE_PATTERN] }],
});
