import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const snapshot = (group: string[]) => on('ec2:ModifySnapshotAttribute', 'arn:aws:ec2:eu-central-1::snapshot/snap-1', { 'ec2:Add/group': group });
const setting = (action: string, name = 'ssm/documents/console/public-sharing-permission') =>
  on(action, `arn:aws:ssm:eu-central-1:222222222222:servicesetting/${name}`);

export const NO_PUBLIC_IMAGES_PROOF: Proof = {
  guardrail: Guardrails.NO_PUBLIC_IMAGES,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    { title: 'to lift the block on images', by: 'developer', ...on('ec2:DisableImageBlockPublicAccess') },
    { title: 'to lift the block on snapshots', by: 'developer', ...on('ec2:DisableSnapshotBlockPublicAccess') },
    { title: 'to give a snapshot to the world', by: 'developer', ...snapshot(['all']) },
    { title: 'to allow public documents', by: 'developer', ...setting('ssm:UpdateServiceSetting') },
    { title: 'to go back to allowing them', by: 'developer', ...setting('ssm:ResetServiceSetting') },
    ...ofThePowerful(snapshot(['all'])),
  ],
  allowed: [
    { title: 'to set the block on snapshots', by: 'developer', ...on('ec2:EnableSnapshotBlockPublicAccess') },
    { title: 'to share a snapshot with an account', by: 'developer', ...snapshot([]) },
    { title: 'to share an image with an account', by: 'developer', ...on('ec2:ModifyImageAttribute', 'arn:aws:ec2:eu-central-1::image/ami-1') },
    { title: 'to change another setting', by: 'developer', ...setting('ssm:UpdateServiceSetting', 'ssm/parameter-store/default-parameter-tier') },
    { title: 'to look at the setting', by: 'developer', ...setting('ssm:GetServiceSetting') },
    ...ofTheUnbound(snapshot(['all'])),
  ],
  exempt: ofThePlatform(on('ec2:DisableImageBlockPublicAccess'), snapshot(['all']), setting('ssm:UpdateServiceSetting')),
};
