import { Operation, ResourceType } from '../aws/contract';
import { requestTags } from '../types/tag-context';

/** Authorises every IAM action that the handler of a type uses for an operation, with the tags that the call sets or takes away. */
export function authorizeAll(type: Pick<ResourceType, 'properties' | 'permissions'>, operation: Operation): void {
  const { kind } = operation;
  if (kind === 'import') return;
  for (const permission of type.permissions[kind]) {
    const { action, resource, context, each, when, region } = permission;
    if (when && !when(operation)) continue;
    const tags = requestTags(type, permission, operation);
    for (const keys of each?.(operation) ?? [context?.(operation)]) {
      operation.authorize({
        action,
        resource: resource?.(operation) ?? '*',
        region: region ?? operation.region,
        ...(keys || Object.keys(tags).length > 0) && { context: { ...tags, ...keys } },
      });
    }
  }
}
