import { ConditionValue } from '../document';
import { conditions } from '../evaluation/conditions';
import { isKnownKey } from '../evaluation/context-keys';
import { OPERATORS } from '../evaluation/operators';
import { closest } from './closest';
import { ConditionEntry, conditionEntries, isNegated } from './condition-entries';
import { suggestion } from './element-rules';
import { EVERY_KIND, Fault, isUnresolved, show, StatementRule, Subject } from './rule';

const BASES: readonly string[] = [...OPERATORS.keys(), 'Null'];

/** Keys that tell who the principal is, and that AWS services do not have. */
const PRINCIPAL_KEYS: readonly string[] = ['aws:principalorgid', 'aws:principalorgpaths', 'aws:principalaccount', 'aws:principalarn'];

/** Keys by which a statement makes a difference between services and others. */
const SERVICE_KEYS: readonly string[] = ['aws:principalisawsservice', 'aws:principalservicename', 'aws:principalservicenameslist'];

/**
 * What is asked of a request, and whether that can ever be what was meant.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const CONDITION_RULES: readonly StatementRule[] = [
  {
    id: 'operator-unknown',
    kinds: EVERY_KIND,
    check: subject => conditionEntries(subject).filter(({ name }) => !name).map(({ operator }) => ({
      message: `a condition operator must be one that AWS knows, got ${show(operator)}`,
      remedy: suggestion(meantOperator(operator)),
    })),
  },
  {
    id: 'condition-key-unknown',
    kinds: EVERY_KIND,
    check: subject => conditionEntries(subject).filter(({ key }) => !isUnresolved(key) && !isKnownKey(key)).map(({ key }) => ({
      message: `a condition key must be one that AWS knows, got ${show(key)}`,
      remedy: 'take it from the list of global keys, or write it as "service:Key"',
    })),
  },
  {
    id: 'condition-value',
    kinds: EVERY_KIND,
    check: subject => conditionEntries(subject).filter(({ name, key }) => name && isKnownKey(key))
      .flatMap(entry => wrongValues(entry, subject)),
  },
  {
    id: 'exemption-empty',
    kinds: EVERY_KIND,
    check: subject => empty(subject).filter(entry => subject.statement.Effect === 'Deny' && isNegated(entry)).map(({ operator, key }) => ({
      message: `a list of exemptions must not be empty, got ${operator} ${key} []: the statement would deny everybody`,
      remedy: 'name who is exempt, or remove the condition if nobody is',
    })),
  },
  {
    id: 'condition-never',
    kinds: EVERY_KIND,
    check: subject => empty(subject).filter(entry => entry.name && !isNegated(entry)).map(({ operator, key }) => ({
      message: `a condition must have a value, got ${operator} ${key} []: it would never hold`,
      remedy: 'give a value, or remove the statement',
    })),
  },
  {
    id: 'rcp-service-principals',
    kinds: ['rcp'],
    check: subject => {
      const all = conditionEntries(subject);
      const excluding = all.find(entry => isNegated(entry) && PRINCIPAL_KEYS.includes(entry.key.toLowerCase()));
      return excluding && !all.some(sparesServices) ? [{
        message: `a deny by ${excluding.key} must tell AWS services apart, got ${excluding.operator} alone: services do not have the key, so all of them would be denied`,
        remedy: 'add "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}',
      }] : [];
    },
  },
];

function empty(subject: Subject): readonly ConditionEntry[] {
  return conditionEntries(subject).filter(({ values }) => values.length === 0);
}

/** The evaluator is the judge of values, so that what passes here can be evaluated. */
function wrongValues({ operator, key, values }: ConditionEntry, { variables }: Subject): readonly Fault[] {
  return values.filter(value => !isUnresolved(value)).flatMap(value => {
    try {
      conditions({ [operator]: { [key]: value as ConditionValue } }, { where: 'condition', variables });
      return [];
    } catch (error) {
      return [{ message: (error as Error).message, remedy: `write a value that ${operator} can compare` }];
    }
  });
}

function sparesServices({ name, key, values }: ConditionEntry): boolean {
  const asksForPresence = name?.base === 'Null' && values.every(value => String(value) === 'false');
  return SERVICE_KEYS.includes(key.toLowerCase()) || (asksForPresence && PRINCIPAL_KEYS.includes(key.toLowerCase()));
}

function meantOperator(operator: string): string | undefined {
  const [, quantifier = '', base, ifExists = ''] = /^(?:(.*):)?(.*?)(If_?Exists?)?$/i.exec(operator) ?? [];
  const prefix = quantifier === '' ? undefined : closest(quantifier, ['ForAllValues', 'ForAnyValue']);
  const meant = closest(base, BASES);
  if (meant === undefined || (quantifier !== '' && prefix === undefined)) {
    return undefined;
  }
  return meant === 'Null' ? meant : `${prefix === undefined ? '' : `${prefix}:`}${meant}${ifExists === '' ? '' : 'IfExists'}`;
}
