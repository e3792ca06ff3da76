import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'config:DeleteAggregationAuthorization', 'config:DeleteConfigurationAggregator', 'config:DeleteConfigurationRecorder',
  'config:DeleteDeliveryChannel', 'config:DeleteOrganizationConfigRule', 'config:DeleteOrganizationConformancePack',
  'config:DeleteRetentionConfiguration', 'config:DeleteServiceLinkedConfigurationRecorder', 'config:DisassociateResourceTypes',
  'config:PutAggregationAuthorization', 'config:PutConfigurationAggregator', 'config:PutConfigurationRecorder',
  'config:PutDeliveryChannel', 'config:PutOrganizationConfigRule', 'config:PutOrganizationConformancePack',
  'config:PutRetentionConfiguration', 'config:StopConfigurationRecorder',
];

export const CONFIG_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.CONFIG_PROTECTED,
  set: GuardrailSet.FOUNDATION,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('config:StopConfigurationRecorder')),
  ],
  allowed: [
    { title: 'to make a rule of one\'s own', by: 'developer', ...on('config:PutConfigRule') },
    { title: 'to delete it', by: 'developer', ...on('config:DeleteConfigRule') },
    { title: 'to deploy a conformance pack of one\'s own', by: 'developer', ...on('config:PutConformancePack') },
    { title: 'to repair what a rule found', by: 'developer', ...on('config:StartRemediationExecution') },
    { title: 'to start a recorder', by: 'administrator', ...on('config:StartConfigurationRecorder') },
    { title: 'to ask what was recorded', by: 'developer', ...on('config:SelectResourceConfig') },
    ...ofTheUnbound(on('config:StopConfigurationRecorder')),
  ],
  exempt: ofThePlatform(on('config:StopConfigurationRecorder')),
};
