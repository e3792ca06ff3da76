import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { controls, LandingZonePreset } from '../../lib';
import { bucketApp } from '../rehearsal/api/tiny-app';
import { BROKEN_ASSEMBLIES } from './broken-assemblies';
import { landingZone } from './command-line';

/** An assembly in whose first template an organization is described. */
function assembly(preset = LandingZonePreset.STANDARD): string {
  const app = new App();
  const stack = new Stack(app, 'Organization', { env: { account: '111111111111', region: 'eu-central-1' }, stackName: 'lz-organization' });
  new Bucket(stack, 'Bucket');
  const { presetName, services } = preset;
  const described: controls.DescribedOrganization = { accounts: 8, regions: 3, presetName, homeRegion: 'eu-central-1', governedRegions: ['eu-central-1'], services };
  stack.addMetadata(controls.OrganizationDescription.METADATA_KEY, described);
  return app.synth().directory;
}

describe('landing-zone estimate', () => {
  test('prints what each preset costs the organization of the assembly, with the assumptions', async () => {
    const { code, out } = await landingZone('estimate', assembly());
    expect(code).toBe(0);
    expect(out).toContain('8 accounts and 3 regions');
    expect(out).toMatch(/service +│ +essential │ standard \(chosen\) │ +complete/);
    expect(out).toMatch(/Amazon Macie +│ +- │ +- │ +\d+\.\d\d/);
    const total = controls.CostEstimate.of({ accounts: 8, regions: 3 }, LandingZonePreset.STANDARD.services).total.toFixed(2);
    expect(out).toMatch(new RegExp(`total.*${total}`));
    expect(out).toContain(`Prices as of ${controls.Prices.AS_OF}`);
    expect(out).toMatch(/configurationItems +1,000/);
  });

  test('has a column for a preset that was changed', async () => {
    const { out } = await landingZone('estimate', assembly(LandingZonePreset.STANDARD.changedBy({ macie: true })));
    expect(out).toContain('standard, changed (chosen)');
  });

  test('needs no assembly when it is told accounts and regions', async () => {
    const { code, out } = await landingZone('estimate', 'no-such-directory', '--accounts', '600', '--regions', '17');
    expect(code).toBe(0);
    expect(out).toContain('600 accounts and 17 regions');
  });

  test('keeps the column of a changed preset for another number of accounts and regions', async () => {
    const { out } = await landingZone('estimate', assembly(LandingZonePreset.STANDARD.changedBy({ macie: true })), '--accounts', '600', '--regions', '17');
    expect(out).toContain('600 accounts and 17 regions');
    expect(out).toContain('standard, changed (chosen)');
  });

  test('takes an assembly that is no landing zone when it is told accounts and regions', async () => {
    const { code, out } = await landingZone('estimate', bucketApp().synth().directory, '--accounts', '600', '--regions', '17');
    expect(code).toBe(0);
    expect(out).not.toContain('(chosen)');
  });

  test('takes other assumptions, and prints every price when asked to', async () => {
    const { out } = await landingZone('estimate', assembly(), '--assume', 'configurationItems=5', '--assume', 'keys=3', '--lines');
    expect(out).toMatch(/configurationItems +5/);
    expect(out).toMatch(/standard +│ AWS KMS +│ customer managed key +│ +1 │ +3 │ +3\.00/);
  });

  test('prints JSON', async () => {
    const { out } = await landingZone('estimate', assembly(), '--json');
    const estimates = { essential: { lines: expect.any(Array) } };
    expect(JSON.parse(out)).toMatchObject({ accounts: 8, pricesAsOf: controls.Prices.AS_OF, estimates });
  });

  test.each<[string, string[], string]>([
    ['a directory without an assembly', ['estimate', 'no-such-directory'], "'CDK_OUT' must be a cloud assembly"],
    ['an assembly that is no landing zone', ['estimate', bucketApp().synth().directory], 'give --accounts and --regions'],
    ['a number that is none', ['estimate', '--accounts', 'many'], 'whole number above 0'],
    ['an assumption that it does not have', ['estimate', '--assume', 'cats=3'], 'NAME=NUMBER with one of priceLevel'],
    ['an assumption that every object of JavaScript has', ['estimate', '--assume', 'toString=3'], 'NAME=NUMBER with one of priceLevel'],
    ...BROKEN_ASSEMBLIES.map(({ what, directory, message }) => [what, ['estimate', directory], message] as [string, string[], string]),
    ...BROKEN_ASSEMBLIES.map(({ what, directory, message }) =>
      [`${what}, though it is told accounts and regions`, ['estimate', directory, '--accounts', '1', '--regions', '1'], message] as [string, string[], string]),
  ])('ends with 2 for %s', async (_title, args, message) => {
    const { code, errors } = await landingZone(...args);
    expect(errors).toContain(message);
    expect(code).toBe(2);
  });
});
