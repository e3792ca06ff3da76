import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Where package.json is. */
export const ROOT = join(__dirname, '../..');

/** Paths of the files below a folder of the repository with one of the endings, relative to its root, with "/" on every system. */
export function filesBelow(folder: string, ...endings: readonly string[]): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && endings.some(ending => entry.name.endsWith(ending)))
    .map(entry => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(path => !path.includes('node_modules/'))
    .sort();
}
