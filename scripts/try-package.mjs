// Does what a new user does with the package: packs it, writes each project of `landing-zone init` into an empty folder, installs and tests
// it there, and rehearses it: `npm run try-package`. Needs a registry.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'try-package-'));
const MAX_SIZE = 2_000_000;
const execute = (cwd, command, ...args) => execFileSync(command, args, { cwd, stdio: 'inherit' });

/** What npm says of a package that it packed. */
function checkPackage({ size, files }) {
  const strangers = files.map(({ path }) => path).filter(path => /(^test\/|\.test\.|\.map$|tsbuildinfo$)/.test(path) && !path.startsWith('templates/'));
  if (size >= MAX_SIZE || strangers.length > 0) {
    throw new Error(`the package must have less than ${MAX_SIZE} bytes and no tests and maps, got ${size} bytes and ${strangers.slice(0, 5)}`);
  }
  console.log(`packed: ${size} bytes, ${files.length} files`);
}

try {
  execute(root, 'npm', 'run', 'prepack');
  const packed = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: root, encoding: 'utf8' }));
  checkPackage([packed].flat(2)[0]);
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const tarball = join(folder, `${name}-${version}.tgz`);
  for (const template of ['landing-zone', 'application']) {
    execute(folder, 'npx', '--yes', '--package', tarball, 'landing-zone', 'init', template, '--template', template);
    const project = join(folder, template);
    const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    manifest.dependencies[name] = `file:${tarball}`;
    writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
    execute(project, 'npm', 'install', '--no-audit', '--no-fund');
    execute(project, 'npm', 'test');
    execute(project, 'npm', 'run', 'rehearse');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
