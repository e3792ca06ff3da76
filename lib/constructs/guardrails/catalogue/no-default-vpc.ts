import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * A default VPC gives every instance a public address and a security group in which all may talk to all.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 */
export const NO_DEFAULT_VPC = new Guardrail({
  id: 'G50',
  title: 'No default networks',
  intent: 'Nobody but the platform makes a default VPC or a default subnet.',
  threat: 'What is launched without a word about its network stands on the internet.',
  adoption: 'Default VPCs that exist stay: delete those that nobody uses.',
  breaks: 'Tutorials and software that rely on a default VPC.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: [...cis('6.5', '6.5', '5.5'), ...fsbp('EC2.2')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{ actions: ['ec2:CreateDefaultSubnet', 'ec2:CreateDefaultVpc'] }],
});
