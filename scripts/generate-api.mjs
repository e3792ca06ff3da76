// Writes API.md and docs/api/<submodule>.md from the library as jsii compiled it: `npm run api`, which builds first.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'docs/api');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
execFileSync('npx', ['jsii-docgen', '--split-by-submodule', '--output', join(folder, 'API')], { cwd: root, stdio: 'inherit' });

for (const name of readdirSync(folder)) {
  const path = join(folder, name);
  // Spaces at the ends of lines would come and go with editors.
  writeFileSync(path, `${readFileSync(path, 'utf8').replace(/[ \t]+$/gm, '').trimEnd()}\n`);
}
const index = join(root, 'API.md');
renameSync(join(folder, 'API.md'), index);
writeFileSync(index, readFileSync(index, 'utf8').replaceAll('](./', '](docs/api/'));
