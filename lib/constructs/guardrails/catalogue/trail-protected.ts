import { TRAIL } from '../../../core/naming';
import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * The organization trail cannot be stopped or narrowed. AWS lets no plain member touch it; a delegated administrator of CloudTrail could,
 * and it is a member account. The management account is not bound by any SCP: there, only few people and an alarm protect the trail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
 */
export const TRAIL_PROTECTED = new Guardrail({
  id: 'G30',
  title: 'The organization trail keeps recording',
  intent: 'Nobody in a member account, its delegated administrator included, stops, deletes or narrows the organization trail.',
  threat: 'An intruder switches off the record before doing what it would have shown.',
  adoption: 'Look for trails of your own whose names begin with lz-, and rename those.',
  breaks: 'A delegated administrator of CloudTrail cannot change the organization trail; trails of other names stay free.',
  belongsTo: GuardrailScope.all(),
  compliance: [...cis('4.1', '4.1', '3.1'), ...fsbp('CloudTrail.1', 'CloudTrail.3')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'cloudtrail:DeleteTrail', 'cloudtrail:PutEventConfiguration', 'cloudtrail:PutEventSelectors', 'cloudtrail:PutInsightSelectors',
      'cloudtrail:RemoveTags', 'cloudtrail:StopLogging', 'cloudtrail:UpdateTrail',
    ],
    resources: [`arn:*:cloudtrail:*:*:trail/${TRAIL}`],
  }],
});
