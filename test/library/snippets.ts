import { dirname, join, relative, sep } from 'node:path';
import * as ts from 'typescript';
import { ROOT } from './source-files';

/** A block of TypeScript in a page. */
export interface Snippet {
  /** The page, relative to the root of the repository. */
  readonly page: string;
  /** Line of the page where the code begins, counted from 1. */
  readonly line: number;
  readonly code: string;
}

/** Code of pages lives beside the sources while it is checked, so that imports resolve as in the repository; never on disk. */
const FOLDER = join(ROOT, 'test', '.snippets');

/** What every snippet may use without declaring it: the app and stack that any reader has. */
const FIXTURE = 'declare const app: import(\'aws-cdk-lib\').App;\ndeclare const stack: import(\'aws-cdk-lib\').Stack;\n';

/** The blocks marked ```ts of a page; one marked otherwise (```text, ```ts-sketch) is no promise that it compiles. */
export function snippetsOf(page: string, markdown: string): Snippet[] {
  return [...markdown.matchAll(/^( *)```(?:ts|typescript)[ \t]*\n([^]*?)\n\1```[ \t]*$/gm)].map(({ index, 2: code }) =>
    ({ page, line: markdown.slice(0, index).split('\n').length + 1, code }));
}

/**
 * Type-checks all snippets in one program, each as a module of its own; returns `page:line: message` for each error.
 *
 * A snippet that begins with a comment of its path (`// config/organization.ts`) can be imported by others of its page.
 */
export function snippetProblems(snippets: readonly Snippet[], fixture = FIXTURE): string[] {
  const files = new Map(snippets.map((snippet, position) => [pathOf(snippet, position), snippet]));
  const texts = new Map([...files].map(([path, { code }]) => [path, `${code}\nexport {};\n`]));
  texts.set(join(FOLDER, 'fixture.d.ts'), fixture);
  const program = ts.createProgram({ rootNames: [...texts.keys()], options: compilerOptions(), host: hostOf(texts) });
  return program.getSourceFiles().filter(({ fileName }) => texts.has(join(fileName)))
    .flatMap(file => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, start, messageText }) => {
      const snippet = files.get(join(file?.fileName ?? ''));
      const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
      return `${snippet?.page ?? 'fixture'}:${(snippet?.line ?? 0) + line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}

function pathOf({ page, code }: Snippet, position: number): string {
  const named = /^\/\/ ((?:[\w-]+\/)*[\w.-]+\.ts)\n/.exec(code)?.[1];
  return join(FOLDER, page.replace(/\W+/g, '-'), named ?? `snippet-${position}.ts`);
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), path => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['package.json'] }, ts.sys, ROOT);
  // A snippet shows a value without using it.
  return { ...options, noUnusedLocals: false, noUnusedParameters: false };
}

/** The disk, with the snippets laid over it. */
function hostOf(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(compilerOptions());
  const folders = new Set([...texts.keys()].flatMap(path => foldersOf(path)));
  return {
    ...host,
    fileExists: path => texts.has(join(path)) || host.fileExists(path),
    readFile: path => texts.get(join(path)) ?? host.readFile(path),
    directoryExists: path => folders.has(join(path)) || (host.directoryExists?.(path) ?? true),
    getSourceFile: (path, options, ...rest) => {
      const text = texts.get(join(path));
      return text === undefined ? host.getSourceFile(path, options, ...rest) : ts.createSourceFile(path, text, options);
    },
  };
}

function foldersOf(path: string): string[] {
  const steps = relative(ROOT, dirname(path)).split(sep);
  return steps.map((_, depth) => join(ROOT, ...steps.slice(0, depth + 1)));
}
