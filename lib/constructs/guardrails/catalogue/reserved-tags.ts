import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';
import { reservedTagKeys } from './reserved-tag-keys';

/**
 * A tag that decides about access is as good as the circle of those who can set it. The keys are in the request whenever something is
 * tagged, untagged, or created with tags, whatever the service, and when a session is tagged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tagkeys
 */
export const RESERVED_TAGS = new ParameterizedGuardrail({
  id: 'G54',
  title: 'Tags of the platform are set by the platform',
  intent: 'Nobody but the platform sets, changes or removes a tag whose key begins with the reserved prefix.',
  threat: 'Policies that spare what carries a tag spare whatever somebody tags for himself.',
  adoption: 'Look for tags that begin with the prefix, which is lz: unless \'reservedTagPrefix\' says otherwise, in upper and lower case. '
    + 'A prefix of more than three letters is reserved as it is written, while conditions read its tags in any case: choose a short one.',
  breaks: 'Teams whose own tags begin with the reserved prefix.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  denies: ({ reservedTagPrefix = 'lz:' }) => [{
    actions: ['*'],
    conditions: { 'ForAnyValue:StringLike': { 'aws:TagKeys': reservedTagKeys(reservedTagPrefix) } },
  }],
});
