import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'inspector2:CreateFilter', 'inspector2:Disable', 'inspector2:DisassociateMember', 'inspector2:UpdateConfiguration',
  'inspector2:UpdateFilter', 'inspector2:UpdateOrganizationConfiguration',
];

export const INSPECTOR_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.INSPECTOR_PROTECTED,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('inspector2:Disable')),
  ],
  allowed: [
    { title: 'to read findings', by: 'developer', ...on('inspector2:ListFindings') },
    { title: 'to switch a scan on', by: 'administrator', ...on('inspector2:Enable') },
    { title: 'to run a CIS scan', by: 'developer', ...on('inspector2:CreateCisScanConfiguration') },
    { title: 'to get a bill of materials', by: 'developer', ...on('inspector2:CreateSbomExport') },
    ...ofTheUnbound(on('inspector2:Disable')),
  ],
  exempt: ofThePlatform(on('inspector2:Disable')),
};
