import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/** An image has no key that tells the world from an account, so its block is what is kept. */
const BLOCKS: GuardrailStatement = { actions: ['ec2:DisableImageBlockPublicAccess', 'ec2:DisableSnapshotBlockPublicAccess'] };

const SNAPSHOTS: GuardrailStatement = {
  actions: ['ec2:ModifySnapshotAttribute'],
  resources: ['arn:*:ec2:*::snapshot/*'],
  conditions: { StringEquals: { 'ec2:Add/group': ['all'] } },
};

/** The default of the setting is to allow it, so resetting is denied as well. */
const DOCUMENTS: GuardrailStatement = {
  actions: ['ssm:ResetServiceSetting', 'ssm:UpdateServiceSetting'],
  resources: ['arn:*:ssm:*:*:servicesetting/ssm/documents/console/public-sharing-permission'],
};

/**
 * Images, snapshots and documents are never shared with the world. Sharing with an account is another guardrail.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
 */
export const NO_PUBLIC_IMAGES = new Guardrail({
  id: 'G46',
  title: 'No public images, snapshots and documents',
  intent: 'Nobody but the platform lifts the blocks on public images, snapshots and Systems Manager documents, and no snapshot is given to the world.',
  threat: 'A snapshot with the data of customers is public for an hour, which is enough: they are listed, and copied by machines.',
  adoption: 'G70 blocks public images and snapshots in every account; the setting of Systems Manager has to be set to Disable once.',
  breaks: 'Accounts that publish images or documents for the world: exempt them by a unit of their own.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: fsbp('EC2.1', 'SSM.4'),
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [BLOCKS, SNAPSHOTS, DOCUMENTS],
});
