/**
 * Packages the library for the other languages of jsii, runs the app of examples/languages in those whose tools are on this machine, and
 * compares what they synthesise with what TypeScript does on the same version of aws-cdk-lib: `npm run languages [python] [java] …`.
 *
 *     dist-languages/<language>     what a release publishes
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { context } from '../cdk.json';

const ROOT = join(__dirname, '..');
const EXAMPLE = join(ROOT, 'examples/languages');
const PACKAGES = join(ROOT, 'dist-languages');

/** How the app is run in a language: answers the version of aws-cdk-lib that it ran on. */
type Run = (folder: string, outdir: string) => string;

interface Language {
  readonly name: string;
  /** What tells that its tools, and its packages of the CDK, can be had here: without them its sources are generated alone. */
  readonly tool: readonly [string, ...string[]];
  /** Runs the app; a package of the other languages is compiled. */
  readonly run?: Run;
}

const LANGUAGES: readonly Language[] = [
  { name: 'python', tool: ['python3', '-m', 'venv', '--help'], run: runPython },
  { name: 'java', tool: ['mvn', '--version'], run: runJava },
  { name: 'dotnet', tool: ['dotnet', '--version'] },
  { name: 'go', tool: ['go', 'list', '-m', 'github.com/aws/aws-cdk-go/awscdk/v2@latest'] },
];

const asked = process.argv.slice(2);
const failures = LANGUAGES.filter(({ name }) => asked.length === 0 || asked.includes(name)).filter(language => !passes(language));
process.exitCode = failures.length === 0 ? 0 : 1;

function passes({ name, tool, run }: Language): boolean {
  const isHere = isOnThisMachine(tool);
  say(`${name}: ${isHere ? run ? 'packaged and run' : 'compiled' : 'generated alone, its tools or its packages of the CDK are not here'}`);
  [name, 'js'].forEach(folder => rmSync(join(PACKAGES, folder), { recursive: true, force: true }));
  execute('npx', ['jsii-pacmak', '--targets', ...run ? ['js'] : [], name, ...isHere ? [] : ['--code-only'], '--outdir', PACKAGES], ROOT);
  if (!isHere || !run) {
    // Whoever asks for a language wants to see it run.
    return isHere || !run || !asked.includes(name);
  }
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  try {
    const version = run(folder, join(folder, 'cdk.out'));
    const typescript = join(folder, 'typescript');
    runTypeScript(typescript, join(typescript, 'cdk.out'), version);
    const differing = differences(join(folder, 'cdk.out'), join(typescript, 'cdk.out'));
    say(differing.length === 0 ? `${name}: the same templates as TypeScript on aws-cdk-lib ${version}`
      : `${name}: not as TypeScript on aws-cdk-lib ${version}: ${differing.join(', ')}`);
    return differing.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runPython(folder: string, outdir: string): string {
  execute('python3', ['-m', 'venv', 'venv'], folder);
  const python = join(folder, 'venv/bin/python');
  const wheel = filesIn(join(PACKAGES, 'python'), '.whl');
  execute(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...wheel], folder);
  execute(python, [join(EXAMPLE, 'python/app.py')], folder, outdir);
  return execute(python, ['-c', 'import importlib.metadata as m; print(m.version("aws-cdk-lib"))'], folder).trim();
}

function runJava(folder: string, outdir: string): string {
  cpSync(join(EXAMPLE, 'java'), folder, { recursive: true });
  const settings = join(folder, 'settings.xml');
  writeFileSync(settings, `<settings><profiles><profile><id>local</id><repositories><repository><id>local</id>
    <url>file://${join(PACKAGES, 'java')}</url></repository></repositories></profile></profiles>
    <activeProfiles><activeProfile>local</activeProfile></activeProfiles></settings>`);
  const maven = ['--quiet', '--batch-mode', '--update-snapshots', ...mergedSettings(settings), `-Dlibrary.version=${ownVersion()}`];
  // Maven keeps what it has once had of a version.
  execute('mvn', [...maven, 'dependency:purge-local-repository', '-DreResolve=false',
    '-DmanualInclude=io.github.cdk-secure-landing-zone:cdk-secure-landing-zone'], folder);
  execute('mvn', [...maven, 'dependency:build-classpath', `-Dmdep.outputFile=${join(folder, 'classpath')}`], folder);
  execute('mvn', [...maven, 'compile', 'exec:java'], folder, outdir);
  const [, version] = /aws-cdk-lib-(\d+\.\d+\.\d+)\.jar/.exec(readFileSync(join(folder, 'classpath'), 'utf8')) ?? [];
  return version;
}

/** Beside the settings of the user, which may name a mirror. */
function mergedSettings(file: string): readonly string[] {
  return ['--global-settings', file];
}

function runTypeScript(folder: string, outdir: string, version: string): void {
  mkdirSync(folder);
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const [tarball] = filesIn(join(PACKAGES, 'js'), '.tgz');
  const tools = ['constructs', 'ts-node', 'typescript', '@swc/core', '@types/node'].map(name => `${name}@${devDependencies[name]}`);
  execute('npm', ['install', '--no-audit', '--no-fund', '--silent', tarball, `aws-cdk-lib@${version}`, ...tools], folder);
  cpSync(join(EXAMPLE, 'typescript/app.ts'), join(folder, 'app.ts'));
  writeFileSync(join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "target": "ES2022", "module": "node16", "moduleResolution": "node16" }, "ts-node": { "swc": true } }');
  execute('node', ['-r', 'ts-node/register', 'app.ts'], folder, outdir);
}

/** Templates that differ, or that one of the two does not have. */
function differences(one: string, other: string): string[] {
  const templates = new Set([one, other].flatMap(folder => readdirSync(folder).filter(name => name.endsWith('.template.json'))));
  const contentOf = (folder: string, name: string) =>
    readdirSync(folder).includes(name) ? readFileSync(join(folder, name), 'utf8') : undefined;
  return [...templates].filter(name => contentOf(one, name) !== contentOf(other, name));
}

function isOnThisMachine([command, ...args]: readonly [string, ...string[]]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs a command and answers what it printed; apps get the flags of cdk.json, as the CDK's own command gives them. */
function execute(command: string, args: readonly string[], cwd: string, outdir?: string): string {
  const env = {
    ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', CDK_CONTEXT_JSON: JSON.stringify(context),
    ...outdir === undefined ? {} : { CDK_OUTDIR: outdir },
  };
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(folder).filter(name => name.endsWith(ending)).map(name => join(folder, name));
}

function ownVersion(): string {
  return (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}

function say(text: string): void {
  console.log(text);
}
