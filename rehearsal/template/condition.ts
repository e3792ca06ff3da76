import { isDeepStrictEqual } from 'node:util';
import { RuleDefinition } from './document';
import { intrinsicOf } from './intrinsic';
import { invalid, unknown } from './problems';
import type { Resolver } from './resolver';

/** Whether an expression of Conditions or Rules holds. */
export function evaluateCondition(expression: unknown, resolver: Resolver): boolean {
  if (isConditionReference(expression)) return resolver.condition(expression.Condition);
  const intrinsic = intrinsicOf(expression);
  if (!intrinsic || !Array.isArray(intrinsic.argument)) throw invalid(`a condition must be a function with a list of arguments, got ${JSON.stringify(expression)}`);
  const holds = (part: unknown) => evaluateCondition(part, resolver);
  const { name, argument } = intrinsic;
  switch (name) {
    case 'Fn::Equals': return isDeepStrictEqual(text(argument[0], resolver), text(argument[1], resolver));
    case 'Fn::And': return argument.every(holds);
    case 'Fn::Or': return argument.some(holds);
    case 'Fn::Not': return !holds(argument[0]);
    case 'Fn::Contains': return texts(argument[0], resolver).includes(resolver.text(argument[1], 'the value of Fn::Contains'));
    case 'Fn::EachMemberEquals': return texts(argument[0], resolver).every(item => item === resolver.text(argument[1], 'the value of Fn::EachMemberEquals'));
    case 'Fn::EachMemberIn': return texts(argument[0], resolver).every(item => texts(argument[1], resolver).includes(item));
    default: throw unknown(`the rehearsal does not know "${name}" in a condition`);
  }
}

/** Fails unless every assertion of the Rules section holds. */
export function checkRules(rules: Readonly<Record<string, RuleDefinition>>, resolver: Resolver): void {
  for (const [name, rule] of Object.entries(rules)) {
    if (rule.RuleCondition !== undefined && !evaluateCondition(rule.RuleCondition, resolver)) continue;
    const broken = rule.Assertions.find(assertion => !evaluateCondition(assertion.Assert, resolver));
    if (broken) throw invalid(`the rule "${name}" of the template does not hold: ${broken.AssertDescription ?? 'no description'}`);
  }
}

function isConditionReference(value: unknown): value is { readonly Condition: string } {
  return typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>).Condition === 'string';
}

/** CloudFormation compares everything as text. */
function text(value: unknown, resolver: Resolver): unknown {
  const resolved = resolver.resolve(value);
  return typeof resolved === 'number' || typeof resolved === 'boolean' ? String(resolved) : resolved;
}

function texts(value: unknown, resolver: Resolver): readonly string[] {
  return resolver.list(value, 'a list in a rule').map(item => resolver.text(item, 'each value of a list in a rule'));
}
