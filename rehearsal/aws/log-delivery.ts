import { Context, Decision } from '../../lib/policy';
import { CLOUDTRAIL } from '../rules/cloudtrail';
import { S3 } from '../rules/storage';
import { apiInvocations } from './api-invocations';
import { decide } from './authorization';
import { configDeliveries } from './config-delivery';
import { FailureDetails, RehearsalFailure, Rule } from './contract';
import { findingDeliveries } from './finding-delivery';
import { flowLogDeliveries } from './flow-log-delivery';
import { placeOfOrigin } from './origin';
import { originReads } from './origin-reads';
import { serviceCaller } from './services/iam';
import { Trail } from './services/cloudtrail';
import { findKey } from './services/kms';
import { Bucket } from './services/s3';
import { taskStarts } from './task-starts';
import type { World } from './world';

/** One thing that a service must be able to do so that logs arrive. */
export interface Delivery {
  readonly rule: Rule;
  readonly decision: Decision;
  readonly what: string;
  readonly remedy: string;
}

/**
 * What CloudTrail does with the bucket and the key of a trail, each with the decision of the bucket policy, the key policy and resource
 * control policies.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function trailDeliveries(world: World, trail: Omit<Trail, 'logging'>): readonly Delivery[] {
  const bucket = world.state.s3.buckets.get(trail.bucketName);
  return bucket ? [...bucketDeliveries(world, trail, bucket), ...keyDeliveries(world, trail, bucket)] : [];
}

/** CloudTrail says for which trail, account and organization it acts. */
const sourceOf = (world: World, { arn, accountId }: Pick<Trail, 'arn' | 'accountId'>): Context => {
  const { organization } = world.state.organizations;
  return { 'aws:SourceArn': arn, 'aws:SourceAccount': accountId, ...organization ? { 'aws:SourceOrgID': organization.id } : {} };
};

function bucketDeliveries(world: World, trail: Omit<Trail, 'logging'>, bucket: Bucket): readonly Delivery[] {
  const source = sourceOf(world, trail);
  const prefix = trail.keyPrefix ? `${trail.keyPrefix}/` : '';
  const ask = (rule: Rule, action: string, path: string, context: Context, remedy: string): Delivery => ({
    rule, remedy,
    what: `CloudTrail must be allowed ${action} on ${bucket.arn}${path}`,
    decision: decide(world, serviceCaller('cloudtrail.amazonaws.com'), {
      action, resource: `${bucket.arn}${path}`, resourceAccountId: bucket.accountId, region: bucket.region, context: { ...source, ...context },
    }),
  });
  const write = (rule: Rule, folder: string) => ask(rule, 's3:PutObject', `/${prefix}AWSLogs/${folder}/CloudTrail/file.json.gz`,
    { 's3:x-amz-acl': 'bucket-owner-full-control' }, `allow cloudtrail.amazonaws.com s3:PutObject on AWSLogs/${folder}/* in the bucket policy`);
  const acl = 'allow cloudtrail.amazonaws.com s3:GetBucketAcl in the bucket policy';
  return [
    ask(CLOUDTRAIL.BUCKET_ACL_CHECK, 's3:GetBucketAcl', '', {}, acl),
    write(CLOUDTRAIL.BUCKET_WRITE, trail.accountId),
    ...trail.organization ? [write(CLOUDTRAIL.BUCKET_WRITE_ORGANIZATION, world.state.organizations.organization?.id ?? '')] : [],
  ];
}

function keyDeliveries(world: World, trail: Omit<Trail, 'logging'>, bucket: Bucket): readonly Delivery[] {
  const key = trail.keyArn === undefined ? undefined : findKey(world, trail.keyArn, trail);
  if (!key) {
    return [];
  }
  const common = sourceOf(world, trail);
  const encryption = { 'kms:EncryptionContext:aws:cloudtrail:arn': trail.arn, 'kms:EncryptionContextKeys': ['aws:cloudtrail:arn'] };
  const asked: readonly (readonly [string, Context])[] = [
    ['kms:GenerateDataKey', { ...common, ...encryption }],
    ['kms:DescribeKey', common],
    ...bucket.bucketKey ? [['kms:Decrypt', common] as const] : [],
  ];
  return asked.map(([action, context]) => ({
    rule: CLOUDTRAIL.KEY_USABLE,
    what: `CloudTrail must be allowed ${action} on ${key.arn}`,
    remedy: `allow cloudtrail.amazonaws.com ${action} for this trail in the key policy`,
    decision: decide(world, serviceCaller('cloudtrail.amazonaws.com'), { action, resource: key.arn, resourceAccountId: key.accountId, region: key.region, context }),
  }));
}

/** What S3 does to deliver the access logs of a bucket: nobody is told when it fails, so it is looked at once everything is deployed. */
function accessLogDeliveries(world: World, bucket: Bucket): readonly Delivery[] {
  const target = bucket.accessLogs && world.state.s3.buckets.get(bucket.accessLogs.bucketName);
  if (!target) {
    return [];
  }
  return [{
    rule: S3.ACCESS_LOG_DELIVERY,
    what: `S3 must be allowed to deliver the access logs of ${bucket.name} to ${target.name}`,
    remedy: 'allow logging.s3.amazonaws.com s3:PutObject for this source in the policy of the target',
    decision: decide(world, serviceCaller('logging.s3.amazonaws.com'), {
      action: 's3:PutObject', resource: `${target.arn}/${bucket.accessLogs?.prefix ?? ''}2026-01-01-00-00-00-0123456789ABCDEF`,
      resourceAccountId: target.accountId, region: target.region, context: { 'aws:SourceArn': bucket.arn, 'aws:SourceAccount': bucket.accountId },
    }),
  }];
}

/** Logs that can no longer arrive under the policies as they are now: for the end of a deployment, when every guardrail is attached. */
export function lostLogs(world: World): readonly RehearsalFailure[] {
  const { apiGateway, cloudFront, cloudtrail, config, ecs, guardDuty, networks, s3 } = world.state;
  return [
    ...[...cloudtrail.trails.values()].flatMap(trail => lost(trailDeliveries(world, trail), placeOfOrigin(trail.origin, 'AWS::CloudTrail::Trail'))),
    ...[...guardDuty.detectors.values()].flatMap(detector => lost(findingDeliveries(world, detector), placeOfOrigin(detector.publishing?.origin, 'AWS::CloudFormation::CustomResource'))),
    ...[...config.channels.values()].flatMap(channel => lost(configDeliveries(world, channel), placeOfOrigin(channel.origin, 'Custom::ConfigurationRecorder'))),
    ...[...networks.flowLogs.values()].flatMap(log => lost(flowLogDeliveries(world, log), placeOfOrigin(log.origin, 'AWS::EC2::FlowLog'))),
    ...[...apiGateway.apis.values()].flatMap(api => lost(apiInvocations(world, api), placeOfOrigin(api.origin, 'AWS::ApiGateway::RestApi'))),
    ...[...ecs.services.values()].flatMap(service => lost(taskStarts(world, service), placeOfOrigin(service.origin, 'AWS::ECS::Service'))),
    ...[...cloudFront.distributions.values()].flatMap(part => lost(originReads(world, part), placeOfOrigin(part.origin, 'AWS::CloudFront::Distribution'))),
    ...[...s3.buckets.values()].flatMap(bucket => lost(accessLogDeliveries(world, bucket), placeOfOrigin(bucket.origin, 'AWS::S3::Bucket'))),
  ];
}

function lost(deliveries: readonly Delivery[], place: Partial<FailureDetails>): readonly RehearsalFailure[] {
  return deliveries.filter(({ decision }) => !decision.allowed).map(({ rule, decision, what, remedy }) =>
    new RehearsalFailure({ ...place, kind: 'rule', rule, decision, remedy, message: `${what}: ${decision.explanation}` }));
}
