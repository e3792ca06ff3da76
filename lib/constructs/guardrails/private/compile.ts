import { minify, PackItem, PackingPlan, planPacks, PolicyStatement } from '../../../policy';
import { PolicyQuotas, PolicyType } from '../../organization';
import { IGuardrail } from '../guardrail';
import { GuardrailParameters } from '../guardrail-parameters';
import { GuardrailSet } from '../guardrail-set';
import { guardrailProblems } from './guardrail-problems';
import { mergeContent } from './merge-content';
import { parameterProblems } from './parameter-problems';
import { renderStatement } from './statement-document';

/** One policy of a set. */
export interface CompiledPolicy {
  readonly type: PolicyType;
  /** Number among the policies of its type, from 1. */
  readonly ordinal: number;
  readonly content: Record<string, unknown>;
  /** Ids of the guardrails: for statements one for each, in their order; else those that were merged. */
  readonly origins: string[];
}

/** The policies of a set, or why there are none. */
export interface Compilation {
  readonly policies: CompiledPolicy[];
  readonly problems: string[];
}

/**
 * Turns the guardrails of a set into policies: merged by policy type, packed in the order of the set under the quotas.
 *
 *     guardrails ──► by type ──┬─► statements ──► first fit ──► policy 1, policy 2 …   (SCP, RCP)
 *                              └─► contents   ──► merge     ──► policy 1               (all other types)
 */
export function compile(set: GuardrailSet, parameters: GuardrailParameters, quotas: PolicyQuotas = {}): Compilation {
  const ofParameters = parameterProblems(parameters);
  if (ofParameters.length > 0) {
    return { policies: [], problems: ofParameters };
  }
  const ofGuardrails = set.guardrails.flatMap(guardrail => guardrailProblems(guardrail, parameters));
  const compilations = policyTypesOf(set).map(type => {
    const guardrails = set.guardrails.filter(guardrail => guardrail.policyType.policyTypeName === type.policyTypeName);
    return type.canDeny ? packStatements(type, guardrails, parameters, quotas, set.id) : mergeContents(type, guardrails, parameters);
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
  type: PolicyType, guardrails: IGuardrail[], parameters: GuardrailParameters, quotas: PolicyQuotas, set: string,
): Compilation {
  const items = guardrails.flatMap(guardrail => guardrail.statements(parameters)
    .map((statement): PackItem<PolicyStatement> => ({ id: guardrail.id, statement: renderStatement(guardrail, statement) })));
  const attachments = (quotas.maxAttachments ?? type.maxAttachments) - (type.defaultPolicyName ? 1 : 0);
  const plan = planPacks(items, { maxContentSize: quotas.maxContentSize ?? type.maxContentSize, maxPolicies: attachments });
  const policies = plan.packs.map(({ items: packed }, index) => ({
    type,
    ordinal: index + 1,
    content: asContent({ Version: '2012-10-17', Statement: packed.map(({ statement }) => statement) }),
    origins: packed.map(({ id }) => id),
  }));
  return { policies, problems: shortfallProblems(plan, type, set) };
}

/** Says it in the words of the props: which guardrail is in the way, and what to drop or raise. */
function shortfallProblems({ packs, shortfalls }: PackingPlan<PolicyStatement>, type: PolicyType, set: string): string[] {
  const sizes = packs.map(({ items, size }) => `${items.map(({ id }) => id).join('+')} (${size} characters)`).join(', ');
  return shortfalls.map(({ limit, items, needed, allowed }) => limit === 'maxContentSize'
    ? `'set' "${set}" must have statements of at most ${allowed} characters with the policy around them, got ${needed} in guardrail "${items[0]}": `
      + 'shorten what its parameters list, split its statement, or raise \'quotas.maxContentSize\' if AWS granted more'
    : `'set' "${set}" must fit ${allowed} ${type.policyTypeName}${type.defaultPolicyName ? ` beside ${type.defaultPolicyName}` : ''} on one target, `
      + `got ${needed}: ${sizes}: drop one of ${items.join(', ')}, or raise 'quotas.maxAttachments' or 'quotas.maxContentSize' if AWS granted more`);
}

function mergeContents(type: PolicyType, guardrails: IGuardrail[], parameters: GuardrailParameters): Compilation {
  const { content, problems } = mergeContent(guardrails.map(guardrail => ({ id: guardrail.id, content: guardrail.content(parameters) })));
  return { policies: [{ type, ordinal: 1, content: asContent(content), origins: guardrails.map(({ id }) => id) }], problems };
}

/** A copy that shares nothing with the catalogue: CDK resolves tokens in it, and nobody changes a guardrail by changing a policy. */
function asContent(content: unknown): Record<string, unknown> {
  return JSON.parse(minify(content)) as Record<string, unknown>;
}
