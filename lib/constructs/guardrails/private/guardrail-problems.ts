import { IGuardrail } from '../guardrail';
import { GuardrailParameters } from '../guardrail-parameters';
import { GuardrailStatement } from '../guardrail-statement';
import { EXEMPTION_KEY, EXEMPTION_OPERATOR, isResourceControl } from './statement-document';

/** Everything that is wrong with one guardrail, users' own ones included. */
export function guardrailProblems(guardrail: IGuardrail, parameters: GuardrailParameters): string[] {
  const statements = guardrail.statements(parameters);
  return [
    ...formProblems(guardrail, statements, guardrail.content(parameters)),
    ...exemptionProblems(guardrail),
    ...statements.flatMap((statement, index) => statementProblems(guardrail, statement, `statement ${index} of guardrail "${guardrail.id}"`)),
  ];
}

function formProblems(guardrail: IGuardrail, statements: GuardrailStatement[], content: Record<string, unknown>): string[] {
  const { canDeny, policyTypeName } = guardrail.policyType;
  const hasContent = Object.keys(content).length > 0;
  if (canDeny && (statements.length === 0 || hasContent)) {
    return [`'statements' of guardrail "${guardrail.id}" must say what it denies, got ${statements.length} and ${hasContent ? '' : 'no '}'content': `
      + `a ${policyTypeName} is made of statements alone`];
  }
  if (!canDeny && (statements.length > 0 || !hasContent)) {
    return [`'content' of guardrail "${guardrail.id}" must be given, got ${statements.length} 'statements' and ${hasContent ? '' : 'no '}content: `
      + `a ${policyTypeName} is made of content alone`];
  }
  return [];
}

function exemptionProblems(guardrail: IGuardrail): string[] {
  const where = `'exemptions' of guardrail "${guardrail.id}"`;
  const pattern = isResourceControl(guardrail) ? /^arn:\*:iam::(\d{12}|\$\{aws:ResourceAccount\}):/ : /^arn:\*:iam::/;
  const rule = isResourceControl(guardrail)
    ? 'name an account: anybody\'s role may have that name, and a resource control policy binds strangers too'
    : 'be ARN patterns that begin with "arn:*:iam::"';
  const form = isResourceControl(guardrail) ? 'arn:*:iam::${aws:ResourceAccount}:role/lz/x' : 'arn:*:iam::*:role/lz/x';
  if (!guardrail.policyType.canDeny && guardrail.exemptions.length > 0) {
    return [`${where} must be empty, got ${JSON.stringify(guardrail.exemptions)}: a ${guardrail.policyType.policyTypeName} knows no exemptions`];
  }
  return guardrail.exemptions.filter(exemption => !pattern.test(exemption))
    .map(exemption => `${where} must ${rule}, got ${JSON.stringify(exemption)}: write it as "${form}"`);
}

function statementProblems(guardrail: IGuardrail, statement: GuardrailStatement, where: string): string[] {
  return [...actionProblems(guardrail, statement, where), ...conditionProblems(statement, where), ...partitionProblems(statement, where)];
}

function actionProblems(guardrail: IGuardrail, { actions, notActions }: GuardrailStatement, where: string): string[] {
  const given = [actions, notActions].filter(list => list !== undefined && list.length > 0).length;
  if (given !== 1) {
    return [`'actions' of ${where} must be given, or 'notActions', got ${given === 0 ? 'neither' : 'both'}: leave one`];
  }
  if (isResourceControl(guardrail) && (notActions || actions?.includes('*'))) {
    return [`'actions' of ${where} must name services, got ${notActions ? '\'notActions\'' : '"*"'}: AWS takes neither in a resource control policy`];
  }
  return [];
}

function conditionProblems({ conditions = {} }: GuardrailStatement, where: string): string[] {
  const empty = Object.entries(conditions).flatMap(([operator, keys]) => Object.entries(keys)
    .filter(([, values]) => values.length === 0)
    .map(([key]) => `'conditions' of ${where} must have values, got none for ${operator} ${key}: leave the key out`));
  const exempts = Object.entries(conditions[EXEMPTION_OPERATOR] ?? {})
    .some(([key, values]) => key.toLowerCase() === EXEMPTION_KEY.toLowerCase() && values.length > 0);
  return exempts ? [...empty, `'conditions' of ${where} must leave ${EXEMPTION_OPERATOR} ${EXEMPTION_KEY} to 'exemptions': name the roles there`] : empty;
}

function partitionProblems(statement: GuardrailStatement, where: string): string[] {
  const values = [...statement.resources ?? [], ...Object.values(statement.conditions ?? {}).flatMap(keys => Object.values(keys).flat())];
  return values.filter(value => /^arn:aws[a-z-]*:/.test(value))
    .map(value => `${where} must hold in every partition, got ${JSON.stringify(value)}: begin it with "arn:*:"`);
}
