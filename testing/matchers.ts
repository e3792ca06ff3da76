import pc from 'picocolors';
import { differenceOf, GuardrailName, Question, ReachabilityQuestion, requireGuardrail, Simulation, simulationText, UndecidedError } from '../rehearsal';
import { applicationMatchers } from './application-matchers';
import { toReachNoAdministrator } from './escalation';
import { ReachExpectation, toReach } from './reach';
import { securityMatchers } from './security-matchers';

/** A request that must be denied. */
export interface DenyExpectation extends Question {
  /** Id of a guardrail a statement of which must deny. @default - any statement of any policy may */
  readonly by?: string;
}

/** What is asked: a rehearsal. */
export interface Answering {
  /** The guardrails that `by` may name. */
  readonly guardrails: readonly GuardrailName[];
  simulate(question: Question): Simulation;
}

/** What a matcher of jest answers. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matchers that `import 'cdk-secure-landing-zone/testing'` adds to `expect`. */
export interface AccessMatchers<R> {
  /**
   * The principal may do it, under every policy as deployed.
   *
   * @throws UndecidedError when a condition key decides that nobody gave, under `.not` too
   */
  toAllow(question: Question): R;
  /**
   * The principal may not do it; with `by`, a statement of that guardrail denies it.
   *
   * @throws UndecidedError when a condition key decides that nobody gave, under `.not` too
   */
  toDeny(question: DenyExpectation): R;
  /**
   * Something at one place of a network can open a connection to something at another:
   * `expect(rehearsal.network('production')).toReach({ … })`.
   *
   * @throws Error when there is no such place, under `.not` too
   */
  toReach(expectation: ReachExpectation): R;
  /**
   * Whoever has the credentials of the principal comes to be no administrator, by any known technique and under every policy as deployed.
   *
   * @throws Error when nobody deployed the principal, under `.not` too
   */
  toReachNoAdministrator(question: ReachabilityQuestion): R;
}

/** For `expect.extend`, where `expect` is no global of the test. */
export const matchers = {
  toAllow: (rehearsal: Answering, question: Question): MatcherResult => resultOf('toAllow', decided(rehearsal, question), 'allowed'),
  toDeny: (rehearsal: Answering, { by, ...question }: DenyExpectation): MatcherResult => resultOf('toDeny', decided(rehearsal, question, by), 'denied', by),
  toReach,
  toReachNoAdministrator,
  ...applicationMatchers,
  ...securityMatchers,
};

/** Neither outcome may pass for the other when nobody knows. */
function decided(rehearsal: Answering, question: Question, by?: string): Simulation {
  if (typeof (rehearsal as Partial<Answering> | undefined)?.simulate !== 'function') {
    throw new Error('\'expect\' must get a rehearsal, got something else: write expect(await rehearse(app)).toDeny({ … })');
  }
  requireGuardrail(rehearsal.guardrails, by);
  const simulation = rehearsal.simulate(question);
  if (simulation.outcome === 'undecided') {
    throw new UndecidedError(simulation);
  }
  return simulation;
}

function resultOf(matcher: string, simulation: Simulation, expected: 'allowed' | 'denied', by?: string): MatcherResult {
  const difference = differenceOf(simulation, expected, by);
  const unexpected = `expected not ${expected}${by === undefined ? '' : ` by ${by}`}, got ${simulation.outcome}: ${simulation.explanation}`;
  return {
    pass: difference === undefined,
    message: () => [
      `expect(rehearsal)${difference === undefined ? '.not' : ''}.${matcher}: ${difference ?? unexpected}`, '', simulationText(simulation, pc.createColors(false)),
    ].join('\n'),
  };
}
