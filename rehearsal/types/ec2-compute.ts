import { Context } from '../../lib/policy';
import { Operation, ResourceType } from '../aws/contract';
import { Instance, LaunchTemplate, Volume } from '../aws/services/ec2-compute';
import { Subnet } from '../aws/services/networks';
import { COMPUTE } from '../rules/machines';
import { ec2Arn, partNamed, partType } from './ec2';
import { inert, permissions } from './permission';
import { serviceKey } from './service-keys';
import { flag, numeric, physicalName, record, records, text, texts } from './values';

type Values = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html */
const KEY_USES = ['kms:DescribeKey', 'kms:CreateGrant', 'kms:GenerateDataKeyWithoutPlaintext'];
const NO_BLOCKS = inert('no block is stored in the rehearsal');
const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  gp2: [1, 16_384], gp3: [1, 65_536], io1: [4, 16_384], io2: [4, 65_536], st1: [125, 16_384], sc1: [125, 16_384], standard: [1, 1_024],
};

/** Whether a new volume is encrypted: it says so, or the account encrypts by default. */
function isSealed({ world, accountId, region }: Operation, values: Values): boolean {
  return (flag(values, 'Encrypted') ?? false) || world.state.ec2.encryption.get(`${accountId}/${region}`)?.byDefault === true;
}

const onVolume = (operation: Operation) => ec2Arn(operation, 'volume', operation.physicalId ?? '*');
const volumeContext = (operation: Operation): Context => ({
  'ec2:Encrypted': String(isSealed(operation, operation.properties)), 'ec2:VolumeType': text(operation.properties, 'VolumeType') ?? 'gp2',
});

const VOLUME_BASE = partType<Volume>({
  typeName: 'AWS::EC2::Volume',
  source: 'aws-ec2-volume',
  prefix: 'vol',
  arnType: 'volume',
  properties: {
    AvailabilityZone: 'interpreted', Encrypted: 'interpreted', KmsKeyId: 'interpreted', Size: 'interpreted', VolumeType: 'interpreted', Iops: NO_BLOCKS, Throughput: NO_BLOCKS,
    MultiAttachEnabled: NO_BLOCKS, AutoEnableIO: NO_BLOCKS, Tags: 'interpreted',
  },
  required: ['AvailabilityZone', 'Size'],
  createOnly: ['AvailabilityZone', 'Encrypted', 'KmsKeyId'],
  actions: { describe: 'ec2:DescribeVolumes', create: [], update: [['ec2:ModifyVolume', 'Size', 'VolumeType', 'Iops', 'Throughput']], delete: ['ec2:DeleteVolume'] },
  parts: ({ world }) => world.state.compute.volumes,
  make: (operation, base) => {
    const { properties, region } = operation;
    checkSize(operation);
    const zone = String(properties.AvailabilityZone);
    operation.require(COMPUTE.VOLUME, zone.startsWith(region), `${zone} is no zone of ${region}`, 'name a zone of the region');
    const sealed = isSealed(operation, properties);
    operation.require(COMPUTE.VOLUME, properties.KmsKeyId === undefined || sealed, '\'KmsKeyId\' is given, \'Encrypted\' is not true', 'set \'Encrypted\'');
    return { ...base, zone, encrypted: sealed, keyArn: serviceKey(operation, 'ec2', text(properties, 'KmsKeyId'), KEY_USES) };
  },
  change: checkSize,
  attributes: ({ id }) => ({ VolumeId: id }),
});

function checkSize(operation: Operation): void {
  const type = text(operation.properties, 'VolumeType') ?? 'gp2';
  const size = numeric(operation.properties, 'Size') ?? 0;
  const [min, max] = SIZES[type] ?? [Infinity, 0];
  operation.require(COMPUTE.VOLUME, size >= min && size <= max, `'Size' is ${size} of the type ${type}`, `use one of ${Object.keys(SIZES).join(', ')} in a size that it offers`);
}

/** A volume. From a snapshot or another volume, and on an Outpost it is refused by name. */
export const VOLUME: ResourceType = {
  ...VOLUME_BASE,
  permissions: { ...VOLUME_BASE.permissions, create: [...permissions(['ec2:CreateVolume'], onVolume, { context: volumeContext }), ...VOLUME_BASE.permissions.create] },
};

/** What launch templates and instances say of a launch, as far as the model reads it. */
const MACHINE = inert('no machine runs in the rehearsal');

/** What instances are launched from; each change of it is a version. */
export const LAUNCH_TEMPLATE: ResourceType = partType<LaunchTemplate>({
  typeName: 'AWS::EC2::LaunchTemplate',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html (permissions of the handler not compared with the schema)',
  prefix: 'lt',
  arnType: 'launch-template',
  properties: { LaunchTemplateName: 'interpreted', LaunchTemplateData: 'interpreted', VersionDescription: MACHINE, TagSpecifications: MACHINE },
  nested: {
    LaunchTemplateData: {
      ImageId: 'interpreted', InstanceType: 'interpreted', MetadataOptions: 'interpreted', BlockDeviceMappings: 'interpreted', SecurityGroupIds: 'interpreted', IamInstanceProfile: 'interpreted',
      UserData: MACHINE, KeyName: MACHINE, Monitoring: MACHINE, EbsOptimized: MACHINE,
      TagSpecifications: MACHINE, CreditSpecification: MACHINE,
      DisableApiTermination: MACHINE, InstanceInitiatedShutdownBehavior: MACHINE,
    },
  },
  required: ['LaunchTemplateData'],
  createOnly: ['LaunchTemplateName'],
  actions: {
    describe: 'ec2:DescribeLaunchTemplates', create: ['ec2:CreateLaunchTemplate'], update: [['ec2:CreateLaunchTemplateVersion', 'LaunchTemplateData']], delete: ['ec2:DeleteLaunchTemplate'],
  },
  parts: ({ world }) => world.state.compute.launchTemplates,
  make: (operation, base) => {
    const name = physicalName(operation, 'LaunchTemplateName', 128);
    const twin = templateNamed(operation, name);
    operation.require(COMPUTE.LAUNCH_TEMPLATE, twin === undefined, `${name} exists already as ${twin?.id}`, 'choose another name');
    return { ...base, name, version: 1, data: record(operation.properties, 'LaunchTemplateData') };
  },
  change: (operation, template) => {
    if (operation.changes('LaunchTemplateData')) Object.assign(template, { version: template.version + 1, data: record(operation.properties, 'LaunchTemplateData') });
  },
  attributes: ({ id, version }) => ({ LaunchTemplateId: id, LatestVersionNumber: String(version), DefaultVersionNumber: '1' }),
});

function templateNamed({ world, accountId, region }: Operation, name: string): LaunchTemplate | undefined {
  const here = [...world.state.compute.launchTemplates.values()].filter(other => other.accountId === accountId && other.region === region);
  return here.find(other => other.name === name || other.id === name);
}

const namedTemplate = (operation: Operation): LaunchTemplate | undefined => {
  const { LaunchTemplateId, LaunchTemplateName } = record(operation.properties, 'LaunchTemplate');
  return templateNamed(operation, String(LaunchTemplateId ?? LaunchTemplateName));
};

/** What is launched: the template's values, and over them those of the instance. */
const launched = (operation: Operation): Values => ({ ...namedTemplate(operation)?.data, ...operation.properties });
const tokensOf = (operation: Operation) => text(record(launched(operation), 'MetadataOptions'), 'HttpTokens');

/** A launch that says nothing of tokens has no such key, nor what the default of the account would make of it: that is not modelled. */
const instanceContext = (operation: Operation): Context => {
  const tokens = tokensOf(operation);
  return { 'ec2:InstanceType': text(launched(operation), 'InstanceType') ?? 'm1.small', ...tokens === undefined ? {} : { 'ec2:MetadataHttpTokens': tokens } };
};

/** One call for each volume of a launch; without mappings there is the root volume of the image. */
const volumes = (operation: Operation): readonly Context[] => {
  const mappings = records(launched(operation), 'BlockDeviceMappings').map(mapping => record(mapping, 'Ebs'));
  return (mappings.length > 0 ? mappings : [{}]).map(ebs => ({ 'ec2:Encrypted': String(isSealed(operation, ebs)) }));
};
const onInstance = (operation: Operation) => ec2Arn(operation, 'instance', operation.physicalId ?? '*');

const INSTANCE_BASE = partType<Instance>({
  typeName: 'AWS::EC2::Instance',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html (permissions of the handler not compared with the schema)',
  prefix: 'i',
  arnType: 'instance',
  properties: {
    ImageId: 'interpreted', InstanceType: 'interpreted', SubnetId: 'interpreted', SecurityGroupIds: 'interpreted', IamInstanceProfile: 'interpreted', LaunchTemplate: 'interpreted',
    BlockDeviceMappings: 'interpreted', MetadataOptions: 'interpreted', AvailabilityZone: MACHINE, UserData: MACHINE, Monitoring: MACHINE, EbsOptimized: MACHINE, DisableApiTermination: MACHINE,
    InstanceInitiatedShutdownBehavior: MACHINE, PropagateTagsToVolumeOnCreation: MACHINE, CreditSpecification: MACHINE, SourceDestCheck: MACHINE, Tags: 'interpreted',
  },
  nested: {
    LaunchTemplate: ['LaunchTemplateId', 'LaunchTemplateName', 'Version'],
    MetadataOptions: {
      HttpTokens: 'interpreted', HttpEndpoint: MACHINE, HttpProtocolIpv6: MACHINE, HttpPutResponseHopLimit: MACHINE, InstanceMetadataTags: MACHINE,
    },
  },
  required: ['SubnetId'],
  createOnly: ['ImageId', 'SubnetId', 'AvailabilityZone', 'LaunchTemplate', 'BlockDeviceMappings'],
  actions: { describe: 'ec2:DescribeInstances', create: [], update: [['ec2:ModifyInstanceAttribute', 'InstanceType', 'SecurityGroupIds', 'DisableApiTermination', 'UserData']], delete: ['ec2:TerminateInstances'] },
  parts: ({ world }) => world.state.compute.instances,
  make: (operation, base) => {
    const subnet = partNamed(operation, operation.world.state.networks.subnets, operation.properties.SubnetId, COMPUTE.INSTANCE);
    checkTemplate(operation);
    checkProfile(operation);
    const values = launched(operation);
    operation.require(COMPUTE.INSTANCE, values.ImageId !== undefined, 'neither the instance nor its launch template has an image', 'give \'ImageId\'');
    records(values, 'BlockDeviceMappings').forEach(mapping => serviceKey(operation, 'ec2', text(record(mapping, 'Ebs'), 'KmsKeyId'), KEY_USES));
    return {
      ...base, subnetId: subnet.id, instanceType: text(values, 'InstanceType') ?? 'm1.small', httpTokens: tokensOf(operation) ?? 'optional', securityGroupIds: groupsOf(operation, subnet),
    };
  },
  change: (operation, instance) => {
    instance.securityGroupIds = groupsOf(operation, operation.world.state.networks.subnets.get(instance.subnetId)!);
  },
  attributes: ({ id }) => ({ InstanceId: id, PrivateIp: '10.0.0.11', PrivateDnsName: 'ip-10-0-0-11.ec2.internal' }),
});

/**
 * An instance in a subnet. Network interfaces, key pairs, licences, volumes attached by their ids and spot instances are refused by name.
 */
export const INSTANCE: ResourceType = {
  ...INSTANCE_BASE,
  permissions: {
    ...INSTANCE_BASE.permissions,
    create: [
      ...permissions(['ec2:RunInstances'], onInstance, { context: instanceContext }),
      ...permissions(['ec2:RunInstances'], operation => ec2Arn(operation, 'volume', '*'), { each: volumes }),
      ...permissions(['ec2:RunInstances'], operation => ec2Arn(operation, 'subnet', String(operation.properties.SubnetId))),
      ...permissions(['iam:PassRole'], profileRole, { when: operation => profileRole(operation) !== '*', context: () => ({ 'iam:PassedToService': 'ec2.amazonaws.com' }) }),
      ...INSTANCE_BASE.permissions.create,
    ],
  },
};

function profileOf(operation: Operation) {
  const values = launched(operation);
  const given = typeof values.IamInstanceProfile === 'object' ? record(values, 'IamInstanceProfile') : { Name: values.IamInstanceProfile };
  const profiles = [...operation.world.state.iam.instanceProfiles.values()].filter(({ accountId }) => accountId === operation.accountId);
  return { named: given.Name ?? given.Arn, found: profiles.find(({ name, arn }) => name === given.Name || arn === given.Arn) };
}

function profileRole(operation: Operation): string {
  const { found } = profileOf(operation);
  const { roles } = operation.world.state.iam;
  return [...roles.values()].find(({ name, accountId }) => name === found?.role && accountId === operation.accountId)?.arn ?? '*';
}

function checkProfile(operation: Operation): void {
  const { named, found } = profileOf(operation);
  operation.require(COMPUTE.INSTANCE, named === undefined || found !== undefined, `instance profile ${String(named)} does not exist`, 'create the profile first');
  operation.requirePath(COMPUTE.INSTANCE, found?.origin, `instance profile ${String(named)} may not exist yet`);
}

function checkTemplate(operation: Operation): void {
  if (operation.properties.LaunchTemplate === undefined) return;
  const template = namedTemplate(operation);
  const version = Number(record(operation.properties, 'LaunchTemplate').Version);
  const known = template !== undefined && version >= 1 && version <= template.version;
  operation.require(COMPUTE.LAUNCH_TEMPLATE, known, `the launch template ${template?.name ?? 'that is named does not exist'} has no version ${version}`, 'name a version by its number');
  operation.requirePath(COMPUTE.LAUNCH_TEMPLATE, template!.origin, `launch template ${template!.name} may not exist yet`);
}

function groupsOf(operation: Operation, subnet: Subnet): readonly string[] {
  const { securityGroups } = operation.world.state.networks;
  const groups = texts(launched(operation), 'SecurityGroupIds').map(id => partNamed(operation, securityGroups, id, COMPUTE.INSTANCE));
  const strange = groups.filter(({ vpcId }) => vpcId !== subnet.vpcId).map(({ id }) => id);
  operation.require(COMPUTE.INSTANCE, strange.length === 0, `${strange.join(', ')} are not of ${subnet.vpcId}`, 'name security groups of the VPC of the subnet');
  return groups.map(({ id }) => id);
}
