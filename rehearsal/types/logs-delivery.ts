import { PolicyDocument } from '../../lib/policy';
import { parseArn } from '../aws/arn';
import { Operation, ResourceType } from '../aws/contract';
import { DeliveryDestination, DeliverySource, LogDelivery, LogResourcePolicy } from '../aws/services/log-delivery-pairs';
import { findLogGroup } from '../aws/services/logs';
import { partOfArn, ServicePart } from '../aws/services/service-parts';
import { requireBucketAccepts } from '../aws/vended-log-bucket';
import { LOG_DELIVERY } from '../rules/edge';
import { changed, given, inert, permissions, TAGS } from './permission';
import { needed, neededByArn, refuseWhileInUse, serviceType } from './service-part';
import { valueChecks } from './value-checks';
import { record, text } from './values';

const CLOUDFRONT_REGION = 'us-east-1';
const MAX_POLICIES = 10;
const MAX_POLICY = 5_120;
const FORMAT = inert('no log is written in the rehearsal');
const NAME = /^[\w-]{1,60}$/;
const KINDS = { s3: 'S3', logs: 'CWL' } as const;

const logsArn = ({ partition, accountId, region }: Operation, type: string, name: unknown) => `arn:${partition}:logs:${region}:${accountId}:${type}:${String(name)}`;
const onSource = (operation: Operation) => logsArn(operation, 'delivery-source', operation.properties.Name);
const onDestination = (operation: Operation) => logsArn(operation, 'delivery-destination', operation.properties.Name);
const onDelivery = (operation: Operation) => logsArn(operation, 'delivery', operation.physicalId ?? '*');
const tagged = (on: (operation: Operation) => string) => permissions(['logs:TagResource', 'logs:UntagResource'], on, { when: changed('Tags') });
const tagsOnCreate = (on: (operation: Operation) => string) => permissions(['logs:TagResource'], on, { when: given('Tags') });

/** What sends logs: a distribution, a user pool, a web ACL … */
export const DELIVERY_SOURCE: ResourceType = serviceType<DeliverySource>({
  typeName: 'AWS::Logs::DeliverySource',
  source: 'aws-logs-deliverysource',
  properties: { Name: 'interpreted', ResourceArn: 'interpreted', LogType: 'interpreted', Tags: TAGS },
  required: ['Name', 'ResourceArn'],
  createOnly: ['Name'],
  permissions: {
    create: [
      ...permissions(['logs:PutDeliverySource', 'logs:GetDeliverySource'], onSource), ...tagsOnCreate(onSource),
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-vended-logs-permissions-V2.html
      ...permissions(['cloudfront:AllowVendedLogDeliveryForResource'], ({ properties }) => String(properties.ResourceArn),
        { when: ({ properties }) => parseArn(String(properties.ResourceArn))?.service === 'cloudfront' }),
    ],
    update: [...permissions(['logs:PutDeliverySource', 'logs:GetDeliverySource'], onSource), ...tagged(onSource)],
    delete: permissions(['logs:DeleteDeliverySource'], onSource),
  },
  parts: ({ logDeliveryPairs }) => logDeliveryPairs.sources,
  identify: operation => ({ id: String(operation.properties.Name), arn: onSource(operation) }),
  settings: (operation, self) => {
    const { properties, world, accountId, region } = operation;
    valueChecks(operation, 'ValidationException').like('Name', properties.Name, NAME, 'up to 60 letters, digits, "-" and "_"');
    const resourceArn = String(properties.ResourceArn);
    const logType = text(properties, 'LogType') ?? 'ACCESS_LOGS';
    const parts = parseArn(resourceArn);
    const distribution = partOfArn(world.state.cloudFront.distributions, resourceArn);
    const isEdge = parts?.service === 'cloudfront';
    const here = parts?.accountId === accountId && (isEdge ? region === CLOUDFRONT_REGION &&
      distribution !== undefined : parts.region === region);
    operation.require(LOG_DELIVERY.SOURCE, here, `${resourceArn} is no source of logs of ${accountId} in ${region}`, 'name what exists; logs of CloudFront begin in us-east-1');
    operation.requirePath(LOG_DELIVERY.SOURCE, distribution?.origin, `${resourceArn} may not exist yet`);
    const twin = [...world.state.logDeliveryPairs.sources.values()].find(other => other.resourceArn === resourceArn &&
      other.logType === logType && other.id !== self.id);
    operation.require(LOG_DELIVERY.SOURCE, twin === undefined, `${resourceArn} sends ${logType} as ${twin?.id} already`, 'use that source');
    return { resourceArn, logType };
  },
  remove: (operation, part) => refuseWhileInUse(operation, 'ConflictException', part,
    [...operation.world.state.logDeliveryPairs.deliveries.values()].filter(delivery => delivery.sourceName === part.id &&
      isNear(delivery, part))),
  attributes: ({ arn, resourceArn }) => ({ Arn: arn, ResourceArns: [resourceArn], Service: parseArn(resourceArn)?.service }),
});

const isNear = (one: ServicePart, other: ServicePart) => one.accountId === other.accountId && one.region === other.region;

/** A bucket or a log group that takes logs. Delivery streams, and destinations for other accounts, are refused. */
export const DELIVERY_DESTINATION: ResourceType = serviceType<DeliveryDestination>({
  typeName: 'AWS::Logs::DeliveryDestination',
  source: 'aws-logs-deliverydestination',
  properties: { Name: 'interpreted', DestinationResourceArn: 'interpreted', DeliveryDestinationType: 'interpreted', OutputFormat: FORMAT, Tags: TAGS },
  required: ['Name', 'DestinationResourceArn'],
  createOnly: ['Name', 'DestinationResourceArn', 'OutputFormat', 'DeliveryDestinationType'],
  permissions: {
    create: [...permissions(['logs:PutDeliveryDestination', 'logs:GetDeliveryDestination'], onDestination), ...tagsOnCreate(onDestination)],
    update: [...permissions(['logs:PutDeliveryDestination', 'logs:GetDeliveryDestination'], onDestination), ...tagged(onDestination)],
    delete: permissions(['logs:DeleteDeliveryDestination'], onDestination),
  },
  parts: ({ logDeliveryPairs }) => logDeliveryPairs.destinations,
  identify: operation => ({ id: String(operation.properties.Name), arn: onDestination(operation) }),
  settings: operation => {
    const { properties, world } = operation;
    valueChecks(operation, 'ValidationException').like('Name', properties.Name, NAME, 'up to 60 letters, digits, "-" and "_"');
    const resourceArn = String(properties.DestinationResourceArn);
    const parts = parseArn(resourceArn);
    const kind = KINDS[parts?.service as keyof typeof KINDS];
    if (kind === undefined) operation.fail('NotModelled', `the rehearsal does not know log deliveries to ${resourceArn}`);
    const target = kind === 'S3' ? world.state.s3.buckets.get(parts!.resource.split('/')[0]) : findLogGroup(world, resourceArn);
    const near = target !== undefined && [undefined, kind].includes(text(properties, 'DeliveryDestinationType') as typeof kind);
    operation.require(LOG_DELIVERY.DESTINATION, near, `${resourceArn} does not exist, or is no ${text(properties, 'DeliveryDestinationType')}`, 'create it before');
    operation.requirePath(LOG_DELIVERY.DESTINATION, target!.origin, `${resourceArn} may not exist yet`);
    return { resourceArn, kind };
  },
  remove: (operation, part) => refuseWhileInUse(operation, 'ConflictException', part,
    [...operation.world.state.logDeliveryPairs.deliveries.values()].filter(({ destinationArn }) => destinationArn === part.arn)),
  attributes: ({ arn, kind }) => ({ Arn: arn, DeliveryDestinationType: kind }),
});

/** Logs of a source on their way to a destination. */
export const DELIVERY: ResourceType = serviceType<LogDelivery>({
  typeName: 'AWS::Logs::Delivery',
  source: 'aws-logs-delivery',
  properties: {
    DeliverySourceName: 'interpreted', DeliveryDestinationArn: 'interpreted', RecordFields: FORMAT, FieldDelimiter: FORMAT, S3SuffixPath: FORMAT,
    S3EnableHiveCompatiblePath: FORMAT, Tags: TAGS,
  },
  required: ['DeliverySourceName', 'DeliveryDestinationArn'],
  createOnly: ['DeliverySourceName', 'DeliveryDestinationArn'],
  permissions: {
    create: [
      ...permissions(['logs:CreateDelivery', 'logs:GetDelivery'], onDelivery), ...permissions(['logs:DescribeDeliveries']), ...tagsOnCreate(onDelivery),
      ...permissions(['logs:GetDeliverySource'], operation => logsArn(operation, 'delivery-source', operation.properties.DeliverySourceName)),
      ...permissions(['logs:GetDeliveryDestination'], ({ properties }) => String(properties.DeliveryDestinationArn)),
      // CloudWatch Logs writes a policy for its own log groups: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
      ...permissions(['logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups'], undefined,
        { when: ({ world, properties }) => partOfArn(world.state.logDeliveryPairs.destinations, properties.DeliveryDestinationArn)?.kind === 'CWL' }),
    ],
    update: [
      ...permissions(['logs:GetDelivery'], onDelivery), ...tagged(onDelivery),
      ...permissions(['logs:UpdateDeliveryConfiguration'], onDelivery, { when: changed('RecordFields', 'FieldDelimiter', 'S3SuffixPath', 'S3EnableHiveCompatiblePath') }),
    ],
    delete: permissions(['logs:DeleteDelivery'], onDelivery),
  },
  parts: ({ logDeliveryPairs }) => logDeliveryPairs.deliveries,
  identify: operation => {
    const { world, accountId, region, properties } = operation;
    const id = world.identifiers.letters(`delivery:${accountId}:${region}:${String(properties.DeliverySourceName)}:${String(properties.DeliveryDestinationArn)}`, 16);
    return { id, arn: logsArn(operation, 'delivery', id) };
  },
  settings: pairOf,
  attributes: ({ arn, destinationArn, id }, { world }) => ({
    Arn: arn, DeliveryId: id, DeliveryDestinationType: partOfArn(world.state.logDeliveryPairs.destinations, destinationArn)?.kind,
  }),
});

function pairOf(operation: Operation, self: ServicePart): Pick<LogDelivery, 'sourceName' | 'destinationArn'> {
  const { properties, world, accountId } = operation;
  const { sources, destinations, deliveries } = world.state.logDeliveryPairs;
  const source = needed(operation, sources, properties.DeliverySourceName, LOG_DELIVERY.PAIR);
  const destination = neededByArn(operation, destinations, properties.DeliveryDestinationArn, LOG_DELIVERY.PAIR);
  const others = [...deliveries.values()].filter(other => other.sourceName === source.id && isNear(other, source) && other.id !== self.id);
  const alone = destination.region === source.region && !others.some(({ destinationArn }) => destinationArn === destination.arn);
  operation.require(LOG_DELIVERY.PAIR, alone, `${source.id} and ${destination.id} are joined already, or lie in two regions`, 'leave one out');
  others.forEach(other => operation.requirePath(LOG_DELIVERY.PAIR, other.origin, `${other.id} of the same source may be changed at the same time`));
  if (destination.kind === 'S3') {
    const [name, ...folders] = parseArn(destination.resourceArn)!.resource.split('/');
    const bucket = world.state.s3.buckets.get(name)!;
    operation.requirePath(LOG_DELIVERY.DESTINATION, bucket.policy?.origin, `the policy of ${name} may not be there yet`);
    requireBucketAccepts(operation, bucket, { rule: LOG_DELIVERY.BUCKET, sourceArn: source.arn, folder: [...folders, 'AWSLogs', accountId].join('/'), acl: false });
  }
  return { sourceName: source.id, destinationArn: destination.arn };
}

const putPolicy = () => permissions(['logs:PutResourcePolicy', 'logs:DescribeResourcePolicies']);

/** A policy on the log groups of an account and region, for services that write to them. */
export const LOG_RESOURCE_POLICY: ResourceType = serviceType<LogResourcePolicy>({
  typeName: 'AWS::Logs::ResourcePolicy',
  source: 'aws-logs-resourcepolicy',
  properties: { PolicyName: 'interpreted', PolicyDocument: 'interpreted' },
  required: ['PolicyName', 'PolicyDocument'],
  createOnly: ['PolicyName'],
  permissions: { create: putPolicy(), update: putPolicy(), delete: permissions(['logs:DeleteResourcePolicy']) },
  parts: ({ logDeliveryPairs }) => logDeliveryPairs.policies,
  identify: ({ properties, partition, region, accountId }) => ({ id: String(properties.PolicyName), arn: `arn:${partition}:logs:${region}:${accountId}:resource-policy:${String(properties.PolicyName)}` }),
  settings: (operation, self) => {
    const written = String(operation.properties.PolicyDocument);
    const others = [...operation.world.state.logDeliveryPairs.policies.values()].filter(other => isNear(other, self) &&
      other.id !== self.id).length;
    const document = parsed(written);
    const holds = document !== undefined && written.length <= MAX_POLICY && others < MAX_POLICIES;
    operation.require(LOG_DELIVERY.POLICY, holds, `${written.length} characters beside ${others} policies`, 'write a shorter document, or one for several services');
    return { document: document! };
  },
});

function parsed(written: string): PolicyDocument | undefined {
  try {
    const document = JSON.parse(written) as Readonly<Record<string, unknown>>;
    return Array.isArray(document.Statement) || Object.keys(record(document, 'Statement')).length > 0 ? document as unknown as PolicyDocument : undefined;
  } catch {
    return undefined;
  }
}
