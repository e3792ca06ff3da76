import { isRecord, STATEMENT_ELEMENTS } from '../grammar';
import { closest } from './closest';
import { EVERY_KIND, Fault, faultIf, isUnresolved, listOf, show, StatementRule, Subject } from './rule';

/**
 * Which elements a statement has and what is in them, for every kind of policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export const ELEMENT_RULES: readonly StatementRule[] = [
  {
    id: 'element-unknown',
    kinds: EVERY_KIND,
    check: ({ statement }) => Object.keys(statement).filter(element => !STATEMENT_ELEMENTS.includes(element)).map(element => ({
      message: `an element must be one of ${STATEMENT_ELEMENTS.join(', ')}, got ${show(element)}`,
      remedy: suggestion(closest(element, STATEMENT_ELEMENTS)),
    })),
  },
  {
    id: 'effect',
    kinds: EVERY_KIND,
    check: ({ statement: { Effect } }) => faultIf(Effect !== 'Allow' && Effect !== 'Deny', () => `'Effect' must be "Allow" or "Deny", got ${show(Effect)}`, 'write one of them'),
  },
  {
    id: 'action',
    kinds: EVERY_KIND,
    check: ({ statement }) => oneOf(statement, 'Action', 'NotAction'),
  },
  {
    id: 'action-form',
    kinds: EVERY_KIND,
    check: ({ statement }) => malformed(statement, ['Action', 'NotAction'], /^(\*|[\w*?-]+:[\w*?-]+)$/, 'be "*" or "service:Action"', 'name the service, as in "s3:GetObject"'),
  },
  {
    id: 'resource',
    kinds: ['scp', 'rcp', 'identity'],
    check: ({ statement }) => oneOf(statement, 'Resource', 'NotResource'),
  },
  {
    id: 'resource-form',
    kinds: EVERY_KIND,
    check: ({ statement }) => malformed(statement, ['Resource', 'NotResource'], /^(\*+|arn:.+)$/s, 'be "*" or an ARN', 'write the ARN, wildcards included'),
  },
  {
    id: 'sid-form',
    kinds: ['scp', 'rcp', 'identity'],
    check: ({ statement: { Sid } }) => faultIf(Sid !== undefined && !isUnresolved(Sid) && !(typeof Sid === 'string' && /^[A-Za-z0-9]*$/.test(Sid)),
      () => `'Sid' must be letters and digits, got ${show(Sid)}`, 'leave the other characters out'),
  },
  {
    id: 'condition-form',
    kinds: EVERY_KIND,
    check: ({ statement: { Condition = {} } }) => faultIf(!(isRecord(Condition) && Object.values(Condition).every(isRecord)),
      () => `'Condition' must map operators to keys to values, got ${show(Condition)}`, 'write {"StringEquals": {"aws:…": "…"}}'),
  },
  {
    id: 'principal-missing',
    kinds: ['resource'],
    check: ({ statement }) => oneOf(statement, 'Principal', 'NotPrincipal'),
  },
  {
    id: 'principal-not-allowed',
    kinds: ['scp', 'identity'],
    check: ({ statement }) => ['Principal', 'NotPrincipal'].filter(element => element in statement).map(element => ({
      message: `'${element}' must not be in a policy that is attached to identities or accounts, got ${show(statement[element])}`,
      remedy: 'remove it, or use a condition on aws:PrincipalArn',
    })),
  },
  {
    id: 'not-principal-allow',
    kinds: ['resource'],
    check: ({ statement: { Effect, NotPrincipal } }) => faultIf(Effect === 'Allow' && NotPrincipal !== undefined,
      () => `'NotPrincipal' must stand with "Deny", got "Allow" and ${show(NotPrincipal)}`, 'use a condition on aws:PrincipalArn'),
  },
];

/** The remedy for a misspelled name. */
export function suggestion(meant: string | undefined): string {
  return meant === undefined ? 'remove it' : `write "${meant}"`;
}

function oneOf(statement: Subject['statement'], positive: string, negative: string): readonly Fault[] {
  const given = [positive, negative].filter(element => statement[element] !== undefined && listOf(statement[element]).length > 0);
  return faultIf(given.length !== 1, () => `one of '${positive}' and '${negative}' must be given and filled, got ${given.length === 0 ? 'neither' : 'both'}`,
    given.length === 0 ? 'add one' : 'remove one');
}

function malformed(statement: Subject['statement'], elements: readonly string[], pattern: RegExp, rule: string, remedy: string): readonly Fault[] {
  return elements.flatMap(element => listOf(statement[element])
    .filter(value => !isUnresolved(value) && !(typeof value === 'string' && pattern.test(value)))
    .map(value => ({ message: `'${element}' must ${rule}, got ${show(value)}`, remedy })));
}
