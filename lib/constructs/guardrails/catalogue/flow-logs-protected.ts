import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * A flow log cannot be changed, so deleting it is all there is to deny. It has no name to tell the platform's from a team's.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
 */
export const FLOW_LOGS_PROTECTED = new Guardrail({
  id: 'G36',
  title: 'Flow logs keep flowing',
  intent: 'Nobody but the platform deletes a flow log.',
  threat: 'An intruder deletes the flow log of a network, and how the data left it is never known.',
  adoption: 'Let templates of teams retain flow logs: a stack that holds one cannot be deleted otherwise.',
  breaks: 'Teams that delete a stack with a VPC and its flow logs, until the flow log is retained by its deletion policy.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: [...cis('4.7', '4.7', '3.7'), ...fsbp('EC2.6')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{ actions: ['ec2:DeleteFlowLogs'] }],
});
