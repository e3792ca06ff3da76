import { DATA_TYPES, hasCustomerKey, takesCustomerKey } from '../../../core/data-types';
import { RenderedResource } from '../../../core/rendered-resources';
import { DataClassification, KeyChoice } from '../../data';
import { classesOf } from '../private/classes-of-data';
import { isForAccessLogs } from '../private/log-targets';
import { isGiven, propertyAt } from '../private/problems';
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
