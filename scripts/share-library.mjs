// What the command and the rehearsal read of the library is built once, by jsii: their own build of it gives way to a reference.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const copies = join(root, 'dist-cli/lib');
/** The folders that they may import, by their index (see the test of import ranks). */
const SHARED = ['policy', 'controls'];

rmSync(copies, { recursive: true });
for (const folder of SHARED) {
  mkdirSync(join(copies, folder), { recursive: true });
  writeFileSync(join(copies, folder, 'index.js'), `module.exports = require('../../../dist/${folder}');\n`);
  writeFileSync(join(copies, folder, 'index.d.ts'), `export * from '../../../dist/${folder}';\n`);
}
