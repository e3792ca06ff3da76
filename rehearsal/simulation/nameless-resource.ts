import { ApplicablePolicies, PolicyDocument, PolicyLevel, statementsOf } from '../../lib/policy';
import { DecisionInputs } from '../aws/authorization';
import { judge, Verdict } from './verdict';

/**
 * What a question without a resource leaves aside: a deny that is limited to some resources says nothing about `*`, so "allowed" means "on
 * what no guardrail
 * protects by its name". Undefined when no such deny concerns the question.
 */
export function namelessResource(inputs: DecisionInputs, verdict: Verdict): string | undefined {
  if (inputs.request.resource !== '*' || verdict.decision?.allowed !== true) {
    return undefined;
  }
  const { decision } = judge({ ...inputs, policies: onAnyResource(inputs.policies) });
  return decision?.allowed === false
    ? `no resource was named: statement ${decision.statement} of "${decision.policy}" denies it on those that the statement names`
    : undefined;
}

function onAnyResource(policies: ApplicablePolicies): ApplicablePolicies {
  const { serviceControl, resourceControl } = policies;
  return { ...policies, serviceControl: serviceControl?.map(unlimited), resourceControl: resourceControl?.map(unlimited) };
}

function unlimited(level: PolicyLevel): PolicyLevel {
  return { ...level, policies: level.policies.map(({ name, document }) => ({ name, document: deniesOnAnyResource(document) })) };
}

function deniesOnAnyResource(document: PolicyDocument): PolicyDocument {
  const anyResource = statementsOf(document).map(statement =>
    (statement.Effect === 'Deny' && statement.Resource ? { ...statement, Resource: '*' } : statement));
  return { ...document, Statement: anyResource };
}
