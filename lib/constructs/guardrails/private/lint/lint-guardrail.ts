import { Token } from 'aws-cdk-lib';
import { lintActions, lintPolicy, PolicyStatement } from '../../../../policy';
import { IGuardrail } from '../../guardrail';
import { GuardrailParameters } from '../../guardrail-parameters';
import { isResourceControl, renderStatement } from '../statement-document';
import { unprotectedExemptions, wideExemptions } from './exemption-rules';
import { LintFinding } from './lint-finding';
import { LintWorld } from './lint-world';
import { lockOuts } from './lock-outs';

/** An id in place of one that CloudFormation fills in. */
const SOME_ORGANIZATION = 'o-a1b2c3d4e5';

/** The rule that needs to know all guardrails of the app; the others look at one. */
export const EXEMPTION_UNPROTECTED = 'exemption-unprotected';

/** The rule of grammar that is about intent: what breaks it can be played all the same. */
const SERVICE_PRINCIPALS = 'rcp-service-principals';

/** What was found, by guardrail and parameters: an app has the same guardrail in several sets, and asks more than once. */
const remembered = new WeakMap<IGuardrail, Map<string, readonly string[]>>();

/** What is wrong with a guardrail of statements, but for what it acknowledges; and what it acknowledges in vain. */
export function lintGuardrail(guardrail: IGuardrail, parameters: GuardrailParameters): readonly string[] {
  if (!guardrail.policyType.canDeny) {
    return [];
  }
  const key = JSON.stringify(parameters);
  const findings = remembered.get(guardrail) ?? new Map<string, readonly string[]>();
  remembered.set(guardrail, findings);
  findings.set(key, findings.get(key) ?? lint(guardrail, parameters));
  return findings.get(key)!;
}

function lint(guardrail: IGuardrail, parameters: GuardrailParameters): string[] {
  const statements = lintableStatements(guardrail, parameters);
  const kind = isResourceControl(guardrail) ? 'rcp' : 'scp';
  const document = { Version: '2012-10-17', Statement: statements };
  const grammar = lintPolicy(document, kind);
  const findings = [
    ...grammar,
    ...lintActions(document, kind, { resourceControlServices: parameters.rcpServices }),
    ...wideExemptions(guardrail.exemptions),
    ...grammar.some(({ rule }) => rule !== SERVICE_PRINCIPALS) ? [] : lockOuts(statements, kind === 'rcp', worldOf(parameters)),
  ];
  return [...unacknowledged(guardrail, findings), ...idleAcknowledgements(guardrail, findings)];
}

/** Exemptions that none of the statements protects, each with the guardrails that have it; `isProtectedElsewhere` for another remedy. */
export function lintExemptions(
  guardrails: readonly IGuardrail[], parameters: GuardrailParameters, statements: readonly PolicyStatement[], isProtectedElsewhere = false,
): string[] {
  const unsettled = guardrails.filter(({ acknowledgements = [] }) => !acknowledgements.some(({ rule }) => rule === EXEMPTION_UNPROTECTED));
  return [...new Set(unsettled.flatMap(({ exemptions }) => exemptions))].flatMap(pattern => {
    const ids = unsettled.filter(({ exemptions }) => exemptions.includes(pattern)).map(({ id }) => `"${id}"`).join(', ');
    return unprotectedExemptions([pattern], statements, worldOf(parameters), isProtectedElsewhere).map(finding => describe(`guardrail ${ids}`, finding));
  });
}

/** Its statements as they will be, with an id in place of each token: the evaluator takes a token for a policy variable. */
export function lintableStatements(guardrail: IGuardrail, parameters: GuardrailParameters): PolicyStatement[] {
  const text = JSON.stringify(guardrail.statements(parameters).map(statement => renderStatement(guardrail, statement)));
  return JSON.parse(text.replaceAll(/[$#]\{Token\[[^\]]*\]\}/g, SOME_ORGANIZATION)) as PolicyStatement[];
}

function worldOf({ governedRegions, organizationId }: GuardrailParameters): LintWorld {
  return {
    organizationId: Token.isUnresolved(organizationId) ? SOME_ORGANIZATION : organizationId,
    region: Token.isUnresolved(governedRegions[0]) ? SOME_ORGANIZATION : governedRegions[0],
  };
}

function unacknowledged({ acknowledgements = [], id }: IGuardrail, findings: readonly LintFinding[]): string[] {
  return findings.filter(({ rule }) => !acknowledgements.some(acknowledgement => acknowledgement.rule === rule))
    .map(finding => describe(`${finding.statement === undefined ? '' : `statement ${finding.statement} of `}guardrail "${id}"`, finding));
}

function describe(where: string, { message, remedy, rule }: LintFinding): string {
  return `${where}: ${message}: ${remedy}; or acknowledge "${rule}" with a reason`;
}

/** An acknowledgement that covers nothing any more would cover the next mistake. */
function idleAcknowledgements({ acknowledgements = [], id }: IGuardrail, findings: readonly LintFinding[]): string[] {
  const idle = acknowledgements.filter(({ rule }) => rule !== EXEMPTION_UNPROTECTED && !findings.some(finding => finding.rule === rule));
  const unexplained = acknowledgements.filter(({ reason }) => reason.trim() === '');
  return [
    ...idle.map(({ rule }) => `'acknowledgements' of guardrail "${id}" must be of findings, got ${JSON.stringify(rule)}, which found nothing: remove it`),
    ...unexplained.map(({ rule }) => `'reason' of the acknowledgement of "${rule}" in guardrail "${id}" must say why, got none: write it`),
  ];
}
