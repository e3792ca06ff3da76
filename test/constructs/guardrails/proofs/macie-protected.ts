import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'macie2:BatchUpdateAutomatedDiscoveryAccounts', 'macie2:DeleteMember', 'macie2:DisableMacie',
  'macie2:DisassociateFromAdministratorAccount', 'macie2:DisassociateFromMasterAccount', 'macie2:DisassociateMember',
  'macie2:PutFindingsPublicationConfiguration', 'macie2:UpdateAutomatedDiscoveryConfiguration', 'macie2:UpdateClassificationScope',
  'macie2:UpdateMacieSession', 'macie2:UpdateMemberSession', 'macie2:UpdateOrganizationConfiguration',
];

export const MACIE_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.MACIE_PROTECTED,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('macie2:DisableMacie')),
  ],
  allowed: [
    { title: 'to read findings', by: 'developer', ...on('macie2:GetFindings') },
    { title: 'to search a bucket', by: 'developer', ...on('macie2:CreateClassificationJob') },
    { title: 'to say what is sensitive', by: 'developer', ...on('macie2:CreateCustomDataIdentifier') },
    { title: 'to switch it on', by: 'administrator', ...on('macie2:EnableMacie') },
    ...ofTheUnbound(on('macie2:DisableMacie')),
  ],
  exempt: ofThePlatform(on('macie2:DisableMacie')),
};
