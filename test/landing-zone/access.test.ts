import { App, Aws, Stack } from 'aws-cdk-lib';
import { CfnUserPolicy } from 'aws-cdk-lib/aws-iam';
import { AccessConfiguration, identity, LandingZone } from 'cdk-secure-landing-zone';
import { configuration } from '../../config/landing-zone';
import { ExampleStacks, GLOBAL, TemplateResource } from './example-stacks';

const { JobFunction, OidcIssuer, PermissionsBoundary, RoleTrust, SamlProvider } = identity;

const METADATA = `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${'-'.repeat(1000)}</md:EntityDescriptor>`;
const DIRECTORY = { providerName: 'corporate', metadataDocument: METADATA };
const GITHUB = OidcIssuer.gitHub();
const LOOKING = { jobFunction: JobFunction.READ_ONLY, trusts: [RoleTrust.saml(SamlProvider.arnInAccount('corporate'))] };

interface RolePolicy {
  readonly PolicyDocument: { readonly Statement: readonly { readonly Action: string | readonly string[]; readonly Resource: unknown }[] };
}

/** The message with which the landing zone refuses a way in. */
function refusal(access: AccessConfiguration): string {
  try {
    new LandingZone(new App(), 'LandingZone', { ...configuration, access });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the configuration was accepted');
}

describe('identity providers of the configuration', () => {
  const example = new ExampleStacks({ access: { samlProviders: [DIRECTORY], oidcIssuers: [GITHUB], roles: [LOOKING] } });
  const ofType = (type: string, resources: Readonly<Record<string, TemplateResource>>) =>
    Object.entries(resources).filter(([, { Type }]) => Type === type);

  test.each(GLOBAL)('are in every account, once, before the roles that trust them: %s', path => {
    const resources = example.resources(path);
    const providers = [...ofType('AWS::IAM::SAMLProvider', resources), ...ofType('AWS::IAM::OIDCProvider', resources)];
    expect(providers.map(([, { Properties }]) => Properties)).toEqual([
      expect.objectContaining({ Name: 'corporate', SamlMetadataDocument: METADATA }),
      expect.objectContaining({ Url: 'https://token.actions.githubusercontent.com', ClientIdList: ['sts.amazonaws.com'] }),
    ]);
    const [[, role]] = ofType('AWS::IAM::Role', resources).filter(([, { Properties }]) => Properties.RoleName === 'lz-read-only');
    expect(role.DependsOn).toEqual(expect.arrayContaining(providers.map(([id]) => id)));
    expect(JSON.stringify(role.Properties.AssumeRolePolicyDocument)).toContain('{"Ref":"AWS::AccountId"},":saml-provider/corporate"');
  });

  test('are nowhere else', () => {
    expect(['AWS::IAM::SAMLProvider', 'AWS::IAM::OIDCProvider'].map(type => example.ofType(type).length)).toEqual([2, 2]);
  });

  test('may be made in the management account, and no other may', () => {
    const policies = example.valuesOf('AWS::IAM::Role', 'Policies', 'Organization') as readonly (readonly RolePolicy[] | undefined)[];
    const statements = policies.flatMap(ofRole => ofRole ?? []).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const making = statements.filter(({ Action }) => [Action].flat().some(action => /:(Create|Update|Add|Tag).*Provider/.test(action)));
    expect(making.map(({ Resource }) => JSON.stringify(Resource).match(/(saml|oidc)-provider\/[^"]*/g))).toEqual([
      ['saml-provider/corporate', 'oidc-provider/token.actions.githubusercontent.com'],
    ]);
  });

  test('are none by default, and then none may be made', () => {
    const plain = new ExampleStacks();
    expect([...plain.ofType('AWS::IAM::SAMLProvider'), ...plain.ofType('AWS::IAM::OIDCProvider')]).toEqual([]);
    expect(JSON.stringify(plain.resources('Organization'))).not.toMatch(/iam:(Create|Update)(SAML|OpenIDConnect)Provider/);
  });
});

describe('access fails', () => {
  const own = PermissionsBoundary.ofPolicyArn(`arn:aws:iam::${Aws.ACCOUNT_ID}:policy/teams/own-boundary`);
  const analyst = JobFunction.of({ jobFunctionName: 'analyst', description: 'Analyses', awsManagedPolicies: ['ReadOnlyAccess'], boundary: own });
  const MUST = 'must have the boundary of developers or of administrators, got "/teams/own-boundary": take one of PermissionsBoundary';

  test.each<[string, AccessConfiguration, string]>([
    ['when a role has a boundary that no account has', { roles: [LOOKING, { ...LOOKING, jobFunction: analyst }] }, `'access.roles[1].jobFunction' ${MUST}`],
    ['when a group is assigned what has a boundary that no account has', { identityCenter: {
      instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      assignments: [{ groupId: '93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b02', jobFunction: analyst, organizationalUnits: ['Workloads'] }],
    } }, `'access.identityCenter.assignments[0].jobFunction' ${MUST}`],
    ['when two providers have one name', { samlProviders: [DIRECTORY, DIRECTORY] }, "'access.samlProviders' must not repeat, got \"corporate\" 2 times: name each provider once"],
    ['when an address has two providers', { oidcIssuers: [GITHUB, OidcIssuer.of(GITHUB.url, ['other'])] },
      "'access.oidcIssuers' must not repeat, got \"token.actions.githubusercontent.com\" 2 times: name each address once"],
    ['when a provider is described by no metadata', { samlProviders: [{ ...DIRECTORY, metadataDocument: 'x' }] }, "access.samlProviders[0]: 'metadataDocument' must"],
    ['when a provider has no metadata', { samlProviders: [{ providerName: 'corporate' } as identity.SamlProviderProps] },
      "'access.samlProviders[0].metadataDocument' must be given"],
    ['when an issuer stands for a list', { oidcIssuers: GITHUB as unknown as identity.OidcIssuer[] }, "'access.oidcIssuers' must be a list"],
  ])('%s, and says so', (_, access, message) => {
    expect(refusal(access)).toContain(message);
  });
});

test('a policy that somebody gives a user within the landing zone is refused', () => {
  const landingZone = new LandingZone(new App(), 'LandingZone', configuration);
  expect(landingZone.node.validate()).toEqual([]);
  new CfnUserPolicy(new Stack(landingZone, 'Own'), 'Policy', { policyName: 'everything', userName: 'ann' });
  expect(landingZone.node.validate()).toEqual([expect.stringContaining('"LandingZone/Own/Policy" (AWS::IAM::UserPolicy) must not give a user an inline policy')]);
});
