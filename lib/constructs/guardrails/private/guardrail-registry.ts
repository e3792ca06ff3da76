import { Construct, IConstruct } from 'constructs';
import { PolicyStatement } from '../../../policy';
import { IGuardrail } from '../guardrail';
import { GuardrailParameters } from '../guardrail-parameters';
import { AttachmentTree } from './attachment-tree';
import { lintableStatements, lintExemptions } from './lint/lint-guardrail';
import { isResourceControl } from './statement-document';

/** Guardrails that a construct turned into policies. */
interface Registration {
  readonly guardrails: readonly IGuardrail[];
  readonly parameters: GuardrailParameters;
  /** Ids of what the policies are attached to. */
  readonly targetIds: readonly string[];
}

/** Found by a mark: `instanceof` fails over two copies of the library. */
const MARK = Symbol.for('cdk-secure-landing-zone.GuardrailPolicies.registration');

/** Makes the guardrails known to those that ask what protects their exemptions. */
export function register(construct: Construct, registration: Registration): void {
  Object.defineProperty(construct, MARK, { value: registration });
  construct.node.addValidation({ validate: () => exemptionProblems(construct, registration) });
}

/** Exemptions that no guardrail of the app protects where they hold. What is attached nowhere yet is judged by all guardrails. */
function exemptionProblems(self: Construct, { guardrails, parameters, targetIds }: Registration): string[] {
  const exempting = guardrails.filter(({ exemptions }) => exemptions.length > 0);
  if (exempting.length === 0) {
    return [];
  }
  const constructs = self.node.root.node.findAll();
  const registrations = constructs.filter(isRegistered).map(construct => construct[MARK]);
  const nowhere = lintExemptions(exempting, parameters, protectingStatements(registrations));
  if (nowhere.length > 0 || targetIds.length === 0) {
    return nowhere;
  }
  const tree = new AttachmentTree(constructs);
  const protections = targetIds.flatMap(target => tree.placesOf(target))
    .map(place => registrations.filter(registration => tree.holds(registration.targetIds, place)));
  return [...new Set(distinct(protections).flatMap(here => lintExemptions(exempting, parameters, protectingStatements(here), true)))];
}

/** Lists of the same members once: most targets are bound by the same sets. */
function distinct(lists: readonly Registration[][]): Registration[][] {
  const same = (one: Registration[], other: Registration[]) => one.length === other.length && one.every((entry, i) => entry === other[i]);
  return lists.filter((list, index) => lists.findIndex(other => same(list, other)) === index);
}

/** Statements that could protect a role, each once: an app has the same guardrail in several sets. */
function protectingStatements(registrations: readonly Registration[]): PolicyStatement[] {
  const statements = registrations.flatMap(({ guardrails, parameters }) => guardrails
    .filter(guardrail => guardrail.policyType.canDeny && !isResourceControl(guardrail))
    .flatMap(guardrail => lintableStatements(guardrail, parameters)))
    .filter(({ Action, NotAction }) => NotAction !== undefined || [Action].flat().some(action => /^(\*|iam:.*)$/i.test(action ?? '')));
  return [...new Map(statements.map(statement => [JSON.stringify(statement), statement])).values()];
}

function isRegistered(construct: IConstruct): construct is IConstruct & { readonly [MARK]: Registration } {
  return MARK in construct;
}
