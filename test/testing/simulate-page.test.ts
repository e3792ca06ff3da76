import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import * as rehearsal from 'cdk-secure-landing-zone/rehearsal';
import * as testing from 'cdk-secure-landing-zone/testing';
import { exampleApp } from '../app/synth';
import { ROOT } from '../library/source-files';

const MODULES: Readonly<Record<string, unknown>> = { 'cdk-secure-landing-zone/rehearsal': rehearsal, 'cdk-secure-landing-zone/testing': testing };

/** The first example of the page as JavaScript. */
function example(): string {
  const [, code] = /```ts\n([^]*?)```/.exec(readFileSync(join(ROOT, 'docs/simulate.md'), 'utf8'))!;
  return transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } }).outputText;
}

describe('the jest example of docs/simulate.md holds for the example organization:', () => {
  // Its tests become tests of this file.
  const run = new Function('require', 'exports', 'app', example()) as (load: (name: string) => unknown, exports: object, app: unknown) => void;
  run(name => MODULES[name], {}, exampleApp());
});
