import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBelow, ROOT } from '../library/source-files';
import { landingZone } from './command-line';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<'version', string> & Record<'devDependencies', Record<string, string>>;

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'init-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const written = (path: string) => readFileSync(join(folder, 'My Project', path), 'utf8');
const init = (...args: string[]) => landingZone('init', join(folder, 'My Project'), ...args);

/** Runs the app that was written with the packages of this checkout, the library from its sources. */
function synthesise(): string {
  const project = join(folder, 'My Project');
  mkdirSync(join(project, 'node_modules'));
  for (const name of readdirSync(join(ROOT, 'node_modules')).filter(entry => !entry.startsWith('.'))) {
    symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
  }
  symlinkSync(ROOT, join(project, 'node_modules/cdk-secure-landing-zone'));
  const outdir = join(project, 'cdk.out');
  const { context } = JSON.parse(written('cdk.json')) as { readonly context: object };
  const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'false' };
  execFileSync('node', ['-C', 'source', '-r', 'ts-node/register', 'bin/app.ts'], { cwd: project, env, stdio: 'pipe' });
  return outdir;
}

test.each(['landing-zone', 'application'])('a project of the template %s is complete, and nothing is left to fill in', async template => {
  const { code, out } = await init('--template', template, '--home-region', 'eu-west-1', '--account', '333333333333', '--management-account', '444444444444');

  expect(code).toBe(0);
  const project = join(folder, 'My Project');
  const names = readdirSync(project, { recursive: true, encoding: 'utf8' });
  expect(names).toEqual(expect.arrayContaining(['.gitignore', 'package.json', 'README.md', 'tsconfig.json', 'cdk.json', 'jest.config.js', 'bin/app.ts', '.github/workflows/ci.yml']));
  expect(out).toContain('npm install');
  const texts = names.filter(name => /\.\w+$/.test(name) && !name.endsWith('.github')).map(written);
  expect(texts.filter(text => /%[a-zA-Z]/.test(text))).toEqual([]);
  expect(texts.join()).toContain('eu-west-1');
  expect(JSON.parse(written('package.json'))).toMatchObject({
    name: 'my-project',
    dependencies: { 'cdk-secure-landing-zone': `^${manifest.version}`, 'aws-cdk-lib': manifest.devDependencies['aws-cdk-lib'] },
  });
});

test.each(['landing-zone', 'application'])('a project of the template %s synthesises under cdk-nag and deploys in rehearsal', async template => {
  await init('--template', template);
  const { code, out } = await landingZone('rehearse', synthesise(), '--no-color', '--faults', 'none');
  expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' });
}, 120_000);

test('what is outside of the governed regions is another region than the home one', async () => {
  await init('--home-region', 'us-west-2');
  expect(written('test/landing-zone.test.ts')).toContain("region: 'sa-east-1'");
});

test('writes nothing into a directory that has something, and says so', async () => {
  mkdirSync(join(folder, 'My Project/.git'), { recursive: true });
  writeFileSync(join(folder, 'My Project/notes.txt'), '');
  const { code, errors } = await init();
  expect(code).toBe(1);
  expect(errors).toMatch(/must be empty, got notes\.txt: name a new directory/);
  expect(readdirSync(join(folder, 'My Project'))).toEqual(['.git', 'notes.txt']);
});

test.each([
  [['--template', 'vpc'], /vpc.*landing-zone, application/], [['--management-account', '123'], /12 digits/], [['--home-region', 'Frankfurt'], /a region/],
  [['--home-region', 'us-gov-west-1'], /partition "aws"/], [['--email-domain', "o'neil"], /a domain/],
])('refuses %j, and says what it takes', async (args, message) => {
  const { code, errors } = await init(...args);
  expect(code).toBe(2);
  expect(errors).toMatch(message);
});

test('every template ships with the package', () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly files: readonly string[] };
  expect(files).toContain('templates');
  expect(filesBelow('templates', '.md').length).toBe(2);
});
