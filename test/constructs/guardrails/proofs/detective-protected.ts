import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'detective:DeleteGraph', 'detective:DeleteMembers', 'detective:DisassociateMembership', 'detective:UpdateOrganizationConfiguration',
];

export const DETECTIVE_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.DETECTIVE_PROTECTED,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('detective:DeleteGraph')),
  ],
  allowed: [
    { title: 'to investigate', by: 'administrator', ...on('detective:StartInvestigation') },
    { title: 'to look into the graph', by: 'administrator', ...on('detective:SearchGraph') },
    ...ofTheUnbound(on('detective:DeleteGraph')),
  ],
  exempt: ofThePlatform(on('detective:DeleteGraph')),
};
