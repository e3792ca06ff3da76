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
  const resource = assembly.stacks.flatMap(stack => Object.values(stack.template.document.Resources))
    .find(({ Type, Properties }) => Type === 'AWS::Organizations::Policy' && Properties?.Name === policy);
  const { Guardrails, GuardrailTitles = {} } = (resource?.Metadata ?? {}) as GuardrailMetadata;
  const ids = Guardrails?.[statement] === undefined ? [] : String(Guardrails[statement]).split(', ');
  return ids.map(id => ({ id, ...GuardrailTitles[id] !== undefined && { title: GuardrailTitles[id] } }));
}

/** Ids and titles as a person reads them. */
export function guardrailText(guardrails: readonly GuardrailName[]): string {
  return guardrails.map(({ id, title }) => title === undefined ? id : `${id} ${title}`).join(', ');
}
