import { Decision } from '../../lib/policy';
import { Assembly } from '../assembly';

/** A guardrail that a statement comes from. */
export interface GuardrailName {
  readonly id: string;
  /** @default - the policy does not say it */
  readonly title?: string;
}

/** The Metadata that `GuardrailPolicies` gives the resource of a policy. */
interface GuardrailMetadata {
  /** Ids of each statement, in the order of the statements, joined by a comma where statements were merged. */
  readonly Guardrails?: readonly string[];
  /** Titles by id. */
  readonly GuardrailTitles?: Readonly<Record<string, string>>;
}

/** The guardrails that the deciding statement belongs to: several where statements were merged, none where no guardrail decided. */
export function guardrailsOf({ policy, statement }: Pick<Decision, 'policy' | 'statement'>, assembly: Assembly): readonly GuardrailName[] {
  if (policy === undefined || statement === undefined) {
    return [];
  }
  const resource = policiesOf(assembly).find(({ Properties }) => Properties?.Name === policy);
  const { Guardrails, GuardrailTitles } = (resource?.Metadata ?? {}) as GuardrailMetadata;
  return Guardrails?.[statement] === undefined ? [] : named(Guardrails[statement], GuardrailTitles);
}

/** Every guardrail of the assembly, once, in the order of the ids. */
export function allGuardrails(assembly: Assembly): readonly GuardrailName[] {
  const all = policiesOf(assembly).flatMap(({ Metadata }) => {
    const { Guardrails = [], GuardrailTitles = {} } = (Metadata ?? {}) as GuardrailMetadata;
    return [...Guardrails, ...Object.keys(GuardrailTitles)].flatMap(ids => named(ids, GuardrailTitles));
  });
  return [...new Map(all.map(guardrail => [guardrail.id, guardrail])).values()].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

function policiesOf({ stacks }: Assembly) {
  return stacks.flatMap(stack => Object.values(stack.template.document.Resources)).filter(({ Type }) => Type === 'AWS::Organizations::Policy');
}

function named(ids: string, titles: Readonly<Record<string, string>> = {}): readonly GuardrailName[] {
  return String(ids).split(', ').map(id => ({ id, ...titles[id] !== undefined && { title: titles[id] } }));
}

/** Ids and titles as a person reads them. */
export function guardrailText(guardrails: readonly GuardrailName[]): string {
  return guardrails.map(({ id, title }) => title === undefined ? id : `${id} ${title}`).join(', ');
}
