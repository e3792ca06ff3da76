import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importCycles, importProblems, indexProblems } from './import-rules';
import { filesBelow, ROOT } from './source-files';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const sources = (...folders: string[]) => folders.flatMap(folder => filesBelow(folder, '.ts'));

describe('the repository', () => {
  test('imports in lib/, rehearsal/, cli/ and testing/ follow the ranks', () => {
    expect(sources('lib', 'rehearsal', 'cli', 'testing').flatMap(file => importProblems(file, read(file)))).toEqual([]);
  });

  test('no files of lib/, rehearsal/, cli/ and testing/ import each other in a circle', () => {
    expect(importCycles(new Map(sources('lib', 'rehearsal', 'cli', 'testing').map(file => [file, read(file)])))).toEqual([]);
  });

  test('each index.ts contains exports only, and nothing private', () => {
    const indexes = sources('lib', 'rehearsal').filter(file => file.endsWith('/index.ts'));
    expect(indexes.flatMap(file => indexProblems(file, read(file)))).toEqual([]);
  });
});

describe('the rule of ranks', () => {
  const problems = (file: string, ...specifiers: string[]) =>
    importProblems(file, specifiers.map(specifier => `import { x } from '${specifier}';`).join('\n'));
  const trail = 'lib/constructs/logging/organization-trail.ts';

  test.each([
    [trail, 'aws-cdk-lib'], [trail, 'aws-cdk-lib/aws-s3'], [trail, 'constructs'], [trail, 'node:crypto'],
    [trail, './log-source'], [trail, './private/statements'], [trail, '../../core/naming'], [trail, '../organization'],
    [trail, '../encryption/index'], [trail, '../../policy'],
    ['lib/constructs/logging/private/statements.ts', '../log-source'],
    ['lib/constructs/logging/private/statements.ts', './key-statements'],
    ['lib/constructs/guardrails/catalogue/root-lockdown.ts', '../guardrail'],
    ['lib/constructs/guardrails/guardrails.ts', './catalogue'],
    ['lib/constructs/organization/private/activation.handler.ts', '@aws-sdk/client-iam'],
    ['lib/constructs/organization/private/activation.handler.ts', '../../../core/custom-resource.handler'],
    ['lib/landing-zone/landing-zone.ts', '../constructs/guardrails'],
    ['lib/index.ts', './constructs/organization'], ['lib/index.ts', './landing-zone'],
    ['rehearsal/engine/deployer.ts', '../../lib/policy'], ['rehearsal/engine/deployer.ts', '../aws/contract'],
    ['rehearsal/index.ts', './engine/deployer'], ['cli/landing-zone.ts', '../rehearsal'], ['cli/landing-zone.ts', 'commander'],
    ['cli/commands/estimate.ts', '../../lib/controls'], ['testing/security.ts', 'cdk-secure-landing-zone'],
  ])('%s can import "%s"', (file, specifier) => {
    expect(problems(file, specifier)).toEqual([]);
  });

  test.each([
    ['a package', trail, 'lodash', /imports the package "lodash"/],
    ['a package with a peer as prefix', trail, 'constructs-more', /imports the package/],
    ['the AWS SDK outside a handler', trail, '@aws-sdk/client-iam', /imports the package/],
    ['aws-cdk-lib in a handler', 'lib/core/custom-resource.handler.ts', 'aws-cdk-lib', /imports the package/],
    ['a folder of its own rank', trail, '../identity', /rank 2.*strictly lower/],
    ['a folder of a higher rank', 'lib/constructs/encryption/managed-key.ts', '../logging', /rank 2.*strictly lower/],
    ['policy from core', 'lib/core/naming.ts', '../policy', /rank 0.*strictly lower/],
    ['a construct from policy', 'lib/policy/evaluate.ts', '../constructs/organization', /strictly lower/],
    ['CDK from policy', 'lib/policy/evaluate.ts', 'aws-cdk-lib', /lib\/policy is pure/],
    ['CDK from controls', 'lib/controls/prices.ts', 'aws-cdk-lib', /lib\/controls is pure/],
    ['controls from the rehearsal', 'rehearsal/engine/x.ts', '../../lib/controls', /only lib\/policy/],
    ['the library itself', trail, '../../index', /rank 6/],
    ['another folder past its index', trail, '../organization/policy-type', /through its index/],
    ['core as a whole', trail, '../../core', /name the file/],
    ['private/ of another folder', trail, '../organization/private/handler', /private\/ is for its own folder/],
    ['private/ of a folder below', 'lib/constructs/guardrails/pack.ts', './catalogue/private/x', /private\/ is for lib\/constructs\/guardrails\/catalogue/],
    ['its own index', trail, './index', /index of its own folder/],
    ['its own index as a folder', trail, '.', /index of its own folder/],
    ['its own index by name', trail, '../logging', /index of its own folder/],
    ['the index above', 'lib/constructs/guardrails/catalogue/tls.ts', '..', /index of its own folder/],
    ['a folder without rank', trail, '../surprise', /no folder that has a rank/],
    ['the rehearsal', trail, '../../../rehearsal', /no folder that has a rank/],
    ['a construct from the rehearsal', 'rehearsal/engine/x.ts', '../../lib/constructs/organization', /only lib\/policy/],
    ['a file of policy from the rehearsal', 'rehearsal/engine/x.ts', '../../lib/policy/evaluate', /through its index/],
    ['the naming contract from the rehearsal', 'rehearsal/aws/x.ts', '../../lib/core/naming', /only lib\/policy/],
    ['the package by its name from the rehearsal', 'rehearsal/aws/x.ts', 'cdk-secure-landing-zone', /only lib\/policy/],
    ['a construct from testing', 'testing/security.ts', '../lib/constructs/defaults', /only lib\/policy/],
    ['the command from the rehearsal', 'rehearsal/report/x.ts', '../../cli/table', /stands on its own/],
  ])('refuses %s', (_, file, specifier, message) => {
    expect(problems(file, specifier)).toEqual([expect.stringMatching(message)]);
  });

  test('sees every way to import', () => {
    const source = `
      import type { a } from '../identity';
      export * from '../identity';
      import b = require('../identity');
      const c = require('../identity');
      const d = await import('../identity');
      let e: import('../identity').E;`;
    expect(importProblems(trail, source)).toHaveLength(6);
  });
});

describe('the rule of circles', () => {
  const circles = (files: Record<string, string>) => importCycles(new Map(Object.entries(files)));

  test('refuses a circle through an index, and names its files', () => {
    expect(circles({
      'lib/a/index.ts': 'export * from \'./one\';',
      'lib/a/one.ts': 'import { two } from \'../b/two\';\nexport const one = () => two();',
      'lib/b/two.ts': 'import { one } from \'../a\';\nexport const two = () => one();',
    })).toEqual(['lib/a/index.ts -> lib/a/one.ts -> lib/b/two.ts -> lib/a/index.ts']);
  });

  test('accepts a type that looks back, and two ways to one file', () => {
    expect(circles({
      'lib/a.ts': 'import { b } from \'./b\';\nimport { c } from \'./c\';\nexport interface A { b: string }\nexport const a = b + c;',
      'lib/b.ts': 'import { A } from \'./a\';\nimport { c } from \'./c\';\nexport const b = (a: A) => a.b + c;',
      'lib/c.ts': 'export const c = 1;',
    })).toEqual([]);
  });
});

describe('the rule of the index', () => {
  test('accepts exports from other files', () => {
    expect(indexProblems('lib/x/index.ts', 'export * from \'./a\';\nexport { b } from \'./b\';\nexport * as c from \'./c\';')).toEqual([]);
  });

  test.each(['export const a = 1;', 'import { a } from \'./a\';', 'export class A {}', 'const a = 1;\nexport { a };'])('refuses %j', source => {
    expect(indexProblems('lib/x/index.ts', source)[0]).toMatch('lib/x/index.ts:1: an index.ts only exports from other files');
  });

  test('refuses to export what is private', () => {
    expect(indexProblems('lib/x/index.ts', 'export * from \'./private/a\';')).toEqual([expect.stringContaining('private/')]);
  });
});
