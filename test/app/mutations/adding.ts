import { ResourceDefinition } from './editable-resource';
import { Mutation } from './mutation';

/** A stack of the management account that comes early: what is wrong about a resource by itself is found soon. */
const EARLY = 'Trail';

/** Adds resources to a stack in their order; the last one is what AWS refuses. */
export function adding(when: string, says: RegExp, resources: Readonly<Record<string, ResourceDefinition>>): Mutation {
  const added = Object.keys(resources).at(-1);
  return { when, says, added, edit: example => void Object.assign(example.template(EARLY).Resources, resources) };
}

/** The same for several of one type, by what sets them apart from the usual. */
export const addingOf = (Type: string, usual: object) => (when: string, says: RegExp, ...each: readonly object[]): Mutation =>
  adding(when, says, Object.fromEntries(each.map((properties, i) => [`Added${i}`, { Type, Properties: { ...usual, ...properties } }])));
