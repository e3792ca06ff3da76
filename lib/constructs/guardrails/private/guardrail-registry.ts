import { Construct, IConstruct } from 'constructs';
import { PolicyStatement } from '../../../policy';
import { IGuardrail } from '../guardrail';
import { GuardrailParameters } from '../guardrail-parameters';
import { lintableStatements, lintExemptions } from './lint/lint-guardrail';
import { isResourceControl } from './statement-document';

/** Guardrails that a construct turned into policies. */
interface Registration {
  readonly guardrails: readonly IGuardrail[];
  readonly parameters: GuardrailParameters;
}

/** Found by a mark: `instanceof` fails over two copies of the library. */
const MARK = Symbol.for('cdk-secure-landing-zone.GuardrailPolicies.registration');

/** Makes the guardrails known to those that ask what protects their exemptions. */
export function register(construct: Construct, registration: Registration): void {
  Object.defineProperty(construct, MARK, { value: registration });
  construct.node.addValidation({ validate: () => exemptionProblems(construct, registration) });
}

/** Exemptions that no guardrail of the app protects. */
function exemptionProblems(self: Construct, { guardrails, parameters }: Registration): string[] {
  const exempting = guardrails.filter(({ exemptions }) => exemptions.length > 0);
  if (exempting.length === 0) {
    return [];
  }
  const statements = protectingStatements(self.node.root.node.findAll().filter(isRegistered).map(construct => construct[MARK]));
  return lintExemptions(exempting, parameters, statements);
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
