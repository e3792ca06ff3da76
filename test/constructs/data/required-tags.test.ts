import { App, CfnResource, Stack, Tags } from 'aws-cdk-lib';
import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { DataClassification, RequiredTag, RequiredTags } from '../../../lib/constructs/data';

const OWNER = RequiredTag.anyValue('Owner');
const COST_CENTER = RequiredTag.matching('CostCenter', '[0-9]{4}', '4711');
const STAGE = RequiredTag.oneOf('Stage', ['production', 'test']);
const newStack = () => new Stack(new App(), 'Stack');
const synth = (stack: Stack) => () => (stack.node.root as App).synth();

describe('defaults', () => {
  test('ask for the tag on what holds data, lists and maps, with and without a class of the CDK', () => {
    const stack = newStack();
    new CfnBucket(stack, 'Bucket');
    new CfnParameter(stack, 'Parameter', { type: 'String', value: 'x' });
    new CfnResource(stack, 'Plain', { type: 'AWS::Kinesis::Stream', properties: { ShardCount: 1 } });
    new TableV2(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
    new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
    new CfnResource(stack, 'Untaggable', { type: 'AWS::Glue::Database' });
    const problems = RequiredTags.problemsIn(stack, [OWNER]);
    expect(problems.map(problem => problem.split(':')[0])).toEqual([
      'Stack/Bucket (AWS', 'Stack/Parameter (AWS', 'Stack/Plain (AWS', 'Stack/Table/Resource (AWS',
    ]);
    expect(problems[0]).toBe("Stack/Bucket (AWS::S3::Bucket): tag 'Owner' must not be empty, got none: say Tags.of(scope).add('Owner', …)");
  });

  test('fail the synthesis, and no longer once the tags are there', () => {
    const stack = newStack();
    new CfnBucket(stack, 'Bucket');
    RequiredTags.demand(stack, [OWNER, COST_CENTER]);
    expect(stack.node.validate()).toHaveLength(2);
    Tags.of(stack).add('Owner', 'shop');
    Tags.of(stack).add('CostCenter', '4711');
    synth(stack)();
    expect(stack.node.validate()).toEqual([]);
  });
});

describe('options', () => {
  const withTags = (tags: Record<string, string>) => {
    const stack = newStack();
    new CfnQueue(stack, 'Queue', { tags: Object.entries(tags).map(([key, value]) => ({ key, value })) });
    return RequiredTags.problemsIn(stack, [OWNER, COST_CENTER, STAGE]).map(problem => problem.replace(/^.*?\): /, ''));
  };

  test('values come from a list or match a pattern as a whole', () => {
    expect(withTags({ Owner: 'shop', CostCenter: '4711', Stage: 'test' })).toEqual([]);
    expect(withTags({ Owner: ' ', CostCenter: '47110', Stage: 'Test' })).toEqual([
      "tag 'Owner' must not be empty, got \" \": correct it",
      "tag 'CostCenter' must match /^[0-9]{4}$/, such as \"4711\", got \"47110\": correct it",
      "tag 'Stage' must be one of [\"production\",\"test\"], got \"Test\": correct it",
    ]);
  });

  test('a tag in another spelling is told as such', () => {
    expect(withTags({ owner: 'shop', CostCenter: '4711', Stage: 'test' })).toEqual([
      "tag 'Owner' must be spelt so, got 'owner': tags tell capitals from small letters",
    ]);
  });

  test('the class of data has the names of the classes, and of those of your own', () => {
    const health = DataClassification.custom({ className: 'health' });
    expect(RequiredTag.dataClassification([health]).tagValues).toEqual(['public', 'internal', 'confidential', 'restricted', 'health']);
    const stack = newStack();
    new CfnQueue(stack, 'Queue');
    expect(RequiredTags.problemsIn(stack, [RequiredTag.dataClassification()])[0]).toContain('or better DataClassification.INTERNAL.applyTo(scope)');
  });

  test('everything that can be tagged is asked for, but for what is excepted', () => {
    const stack = newStack();
    new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
    new CfnApi(stack, 'Api', { tags: { Owner: 'shop' } });
    new CfnQueue(stack, 'Queue');
    const problems = RequiredTags.problemsIn(stack, [OWNER], { everything: true, exceptTypes: ['AWS::SQS::Queue'] });
    expect(problems).toEqual([expect.stringContaining('Stack/Role (AWS::IAM::Role)')]);
  });
});

describe('import', () => {
  test('what only the deployment knows is not held against anybody', () => {
    const stack = newStack();
    new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue', properties: { Tags: [{ Key: 'CostCenter', Value: { Ref: 'AWS::AccountId' } }] } });
    expect(RequiredTags.problemsIn(stack, [COST_CENTER])).toEqual([]);
  });
});

describe('validation', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['on a key of AWS', () => RequiredTag.anyValue('aws:owner'), /'tagKey' must not begin with "aws:"/],
    ['on no key', () => RequiredTag.anyValue(''), /'tagKey' must have 1 to 128 characters/],
    ['on no values', () => RequiredTag.oneOf('Stage', []), /'tagValues' of tag "Stage" must name a value, got \[\]/],
    ['on a value twice', () => RequiredTag.oneOf('Stage', ['a', 'a']), /'tagValues' must not repeat/],
    ['on a value that no tag has', () => RequiredTag.oneOf('Stage', ['a*']), /'tagValues' must hold letters/],
    ['on no regular expression', () => RequiredTag.matching('K', '[', 'x'), /'pattern' of tag "K" must be a regular expression/],
    ['on a sample that does not match', () => RequiredTag.matching('K', '[0-9]', 'x'), /'sample' of tag "K" must match 'pattern'/],
    ['on no tags', () => RequiredTags.demand(newStack(), []), /Stack: 'tags' must name a tag/],
    ['on a tag twice, and on what is no type', () => RequiredTags.demand(newStack(), [OWNER, OWNER], { exceptTypes: ['Bucket'] }), /2 problems/],
  ])('fails %s', (_, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
