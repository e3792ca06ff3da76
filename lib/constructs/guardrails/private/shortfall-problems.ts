import { PackItem, PackingPlan, PackLimits, PackSize, planPacks, PolicyStatement } from '../../../policy';
import { PolicyType } from '../../organization';

/** What was packed, and into what. */
export interface Packing {
  readonly plan: PackingPlan<PolicyStatement>;
  readonly items: readonly PackItem<PolicyStatement>[];
  readonly limits: PackLimits;
  readonly sizeOf: PackSize<PolicyStatement>;
  readonly type: PolicyType;
  readonly set: string;
}

/** Why a set does not fit, in the words of the props: what takes how much, what to drop and what to raise. */
export function shortfallProblems(packing: Packing): string[] {
  const { plan: { shortfalls }, set, type } = packing;
  return shortfalls.map(({ limit, items, needed, allowed }) => limit === 'maxContentSize'
    ? `'set' "${set}" must have statements of at most ${allowed} characters with the policy around them, got ${needed} in guardrail "${items[0]}": `
      + 'shorten what its parameters list, split its statement, or raise \'quotas.maxContentSize\' if AWS granted more'
    : `'set' "${set}" must fit ${allowed} ${type.policyTypeName}${type.defaultPolicyName ? ` beside ${type.defaultPolicyName}` : ''} on one target, `
      + `got ${needed}: ${filling(packing)}: ${[drop(packing), compact(packing), raise(packing, needed)].filter(Boolean).join(', or ')}`);
}

/** What is in each policy and how full that is. */
function filling({ limits, plan: { packs } }: Packing): string {
  return packs.map(({ items, reserved, size }) => {
    const ids = [...new Set(items.map(({ id }) => id))].join('+') || 'nothing';
    return `${ids} (${size} of ${limits.maxContentSize} characters${reserved > 0 ? `, ${reserved} kept for what left the set` : ''})`;
  }).join(', ');
}

/** Each guardrail without which the rest fits; or, where none is enough, what found no place. */
function drop(packing: Packing): string {
  const { items, plan: { shortfalls } } = packing;
  const ids = [...new Set(items.filter(({ reserved }) => !reserved).map(({ id }) => id))];
  const enough = ids.filter(id => fits(packing, items.filter(item => item.id !== id)));
  const unplaced = shortfalls.find(({ limit }) => limit === 'maxPolicies')?.items ?? [];
  return enough.length > 0 ? `drop one of ${enough.join(', ')}` : `drop ${unplaced.join(', ')}`;
}

/** Where places that are kept are all that is too much. */
function compact(packing: Packing): string | undefined {
  const { items } = packing;
  const packed = items.filter(({ reserved }) => !reserved).map(item => ({ ...item, notBefore: undefined }));
  return fits(packing, packed) ? 'give up the places that are kept, by GuardrailSet.of with the guardrails that are left' : undefined;
}

/** Attachments that would do, and the next size of policy, where that would do. */
function raise(packing: Packing, policies: number): string {
  const { items, limits, sizeOf, type } = packing;
  const larger = 2 * limits.maxContentSize;
  const wouldDo = planPacks(items, { ...limits, maxContentSize: larger }, sizeOf).shortfalls.length === 0;
  return `raise 'quotas.maxAttachments' to ${policies + (type.defaultPolicyName ? 1 : 0)}${wouldDo ? ` or 'quotas.maxContentSize' to ${larger}` : ''} if AWS granted more`;
}

function fits({ limits, sizeOf }: Packing, items: readonly PackItem<PolicyStatement>[]): boolean {
  return planPacks(items, limits, sizeOf).shortfalls.length === 0;
}
