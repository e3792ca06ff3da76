import { NestedProperties, Operation } from '../aws/contract';
import { ECS } from '../rules/containers';
import { inert } from './permission';
import { inPlace } from './stored';
import { record, records, text } from './values';

type Values = Readonly<Record<string, unknown>>;

const NO_FILES = inert('no file is read or written in the rehearsal');

/** Names below the volumes of a task. */
export const VOLUMES: Readonly<Record<string, NestedProperties>> = {
  'Volumes': { Name: 'interpreted', EFSVolumeConfiguration: 'interpreted', Host: NO_FILES },
  'Volumes.EFSVolumeConfiguration': {
    FilesystemId: 'interpreted', AuthorizationConfig: 'interpreted', RootDirectory: 'interpreted', TransitEncryption: 'interpreted', TransitEncryptionPort: NO_FILES,
  },
  'Volumes.EFSVolumeConfiguration.AuthorizationConfig': ['AccessPointId', 'IAM'],
};

/** File systems that a task mounts. */
export function checkVolumes(operation: Operation): void {
  for (const volume of records(operation.properties, 'Volumes')) {
    const mounted = record(volume, 'EFSVolumeConfiguration');
    if (volume.EFSVolumeConfiguration !== undefined) checkFileSystem(operation, mounted);
  }
}

function checkFileSystem(operation: Operation, mounted: Values): void {
  const { fileSystems, accessPoints } = operation.world.state.efs;
  const id = text(mounted, 'FilesystemId');
  const fileSystem = inPlace(operation, fileSystems).find(other => other.id === id);
  operation.require(ECS.FILE_SYSTEM, fileSystem !== undefined, `the file system ${id} does not exist`, 'create it first');
  operation.requirePath(ECS.FILE_SYSTEM, fileSystem!.origin, `the file system ${id} may not exist yet`);
  const { AccessPointId, IAM } = record(mounted, 'AuthorizationConfig');
  const isSealed = text(mounted, 'TransitEncryption') === 'ENABLED';
  operation.require(ECS.FILE_SYSTEM, isSealed || (AccessPointId === undefined && IAM !== 'ENABLED'), "an access point or IAM is used without 'TransitEncryption'", "set 'TransitEncryption' to ENABLED");
  if (AccessPointId === undefined) return;
  const point = inPlace(operation, accessPoints).find(other => other.id === AccessPointId && other.fileSystemId === id);
  operation.require(ECS.FILE_SYSTEM, point !== undefined, `${id} has no access point ${String(AccessPointId)}`, 'create it first');
  operation.requirePath(ECS.FILE_SYSTEM, point!.origin, `the access point ${String(AccessPointId)} may not exist yet`);
  const directory = text(mounted, 'RootDirectory') ?? '/';
  operation.require(ECS.FILE_SYSTEM, directory === '/', `'RootDirectory' is ${directory}, beside an access point`, 'leave it to the access point');
}
