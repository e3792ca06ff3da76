import { Token } from 'aws-cdk-lib';
import { PolicyStatement } from '../../../policy';
import { PolicyType } from '../../organization';
import { IGuardrail } from '../guardrail';
import { GuardrailStatement } from '../guardrail-statement';

/** The condition by which exemptions are spared: aws:PrincipalArn is the ARN of the role, path included, also in its sessions. */
export const EXEMPTION_OPERATOR = 'ArnNotLike';
export const EXEMPTION_KEY = 'aws:PrincipalArn';

type Conditions = Record<string, Record<string, string[]>>;

/** The statement as AWS takes it, in its shortest spelling, since each character counts against the quota. */
export function renderStatement(guardrail: IGuardrail, statement: GuardrailStatement): PolicyStatement {
  const conditions = conditionsWith(guardrail.exemptions, statement);
  return {
    Effect: 'Deny',
    ...(isResourceControl(guardrail) ? { Principal: '*' } : {}),
    ...(statement.notActions ? { NotAction: shortest(statement.notActions) } : { Action: shortest(statement.actions ?? []) }),
    Resource: shortest(statement.resources ?? ['*']),
    ...(Object.keys(conditions).length > 0 ? { Condition: shortestConditions(conditions) } : {}),
  };
}

/**
 * Whether the guardrail is about resources, whoever reaches for them, and not about principals. Compared by name: there may be two
 * versions of the library.
 */
export function isResourceControl(guardrail: IGuardrail): boolean {
  return guardrail.policyType.policyTypeName === PolicyType.RESOURCE_CONTROL_POLICY.policyTypeName;
}

function conditionsWith(exemptions: string[], statement: GuardrailStatement): Conditions {
  const conditions: Conditions = { ...statement.conditions };
  if (exemptions.length > 0) {
    conditions[EXEMPTION_OPERATOR] = { ...conditions[EXEMPTION_OPERATOR], [EXEMPTION_KEY]: exemptions };
  }
  return conditions;
}

function shortestConditions(conditions: Conditions): Record<string, Record<string, string | string[]>> {
  return mapValues(conditions, keys => mapValues(keys, shortest));
}

/** A list of one as its only value; but for a list that is a token, whose length nobody knows yet. */
function shortest(values: string[]): string | string[] {
  return values.length === 1 && !Token.isUnresolved(values) ? values[0] : values;
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
