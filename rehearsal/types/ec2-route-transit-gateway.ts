import { Operation } from '../aws/contract';
import { RouteTable } from '../aws/services/networks';
import { attachmentOf } from '../aws/services/transit-gateways';
import { TRANSIT_GATEWAYS } from '../rules/transit-gateways';

/** What a route to a transit gateway needs: the VPC is attached to it. */
export function requireRouteToTransitGateway(operation: Operation, table: RouteTable, id: string): void {
  const attachment = attachmentOf(operation.world, id, table.vpcId);
  operation.require(TRANSIT_GATEWAYS.ATTACHED, attachment !== undefined, `${table.vpcId} is not attached to ${id}`, 'attach the VPC, and let the route depend on that');
  operation.requirePath(TRANSIT_GATEWAYS.ATTACHED, attachment!.origin, `${table.vpcId} may not be attached to ${id} yet`);
}
