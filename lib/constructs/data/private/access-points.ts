import { Stack } from 'aws-cdk-lib';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import { renderedResources, renderedText } from '../../../core/rendered-resources';
import { Problems } from '../../../core/validation';

/**
 * Access points of a file system at which a client may be whoever it says it is, root included, or see all of it.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html
 */
export function accessPointProblems(fileSystem: FileSystem): Problems {
  const id = JSON.stringify(renderedText(Stack.of(fileSystem), fileSystem.fileSystemId));
  return renderedResources(Stack.of(fileSystem), ['AWS::EFS::AccessPoint'])
    .filter(({ properties: { FileSystemId } }) => JSON.stringify(FileSystemId) === id)
    .flatMap(({ construct, properties: { PosixUser, RootDirectory } }) => [
      ...PosixUser === undefined ? [missing(construct.node.path, 'posixUser', 'the user that every client is', "{ uid: '1000', gid: '1000' }")] : [],
      ...isWhole(RootDirectory) ? [missing(construct.node.path, 'path', 'a directory', '"/uploads"')] : [],
    ]);
}

const isWhole = (directory: unknown): boolean => ['/', undefined].includes((directory as { readonly Path?: string } | undefined)?.Path);

const missing = (path: string, prop: string, what: string, example: string): string =>
  `'${prop}' of access point "${path}" must name ${what}, got none: give one, such as ${example}`;
