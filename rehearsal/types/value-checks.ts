import { Operation } from '../aws/contract';

/** What a service finds wrong with a value before it does anything: `undefined` passes, for what must be there is required elsewhere. */
export interface ValueChecks {
  oneOf(name: string, value: unknown, known: readonly string[]): void;
  like(name: string, value: unknown, shape: RegExp, words: string): void;
  between(name: string, value: unknown, min: number, max: number): void;
}

/** Checks whose failures carry the code of the service. Numbers may be text: CloudFormation makes it of them. */
export function valueChecks(operation: Operation, code: string): ValueChecks {
  const must = (holds: boolean, name: string, what: string, value: unknown) =>
    holds || value === undefined || operation.fail(code, `'${name}' must be ${what}, got ${textOf(value)}`, `correct '${name}'`);
  return {
    oneOf: (name, value, known) => void must(known.includes(String(value)), name, `one of ${known.join(', ')}`, value),
    like: (name, value, shape, words) => void must(typeof value !== 'object' && shape.test(String(value)), name, words, value),
    between: (name, value, min, max) => void must(isBetween(value, min, max), name, `a number from ${min} to ${max}`, value),
  };
}

const textOf = (value: unknown) => typeof value === 'object' ? JSON.stringify(value) : String(value);

const isBetween = (value: unknown, min: number, max: number) =>
  ['number', 'string'].includes(typeof value) && String(value).trim() !== '' && Number(value) >= min && Number(value) <= max;
