import { ReachabilityQuestion, ReachablePrincipal, wayText } from '../rehearsal';
import type { MatcherResult } from './matchers';

/** What is asked: a rehearsal. */
export interface Searching {
  principalsReachableFrom(question: ReachabilityQuestion): readonly ReachablePrincipal[];
}

/** The matcher `toReachNoAdministrator`. */
export function toReachNoAdministrator(rehearsal: Searching, question: ReachabilityQuestion): MatcherResult {
  if (typeof (rehearsal as Partial<Searching> | undefined)?.principalsReachableFrom !== 'function') {
    throw new Error('\'expect\' must get a rehearsal, got something else: write expect(await rehearse(app)).toReachNoAdministrator({ … })');
  }
  const reached = rehearsal.principalsReachableFrom(question);
  const administrators = reached.filter(({ isAdministrator }) => isAdministrator);
  return {
    pass: administrators.length === 0,
    message: () => administrators.length === 0
      ? `expect(rehearsal).not.toReachNoAdministrator: ${question.as} of ${question.account} reaches ${reached.length} principals, none of them an administrator`
      : [
        `expect(rehearsal).toReachNoAdministrator: ${question.as} of ${question.account} comes to be`,
        ...administrators.slice(0, MOST_WAYS).map(one => one.path.length === 0 ? `${one.principal}, which is an administrator already` : wayText(one)),
        ...administrators.length > MOST_WAYS ? [`and ${administrators.length - MOST_WAYS} more`] : [],
      ].join('\n'),
  };
}

const MOST_WAYS = 5;
