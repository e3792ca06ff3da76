import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { logicalIdOf } from './logical-id';
import { Artifact, ArtifactMetadata, Manifest, readJson } from './manifest';

/** Construct path by logical id, for each template file (by its name). */
export type ConstructPaths = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface TreeNode {
  readonly path: string;
  readonly children?: Readonly<Record<string, TreeNode>>;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/**
 * Finds the construct of each resource although templates carry no path metadata.
 *
 * The metadata of a stack's artifact tell the logical id of each path, and at which path each template begins (StackSet templates too).
 * Where the metadata have no such entry, tree.json has the paths, and the logical id is computed as CDK does.
 */
export function readConstructPaths(manifests: readonly Manifest[]): ConstructPaths {
  const paths = new Map<string, Map<string, string>>();
  for (const { directory, artifacts } of manifests) {
    for (const artifact of Object.values(artifacts)) {
      if (artifact.type === 'aws:cloudformation:stack') addFromMetadata(paths, directory, artifact);
    }
  }
  addFromTree(paths, manifests[0].directory);
  return paths;
}

function addFromMetadata(paths: Map<string, Map<string, string>>, directory: string, artifact: Artifact): void {
  const metadata = metadataOf(directory, artifact);
  const ownTemplate = String(artifact.properties?.templateFile);
  const roots = new Map(Object.entries(metadata).flatMap(([path, entries]) =>
    entries.filter(({ type }) => type === 'aws:cdk:templateFile').map(({ data }) => [path, basename(String(data))] as const)));
  for (const [path, entries] of Object.entries(metadata)) {
    for (const { type, data } of entries) {
      if (type === 'aws:cdk:logicalId') mapOf(paths, templateAt(path, roots) ?? ownTemplate).set(String(data), path.slice(1));
    }
  }
  // the tree, read next, needs to know where each template begins
  for (const [path, file] of roots) mapOf(paths, file).set('', path.slice(1));
}

function metadataOf(directory: string, artifact: Artifact): ArtifactMetadata {
  const file = artifact.additionalMetadataFile && join(directory, artifact.additionalMetadataFile);
  return { ...artifact.metadata, ...file && existsSync(file) ? readJson(file) as ArtifactMetadata : {} };
}

/** The template of the nearest construct above that has one. */
function templateAt(path: string, roots: ReadonlyMap<string, string>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const file = roots.get(path.slice(0, end));
    if (file) return file;
  }
  return undefined;
}

function addFromTree(paths: Map<string, Map<string, string>>, directory: string): void {
  const file = join(directory, 'tree.json');
  const roots = new Map([...paths.values()].map(map => [map.get('') ?? '', map]));
  if (existsSync(file)) visitTree((readJson(file) as { readonly tree: TreeNode }).tree, undefined, roots);
  for (const map of paths.values()) map.delete('');
}

function visitTree(node: TreeNode, above: Map<string, string> | undefined, roots: ReadonlyMap<string, Map<string, string>>): void {
  const map = node.path ? roots.get(node.path) ?? above : undefined;
  if (map && node.attributes?.['aws:cdk:cloudformation:type']) {
    const logicalId = logicalIdOf(node.path.slice(map.get('')!.length + 1).split('/'));
    if (!map.has(logicalId)) map.set(logicalId, node.path);
  }
  for (const child of Object.values(node.children ?? {})) visitTree(child, map, roots);
}

function mapOf(paths: Map<string, Map<string, string>>, file: string): Map<string, string> {
  const map = paths.get(file) ?? new Map<string, string>();
  paths.set(file, map);
  return map;
}
