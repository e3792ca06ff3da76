import { posix } from 'node:path';
import { transformSync } from '@swc/core';
import * as ts from 'typescript';
import { findCircles } from './circles';

/**
 * Who may import whom in lib/: its own folder, or a folder of a strictly lower rank through its index.ts (core file by file).
 *
 *     lib/index.ts            6
 *     landing-zone            5
 *     response defaults controls   4
 *     network detection data edge  3
 *     guardrails identity logging  2
 *     organization encryption      1
 *     core policy                  0
 */
export const RANKS: Readonly<Record<string, number>> = {
  'lib/core': 0,
  'lib/policy': 0,
  'lib/constructs/organization': 1,
  'lib/constructs/encryption': 1,
  'lib/constructs/guardrails': 2,
  'lib/constructs/identity': 2,
  'lib/constructs/logging': 2,
  'lib/constructs/network': 3,
  'lib/constructs/detection': 3,
  'lib/constructs/data': 3,
  'lib/constructs/edge': 3,
  'lib/constructs/response': 4,
  'lib/constructs/defaults': 4,
  'lib/controls': 4,
  'lib/landing-zone': 5,
  'lib': 6,
};

/** Folders that commands read too, without the CDK. */
const PURE = ['lib/policy', 'lib/controls'];

/** What breaks the rules in one file of lib/, rehearsal/, testing/ or cli/; `file` is relative to the root of the repository. */
export function importProblems(file: string, source: string): string[] {
  const imports = ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);
  const problemOf = file.startsWith('lib/') ? libraryProblem : rehearsalProblem;
  return imports.map(specifier => problemOf(file, specifier)).filter(problem => problem !== undefined)
    .map(problem => `${file}: ${problem}`);
}

/** What is not an export in an index.ts. */
export function indexProblems(file: string, source: string): string[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const others = parsed.statements.filter(statement => !(ts.isExportDeclaration(statement) && statement.moduleSpecifier));
  const problems = others.map(statement =>
    `${file}:${parsed.getLineAndCharacterOfPosition(statement.getStart(parsed)).line + 1}: an index.ts only exports from other files`);
  const exportsPrivate = ts.preProcessFile(source).importedFiles.some(({ fileName }) => /(^|\/)private\//.test(fileName));
  return exportsPrivate ? [...problems, `${file}: what is in private/ is for its folder alone, an index.ts must not export it`] : problems;
}

/** Chains of files that import each other while they load; an import of types alone leaves no trace and is no link. */
export function importCycles(sources: ReadonlyMap<string, string>): string[] {
  return findCircles(new Map([...sources].map(([file, source]) => [file, loadedFiles(file, source, sources)])));
}

/** What is still imported once the types are gone. */
function loadedFiles(file: string, source: string, sources: ReadonlyMap<string, string>): string[] {
  // As jest compiles them: TypeScript takes twenty times as long.
  const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } });
  return ts.preProcessFile(code, true, true).importedFiles
    .map(({ fileName }) => posix.join(posix.dirname(file), fileName))
    .map(target => [`${target}.ts`, `${target}/index.ts`].find(candidate => sources.has(candidate)))
    .filter(target => target !== undefined);
}

function libraryProblem(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) {
    return packageProblem(file, specifier);
  }
  const target = posix.join(posix.dirname(file), specifier).replace(/\.(js|ts)$/, '');
  const [from, to] = [folderOf(file), folderOf(target)];
  if (from === undefined || to === undefined) {
    return `imports "${specifier}": ${from === undefined ? file : target} is in no folder that has a rank (see RANKS in this test)`;
  }
  return from === to ? ownFolderProblem(file, target, specifier) : otherFolderProblem(from, to, target, specifier);
}

/** A handler, or a part that one is cut into. */
const runsInLambda = (file: string): boolean => file.endsWith('.handler.ts') || file.includes('/private/handlers/');

/** Peers and Node.js only: who installs the library gets nothing else. A handler runs in Lambda, which carries the AWS SDK. */
function packageProblem(file: string, specifier: string): string | undefined {
  const pure = PURE.find(folder => file.startsWith(`${folder}/`));
  if (pure !== undefined) {
    return specifier.startsWith('node:') ? undefined : `imports the package "${specifier}": ${pure} is pure, it knows no CDK`;
  }
  const allowed = runsInLambda(file) ? /^(node:|@aws-sdk\/client-)/ : /^(node:|aws-cdk-lib(\/|$)|constructs$)/;
  return allowed.test(specifier) ? undefined : `imports the package "${specifier}": lib/ knows only its peers and node:`;
}

function ownFolderProblem(file: string, target: string, specifier: string): string | undefined {
  const isIndexAbove = file.startsWith(`${target.replace(/\/index$/, '')}/`);
  if (isIndexAbove && file !== 'lib/index.ts') {
    return `imports "${specifier}", the index of its own folder: name the file`;
  }
  const owner = /^(.*?)\/private\//.exec(target)?.[1];
  return owner !== undefined && !file.startsWith(`${owner}/`) ? `imports "${specifier}": private/ is for ${owner} alone` : undefined;
}

function otherFolderProblem(from: string, to: string, target: string, specifier: string): string | undefined {
  if (RANKS[to] >= RANKS[from]) {
    return `imports "${specifier}": ${to} has rank ${RANKS[to]}, and ${from} (${RANKS[from]}) sees only strictly lower ranks`;
  }
  if (target.includes('/private/')) {
    return `imports "${specifier}": private/ is for its own folder alone`;
  }
  const throughIndex = target.replace(/\/index$/, '') === to;
  return throughIndex === (to !== 'lib/core') ? undefined
    : `imports "${specifier}": ${throughIndex ? 'core has no index, name the file' : `import ${to} through its index`}`;
}

/**
 * rehearsal/ (and cli/, compiled with it) rehearses any CDK app: of lib/ it knows the policy language alone. The commands know prices and
 * controls besides. testing/ asks the rules of SecureDefaults, by the name of the package: a user's constructs and his tests then meet in
 * one copy of the library, wherever it is built.
 */
function rehearsalProblem(file: string, specifier: string): string | undefined {
  const target = specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier;
  if (file.startsWith('testing/') && specifier === 'cdk-secure-landing-zone') {
    return undefined;
  }
  if (file.startsWith('cli/') && /^lib\/controls(\/index)?$/.test(target)) {
    return undefined;
  }
  if (target === 'cdk-secure-landing-zone' || /^lib(\/|$)/.test(target) && !/^lib\/policy(\/index)?$/.test(target)) {
    return `imports "${specifier}": of lib/ it knows only lib/policy, through its index`;
  }
  return file.startsWith('rehearsal/') && /^(cli|bin|config|test|testing)\//.test(target)
    ? `imports "${specifier}": rehearsal/ stands on its own` : undefined;
}

/** The folder with a rank that holds a file or is named by a path: the longest that fits. */
function folderOf(path: string): string | undefined {
  const folders = Object.keys(RANKS).filter(folder => folder !== 'lib').filter(folder => `${path}/`.startsWith(`${folder}/`));
  return folders[0] ?? (/^lib(\/index(\.ts)?)?$/.test(path) ? 'lib' : undefined);
}
