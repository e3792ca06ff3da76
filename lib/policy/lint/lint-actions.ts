import { isRecord } from '../grammar';
import { CATALOGUE_RULES, patternsOf } from './catalogue-rules';
import { Finding } from './finding';
import { listOf } from './rule';

/** What the catalogue cannot know. */
export interface ActionLintOptions {
  /**
   * Prefixes of services that resource control policies reach although the catalogue does not say so yet.
   *
   * @default - none
   */
  readonly resourceControlServices?: readonly string[];
}

/**
 * What AWS's catalogue of actions says against a policy: actions, services and keys that do not exist, and conditions that always or never
 * hold, all at once. The catalogue is that of the release of this library; what AWS added since is a finding that may be acknowledged.
 *
 * @param document the content as an object
 * @param kind whether it is a service control policy or a resource control policy
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function lintActions(document: unknown, kind: 'scp' | 'rcp', options: ActionLintOptions = {}): readonly Finding[] {
  const statements = isRecord(document) ? listOf(document.Statement).filter(isRecord) : [];
  return statements.flatMap((statement, index) => {
    const { resourceControlServices = [] } = options;
    const subject = { statement, kind, variables: true, patterns: patternsOf({ statement }), resourceControlServices };
    return CATALOGUE_RULES.flatMap(({ check, id }) => check(subject).map(fault => ({ rule: id, statement: index, ...fault })));
  });
}
