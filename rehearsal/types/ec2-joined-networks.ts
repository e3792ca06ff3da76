import { Operation } from '../aws/contract';
import { SecurityGroup } from '../aws/services/networks';
import { SECURITY_GROUPS } from '../rules/networks';

/** A rule may name a group of its own VPC. Groups of VPCs that are peered or share a transit gateway are not modelled. */
export function requireJoined(operation: Operation, group: SecurityGroup, peer: SecurityGroup): void {
  const holds = group.vpcId === peer.vpcId;
  operation.require(SECURITY_GROUPS.REFERENCES, holds, `security group ${peer.id} is in ${peer.vpcId}, ${group.id} in ${group.vpcId}`, 'name a group of the same VPC');
}
