import { classesOf } from '../private/classes-of-data';
import { demandNotTrue, demandTrue } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const BUCKET = 'AWS::S3::Bucket';
const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map(name => `PublicAccessBlockConfiguration.${name}`);

export const DATA_CLASS_PUBLIC: RuleDefinition = {
  id: 'data-class-public',
  theme: SecurityTheme.CLASSIFICATION,
  title: 'Only data that everybody may read can be public',
  remedy: 'close it, or say that the data is DataClassification.PUBLIC; a waiver of another rule does not make it so',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  cfnTypes: [BUCKET, 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::Redshift::Cluster', 'AWS::RedshiftServerless::Workgroup', 'AWS::AmazonMQ::Broker'],
  problems: resource => classesOf(resource).filter(({ allowsPublicAccess }) => !allowsPublicAccess).flatMap(({ className }) => {
    const { cfnType, properties } = resource;
    const problems = cfnType === BUCKET ? BLOCKS.flatMap(path => demandTrue(properties, path)) : demandNotTrue(properties, 'PubliclyAccessible');
    return problems.map(problem => `${problem}, for data of class "${className}"`);
  }),
};
