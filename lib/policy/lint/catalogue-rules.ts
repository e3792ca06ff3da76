import { ABSENT_KEY_RULES } from './absent-key-rules';
import { ActionPattern, actionPattern, hasKey } from './action-patterns';
import { serviceActions, servicePrefixes } from './action-table';
import { CatalogueRule, CatalogueSubject } from './catalogue-rule';
import { closest } from './closest';
import { ConditionEntry, conditionEntries, holdsWithoutKey } from './condition-entries';
import { suggestion } from './element-rules';
import { RESOURCE_RULES } from './resource-rules';
import { Fault, isUnresolved, listOf, show, Subject } from './rule';

/** What AWS's catalogue says about a statement. */
export const CATALOGUE_RULES: readonly CatalogueRule[] = [
  {
    id: 'service-unknown',
    check: ({ patterns }) => patterns.filter(({ known }) => !known).map(({ pattern, service }) => ({
      message: `an action must be of a service that AWS has, got ${show(pattern)}`,
      remedy: suggestion(closest(service, servicePrefixes())),
    })),
  },
  {
    id: 'action-unknown',
    check: ({ patterns }) => patterns.filter(({ entries, known }) => known && entries.length === 0).map(({ pattern, service }) => ({
      message: `an action must be one that AWS knows, got ${show(pattern)}`,
      remedy: meantAction(pattern, service),
    })),
  },
  {
    id: 'rcp-service',
    check: ({ kind, patterns, resourceControlServices }) => kind !== 'rcp' ? [] : patterns
      .filter(({ known, service }) => known && !serviceActions(service)!.resourceControl && !resourceControlServices.includes(service))
      .map(({ pattern }) => ({
        message: `an action of a resource control policy must be of a service that supports them, got ${show(pattern)}`,
        remedy: 'remove it, or name the service in \'rcpServices\' if AWS supports it by now',
      })),
  },
  {
    id: 'key-unknown',
    check: subject => conditionEntries(subject).filter(({ key }) => isServiceKey(key) && !isKnownToAny(key, subject)).map(({ key }) => ({
      message: `a condition key must be one that AWS knows, got ${show(key)}`,
      remedy: meantKey(key),
    })),
  },
  {
    id: 'condition-never-matches',
    check: subject => [
      ...withoutKey(subject).filter(({ entry }) => !holdsWithoutKey(entry)).map(({ actions, entry: { key, operator } }) => ({
        message: `a condition must be able to hold, got ${operator} ${key} for ${actions.join(', ')}: no request has the key, so nothing is denied`,
        remedy: 'take a key that these actions have, or leave the actions out',
      })),
      ...contradictions(subject),
    ],
  },
  {
    id: 'condition-always-matches',
    check: subject => withoutKey(subject).filter(({ entry }) => holdsWithoutKey(entry)).map(({ actions, entry: { key, operator } }) => ({
      message: `a condition must be able to fail, got ${operator} ${key} for ${actions.join(', ')}: no request has the key, so it spares nobody`,
      remedy: 'take a key that these actions have, or leave the condition out',
    })),
  },
  ...RESOURCE_RULES,
  ...ABSENT_KEY_RULES,
];

/** The actions it can judge; for `*` and NotAction none, since they mean any. */
export function patternsOf({ statement: { Action, NotAction } }: Pick<Subject, 'statement'>): ActionPattern[] {
  return [...listOf(Action), ...listOf(NotAction)].filter(action => typeof action === 'string')
    .map(actionPattern).filter(pattern => pattern !== undefined);
}

function meantAction(pattern: string, service: string): string {
  const meant = closest(pattern.slice(service.length + 1), [...serviceActions(service)!.actions.values()].map(({ name }) => name));
  return meant === undefined ? 'remove it, or correct its spelling' : `write "${service}:${meant}"`;
}

function meantKey(key: string): string {
  const meant = closest(key, serviceActions(key.split(':')[0])?.keyNames ?? []);
  return meant === undefined ? 'take one from the page of the service in the Service Authorization Reference' : suggestion(meant);
}

/** Whether the key is of a service; keys of identity providers have names of hosts, and everybody may have one. */
function isServiceKey(key: string): boolean {
  const [prefix] = key.split(':');
  return !isUnresolved(key) && !/^aws$/i.test(prefix) && !prefix.includes('.') && !prefix.includes('/') && prefix !== 'saml';
}

function isKnownToAny(key: string, { patterns }: CatalogueSubject): boolean {
  const services = [key.split(':')[0], ...patterns.map(({ service }) => service)];
  return services.some(service => {
    const known = serviceActions(service);
    return known !== undefined && hasKey(known, key);
  });
}

/** The keys that some of the actions do not have, each with those actions. A wildcard counts when none of what it means has the key. */
function withoutKey(subject: CatalogueSubject): { readonly entry: ConditionEntry; readonly actions: readonly string[] }[] {
  const { patterns, statement } = subject;
  if (statement.NotAction !== undefined || statement.Effect !== 'Deny') {
    return [];
  }
  return conditionEntries(subject).filter(({ key, name }) => name && isServiceKey(key) && isAssociated(key))
    .map(entry => ({ entry, actions: patterns.filter(pattern => lacks(pattern, entry.key)).map(({ pattern }) => pattern) }))
    .filter(({ actions }) => actions.length > 0);
}

function lacks({ entries }: ActionPattern, key: string): boolean {
  return entries.length > 0 && !entries.some(entry => hasKey(entry, key));
}

/** Whether the catalogue says of any action that it has the key: of some it says of none, though requests have them. */
function isAssociated(key: string): boolean {
  return [...serviceActions(key.split(':')[0])?.actions.values() ?? []].some(entry => hasKey(entry, key));
}

/** `Null` that asks for the absence of a key whose value another operator asks for. */
function contradictions(subject: CatalogueSubject): Fault[] {
  const entries = conditionEntries(subject);
  const absent = entries.filter(({ name, values }) => name?.base === 'Null' && values.every(value => String(value) === 'true'))
    .map(({ key }) => key.toLowerCase());
  return entries.filter(entry => entry.name && entry.name.base !== 'Null' && absent.includes(entry.key.toLowerCase()) && !holdsWithoutKey(entry))
    .map(({ key, operator }) => ({
      message: `a condition must be able to hold, got ${operator} ${key} beside Null, which asks that the key is absent`,
      remedy: 'remove one of them',
    }));
}
