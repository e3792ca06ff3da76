import { LandingZoneProps } from '../../lib';
import { JobFunction, OidcIssuer, RoleTrust, SamlProvider } from '../../lib/constructs/identity';
import { configuration } from '../../config/landing-zone';
import { rehearse } from '../../rehearsal';
import { synthesise } from './synth';

/** Who vouches for people and pipelines comes, changes and goes in every account, the management account too. */
const METADATA = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${'-'.repeat(1000)}</md:EntityDescriptor>`;
const LOOKING = { jobFunction: JobFunction.READ_ONLY, trusts: [RoleTrust.saml(SamlProvider.arnInAccount('corporate'))] };
const saml = (metadataDocument: string) => [{ providerName: 'corporate', metadataDocument }];

const WITHOUT: Partial<LandingZoneProps> = {};
const WITH: Partial<LandingZoneProps> = {
  access: { ...configuration.access, samlProviders: saml(METADATA), oidcIssuers: [OidcIssuer.of('https://ci.example.com', ['aws'])], roles: [LOOKING] },
};
const CHANGED: Partial<LandingZoneProps> = {
  access: {
    ...configuration.access, samlProviders: saml(METADATA.replace('---', '...')), oidcIssuers: [OidcIssuer.of('https://ci.example.com', ['aws', 'more'])],
    roles: [LOOKING],
  },
};

const options = { phases: [], faults: 'none' } as const;

test.each([['come', WITHOUT, WITH], ['change', WITH, CHANGED], ['go', WITH, WITHOUT]])('identity providers %s', async (_, from, to) => {
  const { succeeded, failures } = await rehearse(synthesise(to), { ...options, previous: synthesise(from) });
  expect([succeeded, failures]).toEqual([true, []]);
}, 60_000);

test('every account has each of them, and the role that trusts the directory', async () => {
  const rehearsal = await rehearse(synthesise(WITH), options);
  const accounts = 3 + configuration.accounts!.length;
  const made = ['AWS::IAM::SAMLProvider', 'AWS::IAM::OIDCProvider'].map(type => rehearsal.resources({ type }));
  expect(made.map(of => new Set(of.map(({ accountId }) => accountId)).size)).toEqual([accounts, accounts]);
  expect(rehearsal.resources({ type: 'AWS::IAM::Role' }).filter(({ physicalId }) => physicalId === 'lz-read-only')).toHaveLength(accounts);
}, 60_000);
