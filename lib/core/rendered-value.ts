/** What a template tells of values before it is deployed. */
export interface Known {
  readonly parameters: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly mappings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** Which conditions hold; one that is not named does. */
export type Branch = ReadonlyMap<string, boolean>;

/** Up to here every combination of conditions is looked at: 64 of them. */
const MAX_COMBINED = 6;

/**
 * The branches of a value: every combination of the conditions that `Fn::If` names in it. Of more than six conditions, every combination of
 * any two of them is looked at, while the others hold and while they do not.
 */
export function branchesOf(value: unknown): Branch[] {
  const names = [...new Set(conditionsIn(value))];
  if (names.length <= MAX_COMBINED) {
    return combinationsOf(names);
  }
  return [true, false].flatMap(others => names.flatMap((first, index) => names.slice(index + 1).flatMap(second =>
    combinationsOf([first, second]).map(pair => new Map([...names.map(name => [name, others] as const), ...pair])))));
}

const combinationsOf = (names: readonly string[]): Branch[] =>
  names.reduce<Branch[]>(
    (found, name) => found.flatMap(branch => [true, false].map(holds => new Map([...branch, [name, holds]]))), [new Map()]);

function conditionsIn(value: unknown): string[] {
  const own = nameAndOperand(value);
  const here = own?.name === 'Fn::If' && Array.isArray(own.operand) ? [String(own.operand[0])] : [];
  return typeof value === 'object' && value !== null ? [...here, ...Object.values(value).flatMap(conditionsIn)] : [];
}

/**
 * A value with what is known filled in: defaults of parameters, `Fn::Sub`, `Fn::Join`, `Fn::Select`, `Fn::Split`, `Fn::FindInMap`, and the
 * branch of each `Fn::If`. What only the deployment knows is text in angle brackets: what surrounds it stays legible, and JSON that was
 * pieced together can be parsed.
 */
export function renderedValue(value: unknown, known: Known, branch: Branch): unknown {
  const render = (one: unknown): unknown => renderedValue(one, known, branch);
  const intrinsic = nameAndOperand(value);
  if (intrinsic?.name === 'Fn::If' && Array.isArray(intrinsic.operand)) {
    const [condition, then, otherwise] = intrinsic.operand as readonly unknown[];
    return render(branch.get(String(condition)) === false ? otherwise : then);
  }
  if (intrinsic) {
    return evaluate(intrinsic.name, render(intrinsic.operand), known);
  }
  if (Array.isArray(value)) {
    return value.map(render).filter(one => one !== NOTHING);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, render(one)]).filter(([, one]) => one !== NOTHING))
    : value;
}

/** As if it were not there. */
const NOTHING = '<AWS::NoValue>';

interface Intrinsic {
  readonly name: string;
  readonly operand: unknown;
}

function nameAndOperand(value: unknown): Intrinsic | undefined {
  const [entry, ...more] = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  return entry && more.length === 0 && (entry[0] === 'Ref' || entry[0].startsWith('Fn::')) ? { name: entry[0], operand: entry[1] } : undefined;
}

type Evaluation = (operand: unknown, known: Known) => unknown;

/** The operand is rendered already; `undefined` is what only the deployment knows. */
const EVALUATIONS: Readonly<Record<string, Evaluation>> = {
  'Ref': (name, { parameters }) => defaultOf(parameters[String(name)]),
  'Fn::Sub': (operand, known) => substituted(operand, known),
  'Fn::Join': operand => Array.isArray(operand) && Array.isArray(operand[1]) ? operand[1].map(String).join(String(operand[0])) : undefined,
  'Fn::Split': operand => Array.isArray(operand) && isLiteral(operand[1]) ? operand[1].split(String(operand[0])) : undefined,
  'Fn::Select': operand => Array.isArray(operand) && Array.isArray(operand[1]) ? operand[1][Number(operand[0])] : undefined,
  'Fn::FindInMap': (operand, { mappings }) => {
    const [map, first, second] = Array.isArray(operand) ? operand.map(String) : [];
    return mappings[map]?.[first]?.[second];
  },
};

const evaluate = (name: string, operand: unknown, known: Known): unknown => EVALUATIONS[name]?.(operand, known) ?? `<${wordsOf(operand).join('.')}>`;

/** A parameter of Systems Manager has as its default the name of the value, and not the value. */
function defaultOf(parameter?: Known['parameters'][string]): unknown {
  const { Type: cfnType, Default: value } = parameter ?? { Type: '' };
  if (value === undefined || cfnType.startsWith('AWS::SSM::Parameter::Value')) {
    return undefined;
  }
  return /^(CommaDelimitedList|List<)/.test(cfnType) ? String(value).split(',').map(item => item.trim()) : value;
}

function substituted(operand: unknown, known: Known): string {
  const [text, values = {}] = [operand].flat() as [unknown, Readonly<Record<string, unknown>>?];
  return String(text).replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) =>
    literal ? `\${${name}}` : String(Object.hasOwn(values, name) ? values[name] : evaluate('Ref', name.trim(), known)));
}

const isLiteral = (value: unknown): value is string => typeof value === 'string' && !/<[^<>]*>/.test(value);

/** What an operand names, without what would break the text around it. */
function wordsOf(operand: unknown): string[] {
  if (typeof operand === 'object' && operand !== null) {
    return Array.isArray(operand) ? operand.flatMap(wordsOf) : Object.entries(operand).flatMap(([key, one]) => [key, ...wordsOf(one)]);
  }
  return [String(operand).replace(/["\\<>]/g, '')];
}
