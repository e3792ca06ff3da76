import { PolicyStatement } from '../../../lib/policy';
import { lostLogs } from '../../../rehearsal/aws/log-delivery';
import { AwsError, RehearsalFailure } from '../../../rehearsal/aws/contract';
import { createKey } from '../../../rehearsal/aws/services/kms';
import { createBucket } from '../../../rehearsal/aws/services/s3';
import { createRole, createServiceLinkedRole, trustOfService } from '../../../rehearsal/aws/services/iam';
import { World } from '../../../rehearsal/aws/world';
import { HOME, LOG_ARCHIVE, ORGANIZATION, UNIT, Workbench, WORKLOAD } from '../types/workbench';

const CONFIG = { Principal: { Service: 'config.amazonaws.com' }, Effect: 'Allow' } as const;
const OF_ORGANIZATION = { StringEquals: { 'aws:SourceOrgID': ORGANIZATION.organizationId } };
const ROLE = `arn:aws:iam::${WORKLOAD}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
const RECORDER = { name: 'default', roleARN: ROLE, recordingGroup: { allSupported: true, includeGlobalResourceTypes: true } };

const bucketStatements = (name: string): PolicyStatement[] => [
  { ...CONFIG, Action: ['s3:GetBucketAcl', 's3:ListBucket'], Resource: `arn:aws:s3:::${name}` },
  { ...CONFIG, Action: 's3:PutObject', Resource: `arn:aws:s3:::${name}/${ORGANIZATION.organizationId}/AWSLogs/*/Config/*`, Condition: OF_ORGANIZATION },
];
const keyStatements = (): PolicyStatement[] => [
  { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${LOG_ARCHIVE}:root` }, Action: 'kms:*', Resource: '*' },
  { ...CONFIG, Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*', Condition: OF_ORGANIZATION },
];

interface Setup { without?: 'role' | 'bucket' | 'bucket policy' | 'key policy'; lock?: boolean; keyRegion?: string }

/** A log archive that AWS Config may deliver to, an account with the service-linked role, and its administrator. */
function setUp({ without, lock, keyRegion = HOME }: Setup = {}) {
  const bench = new Workbench();
  const { world } = bench;
  const key = createKey(world, { accountId: LOG_ARCHIVE, region: keyRegion, policy: { Version: '2012-10-17', Statement: keyStatements().slice(0, without === 'key policy' ? 1 : 2) } });
  if (without !== 'bucket') {
    const bucket = createBucket(world, { name: 'delivery', accountId: LOG_ARCHIVE, region: HOME });
    bucket.policy = { document: { Version: '2012-10-17', Statement: bucketStatements('delivery').slice(0, without === 'bucket policy' ? 1 : 2) } };
    bucket.encryptionKey = key.arn;
    bucket.objectLock = lock ? { mode: 'GOVERNANCE', days: 1 } : undefined;
  }
  if (without !== 'role') {
    createServiceLinkedRole(world, WORKLOAD, 'config.amazonaws.com');
  }
  createRole(world, { accountId: WORKLOAD, name: 'admin', trust: trustOfService('lambda.amazonaws.com'), managed: ['arn:aws:iam::aws:policy/AdministratorAccess'] });
  const channel = { name: 'default', s3BucketName: 'delivery', s3KeyPrefix: ORGANIZATION.organizationId, s3KmsKeyArn: key.arn };
  return { bench, world, channel };
}

function call(world: World, operation: string, input: object = {}, region = HOME): unknown {
  return world.call('config-service', operation, input as Record<string, unknown>, {
    caller: world.sessionOf(`arn:aws:iam::${WORKLOAD}:role/admin`), accountId: WORKLOAD, region,
  });
}

function refusal(attempt: () => unknown): { rule?: string; kind?: string; code?: string; message: string } {
  try {
    attempt();
  } catch (error) {
    const { details, code, message } = error as RehearsalFailure & AwsError;
    return { rule: details?.rule?.id, kind: details?.kind, code, message };
  }
  throw new Error('it passed');
}

describe('the recorder', () => {
  test('is put, gets a channel, is started, and delivers', () => {
    const { world, channel } = setUp();
    expect(call(world, 'DescribeConfigurationRecorders')).toEqual({ ConfigurationRecorders: [] });
    call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: RECORDER });
    call(world, 'PutDeliveryChannel', { DeliveryChannel: channel });
    call(world, 'StartConfigurationRecorder', { ConfigurationRecorderName: 'default' });
    expect(call(world, 'DescribeConfigurationRecorders')).toMatchObject({ ConfigurationRecorders: [{ ...RECORDER, recordingMode: { recordingFrequency: 'CONTINUOUS' } }] });
    expect(call(world, 'DescribeDeliveryChannels')).toMatchObject({ DeliveryChannels: [channel] });
    expect(call(world, 'DescribeConfigurationRecorderStatus')).toMatchObject({ ConfigurationRecordersStatus: [{ name: 'default', recording: true }] });
    expect(world.state.s3.buckets.get('delivery')?.holdsLogs).toBe(true);
    expect(lostLogs(world)).toEqual([]);
  });

  test('is one of an account and region, and so is the channel', () => {
    const { world, channel } = setUp();
    call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: RECORDER });
    call(world, 'PutDeliveryChannel', { DeliveryChannel: channel });
    expect(refusal(() => call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: { ...RECORDER, name: 'lz' } })).rule).toBe('config/one-recorder');
    expect(refusal(() => call(world, 'PutDeliveryChannel', { DeliveryChannel: { ...channel, name: 'lz' } })).rule).toBe('config/one-recorder');
  });

  test('comes before its channel, and the channel before the start', () => {
    const { world, channel } = setUp();
    expect(refusal(() => call(world, 'PutDeliveryChannel', { DeliveryChannel: channel })).rule).toBe('config/recorder-order');
    call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: RECORDER });
    expect(refusal(() => call(world, 'StartConfigurationRecorder', { ConfigurationRecorderName: 'default' })).rule).toBe('config/recorder-order');
    expect(refusal(() => call(world, 'StartConfigurationRecorder', { ConfigurationRecorderName: 'other' })).code).toBe('NoSuchConfigurationRecorderException');
  });

  test('needs its role, which trusts AWS Config', () => {
    const { world } = setUp({ without: 'role' });
    expect(refusal(() => call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: RECORDER })).rule).toBe('config/recorder-role');
    const roleARN = `arn:aws:iam::${WORKLOAD}:role/admin`;
    expect(refusal(() => call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: { ...RECORDER, roleARN } }))).toMatchObject({
      rule: 'config/recorder-role', message: expect.stringContaining('does not trust'),
    });
  });

  const exclusion = { exclusionByResourceTypes: { resourceTypes: ['AWS::EC2::Volume'] } };
  test.each([
    ['says two things', { allSupported: true, resourceTypes: ['AWS::EC2::Volume'] }, HOME],
    ['leaves types out without saying so', exclusion, HOME],
    ['asks for IAM without every type', { includeGlobalResourceTypes: true, resourceTypes: ['AWS::EC2::Volume'] }, HOME],
    ['contradicts its strategy', { allSupported: true, recordingStrategy: { useOnly: 'INCLUSION_BY_RESOURCE_TYPES' } }, HOME],
    ['asks for IAM where it is not recorded', { allSupported: true, includeGlobalResourceTypes: true }, 'eu-south-2'],
  ])('fails when its recording group %s', (_, recordingGroup, region) => {
    const { world } = setUp();
    expect(refusal(() => call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: { ...RECORDER, recordingGroup } }, region)).rule).toBe('config/recording-group');
  });

  test('leaves types out when it says so', () => {
    const { world } = setUp();
    const recordingGroup = { ...exclusion, recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' } };
    call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: { ...RECORDER, recordingGroup } });
    expect(call(world, 'DescribeConfigurationRecorders')).toMatchObject({ ConfigurationRecorders: [{ recordingGroup: { allSupported: false, ...exclusion } }] });
  });

  test.each([
    ['ConfigurationRecorder.colour', { colour: 'blue' }],
    ['ConfigurationRecorder.recordingGroup.recordingStrategy.why', { recordingGroup: { recordingStrategy: { why: 'cost' } } }],
    ['ConfigurationRecorder.recordingMode.recordingModeOverrides.why', { recordingMode: { recordingModeOverrides: [{ why: 'cost' }] } }],
  ])('with %s, which the model does not know, is an error that names it', (member, more) => {
    const { world } = setUp();
    expect(refusal(() => call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: { ...RECORDER, ...more } }))).toMatchObject({
      kind: 'unknown', message: expect.stringContaining(`'${member}'`),
    });
  });

  test('keeps what it records at another frequency, and knows two of them', () => {
    const { world } = setUp();
    const put = (recordingMode: object) => call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: { ...RECORDER, recordingMode } });
    const recordingMode = { recordingFrequency: 'DAILY', recordingModeOverrides: [{ resourceTypes: ['AWS::IAM::Role'], recordingFrequency: 'CONTINUOUS' }] };
    put(recordingMode);
    expect(call(world, 'DescribeConfigurationRecorders')).toMatchObject({ ConfigurationRecorders: [{ recordingMode }] });
    expect(refusal(() => put({ recordingFrequency: 'HOURLY' })).message).toContain('got HOURLY');
    expect(refusal(() => put({ recordingModeOverrides: [{ recordingFrequency: 'DAILY' }] })).message).toContain("'recordingModeOverrides'");
  });
});

describe('the delivery channel', () => {
  test.each<[string, Setup, object]>([
    ['config/channel-bucket', { without: 'bucket' }, {}],
    ['config/channel-bucket', { without: 'bucket policy' }, {}],
    ['config/channel-bucket', { lock: true }, {}],
    ['config/channel-bucket', {}, { s3KeyPrefix: 'elsewhere' }],
    ['config/channel-key', { without: 'key policy' }, {}],
    ['config/channel-key', { keyRegion: 'us-east-1' }, {}],
    ['config/channel-key', {}, { s3KmsKeyArn: `arn:aws:kms:${HOME}:${LOG_ARCHIVE}:key/none` }],
  ])('fails by %s with %j and %j', (rule, setup, change) => {
    const { world, channel } = setUp(setup);
    call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: RECORDER });
    expect(refusal(() => call(world, 'PutDeliveryChannel', { DeliveryChannel: { ...channel, ...change } })).rule).toBe(rule);
  });

  test('fails by config/channel-key when its key is to be deleted', () => {
    const { world, channel } = setUp();
    call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: RECORDER });
    world.state.kms.keys.forEach(key => { key.pendingDeletion = true; });
    expect(refusal(() => call(world, 'PutDeliveryChannel', { DeliveryChannel: channel })).rule).toBe('config/channel-key');
  });

  test('loses what is recorded when a resource control policy cuts AWS Config off later', async () => {
    const { bench, world, channel } = setUp();
    call(world, 'PutConfigurationRecorder', { ConfigurationRecorder: RECORDER });
    call(world, 'PutDeliveryChannel', { DeliveryChannel: channel });
    world.state.organizations.policyTypes.set('RESOURCE_CONTROL_POLICY', { status: 'ENABLED', readyAt: 0 });
    const content = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }] };
    await bench.create('AWS::Organizations::Policy', 'P', { Name: 'p', Type: 'RESOURCE_CONTROL_POLICY', Content: content, TargetIds: [UNIT] });
    expect(lostLogs(world).map(({ details }) => details.rule?.id)).toEqual(['config/channel-key', 'config/channel-key']);
  });
});

test('a call that the role may not make is denied, as the SDK names it', () => {
  const { world } = setUp();
  createRole(world, { accountId: WORKLOAD, name: 'nobody', trust: trustOfService('lambda.amazonaws.com') });
  const site = { caller: world.sessionOf(`arn:aws:iam::${WORKLOAD}:role/nobody`), accountId: WORKLOAD, region: HOME };
  expect(refusal(() => world.call('config-service', 'PutConfigurationRecorder', { ConfigurationRecorder: RECORDER }, site)).code).toBe('AccessDeniedException');
});
