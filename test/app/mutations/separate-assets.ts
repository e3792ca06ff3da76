import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConstructPaths } from '../../../rehearsal/assembly/construct-paths';
import { Manifest, readManifests } from '../../../rehearsal/assembly/manifest';

const MEMBER_TEMPLATE = '.stackset.template.json';

interface AssetManifest {
  readonly files: Record<string, { readonly source: { readonly path: string } }>;
}

interface StackTemplate {
  readonly Resources: Record<string, { readonly Properties: Record<string, unknown> }>;
}

/** Where the template of a StackSet is, and the resource that names it. */
interface MemberTemplate {
  readonly file: string;
  readonly stackFile: string;
  readonly logicalId: string;
}

/**
 * StackSets whose templates have the same text share one asset, as every account and the management account do. Here each gets an asset of
 * its own, by blank lines at the end of the text: so that an edit of one is deployed, and leaves the other alone.
 */
export function separateAssets(directory: string): void {
  const taken = new Set<string>();
  for (const member of memberTemplates(directory)) {
    let text = read(directory, member.file);
    const shared = hashOf(text);
    while (taken.has(hashOf(text))) {
      text += '\n';
    }
    taken.add(hashOf(text));
    if (hashOf(text) !== shared) {
      save(directory, member.file, text);
      rename(directory, member, shared, hashOf(text));
    }
  }
}

function memberTemplates(directory: string): readonly MemberTemplate[] {
  const paths = readConstructPaths(readManifests(directory));
  const resources = new Map([...paths].flatMap(([stackFile, byLogicalId]) =>
    [...byLogicalId].map(([logicalId, path]) => [path, { stackFile, logicalId }] as const)));
  return [...paths].filter(([file]) => file.endsWith(MEMBER_TEMPLATE)).map(([file, byLogicalId]) => {
    const [path] = byLogicalId.values();
    const stackSet = `${path.split('/Template/')[0]}/Resource`;
    const resource = resources.get(stackSet);
    if (resource === undefined) {
      throw new Error(`no StackSet at ${stackSet} deploys ${file}`);
    }
    return { file, ...resource };
  });
}

/** The StackSet names its own key, and the asset manifests know it. */
function rename(directory: string, { file, stackFile, logicalId }: MemberTemplate, shared: string, own: string): void {
  const stack = JSON.parse(read(directory, stackFile)) as StackTemplate;
  const { Properties } = stack.Resources[logicalId];
  Properties.TemplateURL = JSON.parse(JSON.stringify(Properties.TemplateURL).replaceAll(shared, own)) as unknown;
  save(directory, stackFile, JSON.stringify(stack));
  for (const name of assetManifests(readManifests(directory))) {
    const assets = JSON.parse(read(directory, name)) as AssetManifest;
    const asset = assets.files[shared];
    if (asset !== undefined) {
      const copy = JSON.parse(JSON.stringify(asset).replaceAll(shared, own)) as typeof asset;
      assets.files[own] = { ...copy, source: { ...copy.source, path: file } };
      save(directory, name, JSON.stringify(assets));
    }
  }
}

const assetManifests = (manifests: readonly Manifest[]): readonly string[] => manifests.flatMap(({ artifacts }) => Object.values(artifacts))
  .filter(({ type }) => type === 'cdk:asset-manifest').map(({ properties }) => String(properties?.file));

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const read = (directory: string, name: string) => readFileSync(join(directory, name), 'utf8');
const save = (directory: string, name: string, text: string) => writeFileSync(join(directory, name), text);
