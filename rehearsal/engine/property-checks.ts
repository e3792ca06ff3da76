import { NestedProperties } from '../aws/contract';
import { isRecord, unknown, invalid } from '../template';
import { EngineType } from './type-registry';

/** Fails on a property that the model does not know, and on one that is required and missing. */
export function checkProperties(type: EngineType, properties: Readonly<Record<string, unknown>>): void {
  if (!type.anyProperty) refuseUnknown(type, properties);
  const missing = type.required.filter(name => properties[name] === undefined);
  if (missing.length > 0) throw invalid(`${list(missing)} of ${type.typeName} must be given: the model finds no such property in the template`);
}

/** Fails when an update changes what AWS never changes. */
export function checkImmutable(type: EngineType, changed: readonly string[]): void {
  const immutable = changed.filter(name => type.immutable?.includes(name));
  if (immutable.length > 0) throw invalid(`${list(immutable)} of ${type.typeName} cannot be changed`, 'put the old value back');
}

function refuseUnknown(type: EngineType, properties: Readonly<Record<string, unknown>>): void {
  const strange = Object.keys(properties).filter(name => !(name in type.properties));
  if (strange.length > 0) throw unknownProperty(type, strange);
  for (const [path, known] of Object.entries(type.nested ?? {})) {
    for (const value of valuesAt(properties, path.split('.'))) {
      const names = isRecord(value) ? Object.keys(value).filter(name => !isKnown(known, name)) : [];
      if (names.length > 0) throw unknownProperty(type, names.map(name => `${path}.${name}`));
    }
  }
}

function isKnown(known: NestedProperties, name: string): boolean {
  return isList(known) ? known.includes(name) : Object.hasOwn(known, name);
}

const isList = (known: NestedProperties): known is readonly string[] => Array.isArray(known);

/** Values below a dotted path; lists on the way count item by item. */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(item => valuesAt(item, path));
  if (path.length === 0) return [value];
  return isRecord(value) && path[0] in value ? valuesAt(value[path[0]], path.slice(1)) : [];
}

function unknownProperty(type: EngineType, names: readonly string[]) {
  return unknown(`the rehearsal does not know ${list(names)} of ${type.typeName}`, 'correct the name, or model the property in rehearsal/types');
}

function list(names: readonly string[]): string {
  return names.map(name => `'${name}'`).join(', ');
}
