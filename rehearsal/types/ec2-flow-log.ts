import { Operation, ResourceType } from '../aws/contract';
import { parseArn } from '../aws/arn';
import { flowLogDeliveries } from '../aws/flow-log-delivery';
import { findLogGroup, logGroupArn } from '../aws/services/logs';
import { FlowLog, NetworkPart } from '../aws/services/networks';
import { getBucket } from '../aws/services/s3';
import { FLOW_LOG_RULES } from '../rules/network-endpoints';
import { ec2Arn, partNamed, partType } from './ec2';
import { given, inert, permissions } from './permission';
import { text } from './values';

const TRAFFIC = ['ACCEPT', 'ALL', 'REJECT'];
const NO_RECORDS = inert('no packet is recorded in the rehearsal');

const toBucket = ({ properties }: Operation) => text(properties, 'LogDestinationType') === 's3';
const onLog = (operation: Operation) => ec2Arn(operation, 'vpc-flow-log', operation.physicalId ?? '*');

const BASE = partType<FlowLog>({
  typeName: 'AWS::EC2::FlowLog',
  source: 'aws-ec2-flowlog',
  prefix: 'fl',
  arnType: 'vpc-flow-log',
  properties: {
    ResourceId: 'interpreted', ResourceType: 'interpreted', LogDestination: 'interpreted', LogDestinationType: 'interpreted', LogGroupName: 'interpreted',
    DeliverLogsPermissionArn: 'interpreted', TrafficType: 'interpreted', MaxAggregationInterval: NO_RECORDS, LogFormat: NO_RECORDS, DestinationOptions: NO_RECORDS,
    Tags: 'interpreted',
  },
  nested: { DestinationOptions: ['FileFormat', 'HiveCompatiblePartitions', 'PerHourPartition'] },
  required: ['ResourceId', 'ResourceType'],
  createOnly: [
    'DeliverLogsPermissionArn', 'LogGroupName', 'LogDestination', 'ResourceId', 'TrafficType', 'LogDestinationType', 'ResourceType', 'LogFormat',
    'MaxAggregationInterval', 'DestinationOptions',
  ],
  actions: { describe: 'ec2:DescribeFlowLogs', create: ['ec2:CreateFlowLogs'], delete: ['ec2:DeleteFlowLogs'] },
  parts: ({ world }) => world.state.networks.flowLogs,
  make: makeLog,
  attributes: ({ id }) => ({ Id: id }),
});

/** A flow log of a VPC, a subnet or a transit gateway. To Firehose, or by a role to another account, it is refused by name. */
export const FLOW_LOG: ResourceType = {
  ...BASE,
  permissions: {
    create: [
      ...BASE.permissions.create,
      // CreateFlowLogs makes the delivery and, where the bucket has no policy for it, changes that: here it must have one
      ...permissions(['logs:CreateLogDelivery'], undefined, { when: toBucket }),
      ...permissions(['iam:PassRole'], ({ properties }) => String(properties.DeliverLogsPermissionArn), {
        when: given('DeliverLogsPermissionArn'), context: () => ({ 'iam:PassedToService': 'vpc-flow-logs.amazonaws.com' }),
      }),
    ],
    update: BASE.permissions.update,
    delete: [...permissions(['ec2:DeleteFlowLogs'], onLog), ...permissions(['logs:DeleteLogDelivery'], undefined, { when: toBucket })],
  },
};

function makeLog(operation: Operation, base: NetworkPart): FlowLog {
  const { world, properties } = operation;
  partNamed(operation, partsToWatch(operation), properties.ResourceId);
  requireTraffic(operation);
  const roleArn = text(properties, 'DeliverLogsPermissionArn');
  const log: FlowLog = { ...base, resourceId: String(properties.ResourceId),
    destinationArn: toBucket(operation) ? bucketOf(operation) : groupOf(operation), roleArn };
  const role = roleArn === undefined ? undefined : world.state.iam.roles.get(roleArn);
  operation.require(FLOW_LOG_RULES.DESTINATION, toBucket(operation) ? roleArn === undefined : role !== undefined,
    toBucket(operation) ? 'a bucket has no role' : `the role ${roleArn} does not exist`, 'give a role to a log group, and none to a bucket');
  operation.requirePath(FLOW_LOG_RULES.ROLE, role?.origin, `the role ${role?.name} may not exist yet`);
  for (const { rule, decision, what, remedy } of flowLogDeliveries(world, log)) {
    operation.require(rule, decision.allowed, `${what}: ${decision.explanation}`, remedy);
  }
  if (toBucket(operation)) {
    getBucket(world, parseArn(log.destinationArn)!.resource.split('/')[0]).holdsLogs = true;
  }
  return log;
}

/** Of what a VPC or a subnet lets through and refuses; a transit gateway knows no difference. */
function requireTraffic(operation: Operation): void {
  const wanted = text(operation.properties, 'TrafficType');
  const knows = !String(operation.properties.ResourceType).startsWith('TransitGateway');
  operation.require(FLOW_LOG_RULES.TRAFFIC, knows ? TRAFFIC.includes(wanted ?? '') : wanted === undefined, `'TrafficType' is ${wanted}`,
    knows ? `give one of ${TRAFFIC.join(', ')}` : 'leave it out');
}

/** Parts of the kind that the flow log watches. */
function partsToWatch(operation: Operation): ReadonlyMap<string, NetworkPart> {
  const { networks, transitGateways } = operation.world.state;
  const kinds: Readonly<Record<string, ReadonlyMap<string, NetworkPart>>> = {
    VPC: networks.vpcs, Subnet: networks.subnets, TransitGateway: transitGateways.gateways,
      TransitGatewayAttachment: transitGateways.attachments,
  };
  const kind = String(operation.properties.ResourceType);
  return kinds[kind] ?? operation.fail('NotModelled', `the rehearsal does not know flow logs of ${kind}`);
}

function bucketOf(operation: Operation): string {
  const arn = text(operation.properties, 'LogDestination') ?? '';
  const bucket = operation.world.state.s3.buckets.get(parseArn(arn)?.resource.split('/')[0] ?? '');
  operation.require(FLOW_LOG_RULES.DESTINATION, bucket !== undefined, `the bucket ${arn} does not exist`, 'create the bucket before');
  operation.requirePath(FLOW_LOG_RULES.BUCKET, bucket!.policy?.origin, `the policy of the bucket ${bucket!.name} may not be there yet`);
  return arn;
}

function groupOf(operation: Operation): string {
  const { world, accountId, region, properties } = operation;
  const type = text(properties, 'LogDestinationType') ?? 'cloud-watch-logs';
  if (type !== 'cloud-watch-logs') {
    operation.fail('NotModelled', `the rehearsal does not know flow logs to ${type}`);
  }
  const arn = text(properties, 'LogDestination') ?? logGroupArn(world, accountId, region, text(properties, 'LogGroupName') ?? '');
  const group = findLogGroup(world, arn);
  operation.require(FLOW_LOG_RULES.DESTINATION, group?.accountId === accountId && group.region === region, `the log group ${arn} does not exist in ${accountId} ${region}`, 'create it before');
  operation.requirePath(FLOW_LOG_RULES.DESTINATION, group!.origin, `the log group ${group!.name} may not exist yet`);
  return arn;
}
