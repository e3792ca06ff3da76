import { Operation } from '../../../rehearsal/aws/contract';
import { authorizeAll } from '../../../rehearsal/engine/permissions';
import { RESOURCE_TYPES } from '../../../rehearsal/types';
import { tagProperties } from '../../../rehearsal/types/tag-context';
import { policy } from './data-workbench';
import { HOME, ORGANIZATION, refusalOf, trusts, Workbench, WORKLOAD } from './workbench';

const UNTOUCHABLE = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'lz:*' } } };
const UNTAGGED = (Action: string) => ({ Effect: 'Deny', Action, Resource: '*', Condition: { Null: { 'aws:RequestTag/owner': 'true' } } });

const TAG = [{ Key: 'lz:owner', Value: 'us' }];
const OWNED = [{ Key: 'owner', Value: 'us' }];

/** Makes something in an account below a guardrail, and changes it. */
async function below(guardrail: object) {
  const bench = new Workbench({ organization: { ...ORGANIZATION, enabledPolicyTypes: ['SERVICE_CONTROL_POLICY'] } });
  await bench.create('AWS::Organizations::Policy', 'P', { Name: 'p', Type: 'SERVICE_CONTROL_POLICY', Content: policy(guardrail), TargetIds: [WORKLOAD] });
  const place = { accountId: WORKLOAD };
  const kindOf = async (attempt: Promise<unknown>) => (await refusalOf(attempt)).message;
  return {
    make: (type: string, properties: object) => kindOf(bench.create(`AWS::${type}`, 'It', { ...properties }, place)),
    change: (type: string, properties: object) => kindOf(bench.update(`AWS::${type}`, 'It', { ...properties }, place)),
  };
}

const SIMPLE: readonly (readonly [string, object])[] = [
  ['SQS::Queue', { QueueName: 'q' }], ['SNS::Topic', { TopicName: 't' }], ['EC2::VPC', { CidrBlock: '10.0.0.0/16' }],
  ['IAM::Role', { AssumeRolePolicyDocument: trusts('lambda.amazonaws.com') }], ['ECR::Repository', { RepositoryName: 'repository' }],
  ['Logs::LogGroup', { LogGroupName: 'g' }],
];

test.each(SIMPLE)('%s cannot carry a tag that a guardrail denies', async (type, properties) => {
  expect(await (await below(UNTOUCHABLE)).make(type, { ...properties, Tags: TAG })).toContain('service control policy "p"');
  expect(await (await below(UNTOUCHABLE)).make(type, { ...properties, Tags: OWNED })).toBe('it passed');
});

test.each([['SQS::Queue', 'sqs:CreateQueue'], ['EC2::VPC', 'ec2:CreateVpc'], ['IAM::Role', 'iam:CreateRole']])('%s with the tag that %s demands is made', async (type, action) => {
  const [, properties] = SIMPLE.find(([name]) => name === type)!;
  expect(await (await below(UNTAGGED(action))).make(type, { ...properties, Tags: OWNED })).toBe('it passed');
  expect(await (await below(UNTAGGED(action))).make(type, properties)).toContain(action);
});

test('tags are taken away by a call that names those that go', async () => {
  const { make, change } = await below({ ...UNTOUCHABLE, Action: 'sqs:UntagQueue' });
  await make('SQS::Queue', { QueueName: 'q', Tags: [...TAG, ...OWNED] });
  expect(await change('SQS::Queue', { QueueName: 'q', Tags: TAG })).toBe('it passed');
  expect(await change('SQS::Queue', { QueueName: 'q', Tags: [] })).toContain('sqs:UntagQueue');
});

/** Types whose tags are set by a call that has no condition keys of tags. */
const WITHOUT_KEYS = ['AWS::S3::Bucket'];
const TAGGED = RESOURCE_TYPES.filter(type => tagProperties(type).length > 0 && !WITHOUT_KEYS.includes(type.typeName));

test.each(TAGGED.map(type => [type.typeName, type] as const))('%s is made with the condition keys of its tags', (_, type) => {
  const asked: Record<string, unknown>[] = [];
  const own = { ...type, permissions: { ...type.permissions, create: type.permissions.create.map(({ action }) => ({ action })) } };
  const properties = { [tagProperties(type).at(-1)!]: [{ Key: 'owner', Value: 'us' }] };
  authorizeAll(own, { kind: 'create', region: HOME, properties, authorize: ({ context = {} }) => asked.push(context) } as unknown as Operation);
  expect(asked.filter(context => 'aws:TagKeys' in context)[0]).toEqual({ 'aws:TagKeys': ['owner'], 'aws:RequestTag/owner': 'us' });
});
