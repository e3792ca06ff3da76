import { Context } from '../../lib/policy';
import { decide } from './authorization';
import { Operation, Rule } from './contract';
import { serviceCaller } from './services/iam';
import { findKey } from './services/kms';
import { Bucket } from './services/s3';

const SERVICE = 'delivery.logs.amazonaws.com';

/** How the delivery of logs to a bucket differs by what is delivered. */
export interface VendedLogs {
  readonly rule: Rule;
  /** Where CloudWatch Logs says that it comes from. */
  readonly sourceArn: string;
  /** Folder below the bucket in which files appear. */
  readonly folder: string;
  /** Whether the bucket is asked for its ACL first, which the newer deliveries do not. */
  readonly acl: boolean;
}

/** Refuses logs that would not arrive in a bucket: its policy, and the policy of its key, decide. */
export function requireBucketAccepts(operation: Operation, bucket: Bucket, { rule, sourceArn, folder, acl }: VendedLogs): void {
  const { world, accountId } = operation;
  const { organization } = world.state.organizations;
  const context: Context = { 'aws:SourceAccount': accountId, 'aws:SourceArn': sourceArn, ...organization ? { 'aws:SourceOrgID': organization.id } : {} };
  const key = bucket.encryptionKey === undefined ? undefined : findKey(world, bucket.encryptionKey, bucket);
  const asked: readonly (readonly [string, string, Context])[] = [
    ...acl ? [['s3:GetBucketAcl', bucket.arn, {}] as const] : [],
    ['s3:PutObject', `${bucket.arn}/${folder}/file.log.gz`, { 's3:x-amz-acl': 'bucket-owner-full-control' }],
    ...key ? [['kms:GenerateDataKey', key.arn, {}] as const, ['kms:Decrypt', key.arn, {}] as const] : [],
  ];
  for (const [action, resource, more] of asked) {
    const owner = action.startsWith('kms:') ? key! : bucket;
    const { allowed, explanation } = decide(world, serviceCaller(SERVICE), {
      action, resource, resourceAccountId: owner.accountId, region: owner.region, context: { ...context, ...more },
    });
    operation.require(rule, allowed, `${SERVICE} must be allowed ${action} on ${resource}: ${explanation}`, `allow ${SERVICE} ${action}, for ${sourceArn}`);
  }
  bucket.holdsLogs = true;
}
