import { Operation } from '../aws/contract';
import { VpcCidr } from '../aws/services/networks';

/** The block that IPAM allocates to a VPC. */
export function allocated(operation: Operation, vpcId: string): VpcCidr {
  return operation.fail('NotModelled', `${vpcId} asks IPAM for its block, which the rehearsal does not know yet`);
}
