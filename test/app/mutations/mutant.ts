import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Rehearsal, RehearsalOptions, rehearse } from '../../../rehearsal';
import { readAssembly } from '../../../rehearsal/assembly';
import { EditableResource, ResourceDefinition } from './editable-resource';
import { separateAssets } from './separate-assets';

/** A template as it is edited. */
export interface EditableTemplate {
  Metadata?: object;
  Parameters?: Record<string, object>;
  Conditions?: Record<string, object>;
  Resources: Record<string, ResourceDefinition>;
  Outputs?: Record<string, object>;
}

/** A stack in the manifest. */
export interface StackArtifact {
  type: string;
  displayName: string;
  dependencies: string[];
  properties: { templateFile: string; stackName: string };
}

/** Where each construct of an assembly is, below the id of the app's one construct. */
interface ConstructIndex {
  /** Template file by the path of the stack that it is of. */
  readonly files: ReadonlyMap<string, string>;
  /** Template file and logical id by the path of the construct. */
  readonly resources: ReadonlyMap<string, { readonly file: string; readonly logicalId: string }>;
}

/** The one construct of the app, which every path begins with. */
export const APP = 'LandingZone/';
const MEMBER_TEMPLATE = '.stackset.template.json';

/**
 * A copy of a synthesised assembly, to be changed: by construct paths below LandingZone, in the template of whichever stack or StackSet
 * they are.
 */
export class Mutant {
  private readonly templates = new Map<string, EditableTemplate>();
  private readonly manifest: { artifacts: Record<string, StackArtifact> };
  private readonly changed = new Set<string>();

  private constructor(public readonly directory: string, private readonly original: string, private readonly index: ConstructIndex) {
    this.manifest = JSON.parse(this.read('manifest.json')) as { artifacts: Record<string, StackArtifact> };
  }

  /** Copies an assembly, changes the copy, and writes it. */
  public static of(source: string, edit: (mutant: Mutant) => void): Mutant {
    const { directory: original, index } = preparedFrom(source);
    const mutant = new Mutant(unused.get(original)?.pop() ?? copyOf(original), original, index);
    edit(mutant);
    mutant.write();
    return mutant;
  }

  /** The resource of a construct. */
  public at(path: string): EditableResource {
    const { file, logicalId } = this.index.resources.get(`${APP}${path}`) ?? missing(path);
    return new EditableResource(logicalId, this.open(file).Resources[logicalId]);
  }

  /** Takes resources out of their templates, and out of what is declared to wait for them. */
  public delete(...paths: string[]): void {
    for (const path of paths) {
      const { file, logicalId } = this.index.resources.get(`${APP}${path}`) ?? missing(path);
      const { Resources } = this.open(file);
      Reflect.deleteProperty(Resources, logicalId);
      Object.values(Resources).filter(({ DependsOn }) => DependsOn?.includes(logicalId))
        .forEach(waiting => { waiting.DependsOn = waiting.DependsOn!.filter(id => id !== logicalId); });
    }
  }

  /** The template of a stack, or of the stack that a StackSet deploys. */
  public template(path: string): EditableTemplate {
    return this.open(this.index.files.get(`${APP}${path}`) ?? missing(path));
  }

  /** The entry of a stack in the manifest. */
  public artifact(path: string): StackArtifact {
    return Object.values(this.manifest.artifacts).find(artifact => isStack(artifact) && artifact.displayName === `${APP}${path}`)
      ?? missing(path);
  }

  /** Id of a stack in the manifest. */
  public artifactId(path: string): string {
    const artifact = this.artifact(path);
    return Object.keys(this.manifest.artifacts).find(id => this.manifest.artifacts[id] === artifact)!;
  }

  /** Undoes what was changed, and leaves the copy to the next one. */
  public remove(): void {
    for (const name of this.changed) {
      const [original, copy] = [join(this.original, name), join(this.directory, name)];
      if (existsSync(original)) {
        copyFileSync(original, copy);
      } else {
        rmSync(copy);
      }
    }
    unused.set(this.original, [...unused.get(this.original) ?? [], this.directory]);
  }

  private open(file: string): EditableTemplate {
    const template = this.templates.get(file) ?? JSON.parse(this.read(file)) as EditableTemplate;
    this.templates.set(file, template);
    return template;
  }

  private write(): void {
    this.save('manifest.json', JSON.stringify(this.manifest));
    const files = [...this.templates.keys()];
    files.filter(file => !file.endsWith(MEMBER_TEMPLATE)).forEach(file => this.save(file, this.textOf(file)));
    files.filter(file => file.endsWith(MEMBER_TEMPLATE)).forEach(file => this.publish(file));
  }

  /** A member template is an asset: its key is the hash of its text, and the StackSet names it by that key. */
  private publish(file: string): void {
    const key = hashOf(this.read(file));
    this.save(file, this.textOf(file));
    const renamed = hashOf(this.textOf(file));
    const naming = readdirSync(this.directory).filter(name => /\.(assets|template)\.json$/.test(name) && this.read(name).includes(key));
    expect(naming).not.toEqual([]);
    naming.forEach(name => this.save(name, this.read(name).replaceAll(key, renamed)));
  }

  private textOf(file: string): string {
    return JSON.stringify(this.templates.get(file));
  }

  private read(name: string): string {
    return readFileSync(join(this.directory, name), 'utf8');
  }

  private save(name: string, text: string): void {
    this.changed.add(name);
    writeFileSync(join(this.directory, name), text);
  }
}

/**
 * Rehearses a mutant of an assembly, the first deployment alone unless phases are named.
 *
 * @param previous changes the assembly that is deployed before it
 */
export async function rehearseMutant(
  source: string, edit: (mutant: Mutant) => void, options: RehearsalOptions & { readonly before?: (mutant: Mutant) => void } = {},
): Promise<Rehearsal> {
  const { before, ...rest } = options;
  const mutants = [Mutant.of(source, edit), ...before ? [Mutant.of(source, before)] : []];
  try {
    const [{ directory }, previous] = mutants;
    return await rehearse(directory, { phases: [], ...rest, ...previous && { previous: previous.directory } });
  } finally {
    mutants.forEach(mutant => mutant.remove());
  }
}

/** An assembly in which each StackSet has an asset of its own, and where its constructs are. */
interface Prepared {
  readonly directory: string;
  readonly index: ConstructIndex;
}

const prepared = new Map<string, Prepared>();

/** Copies that nobody uses, by what they are of: to copy and to delete sixty files takes longer than to rehearse what is in them. */
const unused = new Map<string, string[]>();

function copyOf(original: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'mutant'));
  cpSync(original, directory, { recursive: true });
  return directory;
}

/** Each source is prepared once. */
function preparedFrom(source: string): Prepared {
  const known = prepared.get(source) ?? prepare(source);
  prepared.set(source, known);
  return known;
}

function prepare(source: string): Prepared {
  const directory = mkdtempSync(join(tmpdir(), 'separated'));
  cpSync(source, directory, { recursive: true });
  separateAssets(directory);
  return { directory, index: readIndex(directory) };
}

function readIndex(source: string): ConstructIndex {
  const { stacks, assets } = readAssembly(source);
  const { artifacts } = JSON.parse(readFileSync(join(source, 'manifest.json'), 'utf8')) as { artifacts: Record<string, StackArtifact> };
  const members = assets.keys.map(key => assets.byObjectKey(key)!).filter(({ template }) => template.name.endsWith(MEMBER_TEMPLATE))
    .map(({ template, constructPaths }) => ({ file: basename(template.name), template, constructPaths }));
  const all = [...stacks.map(stack => ({ ...stack, file: artifacts[stack.id].properties.templateFile })), ...members];
  return {
    files: new Map(all.map(({ file, constructPaths }) => [stackPathOf([...constructPaths.values()]), file])),
    resources: new Map(all.flatMap(({ file, template, constructPaths }) => [...constructPaths]
      .filter(([logicalId]) => logicalId in template.document.Resources)
      .map(([logicalId, path]) => [path, { file, logicalId }] as const))),
  };
}

/** LandingZone/Trail, or LandingZone/LogArchive/StackSet/Template. */
function stackPathOf([path]: readonly string[]): string {
  const [app, stack, stackSet, template] = path.split('/');
  return template === 'Template' ? [app, stack, stackSet, template].join('/') : `${app}/${stack}`;
}

const isStack = ({ type }: StackArtifact) => type === 'aws:cloudformation:stack';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

function missing(path: string): never {
  throw new Error(`the example has no construct at "${path}": correct the path in the mutation`);
}
