import { Context } from '../../lib/policy';
import { GUARDDUTY } from '../rules/guardduty';
import { parseArn } from './arn';
import { decide } from './authorization';
import { Delivery } from './log-delivery';
import { knownRegions, defaultRegions } from './regions';
import { Detector } from './services/guardduty';
import { serviceCaller } from './services/iam';
import { findKey } from './services/kms';
import type { World } from './world';

/**
 * What GuardDuty does with the bucket and the key that a detector publishes to, each with the decision of the bucket policy, the key policy
 * and resource control policies. It says for which detector it acts; in a region that has to be opted into it has a name of its own.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
 */
export function findingDeliveries(world: World, detector: Detector): readonly Delivery[] {
  const { publishing, region, accountId, id } = detector;
  if (!publishing) {
    return [];
  }
  const service = principalIn(world, region);
  const context: Context = {
    'aws:SourceAccount': accountId, 'aws:SourceArn': `arn:${world.partition}:guardduty:${region}:${accountId}:detector/${id}`,
  };
  const bucketName = parseArn(publishing.destinationArn)?.resource.split('/')[0] ?? '';
  const bucket = world.state.s3.buckets.get(bucketName);
  const key = findKey(world, publishing.keyArn);
  const ask = (action: string, resource: string, owner?: { readonly accountId: string; readonly region: string }): Delivery => ({
    rule: GUARDDUTY.FINDINGS_PUBLISHED,
    what: `GuardDuty must be allowed ${action} on ${resource}`,
    remedy: `allow ${service} ${action} for the detectors of ${accountId}: LogSource.guardDuty, KeyPurpose.guardDuty`,
    decision: decide(world, serviceCaller(service), {
      action, resource, resourceAccountId: owner?.accountId, region: owner?.region, context,
    }),
  });
  return [
    ask('s3:GetBucketLocation', publishing.destinationArn, bucket),
    ask('s3:PutObject', `${publishing.destinationArn}/AWSLogs/${accountId}/GuardDuty/${region}/2026/01/01/findings.jsonl.gz`, bucket),
    ask('kms:GenerateDataKey', publishing.keyArn, key),
  ];
}

function principalIn(world: World, region: string): string {
  const optedInto = knownRegions(world.partition).includes(region) && !defaultRegions(world.partition).includes(region);
  return optedInto ? `guardduty.${region}.amazonaws.com` : 'guardduty.amazonaws.com';
}
