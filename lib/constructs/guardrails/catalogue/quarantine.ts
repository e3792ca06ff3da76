import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * An account is frozen: whatever credential is loose in it is worthless, at once. What goes on is the platform, StackSets, service-linked
 * roles (the recorder among them), and sessions of central root management, by which its root credentials are deleted.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/suspended-ou.html
 */
export const QUARANTINE = new Guardrail({
  id: 'G06',
  title: 'Suspended accounts do nothing',
  intent: 'In a suspended account nobody does anything, except the platform, StackSets and central root management.',
  threat: 'A stolen credential, or a forgotten workload, goes on in an account that everybody believes to be out of use.',
  adoption: 'Belongs on an OU of its own. Moving an account there stops its workloads within minutes, and moving it back lets them go on: nothing is '
    + 'deleted. It also is the switch for an incident. AWS Support is then asked from the management account.',
  breaks: 'Every workload and person in the account: instances keep running, but what they call is denied. Service-linked roles go on, so Auto Scaling '
    + 'still replaces instances and costs go on too.',
  belongsTo: [GuardrailScope.SUSPENDED],
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  acknowledgements: [{ rule: 'locks-out-deployment', reason: 'A suspended account deploys nothing: that is what it is for.' }],
  statements: [{ actions: ['*'], conditions: { Null: { 'aws:AssumedRoot': ['true'] } } }],
});
