import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ConfigurationRecorder, ConfigurationRecorderProps, ConfigurationRecorderRole, RecordingMode } from '../../../lib/constructs/detection';
import { LogArchive, LogSource } from '../../../lib/constructs/logging';
import { createServiceLinkedRole } from '../../../rehearsal/aws/services/iam';
import { World } from '../../../rehearsal/aws/world';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { deploy, HOME, MANAGEMENT, ORGANIZATION, OTHER_REGION, refusalOf, SECURITY, WORKLOAD, worldWith, writesOf } from '../deployed';

const PROPS: ConfigurationRecorderProps = {
  bucketName: 'lz-delivery-222222222222-eu-central-1',
  keyArn: 'arn:x:kms:eu-central-1:222222222222:key/1234',
  keyPrefix: 'o-a1b2c3d4e5',
  homeRegion: 'eu-central-1',
};

function templateOf(more: Partial<ConfigurationRecorderProps> = {}): Template {
  const stack = new Stack(new App(), 'Stack');
  new ConfigurationRecorder(stack, 'Recorder', { ...PROPS, ...more });
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('records everything continuously, with the role of AWS Config, and delivers under the id of the organization', () => {
    templateOf().hasResourceProperties('Custom::ConfigurationRecorder', {
      BucketName: PROPS.bucketName, KeyArn: PROPS.keyArn, KeyPrefix: 'o-a1b2c3d4e5', HomeRegion: 'eu-central-1', RecordingFrequency: 'CONTINUOUS',
      ExcludedResourceTypes: [],
      RoleArn: { 'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
      ]] },
    });
  });

  test('delivers under the id of the account where no prefix is given', () => {
    templateOf({ keyPrefix: undefined }).hasResourceProperties('Custom::ConfigurationRecorder', { KeyPrefix: { Ref: 'AWS::AccountId' } });
  });

  test('holds no IAM resource, so that its template can go to many regions', () => {
    templateOf().resourceCountIs('AWS::IAM::Role', 0);
  });

  test('has a role that may read, record and deliver, and pass the role of AWS Config, in every region', () => {
    const stack = new Stack(new App(), 'Stack');
    new ConfigurationRecorderRole(stack, 'Role');
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-config-recorder',
      Path: '/lz/',
      Policies: [{ PolicyDocument: { Statement: [
        Match.objectLike({ Sid: 'ReadRecording', Resource: '*' }),
        Match.objectLike({ Sid: 'Record', Action: ['config:PutConfigurationRecorder', 'config:StartConfigurationRecorder'] }),
        Match.objectLike({ Sid: 'Deliver', Action: 'config:PutDeliveryChannel', Resource: '*' }),
        Match.objectLike({ Sid: 'PassRoleToConfig', Action: 'iam:PassRole' }),
        Match.objectLike({ Sid: 'WriteOwnLogs' }),
      ] } }],
    });
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      new ConfigurationRecorderRole(stack, 'Role');
      new ConfigurationRecorder(stack, 'Recorder', PROPS);
    });
  });
});

describe('options', () => {
  test('can record once a day, and leave types out', () => {
    templateOf({ recordingMode: RecordingMode.DAILY, excludedResourceTypes: ['AWS::EC2::Volume', 'AWS::EC2::NetworkInterface'] })
      .hasResourceProperties('Custom::ConfigurationRecorder', {
        RecordingFrequency: 'DAILY', ExcludedResourceTypes: ['AWS::EC2::NetworkInterface', 'AWS::EC2::Volume'],
      });
  });
});

describe('import', () => {
  test('needs no import: it takes over the recorder that is there', () => {
    expect(templateOf().findResources('AWS::Config::ConfigurationRecorder')).toEqual({});
  });
});

describe('validation', () => {
  test('fails with a home region that records no IAM, and with shapes that AWS refuses, and says each', () => {
    expect(() => templateOf({ homeRegion: 'eu-south-2', keyArn: 'alias/lz/log-delivery', keyPrefix: '/o-1', excludedResourceTypes: ['EC2', 'EC2'] })).toThrow(
      /6 problems\n.*'keyArn' must be the ARN of a key, not of an alias, got "alias\/lz\/log-delivery".*\n.*'keyPrefix' must.*\n.*'homeRegion' must be a region in which AWS Config records IAM, got "eu-south-2".*\n.*'excludedResourceTypes' must be types/);
  });
});

describe('deployed', () => {
  const { organizationId } = ORGANIZATION;
  const bucketName = `lz-delivery-${SECURITY}-${HOME}`;

  /** A world with a log archive that AWS Config may deliver to, and with the service-linked role in the account. */
  async function prepared(...sources: LogSource[]): Promise<World> {
    const world = worldWith();
    createServiceLinkedRole(world, WORKLOAD, 'config.amazonaws.com');
    await deploy(world, { account: SECURITY, build: stack => {
      new LogArchive(stack, 'Archive', { managementAccountId: MANAGEMENT, organizationId, sources });
    } });
    return world;
  }

  const keyArnIn = (world: World) => [...world.state.kms.aliases.values()].find(({ name }) => name === 'alias/lz/log-delivery')!.keyArn;
  const recorderIn = (world: World, region = HOME) => world.state.config.recorders.get(`${WORKLOAD}/${region}`);
  const channelIn = (world: World) => world.state.config.channels.get(`${WORKLOAD}/${HOME}`);
  const into = (world: World, more: Partial<ConfigurationRecorderProps> = {}) => {
    const props = { bucketName, keyArn: keyArnIn(world), keyPrefix: organizationId, homeRegion: HOME, ...more };
    return deploy(world,
      { account: WORKLOAD, build: stack => { new ConfigurationRecorderRole(stack, 'Role'); } },
      { account: WORKLOAD, build: stack => { new ConfigurationRecorder(stack, 'Recorder', props); } },
      { account: WORKLOAD, region: OTHER_REGION, build: stack => { new ConfigurationRecorder(stack, 'Recorder', props); } },
    );
  };

  test('records IAM in the home region only, delivers to the archive, and writes nothing when it runs again', async () => {
    const world = await prepared(LogSource.config(organizationId));
    const deployment = await into(world);
    expect(recorderIn(world)).toMatchObject({ name: 'default', recording: true, group: { allSupported: true, includeGlobalResourceTypes: true } });
    expect(recorderIn(world, OTHER_REGION)).toMatchObject({ recording: true, group: { includeGlobalResourceTypes: false } });
    expect(channelIn(world)).toMatchObject({ bucketName, keyPrefix: organizationId, keyArn: keyArnIn(world) });
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('takes over the recorder and the channel that an account has, under their names, and leaves its topic', async () => {
    const world = await prepared(LogSource.config(organizationId));
    const place = { accountId: WORKLOAD, region: HOME };
    const group = { allSupported: false, includeGlobalResourceTypes: false, resourceTypes: ['AWS::EC2::Volume'], excludedTypes: [] };
    world.state.config.recorders.set(`${WORKLOAD}/${HOME}`, {
      ...place, name: 'theirs', arn: 'arn', roleArn: 'their-role', group, frequency: 'DAILY', recording: false,
    });
    world.state.config.channels.set(`${WORKLOAD}/${HOME}`, { ...place, name: 'their-channel', bucketName: 'theirs', snsTopicArn: 'their-topic' });
    await into(world);
    expect(recorderIn(world)).toMatchObject({
      name: 'theirs', recording: true, frequency: 'CONTINUOUS', group: { allSupported: true },
      roleArn: expect.stringContaining('AWSServiceRoleForConfig'),
    });
    expect(channelIn(world)).toMatchObject({ name: 'their-channel', bucketName, snsTopicArn: 'their-topic' });
  });

  test('starts the recorder that is as it should be but stopped, and does nothing else', async () => {
    const world = await prepared(LogSource.config(organizationId));
    const deployment = await into(world);
    recorderIn(world)!.recording = false;
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual(['config:StartConfigurationRecorder']);
  });

  test('leaves types out, and IAM with them outside the home region; follows a change', async () => {
    const world = await prepared(LogSource.config(organizationId));
    await into(world, { excludedResourceTypes: ['AWS::EC2::NetworkInterface'], recordingMode: RecordingMode.DAILY });
    expect(recorderIn(world)).toMatchObject({ frequency: 'DAILY', group: { allSupported: false, excludedTypes: ['AWS::EC2::NetworkInterface'] } });
    expect(recorderIn(world, OTHER_REGION)!.group.excludedTypes).toEqual([
      'AWS::EC2::NetworkInterface', 'AWS::IAM::Group', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User',
    ]);
    await into(world);
    expect(recorderIn(world)).toMatchObject({ frequency: 'CONTINUOUS', group: { allSupported: true, excludedTypes: [] } });
  });

  test('goes on recording when its stack is deleted', async () => {
    const world = await prepared(LogSource.config(organizationId));
    const deployment = await into(world);
    await deployment.destroy();
    expect(recorderIn(world)).toMatchObject({ recording: true });
  });

  test('fails where the archive does not let AWS Config write, and says what to allow', async () => {
    const world = await prepared();
    expect(await refusalOf(into(world))).toMatchObject({
      rule: { id: 'config/channel-bucket' }, remedy: expect.stringContaining('allow config.amazonaws.com s3:GetBucketAcl'),
    });
  });

  test('fails without the service-linked role', async () => {
    const world = await prepared(LogSource.config(organizationId));
    world.state.iam.roles.delete(`arn:aws:iam::${WORKLOAD}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`);
    expect(await refusalOf(into(world))).toMatchObject({ rule: { id: 'config/recorder-role' } });
  });
});
