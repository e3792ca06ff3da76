import { CfnDeletionPolicy } from 'aws-cdk-lib';
import { isGiven, propertyAt } from './problems';
import { RuleDefinition } from './rule-definition';

/** Types of which CloudFormation makes a last snapshot; what else is replaced stays as it is. */
const WITH_SNAPSHOT = [
  'AWS::DocDB::DBCluster', 'AWS::EC2::Volume', 'AWS::ElastiCache::ReplicationGroup', 'AWS::Neptune::DBCluster', 'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
];

/** A change of a launch template makes a version of it. */
const NEVER_REPLACED = ['AWS::EC2::LaunchTemplate'];

/**
 * Keeps what a resource holds where what a rule fills in makes CloudFormation replace it, unless its UpdateReplacePolicy is written:
 * without one the old resource is deleted with its data.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html
 */
export const keepReplaced = (fillings: NonNullable<RuleDefinition['fillings']>): NonNullable<RuleDefinition['complete']> => (resource, construct) => {
  const isFilledIn = Object.keys(fillings(resource)).some(path => !isGiven(propertyAt(resource.properties, path)));
  if (isFilledIn && !NEVER_REPLACED.includes(resource.cfnType)) {
    const kept = WITH_SNAPSHOT.includes(resource.cfnType) ? CfnDeletionPolicy.SNAPSHOT : CfnDeletionPolicy.RETAIN;
    construct.cfnOptions.updateReplacePolicy ??= kept;
  }
};
