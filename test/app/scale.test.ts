import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { organizationOf } from '../../bench/organization-of';
import { synthesise } from './synth';

const read = (directory: string, suffix: string) => new Map(readdirSync(directory).filter(file => file.endsWith(suffix))
  .map(file => [file, readFileSync(join(directory, file), 'utf8')]));

describe('300 accounts', () => {
  const small = synthesise(organizationOf(7));
  const large = synthesise(organizationOf(300));

  test('leave every template that member accounts get as it is', () => {
    const templates = read(large, '.stackset.template.json');
    expect(templates.size).toBeGreaterThan(0);
    expect(templates).toEqual(read(small, '.stackset.template.json'));
  });

  test('leave every resource outside the stacks of accounts as it is', () => {
    const resources = (directory: string) => [...read(directory, '.template.json')].filter(([file]) => !/Accounts\d/.test(file))
      .map(([file, template]) => [file, JSON.parse(template).Resources]);
    expect(resources(small).length).toBeGreaterThan(5);
    expect(resources(large)).toEqual(resources(small));
  });

  test('stay in the stack that they are in when there are 6', () => {
    const resources = (directory: string) => [...read(directory, '.template.json')].flatMap(([file, template]) =>
      Object.entries(JSON.parse(template).Resources as Record<string, { Type: string; Properties: { AccountName: string } }>)
        .filter(([, { Type }]) => Type === 'AWS::Organizations::Account')
        .map(([logicalId, { Properties }]) => `${Properties.AccountName}: ${file}/${logicalId}`));
    expect(resources(large)).toEqual(expect.arrayContaining(resources(small)));
    expect(resources(large)).toHaveLength(300);
  });
});
