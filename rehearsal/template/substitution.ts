import { isRecord } from './document';
import { invalid } from './problems';

/** One piece of the text of Fn::Sub: text as it is, or a variable `${Name}`. */
export type SubstitutionPart = { readonly text: string } | { readonly variable: string };

/** An Fn::Sub taken apart. */
export interface Substitution {
  readonly parts: readonly SubstitutionPart[];
  /** Variables that the call itself defines; they hide resources and parameters of the same name. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Takes the argument of Fn::Sub apart: a text, or a text and its variables. */
export function parseSubstitution(argument: unknown): Substitution {
  const [text, variables] = Array.isArray(argument) && argument.length === 2 ? argument : [argument, {}];
  if (typeof text !== 'string' || !isRecord(variables)) {
    throw invalid(`Fn::Sub must have a text, or a text and its variables, got ${JSON.stringify(argument)}`);
  }
  return { parts: partsOf(text), variables };
}

function partsOf(text: string): SubstitutionPart[] {
  const parts: SubstitutionPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    // ${!Literal} writes ${Literal}
    parts.push(match[1].startsWith('!') ? { text: `\${${match[1].slice(1)}}` } : { variable: match[1].trim() });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
