import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './source-files';

/** What the rules read of a jsii assembly (the whole: @jsii/spec). */
export interface Assembly {
  readonly types?: Readonly<Record<string, AssemblyType>>;
}

export interface AssemblyType extends Documented {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly namespace?: string;
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly initializer?: AssemblyMethod;
  readonly properties?: readonly AssemblyProperty[];
  readonly methods?: readonly AssemblyMethod[];
  readonly members?: readonly AssemblyMember[];
  readonly locationInModule: { readonly filename: string; readonly line: number };
}

export interface AssemblyMember extends Documented {
  readonly name: string;
  readonly overrides?: string;
  readonly protected?: boolean;
}

export interface AssemblyProperty extends AssemblyMember {
  readonly type: TypeReference;
  readonly optional?: boolean;
}

export interface AssemblyMethod extends AssemblyMember {
  readonly parameters?: readonly { readonly name: string; readonly type: TypeReference }[];
  readonly returns?: { readonly type: TypeReference };
}

export interface TypeReference {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
  readonly union?: { readonly types: readonly TypeReference[] };
  readonly intersection?: { readonly types: readonly TypeReference[] };
}

interface Documented {
  readonly docs?: { readonly summary?: string; readonly default?: string };
}

/** A library in a temporary folder, compiled by jsii as `npm run build` does; the checkout stays as it is. */
export class CompiledLibrary {
  public static async ofCheckout(): Promise<CompiledLibrary> {
    return CompiledLibrary.compile(folder => {
      cpSync(join(ROOT, 'lib'), join(folder, 'lib'), { recursive: true });
      if (existsSync(join(ROOT, 'README.md'))) {
        cpSync(join(ROOT, 'README.md'), join(folder, 'README.md'));
      }
    });
  }

  public static async ofSources(sources: Readonly<Record<string, string>>): Promise<CompiledLibrary> {
    return CompiledLibrary.compile(folder => {
      for (const [file, source] of Object.entries({ 'README.md': '# A sample', ...sources })) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), source);
      }
    });
  }

  private static async compile(fill: (folder: string) => void): Promise<CompiledLibrary> {
    const folder = mkdtempSync(join(tmpdir(), 'jsii-assembly-'));
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    fill(folder);
    const options = ['--generate-tsconfig', 'tsconfig.jsii.json', '--Werr', '--Wno', 'missing-dev-dependency'];
    const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] };
    await promisify(execFile)(process.execPath, [require.resolve('jsii/bin/jsii'), ...options], { cwd: folder, env }).catch(failure => {
      rmSync(folder, { recursive: true });
      throw new Error(`jsii refuses the library:\n${failure.stdout}${failure.stderr}`);
    });
    return new CompiledLibrary(folder, JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8')));
  }

  private constructor(private readonly folder: string, public readonly assembly: Assembly) {}

  /** Text of the file that declares a type of the assembly. */
  public sourceOf(type: AssemblyType): string {
    return readFileSync(join(this.folder, type.locationInModule.filename), 'utf8');
  }

  public delete(): void {
    rmSync(this.folder, { recursive: true });
  }
}
