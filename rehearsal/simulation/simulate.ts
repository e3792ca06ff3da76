import { Decision } from '../../lib/policy';
import { accountIdOf, callerAssumptions, callerOf, requirePrincipal } from '../api/principals';
import { Assembly } from '../assembly';
import { decisionInputs } from '../aws/authorization';
import { World } from '../aws/world';
import { GuardrailName, guardrailsOf, guardrailText } from './guardrail-names';
import { namelessResource } from './nameless-resource';
import { StatementPlace } from './open-statements';
import { PolicyPath, policyPaths } from './policy-paths';
import { Question } from './question';
import { assumedService, requireNames } from './question-names';
import { assumedResourcePolicy, requestOf, withAccountIds } from './request';
import { judge, Verdict } from './verdict';

/** A statement that decides, or would. */
export interface DecidingStatement extends Omit<Decision, 'allowed'> {
  /** The guardrails it comes from: several where statements were merged. */
  readonly guardrails: readonly GuardrailName[];
}

/** A statement that would decide, if the keys were known. */
export interface UndecidedStatement extends StatementPlace {
  /** The guardrails it comes from. */
  readonly guardrails: readonly GuardrailName[];
  /** Condition keys that neither the caller, nor the deployed resource, nor the context tells. */
  readonly missingKeys: readonly string[];
}

/** The answer to a question, and what it rests on. */
export interface Simulation {
  /** `undecided` when a statement that would decide depends on a condition key that nobody gave. */
  readonly outcome: 'allowed' | 'denied' | 'undecided';
  /** The answer in words. */
  readonly explanation: string;
  /** Who asks. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly region: string;
  /** What decided. @default - undecided */
  readonly decision?: DecidingStatement;
  /** Every statement that denies, the deciding one first. */
  readonly denials: readonly DecidingStatement[];
  /** The statements that would decide; empty unless undecided. */
  readonly undecided: readonly UndecidedStatement[];
  /** The policies of the organization that were looked at. */
  readonly paths: readonly PolicyPath[];
  /** What was taken for given, since nobody deployed it. */
  readonly assumptions: readonly string[];
}

/** A question without an answer: a statement that would decide depends on condition keys that nobody gave. */
export class UndecidedError extends Error {
  public override readonly name = 'UndecidedError';

  /** The keys, each once. */
  public readonly missingKeys: readonly string[];

  /** @param simulation one that is undecided */
  public constructor(public readonly simulation: Simulation) {
    super(simulation.explanation);
    this.missingKeys = missingKeys(simulation.undecided);
  }
}

/** Decides whether somebody may do something in a deployed world, and says why. */
export function simulate(world: World, assembly: Assembly, question: Question): Simulation {
  const accountId = accountIdOf(world, question.account);
  const as = withAccountIds(world, question.as);
  requirePrincipal(as);
  const service = assumedService(as);
  const caller = callerOf(world, as, accountId);
  const request = requestOf(world, question, accountId);
  const resourcePolicy = assumedResourcePolicy(world, caller, request);
  const { request: complete, policies } = decisionInputs(world, caller, request);
  const inputs = { request: complete, policies: { ...policies, resource: policies.resource ?? resourcePolicy } };
  requireNames(question, inputs.policies);
  const verdict = judge(inputs);
  const nameless = namelessResource(inputs, verdict);
  return {
    ...answer(verdict, assembly),
    principal: named(world, caller.label),
    action: request.action,
    resource: request.resource,
    region: request.region,
    paths: policyPaths(world, inputs),
    assumptions: [
      ...callerAssumptions(world, caller).map(assumption => named(world, assumption)),
      ...service ? [service] : [],
      ...resourcePolicy ? [`${request.resource} was not deployed: taken with a ${resourcePolicy.name}`] : [],
      ...nameless ? [nameless] : [],
    ],
  };
}

/** Accounts by name, where people give ids. */
function named(world: World, text: string): string {
  return text.replace(/\b\d{12}\b/, id => {
    const account = world.state.organizations.accounts.get(id);
    return account ? `${account.name} (${id})` : id;
  });
}

type Answer = Pick<Simulation, 'outcome' | 'explanation' | 'decision' | 'denials' | 'undecided'>;

function answer({ decision, denials, open }: Verdict, assembly: Assembly): Answer {
  const told = ({ allowed: _, ...rest }: Decision): DecidingStatement => ({ ...rest, guardrails: guardrailsOf(rest, assembly) });
  const undecided = open.map(({ keys, place }) => ({ ...place, guardrails: guardrailsOf(place, assembly), missingKeys: keys }));
  return {
    outcome: decision === undefined ? 'undecided' : decision.allowed ? 'allowed' : 'denied',
    explanation: decision?.explanation ?? undecidedText(undecided),
    decision: decision && told(decision),
    denials: denials.map(told),
    undecided,
  };
}

function undecidedText(undecided: readonly UndecidedStatement[]): string {
  const keys = missingKeys(undecided).map(key => JSON.stringify(key)).join(', ');
  const statements = undecided.map(({ policy, statement, sid, node, guardrails }) => [
    `statement ${statement}${sid === undefined ? '' : ` "${sid}"`} of "${policy}"`, node === undefined ? '' : ` at "${node}"`,
    guardrails.length > 0 ? ` (${guardrailText(guardrails)})` : '',
  ].join(''));
  return `'context' must give ${keys}, since ${statements.join(' and ')} would decide by it: `
    + 'name a resource of the deployment that has it, or give the value; none ([]) when the request does not have the key';
}

const missingKeys = (undecided: readonly UndecidedStatement[]) => [...new Set(undecided.flatMap(statement => statement.missingKeys))];
