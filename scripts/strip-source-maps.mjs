// Takes the source maps out of what is packed: jsii writes each file's source into its map, which is more than half of the package.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');

for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.js'))) {
  const path = join(dist, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/\n\/\/# sourceMappingURL=data:\S+\s*$/, '\n'));
}
