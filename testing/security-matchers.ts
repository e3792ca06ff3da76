import type { IConstruct } from 'constructs';
import type { MatcherResult } from './matchers';
import { OpenPortsExpectation, Problem, problemsText, Security, ThemeExpectation, THEMES } from './security';

/** Matchers on an app, a stage, a stack or any construct: `expect(stack).toEncryptAtRest()`. */
export interface SecurityMatchers<R> {
  /** No bucket, database, function or policy lets everybody in. */
  toHaveNoPublicExposure(): R;
  /** What is stored is encrypted. */
  toEncryptAtRest(): R;
  /** What travels is encrypted, by a protocol of today. */
  toEncryptInTransit(): R;
  /** No policy allows every action, every resource where there are some, or to pass every role. */
  toGrantLeastPrivilege(): R;
  /** No secret stands in a template, lasts for ever or can be fetched by a trick. */
  toHoldNoCredentials(): R;
  /** What stores data says how bad it is when the data comes into the wrong hands. */
  toClassifyData(): R;
  /** What happens is written down, and kept. */
  toKeepLogs(): R;
  /** What is lost comes back. */
  toKeepBackups(): R;
  /** No security group opens a port to the whole internet, but for those that may be. */
  toOpenNoPorts(expectation?: OpenPortsExpectation): R;
  /** No rule of any theme finds anything. */
  toHaveNoFindings(): R;
}

type SecurityMatcher = (scope: IConstruct) => MatcherResult;

const byTheme = Object.fromEntries(Object.entries(THEMES).map(([name, theme]) =>
  [name, (scope: IConstruct) => resultOf(name, scope, security => security.findings(theme))])) as Record<ThemeExpectation, SecurityMatcher>;

/** For `expect.extend`, where `expect` is no global of the test. */
export const securityMatchers = {
  ...byTheme,
  toOpenNoPorts: (scope: IConstruct, expectation?: OpenPortsExpectation): MatcherResult =>
    resultOf('toOpenNoPorts', scope, security => security.unexpectedPorts(expectation)),
  toHaveNoFindings: (scope: IConstruct): MatcherResult => resultOf('toHaveNoFindings', scope, security => security.findings()),
};

function resultOf(matcher: string, scope: IConstruct, find: (security: Security) => readonly Problem[]): MatcherResult {
  const security = Security.of(scope);
  const problems = find(security);
  return {
    pass: problems.length === 0,
    message: () => problems.length === 0
      ? `expect(${security.path || 'app'}).not.${matcher}: a problem was expected, there is none`
      : problemsText(matcher, security.path, problems),
  };
}
