/**
 * The language of event patterns of Amazon EventBridge, evaluated. What it does not know is an error, never a match.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */

/** An event as it lies on a bus. */
export type BusEvent = Readonly<Record<string, unknown>>;

/** A pattern that EventBridge would refuse. */
export class PatternError extends Error {
  public override readonly name = 'PatternError';
}

/** Whether an event has what a pattern asks for. */
export function matchesPattern(pattern: unknown, event: BusEvent): boolean {
  return compilePattern(pattern)(event);
}

/** What is wrong with a pattern, as PutRule would say; undefined when it is valid. */
export function patternProblem(pattern: unknown): string | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) {
      return error.message;
    }
    throw error;
  }
}

/** Answers for a whole object of the event. */
type ObjectTest = (value: Readonly<Record<string, unknown>>) => boolean;
/** Answers for the values at one place of the event; none where the field is absent. */
type LeafTest = (values: readonly unknown[]) => boolean;

/** Reads a pattern once. */
function compilePattern(pattern: unknown): ObjectTest {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new PatternError(`an event pattern is an object with at least one field, got ${JSON.stringify(pattern)}`);
  }
  return compileObject(pattern, '');
}

function compileObject(pattern: Readonly<Record<string, unknown>>, path: string): ObjectTest {
  const tests = Object.entries(pattern).map(([name, wanted]) => name === '$or' ? compileOr(wanted, path) : compileField(name, wanted, path));
  return value => tests.every(test => test(value));
}

/** One of several objects must match: the only operator on a branch. */
function compileOr(alternatives: unknown, path: string): ObjectTest {
  if (!Array.isArray(alternatives) || alternatives.length < 2 || !alternatives.every(isObject)) {
    throw new PatternError(`'${path}$or' must be a list of at least two objects, got ${JSON.stringify(alternatives)}`);
  }
  const tests = alternatives.map(alternative => compileObject(alternative, path));
  return value => tests.some(test => test(value));
}

function compileField(name: string, wanted: unknown, path: string): ObjectTest {
  const here = `${path}${name}`;
  if (isObject(wanted)) {
    if (Object.keys(wanted).length === 0) {
      throw new PatternError(`'${here}' must not be an empty object`);
    }
    const test = compileObject(wanted, `${here}.`);
    // An array of objects matches when one of them does; an absent object may still match `exists: false` below it.
    return value => objectsAt(value[name]).some(test);
  }
  if (!Array.isArray(wanted) || wanted.length === 0) {
    throw new PatternError(`'${here}' must be a list of values or operators, got ${JSON.stringify(wanted)}`);
  }
  const tests = wanted.map(value => compileLeaf(value, here));
  return value => tests.some(test => test(leavesAt(value[name])));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function objectsAt(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const objects = (Array.isArray(value) ? value : [value]).filter(isObject);
  return objects.length > 0 ? objects : [{}];
}

/** Lists in an event stand for each of their values. */
const leavesAt = (value: unknown): readonly unknown[] => value === undefined || isObject(value) ? [] : [value].flat(Infinity);

function compileLeaf(wanted: unknown, path: string): LeafTest {
  if (wanted === null || ['string', 'number', 'boolean'].includes(typeof wanted)) {
    return values => values.includes(wanted);
  }
  const [operator, ...more] = isObject(wanted) ? Object.keys(wanted) : [];
  if (operator === undefined || more.length > 0) {
    throw new PatternError(`'${path}' must hold values and objects with one operator each, got ${JSON.stringify(wanted)}`);
  }
  const argument = (wanted as Readonly<Record<string, unknown>>)[operator];
  if (operator === 'exists') {
    return compileExists(argument, path);
  }
  const test = compileOperator(operator, argument, path);
  return values => values.some(test);
}

/** On leaves alone: an object that is there does not "exist". */
function compileExists(argument: unknown, path: string): LeafTest {
  if (typeof argument !== 'boolean') {
    throw new PatternError(`'exists' of '${path}' must be true or false, got ${JSON.stringify(argument)}`);
  }
  return values => values.length > 0 === argument;
}

type ValueTest = (value: unknown) => boolean;

function compileOperator(operator: string, argument: unknown, path: string): ValueTest {
  switch (operator) {
    case 'prefix': return compileAffix(argument, path, operator, (value, affix) => value.startsWith(affix));
    case 'suffix': return compileAffix(argument, path, operator, (value, affix) => value.endsWith(affix));
    case 'equals-ignore-case': return compileIgnoringCase(argument, path);
    case 'wildcard': return compileWildcard(argument, path);
    case 'numeric': return compileNumeric(argument, path);
    case 'cidr': return compileCidr(argument, path);
    case 'anything-but': return compileAnythingBut(argument, path);
    default: throw new PatternError(`'${path}' has the operator ${JSON.stringify(operator)}, which EventBridge does not know`);
  }
}

function textOf(argument: unknown, path: string, operator: string): string {
  if (typeof argument !== 'string' || argument === '') {
    throw new PatternError(`'${operator}' of '${path}' must be a string that is not empty, got ${JSON.stringify(argument)}`);
  }
  return argument;
}

function compileAffix(argument: unknown, path: string, operator: string, holds: (value: string, affix: string) => boolean): ValueTest {
  if (isObject(argument) && Object.keys(argument).join() === 'equals-ignore-case') {
    const affix = textOf(argument['equals-ignore-case'], path, operator).toLowerCase();
    return value => typeof value === 'string' && holds(value.toLowerCase(), affix);
  }
  const affix = textOf(argument, path, operator);
  return value => typeof value === 'string' && holds(value, affix);
}

function compileIgnoringCase(argument: unknown, path: string): ValueTest {
  const wanted = textOf(argument, path, 'equals-ignore-case').toLowerCase();
  return value => typeof value === 'string' && value.toLowerCase() === wanted;
}

/** A star is any text, a backslash takes its meaning away. */
function compileWildcard(argument: unknown, path: string): ValueTest {
  const text = textOf(argument, path, 'wildcard');
  if (/(^|[^\\])\*\*/.test(text)) {
    throw new PatternError(`'wildcard' of '${path}' must not have two stars in a row, got ${JSON.stringify(argument)}`);
  }
  const source = text.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (found, escaped?: string) =>
    escaped !== undefined ? `\\${escaped}` : found === '*' ? '[\\s\\S]*' : `\\${found}`);
  const expression = new RegExp(`^${source}$`);
  return value => typeof value === 'string' && expression.test(value);
}

const COMPARISONS: Readonly<Record<string, (value: number, than: number) => boolean>> = {
  '=': (value, than) => value === than,
  '<': (value, than) => value < than,
  '<=': (value, than) => value <= than,
  '>': (value, than) => value > than,
  '>=': (value, than) => value >= than,
};

function compileNumeric(argument: unknown, path: string): ValueTest {
  const parts: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const pairs = parts.length === 2 || parts.length === 4 ? [parts.slice(0, 2), parts.slice(2)].filter(({ length }) => length > 0) : [];
  const valid = pairs.length > 0 && pairs.every(([operator, number]) => String(operator) in COMPARISONS && typeof number === 'number');
  if (!valid) {
    throw new PatternError(`'numeric' of '${path}' must be one or two comparisons such as [">", 0, "<=", 5], got ${JSON.stringify(argument)}`);
  }
  return value => typeof value === 'number' && pairs.every(([operator, number]) => COMPARISONS[String(operator)](value, number as number));
}

/** IPv4 and IPv6 blocks. */
function compileCidr(argument: unknown, path: string): ValueTest {
  const [address, length] = typeof argument === 'string' ? argument.split('/') : [];
  const bits = addressBits(address ?? '');
  const prefix = Number(length);
  if (bits === undefined || length === undefined || !Number.isInteger(prefix) || prefix < 0 || prefix > bits.length) {
    throw new PatternError(`'cidr' of '${path}' must be a block such as "10.0.0.0/24", got ${JSON.stringify(argument)}`);
  }
  return value => {
    const other = typeof value === 'string' ? addressBits(value) : undefined;
    return other?.length === bits.length && other.startsWith(bits.slice(0, prefix));
  };
}

function addressBits(address: string): string | undefined {
  const binary = (numbers: readonly number[], width: number) => numbers.map(number => number.toString(2).padStart(width, '0')).join('');
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) {
    const bytes = address.split('.').map(Number);
    return bytes.every(byte => byte < 256) ? binary(bytes, 8) : undefined;
  }
  if (!/^[0-9a-f:]*:[0-9a-f:]*$/i.test(address)) {
    return undefined;
  }
  const [head, tail] = address.split('::').map(half => half === '' ? [] : half.split(':'));
  const missing = 8 - head.length - (tail?.length ?? 0);
  const groups = [...head, ...Array<string>(tail ? Math.max(missing, 0) : 0).fill('0'), ...tail ?? []];
  return groups.length === 8 ? binary(groups.map(group => parseInt(group, 16)), 16) : undefined;
}

/** The field is there, and is none of these. */
function compileAnythingBut(argument: unknown, path: string): ValueTest {
  if (isObject(argument)) {
    const [operator, ...more] = Object.keys(argument);
    if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(operator) || more.length > 0) {
      throw new PatternError(`'anything-but' of '${path}' takes prefix, suffix, equals-ignore-case or wildcard, got ${JSON.stringify(argument)}`);
    }
    const tests = [argument[operator]].flat().map(one => compileOperator(operator, one, path));
    return value => !tests.some(test => test(value));
  }
  const others: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  if (others.length === 0 || !others.every(other => typeof other === 'string' || typeof other === 'number')) {
    throw new PatternError(`'anything-but' of '${path}' takes strings or numbers, got ${JSON.stringify(argument)}`);
  }
  return value => !(others as readonly unknown[]).includes(value);
}
