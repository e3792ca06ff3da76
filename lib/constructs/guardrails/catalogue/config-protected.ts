import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * The recorder keeps recording, what it records arrives, and nobody outside reads along. Rules and conformance packs of teams are left
 * alone; those of the organization are made by a service-linked role, and AWS lets no account edit them.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export const CONFIG_PROTECTED = new Guardrail({
  id: 'G31',
  title: 'Config keeps recording',
  intent: 'Nobody but the platform stops, narrows or redirects the recorder of an account, or hands its records to another account.',
  threat: 'An intruder stops the recorder, or records fewer types, before changing what it would have shown.',
  adoption: 'Look for stacks that make a recorder or a delivery channel of their own: there is one of each in an account and Region, and it is the '
    + 'platform\'s. Rules, remediation and stored queries of teams go on as they are.',
  breaks: 'Templates of teams that make a recorder, a delivery channel or an aggregator.',
  belongsTo: GuardrailScope.units(),
  compliance: [...cis('4.3', '4.3', '3.3'), ...fsbp('Config.1')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'config:DeleteAggregationAuthorization', 'config:DeleteConfiguration*', 'config:DeleteDeliveryChannel', 'config:DeleteOrganization*',
      'config:DeleteRetentionConfiguration', 'config:DeleteServiceLinkedConfigurationRecorder', 'config:DisassociateResourceTypes',
      'config:PutAggregationAuthorization', 'config:PutConfiguration*', 'config:PutDeliveryChannel', 'config:PutOrganization*',
      'config:PutRetentionConfiguration', 'config:StopConfigurationRecorder',
    ],
  }],
});
