import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * A grant hands a key on past its policy. AWS services ask for theirs with kms:GrantIsForAWSResource; `IfExists` is meant to match where
 * the key is absent, which is a grant that nobody asked for on behalf of a service.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export const KEY_GRANTS_FOR_SERVICES = new Guardrail({
  id: 'G48b',
  title: 'Grants of keys are for AWS services',
  intent: 'A grant of a key is made for an AWS service that works with it, and for nobody else.',
  threat: 'Who may make grants gives a stranger the right to decrypt, and no key policy shows it.',
  adoption: 'Look for CreateGrant in the trail whose caller is no AWS service; give such software a key policy instead. '
    + 'Let the platform make the grants that a service-linked role needs for the key of another account, such as that of EC2 Auto Scaling for encrypted images.',
  breaks: 'Software of teams that issues grants of keys itself, and grants made by hand to a service-linked role for another account\'s key.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{ actions: ['kms:CreateGrant'], conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': ['false'] } } }],
});
