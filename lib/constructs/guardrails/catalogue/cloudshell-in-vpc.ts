import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * A shell outside a VPC reaches all of the internet; inside of one, the network says what it reaches. Files leave by the browser, which
 * no network sees.
 *
 * @see https://docs.aws.amazon.com/cloudshell/latest/userguide/aws-cloudshell-vpc-permissions-1.html
 */
export const CLOUDSHELL_IN_VPC = new Guardrail({
  id: 'G55',
  title: 'CloudShell stays in the network',
  intent: 'CloudShell runs in a VPC, and no file leaves it by the browser.',
  threat: 'Who may read data in the console carries it away through a shell that no firewall sees.',
  adoption: 'Offer an environment in a VPC whose network lets people reach what they need. Public environments that exist have to be deleted: '
    + 'they are only kept from being made.',
  breaks: 'People who use CloudShell as the console offers it.',
  belongsTo: [GuardrailScope.WORKLOADS, GuardrailScope.SANDBOX, GuardrailScope.STAGING],
  compliance: cis('2.20', '2.21', '1.21'),
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [
    { actions: ['cloudshell:CreateEnvironment'], conditions: { Null: { 'cloudshell:VpcIds': ['true'] } } },
    { actions: ['cloudshell:GetFileDownloadUrls'] },
  ],
});
