import { NetworkPlace, Reachability, reachabilityText, TrafficOptions } from '../rehearsal';
import type { MatcherResult } from './matchers';

/** A connection that is expected, or, under `.not`, must not be possible. */
export interface ReachExpectation extends TrafficOptions {
  /** A tier, a security group, `internet`, an address or a block. */
  readonly from: NetworkPlace;
  readonly to: NetworkPlace;
  /** Port of the destination. */
  readonly port: number;
}

/** What is asked: `rehearsal.network('production')`. */
export interface Reaching {
  canReach(from: NetworkPlace, to: NetworkPlace, port: number, options?: TrafficOptions): Reachability;
}

/** The matcher `toReach`. */
export function toReach(network: Reaching, { from, to, port, ...options }: ReachExpectation): MatcherResult {
  if (typeof (network as Partial<Reaching> | undefined)?.canReach !== 'function') {
    throw new Error('\'expect\' must get a network, got something else: write expect(rehearsal.network(\'prod\')).toReach({ … })');
  }
  const answer = network.canReach(from, to, port, options);
  return {
    pass: answer.reachable,
    message: () => `expect(network)${answer.reachable ? '.not' : ''}.toReach: ${reachabilityText(answer)}`,
  };
}
