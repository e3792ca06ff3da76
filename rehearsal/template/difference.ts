import { isDeepStrictEqual } from 'node:util';
import { TemplateDocument } from './document';
import { invalid } from './problems';

/** What an update does to one resource. */
export type ChangeAction = 'create' | 'update' | 'replace' | 'delete' | 'unchanged';

/** What an update does to one resource, and which properties are the reason. */
export interface ResourceChange {
  readonly logicalId: string;
  readonly type: string;
  readonly action: ChangeAction;
  /** Names of the top-level properties that differ. */
  readonly properties: readonly string[];
}

/** A resource with its properties: as written in a template, or as resolved in a stack. */
export interface Described {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Top-level properties in which two states of a resource differ. */
export function changedProperties(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): readonly string[] {
  if (before === after) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(name => !isDeepStrictEqual(before[name], after[name]));
}

/** What happens to a resource that is now and was perhaps before. */
export function changeOf(
  logicalId: string, before: Described | undefined, after: Described, createOnly: readonly string[],
): ResourceChange {
  if (!before) return { logicalId, type: after.type, action: 'create', properties: Object.keys(after.properties) };
  if (before.type !== after.type) {
    throw invalid(`the type of resource "${logicalId}" must stay ${before.type}, got ${after.type}`, 'give the new resource another construct id');
  }
  const properties = changedProperties(before.properties, after.properties);
  const action = properties.length === 0 ? 'unchanged' : properties.some(name => createOnly.includes(name)) ? 'replace' : 'update';
  return { logicalId, type: after.type, action, properties };
}

/** What deploying one template over another would do, as far as the templates alone tell: intrinsics are compared as they are written. */
export function differenceOf(
  before: TemplateDocument | undefined, after: TemplateDocument, createOnly: (type: string) => readonly string[],
): readonly ResourceChange[] {
  const described = (document: TemplateDocument | undefined, id: string): Described | undefined => {
    const resource = document?.Resources[id];
    return resource && { type: resource.Type, properties: resource.Properties ?? {} };
  };
  const kept = Object.keys(after.Resources).map(id => {
    const now = described(after, id)!;
    return changeOf(id, described(before, id), now, createOnly(now.type));
  });
  const gone = Object.entries(before?.Resources ?? {}).filter(([id]) => !(id in after.Resources));
  return [...kept, ...gone.map(([logicalId, { Type }]) => ({ logicalId, type: Type, action: 'delete' as const, properties: [] }))];
}
