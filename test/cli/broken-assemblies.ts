import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bucketApp } from '../rehearsal/api/tiny-app';

/** A directory whose manifest.json holds this text. */
function withManifest(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'cdk.out'));
  writeFileSync(join(directory, 'manifest.json'), text);
  return directory;
}

/** An assembly from which a template was lost. */
function withoutTemplate(): string {
  const { directory, stacks } = bucketApp().synth();
  rmSync(join(directory, stacks[0].templateFile));
  return directory;
}

/** Assemblies that nobody can read, with what every command says of them. */
export const BROKEN_ASSEMBLIES = [
  { what: 'a manifest that is no JSON', directory: withManifest('{'), message: "'CDK_OUT' must be a JSON file" },
  { what: 'a manifest of null', directory: withManifest('null'), message: "'CDK_OUT' must be a JSON object, got null" },
  { what: 'an empty manifest', directory: withManifest('{}'), message: 'does not know version "undefined" of a cloud assembly' },
  { what: 'an assembly without a template', directory: withoutTemplate(), message: "'CDK_OUT' must be a whole cloud assembly" },
];
