import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, bundlePath, handlers } from '../../scripts/bundle-handlers';

const ROOT = join(__dirname, '../..');

test('finds handlers', () => {
  expect(handlers()).toContain('lib/constructs/organization/private/organization-activation.handler.ts');
});

describe.each(handlers())('%s', handler => {
  const path = join(ROOT, bundlePath(handler));

  test('has a bundle that is fresh: if this fails, run `npm run bundle` and commit', () => {
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(bundle(handler));
  });

  test('needs nothing at run time but the SDK', () => {
    const required = [...bundle(handler).matchAll(/require\("([^"]+)"\)/g)].map(match => match[1]);
    expect(required.filter(id => !id.startsWith('@aws-sdk/client-'))).toEqual([]);
  });

  test('is the same text on every machine', () => {
    expect(bundle(handler)).not.toContain(ROOT);
  });
});
