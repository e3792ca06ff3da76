import { Context } from '../../lib/policy';
import { RESOLVER } from '../rules/resolver';
import { parseArn } from './arn';
import { decide } from './authorization';
import { Delivery } from './log-delivery';
import { serviceCaller } from './services/iam';
import { findKey } from './services/kms';
import type { QueryLog } from './services/resolver';
import type { World } from './world';

const SERVICE = 'delivery.logs.amazonaws.com';

/**
 * What the delivery of query logs does with a bucket, each with the decision of the policies on it; a log group is written to under a
 * policy
 * that Resolver adds itself.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
 */
export function queryLogDeliveries(world: World, { destinationArn, accountId, region }: QueryLog): readonly Delivery[] {
  const bucket = world.state.s3.buckets.get(parseArn(destinationArn)?.resource.split('/')[0] ?? '');
  if (!bucket) {
    return [];
  }
  const { organization } = world.state.organizations;
  const source: Context = {
    'aws:SourceAccount': accountId, 'aws:SourceArn': `arn:${world.partition}:logs:${region}:${accountId}:*`,
    ...organization ? { 'aws:SourceOrgID': organization.id } : {},
  };
  const ask = (action: string, resource: string, owner: { readonly accountId: string; readonly region: string }): Delivery => ({
    rule: RESOLVER.DESTINATION,
    what: `${SERVICE} must be allowed ${action} on ${resource} for query logs of ${accountId}`,
    remedy: `allow ${SERVICE} ${action} for this account or the organization`,
    decision: decide(world, serviceCaller(SERVICE), {
      action, resource, resourceAccountId: owner.accountId, region: owner.region, context: { ...source, 's3:x-amz-acl': 'bucket-owner-full-control' },
    }),
  });
  const key = bucket.encryptionKey === undefined ? undefined : findKey(world, bucket.encryptionKey, bucket);
  return [
    ask('s3:GetBucketAcl', bucket.arn, bucket),
    ask('s3:PutObject', `${bucket.arn}/AWSLogs/${accountId}/vpcdnsquerylogs/vpc-1/2026/01/01/log.gz`, bucket),
    ...key ? ['kms:GenerateDataKey', 'kms:Decrypt'].map(action => ask(action, key.arn, key)) : [],
  ];
}
