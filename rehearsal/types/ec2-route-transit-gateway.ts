import { Operation } from '../aws/contract';
import { RouteTable } from '../aws/services/networks';

/** What a route to a transit gateway needs: the VPC is attached to it. */
export function requireRouteToTransitGateway(operation: Operation, _table: RouteTable, id: string): void {
  operation.fail('NotModelled', `the rehearsal does not know routes to the transit gateway ${id}`);
}
