import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Volumes are encrypted by default, with the key that the platform chose. A Region in which it is off is switched on by anybody.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
 */
export const EBS_DEFAULT_ENCRYPTION = new Guardrail({
  id: 'G43',
  title: 'EBS default encryption stays on',
  intent: 'Nobody but the platform switches the default encryption of volumes off, or gives it another key.',
  threat: 'The default is off for the time of one launch, and a plain volume stays for years; or its key is one that a stranger can disable.',
  adoption: 'Switch the default encryption on in every account and region first: the guardrail keeps the setting as it is, off included.',
  breaks: 'Teams that choose another default key for their account; a key for a single volume can still be chosen.',
  belongsTo: GuardrailScope.units(),
  compliance: [...cis('6.1.1', '6.1.1', '5.1.1'), ...fsbp('EC2.7')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{ actions: ['ec2:DisableEbsEncryptionByDefault', 'ec2:ModifyEbsDefaultKmsKeyId', 'ec2:ResetEbsDefaultKmsKeyId'] }],
});
