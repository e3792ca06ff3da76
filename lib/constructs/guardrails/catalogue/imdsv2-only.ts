import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/** It holds where the key is absent, too: a launch that says nothing, where no default says it either. */
const LAUNCHES: GuardrailStatement = {
  actions: ['ec2:RunInstances'],
  resources: ['arn:*:ec2:*:*:instance/*'],
  conditions: { StringNotEqualsIfExists: { 'ec2:MetadataHttpTokens': ['required'] } },
};

/**
 * What the request sets is another key than what the instance has; a request about something else does not have it. The default of an
 * account can also be withdrawn.
 */
const CHANGES: GuardrailStatement = {
  actions: ['ec2:ModifyInstanceMetadataDefaults', 'ec2:ModifyInstanceMetadataOptions'],
  conditions: { StringEquals: { 'ec2:Attribute/HttpTokens': ['no-preference', 'optional'] } },
};

/** Only credentials that an instance fetched for its role have the key; those that came by IMDSv1 have 1.0 in it. */
const CREDENTIALS: GuardrailStatement = {
  actions: ['*'],
  conditions: { NumericLessThan: { 'ec2:RoleDelivery': ['2.0'] } },
};

/**
 * Instances speak IMDSv2, and credentials that were fetched by IMDSv1 are of no use.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-instance-metadata
 */
export const IMDSV2_ONLY = new Guardrail({
  id: 'G45',
  title: 'Instances speak IMDSv2',
  intent: 'No instance is launched with IMDSv1 or gets it back, and credentials that came by it are refused everywhere.',
  threat: 'A server-side request forgery reads the credentials of an instance by a plain GET.',
  adoption: 'Attach G70 first, which makes IMDSv2 the default, or launches that say nothing of it are denied. Then wait until the metric MetadataNoToken of '
    + 'every account is zero: from then on, software that still speaks IMDSv1 has credentials that nothing accepts.',
  breaks: 'Software on instances that speaks IMDSv1, and launches that ask for it.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: [...cis('6.7', '6.7', '5.7'), ...fsbp('EC2.8')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [LAUNCHES, CHANGES, CREDENTIALS],
});
