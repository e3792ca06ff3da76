import { ApiInput, ApiOperation } from './contract';

const ANY_NAME = '*';

/** Dotted paths of members in the input that the model does not know, at any depth. */
export function unknownMembers({ input, nested }: Pick<ApiOperation, 'input' | 'nested'>, given: ApiInput): readonly string[] {
  return strangersIn(given, '', input, nested ?? {});
}

function strangersIn(values: ApiInput, path: string, known: readonly string[], nested: NonNullable<ApiOperation['nested']>): readonly string[] {
  return Object.keys(values).filter(member => values[member] !== undefined).flatMap(member => {
    const at = `${path}${member}`;
    if (!known.includes(member) && !known.includes(ANY_NAME)) {
      return [at];
    }
    const place = known.includes(member) ? at : `${path}${ANY_NAME}`;
    return objectsIn(values[member]).flatMap(object => strangersIn(object, `${place}.`, nested[place] ?? [], nested));
  });
}

/** The objects that a value is, or that a list holds; dates and bytes are values. */
function objectsIn(value: unknown): readonly ApiInput[] {
  if (Array.isArray(value)) {
    return value.flatMap(objectsIn);
  }
  return Object.prototype.toString.call(value) === '[object Object]' ? [value as ApiInput] : [];
}
