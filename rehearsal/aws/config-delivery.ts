import { Context } from '../../lib/policy';
import { CONFIG } from '../rules/config';
import { decide } from './authorization';
import type { Delivery } from './log-delivery';
import { CONFIG_SERVICE, DeliveryChannel } from './services/config';
import { serviceCaller } from './services/iam';
import { findKey, Key } from './services/kms';
import { organizationPathOf } from './services/organization-tree';
import { Bucket } from './services/s3';
import type { World } from './world';

/**
 * What AWS Config does with the bucket and the key of a delivery channel, each with the decision of the bucket policy, the key policy and
 * resource control policies. With its service-linked role as recorder's role it acts as config.amazonaws.com.
 *
 * That AWS Config says the organization of the source to AWS KMS as it does to S3 is not documented.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
 */
export function configDeliveries(world: World, channel: DeliveryChannel): readonly Delivery[] {
  const bucket = world.state.s3.buckets.get(channel.bucketName);
  const key = bucket && channelKey(world, channel, bucket);
  return bucket ? [...bucketDeliveries(world, channel, bucket), ...key ? keyDeliveries(world, channel, key) : []] : [];
}

/** The key of what is delivered: the channel's, or the bucket's. */
export function channelKey(world: World, channel: DeliveryChannel, bucket: Bucket): Key | undefined {
  const name = channel.keyArn ?? bucket.encryptionKey;
  return name === undefined ? undefined : findKey(world, name, channel.keyArn === undefined ? bucket : channel);
}

/** AWS Config says for which account and organization it acts. */
function sourceOf(world: World, accountId: string): Context {
  const { organization } = world.state.organizations;
  return { 'aws:SourceAccount': accountId, ...organization && organizationPathOf(world, accountId) ? { 'aws:SourceOrgID': organization.id } : {} };
}

function bucketDeliveries(world: World, { accountId, keyPrefix }: DeliveryChannel, bucket: Bucket): readonly Delivery[] {
  const folder = `${keyPrefix ? `${keyPrefix}/` : ''}AWSLogs/${accountId}/Config`;
  const asked: readonly (readonly [string, string, Context])[] = [
    ['s3:GetBucketAcl', '', {}], ['s3:ListBucket', '', {}],
    ['s3:PutObject', `/${folder}/ConfigWritabilityCheckFile`, { 's3:x-amz-acl': 'bucket-owner-full-control' }],
  ];
  return asked.map(([action, path, context]) => ({
    rule: CONFIG.CHANNEL_BUCKET,
    what: `AWS Config must be allowed ${action} on ${bucket.arn}${path}`,
    remedy: `allow config.amazonaws.com ${action}${path && ` on ${folder}/*`} in the bucket policy`,
    decision: decide(world, serviceCaller(CONFIG_SERVICE), {
      action, resource: `${bucket.arn}${path}`, resourceAccountId: bucket.accountId, region: bucket.region, context: { ...sourceOf(world, accountId), ...context },
    }),
  }));
}

function keyDeliveries(world: World, { accountId }: DeliveryChannel, key: Key): readonly Delivery[] {
  return ['kms:GenerateDataKey', 'kms:Decrypt'].map(action => ({
    rule: CONFIG.CHANNEL_KEY,
    what: `AWS Config must be allowed ${action} on ${key.arn}`,
    remedy: `allow config.amazonaws.com ${action} in the key policy`,
    decision: decide(world, serviceCaller(CONFIG_SERVICE), {
      action, resource: key.arn, resourceAccountId: key.accountId, region: key.region, context: sourceOf(world, accountId),
    }),
  }));
}
