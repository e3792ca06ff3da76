import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/** Keys of EC2 and of Lightsail, which gives out one by default. The serial console takes keys that are pushed to it. */
const KEYS: GuardrailStatement = {
  actions: [
    'ec2-instance-connect:SendSerialConsoleSSHPublicKey', 'ec2:CreateKeyPair', 'ec2:ImportKeyPair', 'lightsail:CreateKeyPair',
    'lightsail:DownloadDefaultKeyPair', 'lightsail:ImportKeyPair',
  ],
};

/** A launch asks for its key pair only where it names one. */
const LAUNCHES: GuardrailStatement = { actions: ['ec2:RunInstances'], resources: ['arn:*:ec2:*:*:key-pair/*'] };

/**
 * Nobody logs in to an instance with a key of his own: a key knows no person, no end and no log. Session Manager and EC2 Instance Connect
 * ask IAM each time; the key that Instance Connect pushes is forgotten after a minute, so it stays allowed.
 *
 * What an Auto Scaling group launches, it launches with its service-linked role, which no SCP binds: an old key in its template goes on.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-key-pairs.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export const NO_SSH_KEYS = new Guardrail({
  id: 'G52',
  title: 'No SSH keys',
  intent: 'Nobody makes or imports a key pair, launches an instance with one, or pushes a key to a serial console.',
  threat: 'A private key on a laptop opens instances for years, whoever has a copy, and no log tells who came.',
  adoption: 'Keys that exist stay on their instances. Lead people to Session Manager or to an EC2 Instance Connect Endpoint first.',
  breaks: 'Launches with a key pair, from launch templates too; clusters and tools that make one for each instance; Windows passwords, which a key decrypts.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [KEYS, LAUNCHES],
});
