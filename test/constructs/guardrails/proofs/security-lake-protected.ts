import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'securitylake:DeleteAwsLogSource', 'securitylake:DeleteCustomLogSource', 'securitylake:DeleteDataLake',
  'securitylake:DeleteDataLakeOrganizationConfiguration', 'securitylake:UpdateDataLake',
];

export const SECURITY_LAKE_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.SECURITY_LAKE_PROTECTED,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('securitylake:DeleteDataLake')),
  ],
  allowed: [
    { title: 'to subscribe', by: 'administrator', ...on('securitylake:CreateSubscriber') },
    { title: 'to end a subscription', by: 'administrator', ...on('securitylake:DeleteSubscriber') },
    { title: 'to look at the sources', by: 'developer', ...on('securitylake:ListLogSources') },
    ...ofTheUnbound(on('securitylake:DeleteDataLake')),
  ],
  exempt: ofThePlatform(on('securitylake:DeleteDataLake')),
};
