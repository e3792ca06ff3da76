import { PropertyUse, ResourceType } from '../aws/contract';
import { valuesAt } from '../engine/property-checks';
import { InertUse } from '../report/summary';
import { RESOURCE_TYPES } from '../types';
import { DeployedResource } from './resources';

/** Which properties of the resources the model keeps without effect, nested ones by their path. */
export function inertUses(resources: readonly DeployedResource[]): readonly InertUse[] {
  const uses = new Map<string, InertUse>();
  const types = new Map(RESOURCE_TYPES.map(type => [type.typeName, inertProperties(type)]));
  for (const { type, properties } of resources) {
    for (const { property, reason } of types.get(type) ?? []) {
      if (valuesAt(properties, property.split('.')).length > 0) {
        const id = `${type}.${property}`;
        uses.set(id, { type, property, reason, uses: (uses.get(id)?.uses ?? 0) + 1 });
      }
    }
  }
  return [...uses.keys()].sort().map(id => uses.get(id)!);
}

/** What a type keeps without effect, by dotted path, with the reason. */
export function inertProperties({ properties, nested = {} }: ResourceType): readonly Pick<InertUse, 'property' | 'reason'>[] {
  const below = Object.entries(nested)
    .flatMap(([path, names]) => Array.isArray(names) ? [] : inertNames(names as Uses, `${path}.`));
  return [...inertNames(properties, ''), ...below];
}

type Uses = Readonly<Record<string, PropertyUse>>;

const inertNames = (uses: Uses, prefix: string) =>
  Object.entries(uses).flatMap(([name, use]) => use === 'interpreted' ? [] : [{ property: `${prefix}${name}`, reason: use.inert }]);
