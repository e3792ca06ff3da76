// Takes out of what is packed what nobody runs: the source maps, into which jsii writes each file's source, and the comments of scripts,
// which their declarations hold too.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const printer = ts.createPrinter({ removeComments: true });

for (const folder of ['dist', 'dist-cli']) {
  for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.js'))) {
    const path = join(root, folder, file);
    const text = readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=data:\S+\s*$/, '\n');
    writeFileSync(path, printer.printFile(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS)));
  }
}
