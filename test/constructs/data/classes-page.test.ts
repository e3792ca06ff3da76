import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataClassification, KeyChoice } from '../../../lib/constructs/data';

const PAGE = readFileSync(join(__dirname, '../../../lib/constructs/data/README.md'), 'utf8');
const KEYS: Readonly<Record<KeyChoice, string>> = {
  [KeyChoice.AWS_OWNED]: 'of AWS', [KeyChoice.APPLICATION_KEY]: 'of the stack', [KeyChoice.OWN_KEY]: 'one for each resource',
};
const yes = (value: boolean) => value ? 'yes' : 'no';

test.each<[string, (one: DataClassification) => string]>([
  ['what follows', ({ className }) => className],
  ['key', ({ keyChoice }) => KEYS[keyChoice]],
  ['a store without a key of yours is refused', ({ isKeyRequired }) => yes(isKeyRequired)],
  ['replaced and deleted versions come back for', ({ versionRetention }) => `${versionRetention.toDays()} days`],
  ['backups are kept for', ({ backupRetention }) => backupRetention ? `${backupRetention.toDays()} days` : 'none'],
  ['may be public', ({ allowsPublicAccess }) => yes(allowsPublicAccess)],
  ['may reach the whole internet', ({ allowsInternetEgress }) => yes(allowsInternetEgress)],
  ['Macie looks into it', ({ isDiscovered }) => yes(isDiscovered)],
])('the README tells of each class: %s', (row, cell) => {
  expect(PAGE).toContain(`| ${row} | ${DataClassification.standard().map(cell).join(' | ')} |`);
});
