import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TYPES = join(__dirname, '../../../rehearsal/types');
/** Files of networks and of sharing. */
const FILES = readdirSync(TYPES).filter(file => /^(ec2-|network-firewall|ram)/.test(file));
/** What every type of Amazon EC2 reads in one place. */
const SHARED = ['Tags'];

/** Names that a file calls interpreted. */
const interpreted = (source: string) => [...source.matchAll(/(\w+): 'interpreted'/g)].map(([, name]) => name);

/** What a file says besides its declarations: which properties there are, are required, or change by replacement and by which action. */
const code = (source: string) => source
  .replace(/^ {2}(properties|nested|required|createOnly|actions|permissions): [[{](?:.*[\]}],$|[^]*?\n {2}[\]}],$)/gm, '')
  .replace(/^\s*\w+: '(interpreted)',?$/gm, '').replace(/\w+: 'interpreted'/g, '');

test.each(FILES)('%s reads what it calls interpreted', file => {
  const source = readFileSync(join(TYPES, file), 'utf8');
  const imported = [...source.matchAll(/from '\.\/(ec2-[\w-]+)'/g)].map(([, name]) => readFileSync(join(TYPES, `${name}.ts`), 'utf8'));
  const body = [source, ...imported].map(code).join('\n');
  const unread = interpreted(source).filter(name => !SHARED.includes(name) && !new RegExp(`\\b${name}\\b`).test(body));
  expect(unread).toEqual([]);
});
