/**
 * The language of filters on JSON log events: `{ ($.eventName = ConsoleLogin) && ($.userIdentity.type = Root) }`.
 *
 * Known: `=`, `!=`, `<`, `<=`, `>`, `>=` with text, `*` at the beginning and the end of text, and numbers; `IS NULL`, `IS TRUE`,
 * `IS FALSE`, `EXISTS`, `NOT EXISTS`; `&&` before `||`, brackets; paths of names and indexes. Everything else, regular
 * expressions and filters on text too, is a problem that is named.
 *
 * A comparison needs a value: where the path leads nowhere, to an object or to a list, no comparison holds, `!=` neither. For objects and
 * lists AWS says so; for what is missing the page says nothing, and taking it for "no alarm" is the stricter reading. A number without
 * quotes is compared with numbers only.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 * @see https://github.com/awsdocs/amazon-cloudwatch-logs-user-guide/blob/main/doc_source/FilterAndPatternSyntax.md
 */

/** What is wrong with a pattern; undefined for one that CloudWatch Logs takes. */
export function filterProblem(pattern: string): string | undefined {
  try {
    parse(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof FilterError) {
      return error.message;
    }
    throw error;
  }
}

/** Whether a log event matches a valid pattern. */
export const matchesFilter = (pattern: string, event: unknown): boolean => parse(pattern)(event);

class FilterError extends Error {}

type Test = (event: unknown) => boolean;

const TOKEN = /\s*(?:(&&|\|\||!=|<=|>=|[=<>(){}])|"((?:[^"\\]|\\.)*)"|(%[^%]*%)|([^\s"&|=!<>(){}%]+))/y;
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/;
const PATH = /^\$((\.[\w-]+)|(\[\d+\]))+$/;
/** What must not stand in text without quotes. */
const QUOTED_ONLY = /[@$\\,;']/;

interface Token {
  readonly text: string;
  readonly kind: 'sign' | 'quoted' | 'word';
}

function tokens(pattern: string): Token[] {
  const found: Token[] = [];
  const end = pattern.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const [, sign, quoted, expression, word] = TOKEN.exec(pattern) ?? [];
    if (expression !== undefined) {
      throw new FilterError(`the rehearsal does not know regular expressions, got ${expression}`);
    }
    const token: Token | undefined = sign !== undefined ? { text: sign, kind: 'sign' }
      : quoted !== undefined ? { text: quoted.replace(/\\(.)/g, '$1'), kind: 'quoted' }
        : word !== undefined ? { text: word, kind: 'word' } : undefined;
    if (!token) {
      throw new FilterError(`unexpected text at ${JSON.stringify(pattern.slice(at, at + 20))}`);
    }
    found.push(token);
  }
  return found;
}

function parse(pattern: string): Test {
  if (!pattern.trimStart().startsWith('{')) {
    throw new FilterError('the rehearsal knows filters on JSON only, in "{ }"');
  }
  const parser = new Parser(tokens(pattern));
  return parser.whole();
}

class Parser {
  private at = 0;

  public constructor(private readonly tokens: readonly Token[]) {}

  public whole(): Test {
    this.expect('{');
    const test = this.any();
    this.expect('}');
    if (this.at < this.tokens.length) {
      throw new FilterError(`unexpected ${JSON.stringify(this.tokens[this.at].text)} behind the pattern`);
    }
    return test;
  }

  private any(): Test {
    const tests = [this.all()];
    while (this.take('||')) {
      tests.push(this.all());
    }
    return event => tests.some(test => test(event));
  }

  private all(): Test {
    const tests = [this.one()];
    while (this.take('&&')) {
      tests.push(this.one());
    }
    return event => tests.every(test => test(event));
  }

  private one(): Test {
    if (this.take('(')) {
      const test = this.any();
      this.expect(')');
      return test;
    }
    const path = this.word('a selector such as $.eventName');
    if (!PATH.test(path)) {
      throw new FilterError(`expected a selector such as $.eventName, got ${JSON.stringify(path)}`);
    }
    return this.condition(path);
  }

  private condition(path: string): Test {
    const operator = this.next('an operator').text;
    switch (operator) {
      case 'NOT':
        this.keyword('EXISTS');
        return event => nodeAt(event, path) === undefined;
      case 'EXISTS':
        return event => nodeAt(event, path) !== undefined;
      case 'IS':
        return this.constant(path);
      default:
        return comparison(path, operator, this.next('a value'));
    }
  }

  private constant(path: string): Test {
    const name = this.word('NULL, TRUE or FALSE');
    if (!['NULL', 'TRUE', 'FALSE'].includes(name)) {
      throw new FilterError(`expected NULL, TRUE or FALSE behind IS, got ${JSON.stringify(name)}`);
    }
    const value = JSON.parse(name.toLowerCase()) as unknown;
    return event => nodeAt(event, path) === value;
  }

  private keyword(name: string): void {
    if (this.word(name) !== name) {
      throw new FilterError(`expected ${name} behind NOT`);
    }
  }

  private word(what: string): string {
    const { text, kind } = this.next(what);
    if (kind !== 'word') {
      throw new FilterError(`expected ${what}, got ${JSON.stringify(text)}`);
    }
    return text;
  }

  private next(what: string): Token {
    const token = this.tokens[this.at];
    if (!token) {
      throw new FilterError(`expected ${what}, got the end`);
    }
    this.at += 1;
    return token;
  }

  private take(sign: string): boolean {
    const token = this.tokens[this.at];
    const taken = token?.kind === 'sign' && token.text === sign;
    this.at += taken ? 1 : 0;
    return taken;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) {
      throw new FilterError(`expected "${sign}", got ${JSON.stringify(this.tokens[this.at]?.text ?? 'the end')}`);
    }
  }
}

function comparison(path: string, operator: string, value: Token): Test {
  if (!['=', '!=', '<', '<=', '>', '>='].includes(operator)) {
    throw new FilterError(`expected an operator such as =, got ${JSON.stringify(operator)}`);
  }
  if (value.kind === 'sign' || (value.kind === 'word' && QUOTED_ONLY.test(value.text))) {
    throw new FilterError(`expected a value behind ${path} ${operator}, got ${JSON.stringify(value.text)}; text with special characters stands in quotes`);
  }
  if (value.kind === 'word' && NUMBER.test(value.text)) {
    const number = Number(value.text);
    return event => { const node = nodeAt(event, path); return typeof node === 'number' && compare(node, operator, number); };
  }
  if (operator !== '=' && operator !== '!=') {
    throw new FilterError(`${operator} compares numbers, got ${JSON.stringify(value.text)}`);
  }
  return event => {
    const node = nodeAt(event, path);
    return (typeof node === 'string' || typeof node === 'number') && like(String(node), value.text) === (operator === '=');
  };
}

function compare(node: number, operator: string, number: number): boolean {
  switch (operator) {
    case '=': return node === number;
    case '!=': return node !== number;
    case '<': return node < number;
    case '<=': return node <= number;
    case '>': return node > number;
    default: return node >= number;
  }
}

/** A star matches any text at the beginning and at the end; in the middle it is a star. */
function like(text: string, pattern: string): boolean {
  const [before, after] = [pattern.startsWith('*'), pattern.length > 1 && pattern.endsWith('*')];
  const core = pattern.slice(before ? 1 : 0, after ? -1 : undefined);
  return before && after ? text.includes(core) : before ? text.endsWith(core) : after ? text.startsWith(core) : text === core;
}

/** The node at a path; undefined where there is none. */
function nodeAt(event: unknown, path: string): unknown {
  let node = event;
  for (const [, name, index] of path.matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
    if (node === null || typeof node !== 'object' || (index !== undefined) !== Array.isArray(node)) {
      return undefined;
    }
    node = (node as Readonly<Record<string, unknown>>)[name ?? index];
  }
  return node;
}
