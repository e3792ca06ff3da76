import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const create = (vpcs: string[]) => on('cloudshell:CreateEnvironment', '*', { 'cloudshell:VpcIds': vpcs });
const files = (action: string) => on(action, 'arn:aws:cloudshell:eu-central-1:222222222222:environment/1a2b');

export const CLOUDSHELL_IN_VPC_PROOF: Proof = {
  guardrail: Guardrails.CLOUDSHELL_IN_VPC,
  set: GuardrailSet.NETWORK,
  denied: [
    { title: 'to open a shell to the internet', by: 'developer', ...create([]) },
    { title: 'to carry a file away', by: 'developer', ...files('cloudshell:GetFileDownloadUrls') },
    ...ofThePowerful(create([])),
  ],
  allowed: [
    { title: 'to open a shell in a VPC', by: 'developer', ...create(['vpc-1']) },
    { title: 'to bring a file in', by: 'developer', ...files('cloudshell:GetFileUploadUrls') },
    { title: 'to start it', by: 'developer', ...files('cloudshell:StartEnvironment') },
    { title: 'to delete a public one', by: 'developer', ...files('cloudshell:DeleteEnvironment') },
    ...ofTheUnbound(create([])),
  ],
  exempt: ofThePlatform(create([]), files('cloudshell:GetFileDownloadUrls')),
};
