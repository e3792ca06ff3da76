import { App, CfnParameter, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  HostManagementRoleProps, SessionManagerDefaults, SessionManagerDefaultsProps, SessionManagerDefaultsRole,
} from '../../../lib/constructs/network';
import { createKey } from '../../../rehearsal/aws/services/kms';
import { World } from '../../../rehearsal/aws/world';
import { deploy, HOME, OTHER_REGION, refusalOf, WORKLOAD, worldWith, writesOf } from '../deployed';

function templateOf(props?: SessionManagerDefaultsProps): Template {
  const stack = new Stack(new App(), 'Stack');
  new SessionManagerDefaults(stack, 'Sessions', props);
  return Template.fromStack(stack);
}

function roles(props?: HostManagementRoleProps): Template {
  const stack = new Stack(new App(), 'Stack');
  new SessionManagerDefaultsRole(stack, 'Roles', props);
  return Template.fromStack(stack);
}

function propertiesOf(props?: SessionManagerDefaultsProps) {
  return Object.values(templateOf(props).findResources('Custom::SessionManagerDefaults'))[0].Properties;
}

const inputsOf = (props?: SessionManagerDefaultsProps) => JSON.parse(propertiesOf(props).Preferences).inputs;

describe('defaults', () => {
  test('logs sessions to a log group that is kept for a year, and ends them after 20 idle minutes', () => {
    expect(propertiesOf().LogGroup).toEqual({ Name: '/lz/session-manager', RetentionInDays: 365 });
    expect(inputsOf()).toMatchObject({
      cloudWatchLogGroupName: '/lz/session-manager', cloudWatchStreamingEnabled: true, cloudWatchEncryptionEnabled: false, kmsKeyId: '',
      idleSessionTimeout: '20', maxSessionDuration: '', runAsEnabled: false,
    });
  });

  test('forbids public documents, and lets Systems Manager manage instances', () => {
    const settings: { Id: object; Value: string }[] = propertiesOf().Settings;
    expect(settings.map(({ Id, Value }) => [JSON.stringify(Id).match(/servicesetting[\w/-]+/)?.[0], Value])).toEqual([
      ['servicesetting/ssm/documents/console/public-sharing-permission', 'Disable'],
      ['servicesetting/ssm/managed-instance/default-ec2-instance-management-role', 'service-role/lz-host-management'],
    ]);
  });

  test('has no IAM resource, since it goes to many regions', () => {
    templateOf().resourceCountIs('AWS::IAM::Role', 0);
  });

  test('gives instances a role outside of what guardrails exempt, which logs sessions and nothing else beyond the policy of AWS', () => {
    roles().hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-host-management',
      Path: '/service-role/',
      AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'ssm.amazonaws.com' } }] },
      Policies: [{ PolicyDocument: { Statement: [
        Match.objectLike({ Sid: 'LogSessions', Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'] }),
        { Sid: 'FindLogGroup', Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: '*' },
      ] } }],
    });
  });

  test('may pass that role to Systems Manager only', () => {
    roles().hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-session-manager-defaults',
      Policies: [{ PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({
        Sid: 'GiveRoleToHosts', Action: 'iam:PassRole', Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
      })]) } }],
    });
  });
});

describe('options', () => {
  test('can encrypt with a key of yours, which instances may then decrypt with', () => {
    const keyArn = 'arn:x:kms:eu-central-1:111122223333:key/1';
    expect(inputsOf({ keyArn })).toMatchObject({ cloudWatchEncryptionEnabled: true, kmsKeyId: keyArn });
    expect(propertiesOf({ keyArn }).LogGroup.KmsKeyId).toBe(keyArn);
    roles({ sessionKeyArns: [keyArn] }).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-host-management',
      Policies: [{ PolicyDocument: { Statement: Match.arrayWith([{ Sid: 'DecryptSessions', Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn }]) } }],
    });
  });

  test('takes a key that is known on deployment only', () => {
    const stack = new Stack(new App(), 'Stack');
    new SessionManagerDefaults(stack, 'Sessions', { keyArn: new CfnParameter(stack, 'Key').valueAsString });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain('{"Ref":"Key"}');
  });

  test('can keep longer, end sessions sooner, and leave instances alone', () => {
    const props = {
      retention: RetentionDays.TWO_YEARS, idleSessionTimeout: Duration.minutes(5), maxSessionDuration: Duration.hours(8),
      hostManagement: false,
    };
    expect(inputsOf(props)).toMatchObject({ idleSessionTimeout: '5', maxSessionDuration: '480' });
    expect(propertiesOf(props)).toMatchObject({ LogGroup: { RetentionInDays: 731 }, Settings: [{ Value: 'Disable' }] });
  });
});

describe('import', () => {
  test('needs no import: an account has these settings, which are taken over', () => {
    templateOf().resourceCountIs('AWS::SSM::Document', 0);
  });
});

describe('validation', () => {
  test('fails for every mistake at once', () => {
    const props = { retention: RetentionDays.INFINITE, idleSessionTimeout: Duration.minutes(61), maxSessionDuration: Duration.seconds(90) };
    expect(() => templateOf(props)).toThrow(
      /'idleSessionTimeout' must be 1 to 60 whole minutes, got 61.*\n.*'maxSessionDuration' must be 1 to 1440 whole minutes, got 1.5.*\n.*'retention' must end/);
  });

  test('fails when preferences are left, and something is said about them', () => {
    expect(() => templateOf({ leavePreferences: true, keyArn: 'arn:x:kms:eu-central-1:111122223333:key/1', retention: RetentionDays.ONE_MONTH }))
      .toThrow(/'keyArn' must be left out with 'leavePreferences'.*\n.*'retention' must be left out/);
  });
});

describe('deployed', () => {
  const into = (world: World, props?: SessionManagerDefaultsProps, withRoles = true) => deploy(world,
    ...withRoles ? [{ account: WORKLOAD, build: (stack: Stack) => { new SessionManagerDefaultsRole(stack, 'Roles'); } }] : [],
    ...[HOME, OTHER_REGION].map(region => ({
      account: WORKLOAD, region, build: (stack: Stack) => { new SessionManagerDefaults(stack, 'Sessions', props); },
    })));
  const documentOf = (world: World) => world.state.ssm.documents.get(`${WORKLOAD}/${HOME}/SSM-SessionManagerRunShell`);
  const groupOf = (world: World) => world.state.logs.groups.get(`arn:aws:logs:${HOME}:${WORKLOAD}:log-group:/lz/session-manager`);

  test('sets everything in each region, and writes nothing when it runs again', async () => {
    const world = worldWith();
    const deployment = await into(world);
    expect([...world.state.ssm.settings]).toEqual([HOME, OTHER_REGION].flatMap(region => [
      [`${WORKLOAD}/${region}/ssm/documents/console/public-sharing-permission`, 'Disable'],
      [`${WORKLOAD}/${region}/ssm/managed-instance/default-ec2-instance-management-role`, 'service-role/lz-host-management'],
    ]));
    expect(groupOf(world)).toMatchObject({ retentionInDays: 365 });
    expect(documentOf(world)?.defaultVersion).toBe(1);
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('takes over the preferences that an account has, by a new version', async () => {
    const world = worldWith();
    world.state.ssm.documents.set(`${WORKLOAD}/${HOME}/SSM-SessionManagerRunShell`, { versions: ['{"inputs":{"runAsEnabled":true}}'], defaultVersion: 1 });
    await into(world);
    expect(documentOf(world)).toEqual({ versions: [expect.any(String), expect.stringContaining('/lz/session-manager')], defaultVersion: 2 });
  });

  const PREFERENCES = `${WORKLOAD}/${HOME}/SSM-SessionManagerRunShell`;
  const adopted = async (inputs: object, ...all: (SessionManagerDefaultsProps | undefined)[]) => {
    const world = worldWith();
    world.state.ssm.documents.set(PREFERENCES, { versions: [JSON.stringify({ inputs })], defaultVersion: 1 });
    for (const props of all.length > 0 ? all : [undefined]) {
      const deployment = await into(world, props);
      const before = world.calls.length;
      await deployment.rerunHandlers();
      expect(writesOf(world.calls.slice(before))).toEqual([]);
    }
    const { versions, defaultVersion } = documentOf(world)!;
    return { world, inputs: JSON.parse(versions[defaultVersion - 1]).inputs };
  };

  test('goes on logging where an adopted account logs, under its key, as its user, and ends sessions as wanted', async () => {
    const own = { s3BucketName: 'theirs', s3KeyPrefix: 'sessions', s3EncryptionEnabled: false, kmsKeyId: 'alias/theirs', runAsEnabled: true, runAsDefaultUser: 'ops',
      shellProfile: { linux: 'bash', windows: '' } };
    const { inputs, world } = await adopted({ ...own, cloudWatchLogGroupName: '', idleSessionTimeout: '60' });
    expect(inputs).toMatchObject({ ...own, cloudWatchLogGroupName: '', idleSessionTimeout: '20' });
    expect(groupOf(world)).toBeUndefined();
  });

  test('goes on logging into the log group of an adopted account, encrypted as it is', async () => {
    const own = { cloudWatchLogGroupName: 'theirs', cloudWatchEncryptionEnabled: true, cloudWatchStreamingEnabled: false };
    expect((await adopted(own)).inputs).toMatchObject({ ...own, s3BucketName: '' });
  });

  test('logs the sessions of an adopted account that logs none, and keeps the rest', async () => {
    const { inputs, world } = await adopted({ s3BucketName: '', cloudWatchLogGroupName: '', runAsEnabled: true });
    expect(inputs).toMatchObject({ cloudWatchLogGroupName: '/lz/session-manager', runAsEnabled: true });
    expect(groupOf(world)).toBeDefined();
  });

  test('changes what it set itself', async () => {
    const { inputs } = await adopted({}, undefined, { idleSessionTimeout: Duration.minutes(5), maxSessionDuration: Duration.hours(1) });
    expect(inputs).toMatchObject({ idleSessionTimeout: '5', maxSessionDuration: '60', cloudWatchLogGroupName: '/lz/session-manager' });
  });

  test('leaves preferences exactly as found, when it is told to', async () => {
    const { inputs, world } = await adopted({ s3BucketName: '' }, { leavePreferences: true });
    expect(inputs).toEqual({ s3BucketName: '' });
    expect(documentOf(world)?.versions).toHaveLength(1);
    expect(groupOf(world)).toBeUndefined();
    expect(world.state.ssm.settings.get(`${WORKLOAD}/${HOME}/ssm/documents/console/public-sharing-permission`)).toBe('Disable');
  });

  test('makes the right version the default one when somebody went back to another', async () => {
    const world = worldWith();
    const deployment = await into(world);
    const { versions } = documentOf(world)!;
    world.state.ssm.documents.set(`${WORKLOAD}/${HOME}/SSM-SessionManagerRunShell`, { versions: ['{}', ...versions], defaultVersion: 1 });
    await deployment.rerunHandlers();
    expect(documentOf(world)).toEqual({ versions: ['{}', ...versions], defaultVersion: 2 });
  });

  test('puts a log group that is there under the key', async () => {
    const world = worldWith();
    await into(world);
    const forAll = { Effect: 'Allow' as const, Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' };
    const key = createKey(world, { accountId: WORKLOAD, region: HOME, policy: { Version: '2012-10-17', Statement: [forAll] } });
    await deploy(world,
      { account: WORKLOAD, build: stack => { new SessionManagerDefaultsRole(stack, 'Roles'); } },
      { account: WORKLOAD, build: stack => { new SessionManagerDefaults(stack, 'Sessions', { keyArn: key.arn }); } });
    expect(groupOf(world)?.keyArn).toBe(key.arn);
  });

  test('fails for a key that CloudWatch Logs may not use', async () => {
    const world = worldWith();
    const { arn } = createKey(world, { accountId: WORKLOAD, region: HOME, policy: { Version: '2012-10-17', Statement: [] } });
    expect((await refusalOf(into(world, { keyArn: arn }))).message).toContain('InvalidParameterException');
  });

  /** Deploys with one property of one resource changed, as somebody might who edits the template. */
  const edited = (path: string, property: string, value: unknown) => {
    const edit = (stack: Stack) => {
      const resource = stack.node.findAll().filter(CfnResource.isCfnResource).find(({ node }) => node.path.endsWith(path));
      resource?.addPropertyOverride(property, value);
    };
    const roles = (stack: Stack) => { new SessionManagerDefaultsRole(stack, 'Roles'); edit(stack); };
    const sessions = (stack: Stack) => { new SessionManagerDefaults(stack, 'Sessions'); edit(stack); };
    return refusalOf(deploy(worldWith(), { account: WORKLOAD, build: roles }, { account: WORKLOAD, build: sessions }));
  };

  test.each([
    ['ssm/host-management-role', 'the role of instances trusts another service', 'Roles/HostManagement/Resource',
      'AssumeRolePolicyDocument.Statement.0.Principal.Service', 'ec2.amazonaws.com'],
    ['ssm/session-log-group', 'preferences ask for an encryption that the log group does not have', 'Sessions/Resource/Default', 'Preferences',
      JSON.stringify({ inputs: { cloudWatchLogGroupName: '/lz/session-manager', cloudWatchEncryptionEnabled: true } })],
    ['ssm/session-log-group', 'preferences name another log group', 'Sessions/Resource/Default', 'Preferences',
      JSON.stringify({ inputs: { cloudWatchLogGroupName: '/nowhere' } })],
  ])('fails by %s when %s', async (rule, _, path, property, value) => {
    expect(await edited(path, property, value)).toMatchObject({ kind: 'rule', rule: { id: rule } });
  });

  test('fails when the role of instances has another path, since no other role may be given to them', async () => {
    const refusal = await edited('Roles/HostManagement/Resource', 'Path', '/');
    expect(refusal).toMatchObject({ kind: 'denied', message: expect.stringContaining('iam:PassRole') });
  });

  test('fails without the roles of the global template', async () => {
    expect(await refusalOf(into(worldWith(), undefined, false))).toMatchObject({ rule: { id: 'lambda/role-assumable' } });
  });
});
