import { dataBench, KEY_POLICIES, network } from './data-workbench';
import { HOME, MANAGEMENT, typeOf } from './workbench';

const VOLUME = 'EC2::Volume';
const INSTANCE = 'EC2::Instance';
const TEMPLATE = 'EC2::LaunchTemplate';
const volume = (more: object = {}) => ({ AvailabilityZone: `${HOME}a`, Size: 8, Encrypted: true, ...more });

describe('AWS::EC2::Volume', () => {
  test.each([
    ['ec2/volume', { AvailabilityZone: 'us-east-1a' }],
    ['ec2/volume', { Size: 0 }],
    ['ec2/volume', { VolumeType: 'st1' }],
    ['ec2/volume', { VolumeType: 'fast' }],
    ['ec2/volume', { Encrypted: false, KmsKeyId: 'alias/own' }],
    ['kms/service-key-usable', { KmsKeyId: 'alias/own' }],
    [undefined, {}],
  ])('fails by %s with %j', async (rule, more) => {
    const { make, refused } = dataBench();
    expect(await refused(make(VOLUME, 'V', volume(more)))).toBe(rule);
  });

  test.each([[undefined, 'ec2'], ['kms/service-key-through-service', 'rds']])('fails by %s with a key that is used through %s', async (rule, service) => {
    const { make, refused, key } = dataBench();
    expect(await refused(make(VOLUME, 'V', volume({ KmsKeyId: await key(KEY_POLICIES.through(service)) })))).toBe(rule);
  });

  test('says in its request whether it is encrypted, which the account may do by default', async () => {
    const { make, change, remove, refused, bench } = dataBench();
    const [create] = typeOf('AWS::EC2::Volume').permissions.create;
    const sealed = () => create.context?.({ world: bench.world, accountId: MANAGEMENT, region: HOME, properties: { Size: 8 } } as never)['ec2:Encrypted'];
    expect(sealed()).toBe('false');
    bench.world.state.ec2.encryption.set(`${MANAGEMENT}/${HOME}`, { byDefault: true });
    expect(sealed()).toBe('true');
    await make(VOLUME, 'V', volume());
    await change(VOLUME, 'V', volume({ Size: 16 }));
    expect(await refused(change(VOLUME, 'V', volume({ Size: 99_999 })))).toBe('ec2/volume');
    await remove(VOLUME, 'V');
    expect(bench.world.state.compute.volumes.size).toBe(0);
  });
});

describe('AWS::EC2::Instance', () => {
  const placed = async () => {
    const bench = dataBench();
    const net = await network(bench);
    const instance = (more: object = {}) => ({ ImageId: 'ami-1', InstanceType: 't3.micro', SubnetId: net.subnets[0], SecurityGroupIds: [net.group], ...more });
    return { ...bench, ...net, instance };
  };

  test('has an image, a profile, and groups of the VPC of its subnet', async () => {
    const { make, refused, instance, bench, ...rest } = await placed();
    const other = await network({ make }, 'Other', '10.1');
    const wrong = [
      instance({ ImageId: undefined }), instance({ SubnetId: 'subnet-none' }), instance({ SecurityGroupIds: [other.group] }), instance({ IamInstanceProfile: 'none' }),
    ];
    for (const properties of wrong) expect(await refused(make(INSTANCE, 'I', properties))).toBe('ec2/instance');
    await rest.role('ec2.amazonaws.com');
    const roleName = [...bench.world.state.iam.roles.values()].find(({ origin }) => origin?.logicalId === 'Role')!.name;
    const { physicalId } = await make('IAM::InstanceProfile', 'P', { Roles: [roleName] });
    await make(INSTANCE, 'I', instance({ IamInstanceProfile: physicalId }));
    expect(bench.world.calls.filter(({ action, resource }) => action === 'iam:PassRole' && resource.endsWith(roleName)).length).toBeGreaterThan(1);
    expect(await refused(rest.change(INSTANCE, 'I', instance({ SecurityGroupIds: [other.group] })))).toBe('ec2/instance');
    await rest.remove(INSTANCE, 'I');
    expect(bench.world.state.compute.instances.size).toBe(0);
  });

  test('is launched from a version of a template that is there first', async () => {
    const { make, change, refused, instance, bench } = await placed();
    const template = (data: object) => ({ LaunchTemplateName: 't', LaunchTemplateData: data });
    const from = (Version: string) => instance({ LaunchTemplate: { LaunchTemplateName: 't', Version } });
    expect(await refused(make(INSTANCE, 'I', from('1')))).toBe('ec2/launch-template');
    const made = await make(TEMPLATE, 'T', template({}));
    expect(made.attributes.LatestVersionNumber).toBe('1');
    expect(await refused(make(TEMPLATE, 'Twin', template({})))).toBe('ec2/launch-template');
    expect(await refused(make(INSTANCE, 'I', from('2')))).toBe('ec2/launch-template');
    const changed = await change(TEMPLATE, 'T', template({ MetadataOptions: { HttpTokens: 'required' }, BlockDeviceMappings: [{ Ebs: { Encrypted: true } }] }));
    expect(changed.attributes.LatestVersionNumber).toBe('2');
    await make(INSTANCE, 'I', from('2'));
    const [launch, volumes] = typeOf('AWS::EC2::Instance').permissions.create;
    const asked = (properties: object) => ({ world: bench.world, accountId: MANAGEMENT, region: HOME, properties }) as never;
    expect(launch.context?.(asked(from('2')))).toEqual({ 'ec2:InstanceType': 't3.micro', 'ec2:MetadataHttpTokens': 'required' });
    expect(volumes.each?.(asked(from('2')))).toEqual([{ 'ec2:Encrypted': 'true' }]);
    expect(launch.context?.(asked(instance()))).toEqual({ 'ec2:InstanceType': 't3.micro' });
    expect(volumes.each?.(asked(instance()))).toEqual([{ 'ec2:Encrypted': 'false' }]);
  });
});

describe('AWS::GuardDuty::Detector', () => {
  const DETECTOR = 'GuardDuty::Detector';

  test('is one in a region, with the features of its template', async () => {
    const { make, change, remove, refused, bench } = dataBench();
    const feature = (Status: string) => ({ Enable: true, FindingPublishingFrequency: 'FIFTEEN_MINUTES', Features: [{ Name: 'S3_DATA_EVENTS', Status }] });
    await make(DETECTOR, 'D', feature('ENABLED'));
    const found = () => bench.world.state.guardDuty.detectors.get(`${MANAGEMENT}/${HOME}`);
    expect([found()?.frequency, ...found()?.features.keys() ?? []]).toEqual(['FIFTEEN_MINUTES', 'S3_DATA_EVENTS']);
    expect(await refused(make(DETECTOR, 'E', feature('ENABLED')))).toBe('guardduty/one-detector');
    await change(DETECTOR, 'D', feature('DISABLED'));
    expect([...found()?.features.keys() ?? []]).toEqual([]);
    await remove(DETECTOR, 'D');
    expect(found()).toBeUndefined();
  });

  test.each([
    { FindingPublishingFrequency: 'DAILY' }, { Features: [{ Name: 'MIND_READING', Status: 'ENABLED' }] }, { Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ON' }] },
    { Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED', AdditionalConfiguration: [{ Name: 'EKS_ADDON_MANAGEMENT', Status: 'ENABLED' }] }] },
  ])('fails with %j', async properties => {
    const { make, refused } = dataBench();
    expect(await refused(make(DETECTOR, 'D', { Enable: true, ...properties }))).toBe('BadRequestException');
  });
});
