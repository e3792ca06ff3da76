import { createHash } from 'crypto';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { synthesise } from './synth';

const directory = synthesise();
const read = (file: string) => readFileSync(join(directory, file), 'utf8');
const templates = readdirSync(directory).filter(file => file.endsWith('.template.json')).sort();
const texts = templates.map(read);

/** Code is reviewed in its own file, of which the template holds the bundle: here it is enough that it changed. */
const withoutCode = (key: string, value: unknown): unknown =>
  key === 'ZipFile' ? `sha256:${createHash('sha256').update(String(value)).digest('hex').slice(0, 16)}` : value;

/** Whole templates of the example app: a change that reaches a user's account is seen in review. */
describe('the example app', () => {
  test('has these stacks and member templates', () => {
    expect(templates).toMatchSnapshot();
  });

  // the management account gets templates of the members: once is enough
  test.each(templates.filter((_, i) => texts.indexOf(texts[i]) === i))('%s', file => {
    expect(JSON.parse(read(file), withoutCode)).toMatchSnapshot();
  });
});
