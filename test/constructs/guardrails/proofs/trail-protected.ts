import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const TRAIL = 'arn:aws:cloudtrail:eu-central-1:111111111111:trail/lz-organization-trail';
const on = (action: string, resource = TRAIL) => ({ action: `cloudtrail:${action}`, resource });

const NARROWING = ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'PutInsightSelectors', 'PutEventConfiguration', 'RemoveTags'];

export const TRAIL_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.TRAIL_PROTECTED,
  set: GuardrailSet.FOUNDATION,
  denied: [
    ...NARROWING.map(action => ({ title: `to ${action}`, by: 'administrator' as const, ...on(action) })),
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('StopLogging') },
    { title: 'of a CDK deployment', by: 'cdkDeployRole', ...on('UpdateTrail') },
  ],
  allowed: [
    { title: 'to read the status', by: 'developer', ...on('GetTrailStatus') },
    { title: 'to stop a trail of one\'s own', by: 'developer', ...on('StopLogging', 'arn:aws:cloudtrail:eu-central-1:222222222222:trail/team') },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...on('UpdateTrail') },
    { title: 'of the management account', by: 'management', ...on('UpdateTrail') },
  ],
  exempt: [
    { title: 'break-glass', by: 'breakGlass', ...on('PutEventSelectors') },
    { title: 'StackSets', by: 'stackSets', ...on('UpdateTrail') },
  ],
};
