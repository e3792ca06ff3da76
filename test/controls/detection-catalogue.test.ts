import { readFileSync } from 'node:fs';
import { SecurityAlarms, SecurityEvents } from '../../lib/constructs/detection';
import { ControlCatalogue } from '../../lib/controls';
import { detectionCatalogue, FILE } from '../../scripts/generate-detection-catalogue';
import { named } from './example-world';

test('controls compare with the alarms, events and rules that there are: if this fails, run `npm run docs` and commit', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(detectionCatalogue());
});

test('controls name alarms and events that there are', () => {
  expect(named(/^alarm lz-(.+)$/).filter(id => !SecurityAlarms.all().some(alarm => alarm.id === id))).toEqual([]);
  expect(named(/^event lz-(.+)$/).filter(id => !SecurityEvents.all().some(event => event.id === id))).toEqual([]);
});

test('each alarm and event stands in the rows of the requirements that it says it answers', () => {
  const controls = ControlCatalogue.cisFoundations();
  const stands = (id: string, description: string) =>
    controls.some(control => control.id === id && control.answers.some(answer => answer.description === description));
  const claims = [
    ...SecurityAlarms.all().flatMap(({ alarmName, cis }) => cis.map(id => [id, `alarm ${alarmName}`] as const)),
    ...SecurityEvents.all().flatMap(({ ruleName, cis }) => cis.map(id => [id, `event ${ruleName}`] as const)),
  ];
  expect(claims.filter(([id, description]) => !stands(id, description))).toEqual([]);
});
