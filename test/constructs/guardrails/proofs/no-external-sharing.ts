import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const SHARE = 'arn:aws:ram:eu-central-1:222222222222:resource-share/1a2b';
const share = (action: string, external: string[]) =>
  on(action, action === 'ram:CreateResourceShare' ? '*' : SHARE, { 'ram:RequestedAllowsExternalPrincipals': external });
const add = (external: string) => on('ram:AssociateResourceShare', SHARE, { 'ram:AllowsExternalPrincipals': external });

export const NO_EXTERNAL_SHARING_PROOF: Proof = {
  guardrail: Guardrails.NO_EXTERNAL_SHARING,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    { title: 'to share with strangers', by: 'developer', ...share('ram:CreateResourceShare', ['true']) },
    { title: 'to open a share to strangers', by: 'developer', ...share('ram:UpdateResourceShare', ['true']) },
    { title: 'to add to a share that is open to strangers', by: 'developer', ...add('true') },
    ...ofThePowerful(share('ram:CreateResourceShare', ['true'])),
  ],
  allowed: [
    { title: 'to share within the organization', by: 'developer', ...share('ram:CreateResourceShare', ['false']) },
    { title: 'to close a share to strangers', by: 'developer', ...share('ram:UpdateResourceShare', ['false']) },
    { title: 'to rename a share', by: 'developer', ...share('ram:UpdateResourceShare', []) },
    { title: 'to add an account of ours', by: 'developer', ...add('false') },
    { title: 'to take something out of a share', by: 'developer', ...on('ram:DisassociateResourceShare', SHARE) },
    ...ofTheUnbound(share('ram:CreateResourceShare', ['true'])),
  ],
  exempt: ofThePlatform(share('ram:CreateResourceShare', ['true']), add('true')),
};
