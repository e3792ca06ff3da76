import { InertUse } from '../report/summary';
import { RESOURCE_TYPES } from '../types';
import { DeployedResource } from './resources';

/** Which properties of the resources the model keeps without effect. */
export function inertUses(resources: readonly DeployedResource[]): readonly InertUse[] {
  const uses = new Map<string, InertUse>();
  for (const { type, properties } of resources) {
    const known = RESOURCE_TYPES.find(({ typeName }) => typeName === type)?.properties ?? {};
    for (const property of Object.keys(properties)) {
      const use = known[property];
      if (use !== undefined && use !== 'interpreted') {
        const id = `${type}.${property}`;
        uses.set(id, { type, property, reason: use.inert, uses: (uses.get(id)?.uses ?? 0) + 1 });
      }
    }
  }
  return [...uses.keys()].sort().map(id => uses.get(id)!);
}
