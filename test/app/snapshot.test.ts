import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { synthesise } from './synth';

/** Whole templates of the example app: a change that reaches a user's account is seen in review. */
describe('the example app', () => {
  const directory = synthesise();
  const templates = readdirSync(directory).filter(file => file.endsWith('.template.json')).sort();

  test('has these stacks and member templates', () => {
    expect(templates).toMatchSnapshot();
  });

  test.each(templates)('%s', file => {
    expect(JSON.parse(readFileSync(join(directory, file), 'utf8'))).toMatchSnapshot();
  });
});
