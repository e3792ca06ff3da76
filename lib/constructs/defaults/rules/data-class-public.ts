import { RenderedResource } from '../../../core/rendered-resources';
import { classesOf } from '../private/classes-of-data';
import { demandNotTrue, demandTrue, itemsOf, propertyAt } from '../private/problems';
import { isNamedBy, RenderedWorld } from '../private/rendered-world';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const BUCKET = 'AWS::S3::Bucket';
const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map(name => `PublicAccessBlockConfiguration.${name}`);

export const DATA_CLASS_PUBLIC: RuleDefinition = {
  id: 'data-class-public',
  theme: SecurityTheme.CLASSIFICATION,
  title: 'Only data that everybody may read is public',
  remedy: 'close it, or say that the data is DataClassification.PUBLIC; a waiver of another rule does not make it so',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  cfnTypes: [BUCKET, 'AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::Redshift::Cluster', 'AWS::RedshiftServerless::Workgroup', 'AWS::AmazonMQ::Broker'],
  problems: (resource, world) => classesOf(resource).filter(({ allowsPublicAccess }) => !allowsPublicAccess).flatMap(({ className }) => {
    const problems = resource.cfnType === BUCKET ? openingsOf(resource, world) : demandNotTrue(resource.properties, 'PubliclyAccessible');
    return problems.map(problem => `${problem}, for data of class "${className}"`);
  }),
};

/** What makes a bucket public, unless it blocks that all four ways. */
function openingsOf(bucket: RenderedResource, world: RenderedWorld): string[] {
  if (BLOCKS.every(path => demandTrue(bucket.properties, path).length === 0)) {
    return [];
  }
  const { AccessControl, WebsiteConfiguration } = bucket.properties;
  const policies = world.withTypes(['AWS::S3::BucketPolicy']).filter(({ properties }) => isNamedBy(bucket, properties.Bucket));
  return [
    .../^Public/.test(String(AccessControl)) ? [`'AccessControl' must not be public, got ${JSON.stringify(AccessControl)}`] : [],
    ...WebsiteConfiguration === undefined ? [] : ["'WebsiteConfiguration' must be left out, got a web site"],
    ...policies.some(({ properties }) => itemsOf(propertyAt(properties, 'PolicyDocument.Statement')).some(isForEverybody))
      ? ['the bucket policy must not let everybody in, got "Principal": "*"'] : [],
  ];
}

/** Whether a condition keeps strangers out is what `public-principal` looks at. */
const isForEverybody = ({ Effect, Principal, Condition }: Readonly<Record<string, unknown>>): boolean =>
  Effect === 'Allow' && Condition === undefined && [Principal, propertyAt(Principal, 'AWS')].flat().includes('*');
