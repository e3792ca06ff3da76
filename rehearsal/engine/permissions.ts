import { Permission } from '../aws/contract';
import { ResourceOperation } from './operation';

/** Authorises every IAM action that the handler of a type uses for an operation. */
export function authorizeAll(permissions: readonly Permission[], operation: ResourceOperation): void {
  for (const { action, resource, context, each, when, region } of permissions) {
    if (when && !when(operation)) continue;
    for (const keys of each?.(operation) ?? [context?.(operation)]) {
      operation.authorize({
        action,
        resource: resource?.(operation) ?? '*',
        region: region ?? operation.region,
        ...keys && { context: keys },
      });
    }
  }
}
