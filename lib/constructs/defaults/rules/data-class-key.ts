import { DATA_TYPES, hasCustomerKey, takesCustomerKey } from '../../../core/data-types';
import { RenderedResource } from '../../../core/rendered-resources';
import { DataClassification, KeyChoice } from '../../data';
import { classesOf } from '../private/classes-of-data';
import { isGiven, itemsOf, propertyAt } from '../private/problems';
import { isNamedBy, RenderedWorld } from '../private/rendered-world';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const BUCKET = 'AWS::S3::Bucket';

export const DATA_CLASS_KEY: RuleDefinition = {
  id: 'data-class-key',
  theme: SecurityTheme.CLASSIFICATION,
  title: 'Data is under the key that its class asks for',
  remedy: 'use the Secure class, which takes the key of the class; or ApplicationKey.of(scope), or a key of AWS for what everybody may read',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#customer-mgn-key',
  cfnTypes: Object.keys(DATA_TYPES).filter(takesCustomerKey),
  problems: (resource, world) => isElsewhere(resource) || isForAccessLogs(resource, world) ? []
    : classesOf(resource).flatMap(one => keyProblems(resource, one)),
};

function keyProblems(resource: RenderedResource, { className, keyChoice, isKeyRequired }: DataClassification): string[] {
  const [key] = DATA_TYPES[resource.cfnType].keys!;
  const hasKey = hasCustomerKey(resource);
  if (isKeyRequired && !hasKey) {
    return [`'${key}' must be a customer managed key for data of class "${className}", got none`];
  }
  // Nobody reads what a key of yours encrypts without signing in.
  return keyChoice === KeyChoice.AWS_OWNED && hasKey && resource.cfnType === BUCKET
    ? [`'${key}' must be left out for data of class "${className}", which everybody may read, got a customer managed key`] : [];
}

/** Instances of a cluster and replicas have the key of what they belong to. */
const isElsewhere = ({ properties }: RenderedResource): boolean =>
  ['DBClusterIdentifier', 'SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier', 'SnapshotIdentifier', 'DBSnapshotIdentifier', 'SnapshotId']
    .some(path => isGiven(propertyAt(properties, path)));

/** Who writes access logs, and cannot under a customer managed key. */
const LOG_WRITERS = /"(logging\.s3|logdelivery\.elasticloadbalancing)\.amazonaws\.com"/;

/**
 * S3 and load balancers deliver access logs into buckets with SSE-S3 alone.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
function isForAccessLogs(resource: RenderedResource, world: RenderedWorld): boolean {
  return resource.cfnType === BUCKET && (
    world.withTypes([BUCKET]).some(({ properties }) => isNamedBy(resource, propertyAt(properties, 'LoggingConfiguration.DestinationBucketName')))
    || world.withTypes(['AWS::S3::BucketPolicy']).some(({ properties }) => isNamedBy(resource, properties.Bucket)
      && itemsOf(propertyAt(properties, 'PolicyDocument.Statement')).some(({ Principal }) => LOG_WRITERS.test(JSON.stringify(Principal) ?? ''))));
}
