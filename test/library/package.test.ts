import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { filesBelow, ROOT } from './source-files';

const json = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const manifest = json('package.json');
const lock = json('package-lock.json');

describe('package.json', () => {
  test('names exact versions of all tools, so that every clone builds the same', () => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies } as Record<string, string>)
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(ranges).toEqual([]);
  });

  test('bundles each dependency: who installs the library installs nothing but its peers', () => {
    expect([...manifest.bundledDependencies].sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });

  test('has the AWS CDK as its only peers, and develops on versions the peers accept', () => {
    expect(Object.keys(manifest.peerDependencies)).toEqual(['aws-cdk-lib', 'constructs']);
    for (const [peer, range] of Object.entries<string>(manifest.peerDependencies)) {
      const [floor, developed] = [range.replace('^', ''), manifest.devDependencies[peer] as string].map(version => version.split('.').map(Number));
      expect(range).toMatch(/^\^\d+\.\d+\.\d+$/);
      expect(developed[0]).toBe(floor[0]);
      expect(developed[1] * 1000 + developed[2]).toBeGreaterThanOrEqual(floor[1] * 1000 + floor[2]);
    }
  });

  test('exports each entry with its source for development and its build for users', () => {
    const entries = Object.entries<Record<string, string>>(manifest.exports).filter(([, target]) => typeof target !== 'string');
    for (const [, { source, types, default: script }] of entries) {
      const built = source.startsWith('./lib/') ? source.replace('./lib/', './dist/') : source.replace('./', './dist-cli/');
      expect({ types, script }).toEqual({ types: built.replace(/\.ts$/, '.d.ts'), script: built.replace(/\.ts$/, '.js') });
    }
  });

  test('ships what cli/, rehearsal/ and testing/ import', () => {
    const shipped = [manifest.name, ...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
    const strangers = ['rehearsal', 'cli', 'testing'].flatMap(folder => filesBelow(folder, '.ts')).flatMap(file =>
      packagesImported(readFileSync(join(ROOT, file), 'utf8')).filter(name => !shipped.includes(name)).map(name => `${file} imports ${name}`));
    expect(strangers).toEqual([]);
  });
});

test('the rule of what ships sees packages, scopes and sub-paths, and skips Node.js and files', () => {
  expect(packagesImported(`
    import a from 'commander';
    import { b } from '@aws-sdk/client-iam/commands';
    const c = require('aws-cdk-lib/aws-s3');
    import fs from 'node:fs';
    import d from './d';`)).toEqual(['commander', '@aws-sdk/client-iam', 'aws-cdk-lib']);
});

describe('package-lock.json', () => {
  const packages = Object.entries<Record<string, unknown>>(lock.packages).filter(([path]) => path !== '');

  test('names no registry, so that it works behind any mirror', () => {
    expect(packages.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
    expect(readFileSync(join(ROOT, '.npmrc'), 'utf8')).toContain('omit-lockfile-registry-resolved=true');
  });

  test('pins the content of each package', () => {
    expect(packages.filter(([, entry]) => !entry.integrity && !entry.inBundle).map(([path]) => path)).toEqual([]);
  });

  test('holds the packages of every platform: without one, `npm ci` refuses a clean clone', () => {
    const optional = packages.flatMap(([path, entry]) => Object.keys(entry.optionalDependencies ?? {}).map(name => [path, name]));
    expect(optional.filter(([path, name]) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`])).toEqual([]);
  });

  test('belongs to this package.json', () => {
    const { dependencies, devDependencies, peerDependencies } = manifest;
    expect(lock.packages['']).toMatchObject({ version: manifest.version, dependencies, devDependencies, peerDependencies });
  });
});

describe('cdk.json', () => {
  /** Where we leave the flags that AWS recommends, and why. */
  const DEVIATIONS: Record<string, unknown> = {
    // Would put a Lambda asset into member templates, which cannot carry assets; the library locks the default group itself.
    '@aws-cdk/aws-ec2:restrictDefaultSecurityGroup': false,
  };
  const cdk = json('cdk.json');

  test('sets the flags recommended by the installed aws-cdk-lib, but for the documented deviations', () => {
    expect(cdk.context).toEqual({ ...json('node_modules/aws-cdk-lib/recommended-feature-flags.json'), ...DEVIATIONS });
  });

  test('lets CDK validate templates against its default rules', () => {
    expect(cdk.context['@aws-cdk/core:validateAgainstDefaultRules']).toBe(true);
  });

  test('writes nothing that differs between two machines', () => {
    expect(cdk).toMatchObject({ versionReporting: false, pathMetadata: false, assetMetadata: false });
  });
});

/** Packages that a source imports by name, without Node.js's own modules. */
function packagesImported(source: string): string[] {
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName)
    .filter(specifier => !/^(\.|node:)/.test(specifier))
    .map(specifier => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));
}
