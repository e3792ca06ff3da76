import { ApplicablePolicies, PolicyStatement, UnknownName, unknownAction, unknownRequestKey, unknownServicePrincipal } from '../../lib/policy';
import { GuardrailName } from './guardrail-names';
import { placedStatements } from './open-statements';
import { Question } from './question';

/** A question that cannot be asked, since a name in it is misspelt: an answer would be true, and about something else. */
export class QuestionError extends Error {
  public override readonly name = 'QuestionError';
}

/**
 * Refuses actions and condition keys that AWS does not have. A key that a statement asks for by its name is taken: AWS may have it since
 * the release of this library.
 */
export function requireNames({ action, context = {} }: Question, policies: ApplicablePolicies): void {
  const asked = new Set(placedStatements(policies).flatMap(({ statement }) => keysOf(statement)));
  const keys = Object.keys(context).filter(key => !asked.has(key.toLowerCase())).map(key => unknownRequestKey(key, action));
  const problems = [
    ...problem('action', 'an action that AWS knows', unknownAction(action), 'take one from the Service Authorization Reference'),
    ...keys.flatMap(key => problem('context', 'of keys that AWS knows for the action', key, 'take a global key or one of the service')),
  ];
  if (problems.length > 0) {
    throw new QuestionError(problems.join('; '));
  }
}

/** Refuses a misspelt service principal; gives an assumption for one that nobody knows, since AWS lists them nowhere. */
export function assumedService(principal: string): string | undefined {
  const unknown = unknownServicePrincipal(principal);
  if (unknown?.meant !== undefined) {
    throw new QuestionError(problem('as', 'a service principal that AWS knows', unknown, '').join());
  }
  return unknown && `${principal} is no service principal that is known here: taken as one of AWS`;
}

/** Refuses the id of a guardrail that no policy of the assembly carries. */
export function requireGuardrail(guardrails: readonly GuardrailName[], by: string | undefined): void {
  if (by !== undefined && !guardrails.some(({ id }) => id === by)) {
    const ids = guardrails.map(({ id }) => id).join(', ');
    throw new QuestionError(`'by' must be the id of a guardrail of the assembly, got ${JSON.stringify(by)}: ${
      ids === '' ? 'it has none, leave it out' : `write one of ${ids}`}`);
  }
}

function problem(member: keyof Question, expected: string, unknown: UnknownName | undefined, otherwise: string): string[] {
  return unknown === undefined ? [] : [`'${member}' must be ${expected}, got ${JSON.stringify(unknown.name)}: ${
    unknown.meant === undefined ? otherwise : `did you mean ${JSON.stringify(unknown.meant)}?`}`];
}

function keysOf({ Condition = {} }: PolicyStatement): readonly string[] {
  return Object.values(Condition).flatMap(keys => Object.keys(keys)).map(key => key.toLowerCase());
}
