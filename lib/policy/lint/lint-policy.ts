import { CURRENT_VERSION, isRecord } from '../grammar';
import { CONDITION_RULES } from './condition-rules';
import { DOCUMENT_RULES } from './document-rules';
import { ELEMENT_RULES } from './element-rules';
import { Finding, PolicyKind } from './finding';
import { RESOURCE_CONTROL_RULES } from './resource-control-rules';
import { listOf, StatementRule, Subject } from './rule';

const STATEMENT_RULES: readonly StatementRule[] = [...ELEMENT_RULES, ...RESOURCE_CONTROL_RULES, ...CONDITION_RULES];

/**
 * Faults of grammar and of intent in a policy, all at once; none when it is sound. Values that CDK fills in later are not judged.
 *
 * @param document the content as an object
 * @param kind what the policy is attached to
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 */
export function lintPolicy(document: unknown, kind: PolicyKind): readonly Finding[] {
  if (!isRecord(document)) {
    return [{ rule: 'document', message: `a policy must be a JSON object, got ${JSON.stringify(document)}`, remedy: 'give its content as an object' }];
  }
  const ofDocument = DOCUMENT_RULES.flatMap(({ id, check }) => check(document).map(fault => ({ rule: id, ...fault })));
  const variables = document.Version === CURRENT_VERSION;
  const ofStatements = listOf(document.Statement).flatMap((statement, index) =>
    isRecord(statement) ? lintStatement(statement, index, kind, variables) : []);
  return [...ofDocument, ...ofStatements];
}

function lintStatement(statement: Subject['statement'], index: number, kind: PolicyKind, variables: boolean): readonly Finding[] {
  const sid = typeof statement.Sid === 'string' ? statement.Sid : undefined;
  return STATEMENT_RULES.filter(({ kinds }) => kinds.includes(kind)).flatMap(({ id, check }) =>
    check({ statement, kind, variables }).map(fault => ({ rule: id, statement: index, sid, ...fault })));
}
