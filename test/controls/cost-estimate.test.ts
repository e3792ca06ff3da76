import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controls } from '../../lib';
import { ConformanceRuleRegions, ConformanceTheme } from '../../lib/constructs/detection';
import { PACK_RULES } from '../../lib/controls/private/pack-rules';

const { CostEstimate, Prices, ServicePresets } = controls;
const EXAMPLE = { accounts: 8, regions: 3 };
const of = (services: controls.ServiceSelection, assumptions?: controls.CostAssumptions) => CostEstimate.of(EXAMPLE, services, assumptions);

describe('the price table', () => {
  test('names a page of AWS and a price above zero for everything', () => {
    for (const { what, usd, source } of Prices.all()) {
      expect({ what, source }).toEqual({ what, source: expect.stringMatching(/^https:\/\/aws\.amazon\.com\/.+\/pricing\/$/) });
      expect(usd).toBeGreaterThan(0);
    }
  });

  test('is dated', () => {
    expect(Prices.AS_OF).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describe('an estimate', () => {
  test('of the example organization grows with the presets', () => {
    const [essential, standard, complete] = Object.values(ServicePresets.all()).map(services => of(services).total);
    expect(essential).toBeGreaterThan(20);
    expect(standard).toBeGreaterThan(essential * 1.5);
    expect(complete).toBeGreaterThan(standard * 1.5);
  });

  test('is the sum of its lines and of its services', () => {
    const { lines, byService, total } = of(ServicePresets.COMPLETE);
    expect(lines.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(total);
    expect(Object.values(byService).reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(total);
  });

  test('has no line for what is off', () => {
    const { byService } = of(ServicePresets.ESSENTIAL);
    expect(Object.keys(byService)).toEqual(expect.arrayContaining(['AWS Config', 'Amazon GuardDuty', 'Amazon CloudWatch', 'AWS KMS']));
    expect(Object.keys(byService)).not.toEqual(expect.arrayContaining(['Amazon Macie']));
    expect(byService).not.toHaveProperty(['AWS Security Hub CSPM']);
  });

  test('takes the regional level for prices that differ by region alone', () => {
    const [level, double] = [1, 2].map(priceLevel => of(ServicePresets.STANDARD, { priceLevel }).byService);
    expect(double['Amazon GuardDuty']).toBeCloseTo(2 * level['Amazon GuardDuty']);
    expect(double['AWS Config']).toBeCloseTo(level['AWS Config']);
  });

  test('records all accounts and regions, and bills by the recording frequency', () => {
    const items = (services: controls.ServiceSelection) =>
      of(services).lines.find(({ price }) => price.what.startsWith('configuration item'));
    expect(items(ServicePresets.ESSENTIAL)).toMatchObject({ price: { usd: 0.012 }, quantity: 150 * 24 });
    expect(items(ServicePresets.STANDARD)).toMatchObject({ price: { usd: 0.003 }, quantity: 1000 * 24 });
  });

  test('names its assumptions, the given ones among them', () => {
    const { assumptions } = of(ServicePresets.STANDARD, { vcpus: 100, keys: undefined });
    expect(assumptions).toMatchObject({ vcpus: 100, keys: 10, priceLevel: 1.2 });
  });

  test('documents the figures that it assumes', () => {
    const source = readFileSync(join(__dirname, '../../lib/controls/cost-assumptions.ts'), 'utf8');
    const documented = [...source.matchAll(/@default (\S+)\n\s+\*\/\n\s+readonly (\w+)\?/g)]
      .map(([, value, name]) => [name, Number(value)]);
    expect(Object.fromEntries(documented)).toEqual(of(ServicePresets.STANDARD).assumptions);
  });

  test('counts the rules of the packs as they are', () => {
    const counted = ConformanceTheme.all().map(({ themeName, rules }) => {
      const everywhere = rules.filter(({ regions }) => regions === ConformanceRuleRegions.EVERY_REGION).length;
      return [themeName, { once: rules.length - everywhere, everywhere }];
    });
    expect(PACK_RULES).toEqual(Object.fromEntries(counted));
  });

  test('bills every choice of the complete preset', () => {
    const { lines } = of({ ...ServicePresets.COMPLETE, inspectorScans: ['EC2', 'ECR', 'LAMBDA', 'LAMBDA_CODE'] });
    const unused = Prices.all().map(({ what }) => what).filter(what => !lines.some(({ price }) => price.what === what));
    expect(unused).toEqual(['configuration item, daily']);
  });
});
