import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const on = (action: string) => ({ action, resource: '*', context: { 'account:TargetRegion': 'me-central-1' } });

export const REGION_OPT_IN_PROOF: Proof = {
  guardrail: Guardrails.REGION_OPT_IN,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    { title: 'to enable a region that nobody watches', by: 'administrator', ...on('account:EnableRegion') },
    { title: 'to disable a region', by: 'administrator', ...on('account:DisableRegion') },
    { title: 'of the role that AWS Organizations made', by: 'organizationAccessRole', ...on('account:EnableRegion') },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('account:EnableRegion') },
  ],
  allowed: [
    { title: 'to look which regions are enabled', by: 'developer', ...on('account:ListRegions') },
    { title: 'to look whether one is', by: 'developer', ...on('account:GetRegionOptStatus') },
    { title: 'to enable a region for a member, from the management account', by: 'management', ...on('account:EnableRegion') },
  ],
  exempt: [
    { title: 'the platform', by: 'platformRole', ...on('account:EnableRegion') },
    { title: 'StackSets', by: 'stackSets', ...on('account:EnableRegion') },
  ],
};
