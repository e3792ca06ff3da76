import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invalid, unknown } from '../template';

/** The newest major version of the manifest that this reader was tried with; newer ones may mean something else. */
const NEWEST_VERSION = 60;

/** One entry of manifest.json. */
export interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly metadata?: ArtifactMetadata;
  readonly additionalMetadataFile?: string;
}

/** Metadata by construct path, which starts with `/`. */
export type ArtifactMetadata = Readonly<Record<string, readonly { readonly type: string; readonly data?: unknown }[]>>;

/** One manifest with the directory it lies in: the assembly, or the assembly of a nested Stage. */
export interface Manifest {
  readonly directory: string;
  readonly artifacts: Readonly<Record<string, Artifact>>;
}

/** Reads the manifest of a cdk.out and of every Stage nested in it. */
export function readManifests(directory: string): readonly Manifest[] {
  const manifest = readManifest(directory);
  const nested = Object.values(manifest.artifacts).filter(({ type }) => type === 'cdk:cloud-assembly');
  return [manifest, ...nested.flatMap(({ properties }) => readManifests(join(directory, String(properties?.directoryName))))];
}

/** Reads JSON that belongs to an assembly. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw invalid(`"${path}" must be readable JSON: ${(error as Error).message}`, 'synthesise again: npx cdk synth');
  }
}

function readManifest(directory: string): Manifest {
  const path = join(directory, 'manifest.json');
  if (!existsSync(path)) throw invalid(`"${directory}" must be a cloud assembly, but has no manifest.json`, 'give the directory that `cdk synth` wrote, by default cdk.out');
  const { version, artifacts = {} } = readJson(path) as { readonly version?: string; readonly artifacts?: Manifest['artifacts'] };
  const major = Number(version?.split('.')[0]);
  if (!(major <= NEWEST_VERSION)) throw unknown(`the rehearsal does not know version "${version}" of a cloud assembly`, 'update the library');
  return { directory, artifacts };
}
