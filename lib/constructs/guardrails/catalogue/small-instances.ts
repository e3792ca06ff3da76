import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/** Up to large, of every family; those with accelerators begin above it. */
export const SMALL_INSTANCE_TYPES = ['*.nano', '*.micro', '*.small', '*.medium', '*.large'];

/**
 * Instances of a sandbox are small. Every launch has a type, also when a launch template gives it; fleets and Auto Scaling launch by
 * service-linked roles, which no service control policy binds: a budget is what limits those.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances
 */
export const SMALL_INSTANCES = new ParameterizedGuardrail({
  id: 'G56b',
  title: 'Instances are small',
  intent: 'Only instances of types that the organization allows are launched.',
  threat: 'Somebody mines coins on accelerators, or forgets one of them over the holidays.',
  adoption: 'Instances that run already are not touched. \'allowedInstanceTypes\' replaces the list.',
  breaks: 'People who try out something that needs a large instance.',
  belongsTo: [GuardrailScope.SANDBOX],
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  denies: ({ allowedInstanceTypes = SMALL_INSTANCE_TYPES }) => [{
    actions: ['ec2:RunInstances'],
    resources: ['arn:*:ec2:*:*:instance/*'],
    conditions: { StringNotLikeIfExists: { 'ec2:InstanceType': allowedInstanceTypes } },
  }],
});
