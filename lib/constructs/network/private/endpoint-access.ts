import { ISecurityGroup, Peer, Port } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { EndpointSelection } from '../endpoint-selection';
import { GatewayPrefixList } from '../gateway-prefix-list';
import { PrefixListIds, prefixListId } from './gateway-prefix-lists';

/** Lets a group call endpoints: interface endpoints by their group, gateway endpoints by AWS's lists of their addresses. */
export function allowToEndpoints(
  scope: Construct, caller: ISecurityGroup, callerName: string, selection: EndpointSelection, securityGroup?: ISecurityGroup,
): void {
  if (securityGroup) {
    caller.connections.allowTo(securityGroup, Port.HTTPS, `${callerName} to endpoints`);
  }
  const known = idsOf(selection.options.gatewayPrefixLists);
  selection.gatewayServices.forEach(service =>
    caller.addEgressRule(Peer.prefixList(prefixListId(scope, service, known)), Port.HTTPS, `${callerName} to ${service} by its gateway endpoint`));
}

function idsOf(lists: readonly GatewayPrefixList[] = []): PrefixListIds {
  const ids: Record<string, Record<string, string>> = {};
  lists.forEach(({ region, service, prefixListId: id }) => (ids[region] ??= {})[service] = id);
  return ids;
}
