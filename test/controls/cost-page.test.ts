import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controls } from '../../lib';

const PAGE = readFileSync(join(__dirname, '../../docs/cost.md'), 'utf8');

test('the page says what the presets cost the example organization', () => {
  const estimates = Object.values(controls.ServicePresets.all())
    .map(services => controls.CostEstimate.of({ accounts: 8, regions: 3 }, services));
  const services = Object.keys(estimates[2].byService);
  const dollars = (usd: number | undefined) => usd === undefined ? '-' : `${Math.round(usd)}`;
  const rows = [
    ...services.map(service => [`USD for ${service}`, ...estimates.map(({ byService }) => dollars(byService[service]))]),
    ['**USD in total**', ...estimates.map(({ total }) => `**${dollars(total)}**`)],
  ].map(cells => `| ${cells.join(' | ')} |`);
  expect(PAGE.split('\n').filter(line => line.includes('USD '))).toEqual(rows);
});
