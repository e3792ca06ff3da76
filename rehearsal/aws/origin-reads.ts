import { CLOUDFRONT } from '../rules/edge';
import { decide } from './authorization';
import type { Delivery } from './log-delivery';
import { Distribution } from './services/cloudfront';
import { serviceCaller } from './services/iam';
import { findKey } from './services/kms';
import type { World } from './world';

/**
 * What a distribution does with the buckets behind it. Their policies name the distribution, so they come after it, and nobody is told when
 * they never do: it is looked at once everything is deployed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export const originReads = (world: World, { arn, accountId, buckets }: Distribution): readonly Delivery[] => buckets.flatMap(name => {
  const bucket = world.state.s3.buckets.get(name);
  if (!bucket) {
    return [];
  }
  const key = bucket.encryptionKey === undefined ? undefined : findKey(world, bucket.encryptionKey, bucket);
  const asked = [['s3:GetObject', `${bucket.arn}/index.html`, bucket] as const, ...key ? [['kms:Decrypt', key.arn, key] as const] : []];
  return asked.map(([action, resource, owner]): Delivery => ({
    rule: CLOUDFRONT.ORIGIN_READ,
    what: `CloudFront must be allowed ${action} on ${resource}`,
    remedy: `allow cloudfront.amazonaws.com ${action} for this distribution`,
    decision: decide(world, serviceCaller('cloudfront.amazonaws.com'), {
      action, resource, resourceAccountId: owner.accountId, region: owner.region, context: { 'aws:SourceArn': arn, 'aws:SourceAccount': accountId },
    }),
  }));
});
