import { CfnResource, Token } from 'aws-cdk-lib';
import { writtenProperties } from '../../../core/rendered-resources';
import { propertyAt } from './problems';

type Fields = Record<string, unknown>;

/**
 * Writes properties where nobody has: into the fields of the class where there are some, since judges such as cdk-nag read those, and else
 * over the template.
 */
export function fill(construct: CfnResource, fillings: readonly (readonly [string, unknown])[]): void {
  const fields = construct as unknown as Fields;
  fillings.forEach(([path, value]) => {
    const [first, ...rest] = path.split('.');
    const field = fieldNameOf(first);
    if (field in construct) {
      fields[field] = withValue(fields[field], rest, value);
    }
  });
  const written = writtenProperties(construct);
  fillings.filter(([path]) => propertyAt(written, path) === undefined)
    .forEach(([path, value]) => construct.addPropertyOverride(path, value));
}

/** A copy of what a field has, with a value at a path; what is not known yet stays as it is. */
function withValue(current: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (Token.isUnresolved(current)) {
    return current;
  }
  if (key === undefined) {
    return current ?? asFields(value);
  }
  if (Array.isArray(current)) {
    return current.map((item: unknown, index) => String(index) === key ? withValue(item, rest, value) : item);
  }
  const fields = (current ?? {}) as Fields;
  return { ...fields, [fieldNameOf(key)]: withValue(fields[fieldNameOf(key)], rest, value) };
}

/** A value of a template as classes take it. */
function asFields(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(asFields);
  }
  return typeof value === 'object' && value !== null && !Token.isUnresolved(value)
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [fieldNameOf(key), asFields(one)])) : value;
}

/** How the CDK calls a property: `SSESpecification` is `sseSpecification`, and `KMSMasterKeyID` is `kmsMasterKeyId`. */
function fieldNameOf(property: string): string {
  const [first, ...rest] = property.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? [property];
  return [first.toLowerCase(), ...rest.map(word => `${word[0].toUpperCase()}${word.slice(1).toLowerCase()}`)].join('');
}
