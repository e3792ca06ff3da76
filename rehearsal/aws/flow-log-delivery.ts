import { Context } from '../../lib/policy';
import { FLOW_LOG_RULES } from '../rules/network-endpoints';
import { parseArn } from './arn';
import { decide } from './authorization';
import { Delivery } from './log-delivery';
import { serviceCaller } from './services/iam';
import { findKey } from './services/kms';
import type { FlowLog } from './services/networks';
import type { World } from './world';

const SERVICE = 'delivery.logs.amazonaws.com';

/**
 * What the delivery of a flow log does with its destination, each with the decision of the policies on it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export const flowLogDeliveries = (world: World, log: FlowLog): readonly Delivery[] =>
  log.roleArn === undefined ? bucketDeliveries(world, log) : groupDeliveries(world, log, log.roleArn);

function bucketDeliveries(world: World, { destinationArn, accountId, region }: FlowLog): readonly Delivery[] {
  const [name, ...folders] = parseArn(destinationArn)?.resource.split('/') ?? [];
  const bucket = world.state.s3.buckets.get(name);
  if (!bucket) {
    return [];
  }
  const { organization } = world.state.organizations;
  const source: Context = {
    'aws:SourceAccount': accountId, 'aws:SourceArn': `arn:${world.partition}:logs:${region}:${accountId}:*`,
    ...organization ? { 'aws:SourceOrgID': organization.id } : {},
  };
  const prefix = folders.filter(folder => folder !== '').map(folder => `${folder}/`).join('');
  const ask = (action: string, resource: string, owner: { readonly accountId: string; readonly region: string },
    more: Context = {}): Delivery => ({
    rule: FLOW_LOG_RULES.BUCKET,
    what: `${SERVICE} must be allowed ${action} on ${resource} for flow logs of ${accountId}`,
    remedy: `allow ${SERVICE} ${action} for this account or the organization`,
    decision: decide(world, serviceCaller(SERVICE), { action, resource, resourceAccountId: owner.accountId, region: owner.region,
      context: { ...source, ...more } }),
  });
  const key = bucket.encryptionKey === undefined ? undefined : findKey(world, bucket.encryptionKey, bucket);
  return [
    ask('s3:GetBucketAcl', bucket.arn, bucket),
    ask('s3:PutObject', `${bucket.arn}/${prefix}AWSLogs/${accountId}/vpcflowlogs/${region}/2026/01/01/log.gz`, bucket, { 's3:x-amz-acl': 'bucket-owner-full-control' }),
    ...key ? ['kms:GenerateDataKey', 'kms:Decrypt'].map(action => ask(action, key.arn, key)) : [],
  ];
}

function groupDeliveries(world: World, { destinationArn, region, accountId, id }: FlowLog, roleArn: string): readonly Delivery[] {
  const group = destinationArn.replace(/:\*$/, '');
  const source: Context = { 'aws:SourceAccount': accountId, 'aws:SourceArn': `arn:${world.partition}:ec2:${region}:${accountId}:vpc-flow-log/${id}` };
  const assume: Delivery = {
    rule: FLOW_LOG_RULES.ROLE,
    what: `vpc-flow-logs.amazonaws.com must be trusted by ${roleArn}`,
    remedy: 'trust vpc-flow-logs.amazonaws.com, for this account',
    decision: decide(world, serviceCaller('vpc-flow-logs.amazonaws.com'), { action: 'sts:AssumeRole', resource: roleArn, resourceAccountId: accountId, region, context: source }),
  };
  return [assume, ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action): Delivery => ({
    rule: FLOW_LOG_RULES.ROLE,
    what: `${roleArn} must be allowed ${action} on ${group}`,
    remedy: `allow the role ${action} on the log group and its streams`,
    decision: decide(world, world.sessionOf(roleArn), { action, resource: `${group}:log-stream:eni-1`, resourceAccountId: accountId, region }),
  }))];
}
