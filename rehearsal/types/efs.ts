import { decide } from '../aws/authorization';
import { Operation, Permission, ResourceType } from '../aws/contract';
import { AccessPoint, FileSystem, MountTarget } from '../aws/services/efs';
import { EFS } from '../rules/files-and-backups';
import { partNamed } from './ec2';
import { given, inert, permissions, schema, TAGS } from './permission';
import { requirePrincipals } from './principals';
import { serviceKey } from './service-keys';
import { arnHere, inPlace, placeOf, storedType } from './stored';
import { valueChecks } from './value-checks';
import { document, flag, record, records, text, texts } from './values';

/** https://docs.aws.amazon.com/efs/latest/ug/EFSKMS.html */
const KEY_USES = ['kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:CreateGrant'];
const MAX_GROUPS = 5;
const MAX_DIRECTORIES = 4;
const NO_FILES = inert('no file is stored in the rehearsal');
const IDENTITY = inert('no file is read or written in the rehearsal');
const CODES = { exists: 'FileSystemAlreadyExists', missing: 'FileSystemNotFound' };

const fileSystemArn = (operation: Operation, id = operation.physicalId ?? '*') => arnHere(operation, 'elasticfilesystem', `file-system/${id}`);
const onFileSystem = (operation: Operation) => fileSystemArn(operation);
const ofFileSystem = (operation: Operation) => fileSystemArn(operation, String(operation.properties.FileSystemId));
const onAccessPoint = (operation: Operation) => arnHere(operation, 'elasticfilesystem', `access-point/${operation.physicalId ?? '*'}`);
const idOf = ({ world, accountId, region, stackName, logicalId }: Operation, prefix: string) =>
  `${prefix}-0${world.identifiers.uuid(`${prefix}:${accountId}:${region}:${stackName}:${logicalId}`).replaceAll('-', '').slice(0, 16)}`;
const set = (action: string, ...properties: string[]): readonly Permission[] =>
  permissions([`elasticfilesystem:${action}`], onFileSystem, { when: operation => given(...properties)(operation) && properties.some(name => operation.properties[name] !== undefined) });

/** What the request says that guardrails look at: who does not ask for encryption gets none. */
const created = (operation: Operation) => ({
  'elasticfilesystem:Encrypted': String(flag(operation.properties, 'Encrypted') ?? false),
});

/** A file system. Replication is refused by name. */
export const FILE_SYSTEM: ResourceType = storedType<FileSystem>({
  typeName: 'AWS::EFS::FileSystem',
  source: schema('aws-efs-filesystem'),
  properties: {
    Encrypted: 'interpreted', KmsKeyId: 'interpreted', FileSystemPolicy: 'interpreted', BypassPolicyLockoutSafetyCheck: 'interpreted', AvailabilityZoneName: 'interpreted',
    ThroughputMode: 'interpreted', ProvisionedThroughputInMibps: 'interpreted', LifecyclePolicies: 'interpreted', PerformanceMode: NO_FILES, BackupPolicy: NO_FILES,
    FileSystemProtection: NO_FILES, FileSystemTags: TAGS,
  },
  nested: {
    BackupPolicy: { Status: NO_FILES }, LifecyclePolicies: ['TransitionToIA', 'TransitionToArchive', 'TransitionToPrimaryStorageClass'],
    FileSystemProtection: { ReplicationOverwriteProtection: NO_FILES },
  },
  required: [],
  createOnly: ['AvailabilityZoneName', 'Encrypted', 'KmsKeyId', 'PerformanceMode'],
  permissions: {
    create: [
      ...permissions(['elasticfilesystem:CreateFileSystem'], undefined, { context: created }), ...permissions(['elasticfilesystem:DescribeFileSystems'], onFileSystem),
      ...set('PutFileSystemPolicy', 'FileSystemPolicy'), ...set('PutLifecycleConfiguration', 'LifecyclePolicies'), ...set('PutBackupPolicy', 'BackupPolicy'),
      ...permissions(['elasticfilesystem:TagResource'], onFileSystem, { when: given('FileSystemTags') }),
    ],
    update: [
      ...permissions(['elasticfilesystem:DescribeFileSystems'], onFileSystem), ...set('UpdateFileSystem', 'ThroughputMode', 'ProvisionedThroughputInMibps'),
      ...set('PutFileSystemPolicy', 'FileSystemPolicy'), ...set('PutLifecycleConfiguration', 'LifecyclePolicies'), ...set('PutBackupPolicy', 'BackupPolicy'),
      ...permissions(['elasticfilesystem:DeleteFileSystemPolicy'], onFileSystem, { when: operation => operation.changes('FileSystemPolicy') && operation.properties.FileSystemPolicy === undefined }),
      ...permissions(['elasticfilesystem:TagResource', 'elasticfilesystem:UntagResource'], onFileSystem, { when: given('FileSystemTags') }),
    ],
    delete: permissions(['elasticfilesystem:DescribeFileSystems', 'elasticfilesystem:DeleteFileSystem'], onFileSystem),
  },
  parts: world => world.state.efs.fileSystems,
  codes: CODES,
  make: operation => {
    const { properties } = operation;
    checkSettings(operation);
    serviceKey(operation, 'elasticfilesystem', text(properties, 'KmsKeyId'), KEY_USES);
    const id = idOf(operation, 'fs');
    const made: FileSystem = {
      ...placeOf(operation), arn: fileSystemArn(operation, id), id, encrypted: flag(properties, 'Encrypted') ?? false, zone: text(properties, 'AvailabilityZoneName'),
    };
    putPolicy(operation, made);
    return made;
  },
  change: (operation, found) => {
    checkSettings(operation);
    putPolicy(operation, found);
  },
  remove: (operation, { id }) => {
    const targets = inPlace(operation, operation.world.state.efs.mountTargets)
      .filter(({ fileSystemId }) => fileSystemId === id).map(target => target.id);
    operation.require(EFS.IN_USE, targets.length === 0, `${id} has the mount targets ${targets.join(', ')}`, 'delete them first');
  },
  physicalId: ({ id }) => id,
  attributes: ({ arn, id }) => ({ Arn: arn, FileSystemId: id }),
});

function checkSettings(operation: Operation): void {
  const { properties } = operation;
  const sealed = flag(properties, 'Encrypted') ?? false;
  operation.require(EFS.SETTINGS, properties.KmsKeyId === undefined || sealed, `'KmsKeyId' is given, 'Encrypted' is ${sealed}`, 'set \'Encrypted\'');
  const provisioned = text(properties, 'ThroughputMode') === 'provisioned';
  operation.require(EFS.SETTINGS, provisioned === (properties.ProvisionedThroughputInMibps !== undefined), `'ThroughputMode' is ${text(properties, 'ThroughputMode')}`, 'give provisioned throughput, and no other, its number');
  const single = records(properties, 'LifecyclePolicies').every(policy => Object.keys(policy).length === 1);
  operation.require(EFS.SETTINGS, single, 'a lifecycle policy has several transitions', 'give each a policy of its own');
  valueChecks(operation, 'BadRequest').oneOf('ThroughputMode', properties.ThroughputMode, ['bursting', 'provisioned', 'elastic']);
}

function putPolicy(operation: Operation, found: FileSystem): void {
  const { world, caller, origin, properties, region } = operation;
  const policy = properties.FileSystemPolicy === undefined ? undefined : document(properties, 'FileSystemPolicy');
  if (policy === undefined) {
    found.policy = undefined;
    return;
  }
  requirePrincipals(operation, EFS.POLICY, policy);
  const known = { ...found, policy: { document: policy, origin } };
  const { fileSystems } = world.state.efs;
  const before = fileSystems.get(found.arn);
  fileSystems.set(found.arn, known);
  const { allowed, explanation } = decide(world, caller, { action: 'elasticfilesystem:PutFileSystemPolicy', resource: found.arn, region });
  if (before) fileSystems.set(found.arn, before); else fileSystems.delete(found.arn);
  const bypassed = flag(properties, 'BypassPolicyLockoutSafetyCheck') ?? false;
  operation.require(EFS.POLICY, allowed || bypassed, `${caller.label} could not put the policy again: ${explanation}`, 'let the role that deploys manage the policy');
  found.policy = known.policy;
}

/** The file system that a property names, which is there first. */
function fileSystemIn(operation: Operation, rule: typeof EFS[keyof typeof EFS]): FileSystem {
  const id = String(operation.properties.FileSystemId);
  const found = operation.world.state.efs.fileSystems.get(fileSystemArn(operation, id));
  operation.require(rule, found !== undefined, `file system ${id} does not exist in ${operation.accountId} ${operation.region}`, 'create it first');
  operation.requirePath(rule, found!.origin, `file system ${id} may not exist yet`);
  return found!;
}

/** Where hosts of a subnet reach a file system. */
export const MOUNT_TARGET: ResourceType = storedType<MountTarget>({
  typeName: 'AWS::EFS::MountTarget',
  source: schema('aws-efs-mounttarget'),
  properties: {
    FileSystemId: 'interpreted', SubnetId: 'interpreted', SecurityGroups: 'interpreted', IpAddress: inert('addresses in subnets are not modelled'),
  },
  required: ['FileSystemId', 'SecurityGroups', 'SubnetId'],
  createOnly: ['FileSystemId', 'SubnetId', 'IpAddress'],
  permissions: {
    // the network interface is made in the name of the caller: https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html
    create: [
      ...permissions(['elasticfilesystem:CreateMountTarget', 'elasticfilesystem:DescribeMountTargets'], ofFileSystem),
      ...permissions(['ec2:DescribeSubnets', 'ec2:DescribeNetworkInterfaces', 'ec2:CreateNetworkInterface']),
    ],
    update: [
      ...permissions(['elasticfilesystem:DescribeMountTargets', 'elasticfilesystem:DescribeMountTargetSecurityGroups', 'elasticfilesystem:ModifyMountTargetSecurityGroups'], ofFileSystem),
      ...permissions(['ec2:ModifyNetworkInterfaceAttribute']),
    ],
    delete: [...permissions(['elasticfilesystem:DescribeMountTargets', 'elasticfilesystem:DeleteMountTarget'], ofFileSystem), ...permissions(['ec2:DeleteNetworkInterface'])],
  },
  parts: world => world.state.efs.mountTargets,
  codes: { exists: 'MountTargetConflict', missing: 'MountTargetNotFound' },
  make: operation => {
    const found = fileSystemIn(operation, EFS.MOUNT_TARGET);
    const subnet = partNamed(operation, operation.world.state.networks.subnets, operation.properties.SubnetId, EFS.MOUNT_TARGET);
    const others = inPlace(operation, operation.world.state.efs.mountTargets).filter(({ fileSystemId }) => fileSystemId === found.id);
    const fits = others.every(({ vpcId, zone }) => vpcId === subnet.vpcId && zone !== subnet.zone)
      && (found.zone ?? subnet.zone) === subnet.zone;
    operation.require(EFS.MOUNT_TARGET, fits, `${found.id} has mount targets in ${others.map(({ vpcId, zone }) => `${zone} of ${vpcId}`).join(', ')}, ${subnet.id} is in ${subnet.zone} of ${subnet.vpcId}`,
      'place one in each zone of one VPC');
    const id = idOf(operation, 'fsmt');
    return {
      ...placeOf(operation), arn: arnHere(operation, 'elasticfilesystem', `mount-target/${id}`), id, fileSystemId: found.id, vpcId: subnet.vpcId, subnetId: subnet.id, zone: subnet.zone,
      securityGroupIds: groupsOf(operation, subnet.vpcId),
    };
  },
  change: (operation, target) => {
    target.securityGroupIds = groupsOf(operation, target.vpcId);
  },
  physicalId: ({ id }) => id,
  attributes: ({ id }) => ({ Id: id, IpAddress: '10.0.0.10' }),
});

function groupsOf(operation: Operation, vpc: string): readonly string[] {
  const { securityGroups } = operation.world.state.networks;
  const groups = texts(operation.properties, 'SecurityGroups').map(id => partNamed(operation, securityGroups, id, EFS.MOUNT_TARGET));
  const own = groups.every(({ vpcId }) => vpcId === vpc) && groups.length <= MAX_GROUPS;
  operation.require(EFS.MOUNT_TARGET, own, `the security groups are ${groups.map(({ id }) => id).join(', ')}`, `name up to ${MAX_GROUPS} of ${vpc}`);
  return groups.map(({ id }) => id);
}

/** A way into a file system. */
export const ACCESS_POINT: ResourceType = storedType<AccessPoint>({
  typeName: 'AWS::EFS::AccessPoint',
  source: schema('aws-efs-accesspoint'),
  properties: { FileSystemId: 'interpreted', RootDirectory: 'interpreted', PosixUser: IDENTITY, ClientToken: IDENTITY, AccessPointTags: TAGS },
  nested: {
    'RootDirectory': { Path: 'interpreted', CreationInfo: IDENTITY }, 'RootDirectory.CreationInfo': { OwnerUid: IDENTITY, OwnerGid: IDENTITY, Permissions: IDENTITY },
    'PosixUser': { Uid: IDENTITY, Gid: IDENTITY, SecondaryGids: IDENTITY },
  },
  required: ['FileSystemId'],
  createOnly: ['FileSystemId', 'RootDirectory', 'PosixUser', 'ClientToken'],
  permissions: {
    create: [
      ...permissions(['elasticfilesystem:CreateAccessPoint'], ofFileSystem),
      ...permissions(['elasticfilesystem:DescribeAccessPoints'], onAccessPoint),
      ...permissions(['elasticfilesystem:TagResource'], onAccessPoint, { when: given('AccessPointTags') }),
    ],
    update: [
      ...permissions(['elasticfilesystem:DescribeAccessPoints'], onAccessPoint),
      ...permissions(['elasticfilesystem:TagResource', 'elasticfilesystem:UntagResource'], onAccessPoint, { when: given('AccessPointTags') }),
    ],
    delete: permissions(['elasticfilesystem:DescribeAccessPoints', 'elasticfilesystem:DeleteAccessPoint'], onAccessPoint),
  },
  parts: world => world.state.efs.accessPoints,
  codes: { exists: 'AccessPointAlreadyExists', missing: 'AccessPointNotFound' },
  make: operation => {
    const found = fileSystemIn(operation, EFS.ACCESS_POINT);
    const path = text(record(operation.properties, 'RootDirectory'), 'Path') ?? '/';
    const shaped = path.startsWith('/') && path.split('/').filter(part => part !== '').length <= MAX_DIRECTORIES;
    operation.require(EFS.ACCESS_POINT, shaped, `'Path' is ${path}`, `begin it with "/", and name up to ${MAX_DIRECTORIES} directories`);
    const id = idOf(operation, 'fsap');
    return { ...placeOf(operation), arn: arnHere(operation, 'elasticfilesystem', `access-point/${id}`), id, fileSystemId: found.id };
  },
  physicalId: ({ id }) => id,
  attributes: ({ id, arn }) => ({ AccessPointId: id, Arn: arn }),
});
