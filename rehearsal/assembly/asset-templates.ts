import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Template } from '../template';
import { AssetTemplate, AssetTemplates } from './assembly';
import { ConstructPaths } from './construct-paths';
import { Manifest, readJson } from './manifest';

interface AssetManifest {
  readonly files?: Readonly<Record<string, {
    readonly source: { readonly path?: string; readonly packaging?: string };
    readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
  }>>;
}

/** Finds the templates among the file assets of an assembly. Each is read when it is first asked for, once. */
export function readAssetTemplates(manifests: readonly Manifest[], paths: ConstructPaths): AssetTemplates {
  const files = new Map(manifests.flatMap(manifest => [...filesOf(manifest)]));
  const read = new Map<string, AssetTemplate>();
  const byObjectKey = (key: string): AssetTemplate | undefined => {
    const file = files.get(key);
    if (file === undefined) return undefined;
    const asset = read.get(file) ?? readTemplate(file, paths);
    read.set(file, asset);
    return asset;
  };
  return { keys: [...files.keys()], byObjectKey, byUrl: url => keysIn(url).map(byObjectKey).find(asset => asset !== undefined) };
}

function* filesOf({ directory, artifacts }: Manifest): Generator<readonly [key: string, file: string]> {
  for (const artifact of Object.values(artifacts)) {
    if (artifact.type !== 'cdk:asset-manifest') continue;
    const { files = {} } = readJson(join(directory, String(artifact.properties?.file))) as AssetManifest;
    for (const { source, destinations } of Object.values(files)) {
      if (source.packaging !== 'file' || !source.path?.endsWith('.json')) continue;
      for (const { objectKey } of Object.values(destinations)) yield [objectKey, join(directory, source.path)];
    }
  }
}

function readTemplate(file: string, paths: ConstructPaths): AssetTemplate {
  return { template: Template.parse(readFileSync(file, 'utf8'), basename(file)), constructPaths: paths.get(basename(file)) ?? new Map() };
}

/** Keys that a URL may mean: the bucket's prefix, if any, is not known from the URL alone. */
function keysIn(url: string): readonly string[] {
  const segments = url.replace(/^[a-z0-9]+:\/\//, '').split('?')[0].split('/').slice(1);
  return segments.map((_, index) => segments.slice(index).join('/'));
}
