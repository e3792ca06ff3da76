import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { context } from '../../cdk.json';
import { filesBelow, ROOT } from '../library/source-files';

/** Files of the apps in examples/, by their names. */
export const EXAMPLE_FILES: Readonly<Record<string, string>> = Object.fromEntries(
  filesBelow('examples', '.ts').filter(path => !path.includes('/languages/')).map(path => [path.replace(/^examples\/|\.ts$/g, ''), path]));

export const sourceOf = (name: string) => readFileSync(join(ROOT, EXAMPLE_FILES[name]), 'utf8');

/** The app that an example makes, anew at each call, with the flags of cdk.json as the CDK's own command gives them. */
export function exampleOf(name: string): App {
  process.env.CDK_CONTEXT_JSON = JSON.stringify(context);
  let app: App | undefined;
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- anew at each call, which `import` does not do
    ({ app } = require(join(ROOT, EXAMPLE_FILES[name])) as { readonly app: App });
  });
  delete process.env.CDK_CONTEXT_JSON;
  return app!;
}
