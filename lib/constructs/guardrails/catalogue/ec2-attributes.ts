import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { NO_ONE } from './exemptions';

const assign = (value: string) => ({ '@@assign': value });

/**
 * Defaults and blocks of EC2 that an account administrator cannot change. The hop limit of 2 lets containers reach the metadata service,
 * which is one hop further than their instance.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html
 */
export const EC2_ATTRIBUTES = new Guardrail({
  id: 'G70',
  title: 'EC2 is hardened',
  intent: 'Instances start with IMDSv2 by default, snapshots and images are never public, and the serial console is off.',
  threat: 'A server-side request forgery reads credentials by IMDSv1; a snapshot is shared with the world; the serial console bypasses the network.',
  adoption: 'Look at the account status report of the policy type for public snapshots and images: they stop being public. '
    + 'Launches of software that speaks IMDSv1 only have to ask for it by name; the metric MetadataNoToken shows who does. '
    + 'There is no exemption: a child policy on an OU or an account overrides it.',
  breaks: 'Users of public snapshots and images of ours, and of the serial console; software that launches instances and speaks IMDSv1 only.',
  belongsTo: GuardrailScope.units(),
  compliance: [...cis('6.7', '6.7', '5.7'), ...fsbp('EC2.1', 'EC2.8')],
  policyType: PolicyType.DECLARATIVE_POLICY_EC2,
  exemptions: NO_ONE,
  content: {
    ec2_attributes: {
      exception_message: assign('Denied by guardrail G70 of the landing zone: see docs/guardrails.md'),
      serial_console_access: { status: assign('disabled') },
      image_block_public_access: { state: assign('block_new_sharing') },
      snapshot_block_public_access: { state: assign('block_all_sharing') },
      instance_metadata_defaults: {
        http_tokens: assign('required'),
        http_put_response_hop_limit: assign('2'),
        http_endpoint: assign('no_preference'),
        instance_metadata_tags: assign('no_preference'),
      },
    },
  },
});
