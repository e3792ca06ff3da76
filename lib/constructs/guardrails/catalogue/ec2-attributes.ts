import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { ImageBlockPublicAccess, SnapshotBlockPublicAccess } from '../policy-content/ec2-block-public-access';
import { Ec2PolicyContent, Ec2PolicyContentProps } from '../policy-content/ec2-policy-content';
import { ParameterizedContent } from '../private/parameterized-content';
import { cis, fsbp } from './compliance';
import { EC2_MESSAGE } from './ec2-message';
import { NO_ONE } from './exemptions';

/** VPCs and images are left to accounts: blocking the internet or images of others breaks what many run. */
const DEFAULTS: Ec2PolicyContentProps = {
  ...EC2_MESSAGE,
  serialConsoleAccess: false,
  imageBlockPublicAccess: ImageBlockPublicAccess.BLOCK_NEW_SHARING,
  snapshotBlockPublicAccess: SnapshotBlockPublicAccess.BLOCK_ALL_SHARING,
  instanceMetadataDefaults: {},
};

/**
 * Defaults and blocks of EC2 that an account administrator cannot change. The hop limit of 2 lets containers reach the metadata service,
 * which is one hop further than their instance.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html
 */
export const EC2_ATTRIBUTES = new ParameterizedContent({
  id: 'G70',
  title: 'EC2 is hardened',
  intent: 'Instances start with IMDSv2 by default, snapshots and images are never public, and the serial console is off.',
  threat: 'A server-side request forgery reads credentials by IMDSv1; a snapshot is shared with the world; the serial console bypasses the network.',
  adoption: 'Look at the account status report of the policy type: public snapshots stop being public, public images stay as they are. '
    + 'Launches of software that speaks IMDSv1 only have to ask for it by name; the metric MetadataNoToken shows who does. '
    + 'There is no exemption: a child policy on an OU or an account overrides it. \'ec2Attributes\' adds VPC block public access and allowed images; '
    + 'try the latter in audit mode.',
  breaks: 'Users of public snapshots of ours, who wants to publish an image, and users of the serial console; software that launches instances and speaks IMDSv1 only.',
  belongsTo: GuardrailScope.units(),
  compliance: [...cis('6.7', '6.7', '5.7'), ...fsbp('EC2.1', 'EC2.8')],
  policyType: PolicyType.DECLARATIVE_POLICY_EC2,
  exemptions: NO_ONE,
  contains: ({ ec2Attributes }) => new Ec2PolicyContent({ ...DEFAULTS, ...ec2Attributes }).content,
});
