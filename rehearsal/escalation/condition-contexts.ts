import { asList, Context, PolicyStatement } from '../../lib/policy';

const MOST_CONTEXTS = 2_000;
const VARIABLE = /\$\{\s*([^{}',*?$]+?)\s*(?:,[^{}]*)?\}/g;
const OTHER = 'other';

/** Values beside those that a condition names, by the kind of the operator. */
const BESIDE: readonly (readonly [RegExp, readonly string[]])[] = [
  [/numeric/i, ['-1', '999999999999']],
  [/date/i, ['1970-01-01T00:00:00Z', '2999-01-01T00:00:00Z']],
  [/bool/i, ['true', 'false']],
  [/ipaddress/i, ['192.0.2.250', '2001:db8:ffff::1']],
  [/null/i, [OTHER]],
  [/arn/i, ['arn:aws:any:any:any:any']],
  [/./, [OTHER]],
];

/** Keys that every request has. */
const ALWAYS = /^aws:(currenttime|epochtime|securetransport|requestedregion|principal(arn|account|type)|resourceaccount|via.*)$/i;

/**
 * The circumstances that conditions of statements tell apart: each key with every value that is named, with another one, and absent.
 *
 * @returns undefined when there are too many
 */
export function conditionContexts(statements: readonly PolicyStatement[]): readonly Context[] | undefined {
  const values = new Map<string, Set<string | undefined>>();
  statements.forEach(({ Condition }) => Object.entries(Condition ?? {}).forEach(([operator, keys]) =>
    Object.entries(keys).forEach(([key, named]) => collect(values, operator, key, asList(named).map(String)))));
  const count = [...values.values()].reduce((product, { size }) => product * size, 1);
  return count > MOST_CONTEXTS ? undefined : combined([...values]);
}

function collect(values: Map<string, Set<string | undefined>>, operator: string, key: string, named: readonly string[]): void {
  const add = (name: string, ...more: readonly (string | undefined)[]) => {
    const known = [...values.keys()].find(one => one.toLowerCase() === name.toLowerCase()) ?? name;
    values.set(known, new Set([...values.get(known) ?? [], ...more, ...ALWAYS.test(name) ? [] : [undefined]]));
  };
  const beside = BESIDE.find(([kind]) => kind.test(operator))![1];
  const isNull = /null/i.test(operator);
  add(key, ...isNull ? [] : named.map(value => example(value, operator)), ...beside);
  named.forEach(value => [...value.matchAll(VARIABLE)].forEach(([, variable]) => add(variable, OTHER)));
}

/** A value that a pattern matches. */
function example(value: string, operator: string): string {
  const plain = value.replace(VARIABLE, OTHER).replaceAll('*', 'x').replaceAll('?', 'x');
  return /ipaddress/i.test(operator) ? plain.split('/')[0] : plain;
}

type Values = readonly [key: string, values: ReadonlySet<string | undefined>];

const combined = (all: readonly Values[]): readonly Context[] => all.reduce<readonly Context[]>(
  (contexts, [key, values]) => contexts.flatMap(context =>
    [...values].map(value => value === undefined ? context : { ...context, [key]: value })),
  [{}],
);
