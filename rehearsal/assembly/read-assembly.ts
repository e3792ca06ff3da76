import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DependencyGraph, invalid, Template } from '../template';
import { Assembly, AssemblyStack } from './assembly';
import { readAssetTemplates } from './asset-templates';
import { ConstructPaths, readConstructPaths } from './construct-paths';
import { Artifact, Manifest, readManifests } from './manifest';

/**
 * Reads the cloud assembly that `cdk synth` wrote. It needs nothing but the files, so any CDK app can be rehearsed, whatever its version.
 *
 * @param directory the cdk.out
 */
export function readAssembly(directory: string): Assembly {
  const manifests = readManifests(resolve(directory));
  const paths = readConstructPaths(manifests);
  const stacks = new Map(manifests.flatMap(manifest => stacksOf(manifest, paths)).map(stack => [stack.id, stack]));
  const order = stackGraph([...stacks.values()]).order('first');
  return { directory: resolve(directory), stacks: order.map(id => stacks.get(id)!), assets: readAssetTemplates(manifests, paths) };
}

/** Which stack needs which: as the manifest says. */
export function stackGraph(stacks: readonly AssemblyStack[]): DependencyGraph {
  const ids = new Set(stacks.map(({ id }) => id));
  const edges = stacks.map(({ id, dependencies }) => [id, new Set(dependencies.filter(dependency => ids.has(dependency)))] as const);
  return new DependencyGraph([...ids], new Map(edges));
}

function stacksOf(manifest: Manifest, paths: ConstructPaths): readonly AssemblyStack[] {
  return Object.entries(manifest.artifacts)
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => stackOf(id, artifact, manifest, paths));
}

function stackOf(id: string, artifact: Artifact, { directory, artifacts }: Manifest, paths: ConstructPaths): AssemblyStack {
  const properties = artifact.properties ?? {};
  const file = String(properties.templateFile);
  const name = String(properties.stackName ?? id);
  return {
    id,
    name,
    displayName: artifact.displayName ?? id,
    ...environmentOf(id, artifact),
    template: Template.parse(readFileSync(join(directory, file), 'utf8'), `template of stack "${name}"`),
    dependencies: (artifact.dependencies ?? []).filter(dependency => artifacts[dependency]?.type === 'aws:cloudformation:stack'),
    executionRoleArn: properties.cloudFormationExecutionRoleArn as string | undefined,
    terminationProtection: properties.terminationProtection === true,
    parameters: (properties.parameters ?? {}) as Readonly<Record<string, string>>,
    tags: (properties.tags ?? {}) as Readonly<Record<string, string>>,
    constructPaths: paths.get(file) ?? new Map(),
  };
}

function environmentOf(id: string, { environment = '' }: Artifact): { readonly accountId?: string; readonly region?: string } {
  const match = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(environment);
  if (!match) throw invalid(`the environment of stack "${id}" must be aws://account/region, got "${environment}"`);
  const [, accountId, region] = match;
  return { accountId: accountId === 'unknown-account' ? undefined : accountId, region: region === 'unknown-region' ? undefined : region };
}
