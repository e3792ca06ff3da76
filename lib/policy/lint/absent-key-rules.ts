import { CatalogueRule, CatalogueSubject } from './catalogue-rule';
import { ConditionEntry, conditionEntries, holdsWithoutKey, isNegated } from './condition-entries';
import { isUnresolved, Subject } from './rule';

/**
 * Keys that each request of a principal has. Any other may be absent, and then a negated operator holds.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const ALWAYS_PRESENT = [
  'aws:currenttime', 'aws:epochtime', 'aws:principalaccount', 'aws:principalarn', 'aws:principalisawsservice', 'aws:principalorgid',
  'aws:principalorgpaths', 'aws:principaltype', 'aws:requestedregion', 'aws:resourceaccount', 'aws:securetransport', 'aws:userid',
  'aws:viaawsservice',
];

/** Keys that requests of an ordinary role session lack: they are about users, their devices, and root. */
const NOT_OF_ROLES = ['aws:assumedroot', 'aws:multifactorauthage', 'aws:multifactorauthpresent', 'aws:username'];

/** What a deny means for requests that do not have the key of a condition, told before they are denied. */
export const ABSENT_KEY_RULES: readonly CatalogueRule[] = [
  {
    id: 'absent-key',
    check: subject => unsaid(subject).filter(isNegatedByAccident).map(({ key, operator }) => ({
      message: `a deny must say what it means for requests without the key, got ${operator} ${key}, which denies them`,
      remedy: `write ${operator}IfExists if that is meant, or add "Null": {"${key}": "false"} to spare them`,
    })),
  },
  {
    id: 'absent-key-of-roles',
    check: subject => isAboutUsers(subject) ? [] : unsaid(subject).filter(isOfNoRole).map(({ key, operator }) => ({
      message: `a deny must not hold for every session of a role, got ${operator} ${key}: roles do not have the key, and IfExists denies whoever lacks it`,
      remedy: `write ${operator.replace(/IfExists$/, '')}, or add "Null": {"${key}": "false"} to spare them`,
    })),
  },
  {
    id: 'absent-key-of-all',
    check: subject => unsaid(subject).filter(isOfAllValues).map(({ key, operator }) => ({
      message: `a deny must say what it means for requests without the key, got ${operator} ${key}, which denies them: all of no values match`,
      remedy: `write ${operator.replace(/^[^:]*/, 'ForAnyValue')}, or add "Null": {"${key}": "false"} to spare them`,
    })),
  },
];

/** Conditions of a deny on keys that no `Null` beside them asks for. */
function unsaid(subject: CatalogueSubject): ConditionEntry[] {
  return subject.statement.Effect !== 'Deny' ? [] : conditionEntries(subject).filter(({ key }) => !asksForPresence(subject, key));
}

function isNegatedByAccident(entry: ConditionEntry): boolean {
  const { name } = entry;
  return mayBeAbsent(entry) && isNegated(entry) && !name!.ifExists && name!.quantifier === undefined;
}

function isOfNoRole({ key, name }: ConditionEntry): boolean {
  return name?.ifExists === true && name.quantifier === undefined && NOT_OF_ROLES.includes(key.toLowerCase());
}

function isOfAllValues(entry: ConditionEntry): boolean {
  return entry.name?.quantifier === 'ForAllValues' && mayBeAbsent(entry);
}

function mayBeAbsent({ key }: ConditionEntry): boolean {
  return !isUnresolved(key) && !ALWAYS_PRESENT.includes(key.toLowerCase());
}

/** Whether another condition leaves roles out: the statement is about users or root alone. */
function isAboutUsers(subject: Subject): boolean {
  return conditionEntries(subject).filter(entry => entry.name && !isNegated(entry) && !holdsWithoutKey(entry)).some(({ key, values }) =>
    (/^aws:principalarn$/i.test(key) && values.every(value => /:(user\/|root$)/.test(String(value))))
    || (/^aws:principaltype$/i.test(key) && values.every(value => /^(User|Account)$/.test(String(value))))
    || (/^aws:username$/i.test(key)));
}

function asksForPresence(subject: Subject, key: string): boolean {
  return conditionEntries(subject).some(entry =>
    entry.name?.base === 'Null' && entry.key.toLowerCase() === key.toLowerCase() && entry.values.every(value => String(value) === 'false'));
}
