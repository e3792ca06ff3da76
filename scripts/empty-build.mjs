// Empties what `npm run build` writes to, so that nothing of a deleted source is packed.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

for (const name of ['dist', 'dist-cli', '.jsii', 'tsconfig.tsbuildinfo']) {
  rmSync(join(root, name), { recursive: true, force: true });
}
