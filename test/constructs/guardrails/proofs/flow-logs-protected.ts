import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

export const FLOW_LOGS_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.FLOW_LOGS_PROTECTED,
  set: GuardrailSet.STRICT,
  denied: [
    ...ofThePowerful(on('ec2:DeleteFlowLogs')),
  ],
  allowed: [
    { title: 'to make one', by: 'developer', ...on('ec2:CreateFlowLogs') },
    { title: 'to look at them', by: 'developer', ...on('ec2:DescribeFlowLogs') },
    { title: 'to delete a log group of one\'s own', by: 'developer', ...on('logs:DeleteLogGroup', 'arn:aws:logs:eu-central-1:222222222222:log-group:team') },
    ...ofTheUnbound(on('ec2:DeleteFlowLogs')),
  ],
  exempt: ofThePlatform(on('ec2:DeleteFlowLogs')),
};
