import * as cdk from 'aws-cdk-lib';
import { App, CfnResource, Stack, TagManager } from 'aws-cdk-lib';
import { DATA_TYPES, hasCustomerKey, valuesOfTag } from '../../lib/core/data-types';

type Level1 = new (scope: Stack, id: string, props: object) => CfnResource;

/** The class that the CDK has for a type, whatever its module is called. */
const CLASSES = new Map(Object.entries(cdk).filter(([name]) => /^aws_/.test(name)).flatMap(([, module]) => Object.values(module as object)
  .filter(one => typeof one === 'function' && 'CFN_RESOURCE_TYPE_NAME' in one).map(one => [one.CFN_RESOURCE_TYPE_NAME as string, one as Level1] as const)));

/** Whatever is asked of it, it has, but for tags. */
const anything: object = new Proxy({}, { get: (_, key) => {
  if (typeof key !== 'string' || /tags$/i.test(key)) {
    return undefined;
  }
  return /(groups|ids|roles)$/i.test(key) ? [] : `any ${key}`;
} });

describe('types that hold data', () => {
  const taggedItself = Object.entries(DATA_TYPES).filter(([, { tags }]) => !tags.includes('*'));

  test.each(taggedItself)('the CDK writes the tags of %s there', (cfnType, { tags }) => {
    const made = new (CLASSES.get(cfnType)!)(new Stack(new App(), 'Stack'), 'R', anything);
    expect(TagManager.of(made)?.tagPropertyName.toLowerCase()).toBe(tags.toLowerCase());
  });
});

describe('tags', () => {
  const tag = (cfnType: string, properties: object) => valuesOfTag({ cfnType, properties: properties as Record<string, unknown> }, 'K');

  test('are read from lists, maps and replicas', () => {
    expect(tag('AWS::S3::Bucket', { Tags: [{ Key: 'A', Value: 'a' }, { Key: 'K', Value: 'v' }] })).toEqual(['v']);
    expect(tag('AWS::SSM::Parameter', { Tags: { K: 'v' } })).toEqual(['v']);
    expect(tag('AWS::DynamoDB::GlobalTable', { Replicas: [{ Tags: [{ Key: 'K', Value: 'v' }] }, {}] })).toEqual(['v', undefined]);
    expect(tag('AWS::SQS::Queue', {})).toEqual([undefined]);
  });
});

describe('customer managed keys', () => {
  const has = (cfnType: string, properties: object) => hasCustomerKey({ cfnType, properties: properties as Record<string, unknown> });
  const bucket = (rule: object) =>
    has('AWS::S3::Bucket', { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: rule }] } });

  test('are told from those of AWS, and from none', () => {
    expect(bucket({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: '<Key.Arn>' })).toBe(true);
    expect(bucket({ SSEAlgorithm: 'aws:kms' })).toBe(false);
    expect(has('AWS::SNS::Topic', { KmsMasterKeyId: 'alias/aws/sns' })).toBe(false);
    expect(has('AWS::SQS::Queue', { SqsManagedSseEnabled: true })).toBe(false);
    expect(has('AWS::DynamoDB::GlobalTable', { Replicas: [{ SSESpecification: { KMSMasterKeyId: 'a' } }, {}] })).toBe(false);
  });
});
