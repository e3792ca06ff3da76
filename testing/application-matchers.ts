import pc from 'picocolors';
import { ApplicationOptions, ApplicationSummary, applicationText, RehearsedApplication, Synthesizable } from '../rehearsal';
import type { MatcherResult } from './matchers';

/** What is asked: a rehearsal of a landing zone. */
export interface Deploying {
  deploy(app: string | Synthesizable, options?: ApplicationOptions): Promise<RehearsedApplication>;
}

/** Matchers on the rehearsal of a landing zone: `await expect(rehearsal).toDeploy(app, { account: 'production' })`. */
export interface ApplicationMatchers<R> {
  /**
   * The guardrails let the app be deployed.
   *
   * @throws Error when the landing zone was refused, or has no such account, under `.not` too
   */
  toDeploy(app: string | Synthesizable, options?: ApplicationOptions): Promise<R>;
  /**
   * The guardrails let the app be deployed, and let its roles do whatever their policies allow.
   *
   * @throws Error when the landing zone was refused, or has no such account, under `.not` too
   */
  toRun(app: string | Synthesizable, options?: ApplicationOptions): Promise<R>;
}

type ApplicationMatcher = (rehearsal: Deploying, app: string | Synthesizable, options?: ApplicationOptions) => Promise<MatcherResult>;

/** For `expect.extend`, where `expect` is no global of the test. */
export const applicationMatchers = {
  toDeploy: matcherOf('toDeploy', ({ succeeded }) => succeeded, summary => ({ ...summary, blocked: [], conditional: [] })),
  toRun: matcherOf('toRun', ({ runs }) => runs, summary => ({ ...summary, conditional: [] })),
};

function matcherOf(
  name: string, holds: (application: RehearsedApplication) => boolean, told: (summary: ApplicationSummary) => ApplicationSummary,
): ApplicationMatcher {
  return async (rehearsal, app, options) => {
    if (typeof (rehearsal as Partial<Deploying> | undefined)?.deploy !== 'function') {
      throw new Error(`'expect' must get a rehearsal, got something else: write await expect(await rehearse(landingZone)).${name}(app, { … })`);
    }
    const application = await rehearsal.deploy(app, options);
    const pass = holds(application);
    return {
      pass,
      message: () => `expect(rehearsal)${pass ? '.not' : ''}.${name}:\n\n${applicationText(told(application.toJSON()), pc.createColors(false))}`,
    };
  };
}
