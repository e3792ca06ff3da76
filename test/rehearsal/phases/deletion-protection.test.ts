import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Rehearsal, rehearse } from '../../../rehearsal';
import { readAssembly } from '../../../rehearsal/assembly';
import { RehearsalFailure } from '../../../rehearsal/aws/contract';
import { World } from '../../../rehearsal/aws/world';
import { Deployment, StackState, SWITCH_OFF } from '../../../rehearsal/engine';
import { protectedResources } from '../../../rehearsal/engine/deletion-protection';
import { app, HOME, MANAGEMENT } from '../api/tiny-app';

const { DESTROY, RETAIN_ON_UPDATE_OR_DELETE } = RemovalPolicy;

/** A table that nobody may delete, its key, and a log group after it. */
function protectedApp(removalPolicy: RemovalPolicy) {
  const protectedOne = app();
  const stack = new Stack(protectedOne, 'Data', { env: { account: MANAGEMENT, region: HOME }, stackName: 'data' });
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` } }] };
  const key = new CfnResource(stack, 'Key', { type: 'AWS::KMS::Key', properties: { KeyPolicy: policy } });
  key.applyRemovalPolicy(RETAIN_ON_UPDATE_OR_DELETE);
  const table = new CfnResource(stack, 'Table', {
    type: 'AWS::DynamoDB::Table',
    properties: {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST', DeletionProtectionEnabled: true,
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: key.getAtt('Arn') },
    },
  });
  table.applyRemovalPolicy(removalPolicy);
  new CfnResource(stack, 'Last', { type: 'AWS::Logs::LogGroup', properties: { LogGroupName: 'last' } }).addResourceDependency(table);
  return protectedOne;
}

/** The world after a first deployment whose last step failed. */
async function failedOnce(removalPolicy: RemovalPolicy) {
  const world = new World({ managementAccountId: MANAGEMENT, regions: [HOME] });
  const assembly = readAssembly(protectedApp(removalPolicy).synth().directory);
  const faultAt = { stackName: 'data', logicalId: 'Last' };
  const failure = await new Deployment(world, assembly, { faultAt }).deploy().catch((error: unknown) => error as RehearsalFailure);
  const [stack] = [...world.stacks.values()] as StackState[];
  return { world, assembly, stack, remedy: (failure as RehearsalFailure).details.remedy };
}

const detailOf = (rehearsal: Rehearsal, id: string) => rehearsal.phases.find(phase => phase.id === id)?.detail;

describe('a table that is protected from deletion', () => {
  test.each([['goes with its stack', DESTROY], ['stays', RETAIN_ON_UPDATE_OR_DELETE]])('and %s converges after each failed step', async (_, removalPolicy) => {
    const rehearsal = await rehearse(protectedApp(removalPolicy), { faults: 'all' });
    expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
    expect(detailOf(rehearsal, 'faults')).toBe('3 steps failed');
  });

  test('stops `cdk destroy` where it goes with its stack, and is told', async () => {
    expect(detailOf(await rehearse(protectedApp(DESTROY)), 'destruction')).toMatch(/ kept, 1 more until their deletion protection is lifted$/);
    expect(detailOf(await rehearse(protectedApp(RETAIN_ON_UPDATE_OR_DELETE)), 'destruction')).toMatch(/^\d things kept$/);
  });

  test('stays with what it needs when a first deployment fails, and the error says what to do', async () => {
    const { stack, remedy } = await failedOnce(RETAIN_ON_UPDATE_OR_DELETE);
    expect(stack.status).toBe('ROLLBACK_FAILED');
    expect(Object.keys(stack.resources).sort()).toEqual(['Key', 'Table']);
    expect(remedy).toContain(`${SWITCH_OFF}: aws dynamodb update-table --no-deletion-protection-enabled --table-name ${stack.resources.Table.physicalId}; aws cloudformation delete-stack --stack-name data; `);
    expect(remedy).toMatch(/delete what it leaves behind, in which nothing is yet: \S+ of Key \(AWS::KMS::Key\), \S+ of Table \(AWS::DynamoDB::Table\)/);
  });

  test('is left behind, empty, by a next deployment that comes before what the error says', async () => {
    const { world, assembly } = await failedOnce(RETAIN_ON_UPDATE_OR_DELETE);
    await new Deployment(world, assembly).deploy();
    expect(world.state.dynamoDb.tables.size).toBe(2);
  });

  test('stops the next deployment until what the error says is done', async () => {
    const { world, assembly } = await failedOnce(DESTROY);
    const again = new Deployment(world, assembly);
    await expect(again.deploy()).rejects.toMatchObject({ details: { remedy: expect.stringContaining(SWITCH_OFF) } });
    await again.recover();
    await again.deploy();
    expect(world.state.dynamoDb.tables.size).toBe(1);
  });
});

describe('deletion protection is known', () => {
  const resourceOf = (type: string, properties: object) =>
    ({ resources: { One: { type, properties, physicalId: 'one', attributes: {}, deletionPolicy: 'Delete', updateReplacePolicy: 'Delete' } } }) as unknown as StackState;
  const balancer = (value: string) => ({ LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: value }, { Key: 'other', Value: 'true' }] });
  const replicas = (isOn: boolean) => ({ Replicas: [{ Region: 'a', DeletionProtectionEnabled: isOn }, { Region: 'b' }] });

  test.each<[string, object, object]>([
    ['AWS::Cognito::UserPool', { DeletionProtection: 'ACTIVE' }, { DeletionProtection: 'INACTIVE' }],
    ['AWS::DynamoDB::GlobalTable', replicas(true), replicas(false)],
    ['AWS::DynamoDB::Table', { DeletionProtectionEnabled: 'true' }, { DeletionProtectionEnabled: false }],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', balancer('true'), balancer('false')],
    ['AWS::NetworkFirewall::Firewall', { DeleteProtection: true }, { DeleteProtection: false }],
    ['AWS::RDS::DBCluster', { DeletionProtection: true }, { DeletionProtection: false }],
    ['AWS::RDS::DBInstance', { DeletionProtection: true }, { DeletionProtection: false }],
  ])('of %s', (type, on, off) => {
    expect(protectedResources(resourceOf(type, on))).toEqual([expect.objectContaining({ logicalId: 'One', unprotected: off })]);
    expect(protectedResources(resourceOf(type, off))).toEqual([]);
    expect(protectedResources(resourceOf(type, {}))).toEqual([]);
  });

  test('of nothing else', () => {
    expect(protectedResources(resourceOf('AWS::SQS::Queue', { DeletionProtection: true }))).toEqual([]);
  });
});
