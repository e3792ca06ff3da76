import { contentSize, minify, PackItem, PackSize, planPacks, PolicyStatement } from '../../../policy';
import { PolicyQuotas, PolicyType } from '../../organization';
import { GuardrailParameters } from '../guardrail-parameters';
import { GuardrailSet } from '../guardrail-set';
import { guardrailProblems } from './guardrail-problems';
import { lintGuardrail } from './lint/lint-guardrail';
import { mergeContent } from './merge-content';
import { mergeStatements } from './merge-statements';
import { parameterProblems } from './parameter-problems';
import { SetEntry } from './set-layout';
import { shortfallProblems } from './shortfall-problems';
import { renderStatement } from './statement-document';

/** One policy of a set. */
export interface CompiledPolicy {
  readonly type: PolicyType;
  /** Number among the policies of its type, from 1. Numbers of policies that lost all their statements are missing. */
  readonly ordinal: number;
  readonly content: Record<string, unknown>;
  /** Ids of the guardrails: for statements those of each, in their order; else one for each guardrail that was merged. */
  readonly origins: string[][];
  /** Characters of the content. */
  readonly size: number;
  /** Characters that are kept for guardrails that left the set. */
  readonly reserved: number;
  /** Characters that it may have. */
  readonly maxContentSize: number;
}

/** The policies of a set, or why there are none. */
export interface Compilation {
  readonly policies: CompiledPolicy[];
  readonly problems: string[];
}

/**
 * Turns the guardrails of a set into policies: merged by policy type, packed in the order of the set under the quotas.
 *
 *     guardrails ──► by type ──┬─► statements ──► in order, merged ──► policy 1, policy 2 …   (SCP, RCP)
 *                              └─► contents   ──► merged           ──► policy 1               (all other types)
 */
export function compile(set: GuardrailSet, parameters: GuardrailParameters, quotas: PolicyQuotas = {}): Compilation {
  const ofParameters = parameterProblems(parameters);
  if (ofParameters.length > 0) {
    return { policies: [], problems: ofParameters };
  }
  const ofGuardrails = set.guardrails.flatMap(guardrail => {
    const problems = guardrailProblems(guardrail, parameters);
    return problems.length > 0 ? problems : lintGuardrail(guardrail, parameters);
  });
  const compilations = policyTypesOf(set).map(type => {
    const entries = set._entries.filter(({ guardrail }) => guardrail.policyType.policyTypeName === type.policyTypeName);
    return type.canDeny ? packStatements(type, entries, parameters, quotas, set.id) : mergeContents(type, entries, parameters, quotas);
  });
  return {
    policies: compilations.flatMap(({ policies }) => policies),
    problems: [...ofGuardrails, ...compilations.flatMap(({ problems }) => problems)],
  };
}

/** Types in the order in which the set first names them. */
function policyTypesOf(set: GuardrailSet): PolicyType[] {
  const byName = new Map(set.guardrails.map(({ policyType }) => [policyType.policyTypeName, policyType]));
  return [...byName.values()];
}

function packStatements(
  type: PolicyType, entries: readonly SetEntry[], parameters: GuardrailParameters, quotas: PolicyQuotas, set: string,
): Compilation {
  const items = entries.flatMap(entry => itemsOf(entry, parameters));
  const limits = {
    maxContentSize: quotas.maxContentSize ?? type.maxContentSize,
    maxPolicies: (quotas.maxAttachments ?? type.maxAttachments) - (type.defaultPolicyName ? 1 : 0),
  };
  const plan = planPacks(items, limits, sizeOfMerged);
  const policies = plan.packs.flatMap(({ items: packed, reserved, size }, index): CompiledPolicy[] => packed.length === 0 ? [] : [{
    type,
    ordinal: index + 1,
    content: asContent(documentOf(packed)),
    origins: mergeStatements(packed).map(({ origins }) => origins),
    size,
    reserved,
    maxContentSize: limits.maxContentSize,
  }]);
  return { policies, problems: shortfallProblems({ plan, items, limits, sizeOf: sizeOfMerged, type, set }) };
}

function itemsOf({ guardrail, left, notBefore }: SetEntry, parameters: GuardrailParameters): PackItem<PolicyStatement>[] {
  return guardrail.statements(parameters)
    .map(statement => ({ id: guardrail.id, statement: renderStatement(guardrail, statement), reserved: left, notBefore }));
}

const sizeOfMerged: PackSize<PolicyStatement> = items => contentSize(documentOf(items));

function documentOf(items: readonly PackItem<PolicyStatement>[]): Record<string, unknown> {
  return { Version: '2012-10-17', Statement: mergeStatements(items).map(({ statement }) => statement) };
}

function mergeContents(type: PolicyType, entries: readonly SetEntry[], parameters: GuardrailParameters, quotas: PolicyQuotas): Compilation {
  const guardrails = entries.filter(({ left }) => !left).map(({ guardrail }) => guardrail);
  const { content, problems } = mergeContent(guardrails.map(guardrail => ({ id: guardrail.id, content: guardrail.content(parameters) })));
  const policy: CompiledPolicy = {
    type,
    ordinal: 1,
    content: asContent(content),
    origins: guardrails.map(({ id }) => [id]),
    size: contentSize(content),
    reserved: 0,
    maxContentSize: quotas.maxContentSize ?? type.maxContentSize,
  };
  return { policies: [policy], problems };
}

/** A copy that shares nothing with the catalogue: CDK resolves tokens in it, and nobody changes a guardrail by changing a policy. */
function asContent(content: unknown): Record<string, unknown> {
  return JSON.parse(minify(content)) as Record<string, unknown>;
}
