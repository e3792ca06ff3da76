import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { EXIT, ExitCode, Terminal } from '../terminal';
import { packageFolder } from './package-folder';

interface InitOptions {
  readonly template: string;
  readonly managementAccount: string;
  readonly account: string;
  readonly homeRegion: string;
  readonly emailDomain: string;
}

/** Words that stand in templates as `%word%`. */
type Words = Readonly<Record<string, string>>;

/** What npm leaves out of a package, or takes for its own, has another name there. */
const NAMES: Readonly<Record<string, string>> = { 'gitignore': '.gitignore', 'package.template.json': 'package.json' };
const TEMPLATES = ['landing-zone', 'application'];

/** `landing-zone init`: a project that is ready to be tested, as `cdk init` writes one. */
export function initCommand(terminal: Terminal, ended: (code: ExitCode) => void): Command {
  return new Command('init')
    .description('Writes a project: the landing zone of an organization, or an application with secure defaults; with its tests and its CI.')
    .argument('[DIRECTORY]', 'where; it must be empty but for .git', '.')
    .addOption(new Option('--template <NAME>', 'what').choices(TEMPLATES).default(TEMPLATES[0]))
    .option('--management-account <ID>', 'account that owns the organization', accountId, '111111111111')
    .option('--account <ID>', 'account of the application', accountId, '222222222222')
    .option('--home-region <REGION>', 'where the stacks are', region, 'eu-central-1')
    .option('--email-domain <DOMAIN>', 'of the addresses of accounts and people', domain, 'example.com')
    .action((directory: string, options: InitOptions) => ended(run(directory, options, terminal)));
}

function run(directory: string, options: InitOptions, terminal: Terminal): ExitCode {
  const strangers = existsSync(directory) ? readdirSync(directory).filter(name => name !== '.git') : [];
  if (strangers.length > 0) {
    terminal.complain(`"${directory}" must be empty, got ${strangers.slice(0, 3).join(', ')}${strangers.length > 3 ? ', …' : ''}: name a new directory`);
    return EXIT.refused;
  }
  const files = project(directory, options);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  terminal.print([
    `Wrote ${files.length} files:`, ...files.map(([path]) => `  ${path}`), '',
    'Next:', ...directory === '.' ? [] : [`  cd ${directory}`], '  npm install', '  npm test', '', 'README.md says how it goes on.',
  ].join('\n'));
  return EXIT.success;
}

/** Files of the project by their paths, sorted. */
function project(directory: string, options: InitOptions): readonly (readonly [string, string])[] {
  const words = wordsOf(directory, options);
  const templates = join(packageFolder(), 'templates');
  const written = ['shared', options.template].flatMap(folder => filesBelow(join(templates, folder)).map(path => [
    path.split('/').map(name => NAMES[name] ?? name).join('/'),
    filled(readFileSync(join(templates, folder, path), 'utf8'), words),
  ] as const));
  return [...written, ['cdk.json', cdkJson(options.template)] as const].sort(([one], [other]) => one < other ? -1 : 1);
}

function wordsOf(directory: string, { managementAccount, account, homeRegion, emailDomain }: InitOptions): Words {
  const { version, devDependencies } = ownPackage();
  const name = basename(resolve(directory)).toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'landing-zone';
  return {
    name, managementAccount, account, homeRegion, emailDomain, version,
    otherRegion: homeRegion === 'us-west-2' ? 'sa-east-1' : 'us-west-2',
    today: new Date().toISOString().slice(0, 10),
    ...Object.fromEntries(Object.entries(devDependencies).map(([dependency, exact]) => [`version of ${dependency}`, exact])),
  };
}

function filled(text: string, words: Words): string {
  return text.replace(/%([\w@/ -]+)%/g, (whole, word: string) => words[word] ?? whole);
}

/** The flags of CDK that the library was tried with, and the app of the project. */
function cdkJson(template: string): string {
  const { context, ...own } = JSON.parse(readFileSync(join(packageFolder(), 'cdk.json'), 'utf8')) as { readonly context: object };
  // The management account has a bootstrap of its own: who may use it owns the organization.
  const qualifier = template === 'landing-zone' ? { '@aws-cdk/core:bootstrapQualifier': 'lz' } : {};
  return `${JSON.stringify({ ...own, app: 'node -r ts-node/register bin/app.ts', context: { ...context, ...qualifier } }, undefined, 2)}\n`;
}

interface OwnPackage {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const ownPackage = () => JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as OwnPackage;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => entry.isDirectory() ? filesBelow(join(folder, entry.name)).map(path => `${entry.name}/${path}`) : [entry.name]);
}

function accountId(text: string): string {
  if (!/^\d{12}$/.test(text)) {
    throw new InvalidArgumentError('It must be an account id of 12 digits.');
  }
  return text;
}

function region(text: string): string {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text)) {
    throw new InvalidArgumentError('It must be a region such as "eu-central-1".');
  }
  if (/^(cn|us-gov|us-iso\w*|eu-iso\w*|eusc)-/.test(text)) {
    throw new InvalidArgumentError('It must be a region of the partition "aws": the others cannot have a landing zone of this kind.');
  }
  return text;
}

function domain(text: string): string {
  if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(text)) {
    throw new InvalidArgumentError('It must be a domain such as "example.com".');
  }
  return text;
}
