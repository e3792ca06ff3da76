import { Operation, ResourceType } from '../aws/contract';
import { parseArn } from '../aws/arn';
import { queryLogDeliveries } from '../aws/query-log-delivery';
import { findLogGroup } from '../aws/services/logs';
import { QueryLog, QueryLogAssociation } from '../aws/services/resolver';
import { RESOLVER } from '../rules/resolver';
import { partNamed, refuseWhileUsed } from './ec2';
import { inert } from './permission';
import { resolverState, resolverType } from './route53resolver';
import { text } from './values';

/**
 * Where queries are logged: a bucket or a log group. A delivery stream is refused by name. The schema lists calls of resolverquerylogging,
 * which is no service of IAM; those of Route 53 Resolver are asked for, and the delivery that it makes.
 */
export const QUERY_LOG: ResourceType = resolverType<QueryLog>({
  typeName: 'AWS::Route53Resolver::ResolverQueryLoggingConfig',
  source: 'aws-route53resolver-resolverqueryloggingconfig',
  prefix: 'rqlc',
  arnType: 'resolver-query-log-config',
  properties: { Name: inert('a name for people'), DestinationArn: 'interpreted', Tags: 'interpreted' },
  required: ['DestinationArn'],
  createOnly: ['Name', 'DestinationArn'],
  calls: {
    read: 'GetResolverQueryLogConfig', create: ['CreateResolverQueryLogConfig', 'logs:CreateLogDelivery'],
    delete: ['DeleteResolverQueryLogConfig', 'ListResolverQueryLogConfigs', 'logs:DeleteLogDelivery'],
  },
  parts: operation => resolverState(operation).queryLogs,
  make: (operation, base) => {
    const log: QueryLog = { ...base, destinationArn: String(operation.properties.DestinationArn) };
    requireDestination(operation, log.destinationArn);
    queryLogDeliveries(operation.world, log).forEach(({ rule, decision, what, remedy }) =>
      operation.require(rule, decision.allowed, `${what}: ${decision.explanation}`, remedy));
    return log;
  },
  remove: (operation, { id }) =>
    refuseWhileUsed(operation, id, [...resolverState(operation).queryLogAssociations.values()].filter(({ configId }) => configId === id)),
  attributes: () => ({ AssociationCount: 0 }),
});

function requireDestination(operation: Operation, arn: string): void {
  const { world } = operation;
  const { service, resource } = parseArn(arn) ?? {};
  if (service !== 's3' && service !== 'logs') {
    operation.fail('NotModelled', `the rehearsal does not know query logs to ${arn}`);
  }
  const bucket = world.state.s3.buckets.get(resource!.split('/')[0]);
  const group = service === 'logs' ? findLogGroup(world, arn) : undefined;
  operation.require(RESOLVER.DESTINATION, service === 's3' ? bucket !== undefined : group !== undefined, `${arn} does not exist`, 'create it before');
  operation.requirePath(RESOLVER.DESTINATION, group?.origin ?? bucket?.policy?.origin, `${arn}, or its policy, may not be there yet`);
  if (bucket) {
    bucket.holdsLogs = true;
  }
}

/** Logs the queries of a VPC. */
export const QUERY_LOG_ASSOCIATION: ResourceType = resolverType<QueryLogAssociation>({
  typeName: 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation',
  source: 'aws-route53resolver-resolverqueryloggingconfigassociation',
  prefix: 'rqlca',
  arnType: 'resolver-query-log-config-association',
  properties: { ResolverQueryLogConfigId: 'interpreted', ResourceId: 'interpreted' },
  required: [],
  createOnly: ['ResolverQueryLogConfigId', 'ResourceId'],
  calls: {
    read: 'GetResolverQueryLogConfigAssociation', create: ['AssociateResolverQueryLogConfig', 'ec2:DescribeVpcs'],
    delete: ['DisassociateResolverQueryLogConfig', 'ListResolverQueryLogConfigAssociations'],
  },
  parts: operation => resolverState(operation).queryLogAssociations,
  make: (operation, base) => {
    const { properties, world } = operation;
    const { queryLogs, queryLogAssociations } = resolverState(operation);
    const vpcId = partNamed(operation, world.state.networks.vpcs, properties.ResourceId, RESOLVER.EXISTS).id;
    const configId = partNamed(operation, queryLogs, text(properties, 'ResolverQueryLogConfigId'), RESOLVER.EXISTS).id;
    const same = [...queryLogAssociations.values()].some(other => other.vpcId === vpcId && other.configId === configId);
    operation.require(RESOLVER.QUOTA, !same, `${vpcId} is associated with ${configId} already`, 'leave one out');
    return { ...base, vpcId, configId };
  },
});
