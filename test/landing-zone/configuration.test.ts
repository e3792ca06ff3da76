import { App } from 'aws-cdk-lib';
import { AccountConfiguration, GuardrailPlacement, GuardrailRollout, LandingZone, LandingZoneProps, guardrails, identity, network } from 'cdk-secure-landing-zone';
import { configuration } from '../../config/landing-zone';

const ADOPTED = { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' };
const account = (change: Partial<AccountConfiguration> = {}): AccountConfiguration =>
  ({ name: 'team', email: 'aws+team@example.com', organizationalUnit: 'Sandbox', ...change });

const DEVELOPERS = { groupId: '93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b02', jobFunction: identity.JobFunction.DEVELOPER, organizationalUnits: ['Workloads'] };
const OTHER_DEVELOPER = identity.JobFunction.of({ jobFunctionName: 'developer', description: 'Others', awsManagedPolicies: ['PowerUserAccess'] });
const IDENTITY_CENTER = { instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef', assignments: [DEVELOPERS] };
const ROLE = { jobFunction: identity.JobFunction.DEVELOPER, trusts: [identity.RoleTrust.saml('arn:aws:iam::111122223333:saml-provider/corporate')] };

/** The message with which the landing zone refuses a configuration. */
function refusal(change: Record<string, unknown>): string {
  try {
    new LandingZone(new App(), 'LandingZone', { ...configuration, ...change } as LandingZoneProps);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the configuration was accepted');
}

describe('a configuration fails', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['when the management account id is malformed', { managementAccountId: '1111' },
      '\'managementAccountId\' must be an account id of 12 digits, got "1111"'],
    ['when the home region is not governed', { homeRegion: 'eu-west-2' },
      '\'governedRegions\' must contain the home region "eu-west-2", got ["eu-central-1","eu-west-1"]: add it, or change \'homeRegion\''],
    ['when a region is unknown', { governedRegions: ['eu-central-1', 'eu-centrl-9'] }, 'must name AWS regions, got "eu-centrl-9"'],
    ['when a region is governed twice', { governedRegions: ['eu-central-1', 'eu-central-1'] }, '\'governedRegions\' must not repeat, got "eu-central-1" 2 times'],
    ['when a region belongs to another partition', { governedRegions: ['eu-central-1', 'us-gov-west-1'] }, 'got "us-gov-west-1" of "aws-us-gov"'],
    ['when an opt-in region is not said to be enabled', { governedRegions: ['eu-central-1', 'eu-south-1'] }, 'got the opt-in region "eu-south-1"'],
    ['when an enabled opt-in region is not governed', { enabledOptInRegions: ['eu-south-1'] }, '\'enabledOptInRegions\' must hold governed regions only'],
    ['when the ids of the organization are malformed', { organization: { organizationId: 'org', rootId: 'root' } },
      '\'organization.organizationId\' must be an organization id such as "o-a1b2c3d4e5", got "org"'],
    ['when two accounts share an e-mail address', { accounts: [account(), account({ name: 'other', email: 'AWS+team@example.com' })] },
      '\'email\' must not repeat, got "aws+team@example.com" 2 times: give each account an address of its own'],
    ['when an e-mail address is malformed', { accounts: [account({ email: 'team at example' })] }, '\'email of account "team"\' must be an e-mail address'],
    ['when two accounts share a name', { accounts: [account({ name: 'security' })] }, '\'name\' must not repeat, got "security" 2 times'],
    ['when an account name is too long', { accounts: [account({ name: 'x'.repeat(51) })] }, 'must have 1 to 50 characters, got 51'],
    ['when an account name is reserved', { accounts: [account({ name: 'management' })] }, 'must not be one of the reserved names Management, Root'],
    ['when an account name holds a slash', { accounts: [account({ name: 'a/b' })] }, '\'name\' must not contain "/"'],
    ['when an account lies in an unknown unit', { accounts: [account({ organizationalUnit: 'Sandbx' })] },
      '\'organizationalUnit of account "team"\' must be one of'],
    ['when an account of a new organization has an id', { accounts: [account({ accountId: '222222222222' })] }, 'name \'organization\' to adopt it'],
    ['when the management account is adopted as a member', { organization: ADOPTED, accounts: [account({ accountId: '111111111111' })] },
      'must not be the management account'],
    ['when an account is adopted twice', { organization: ADOPTED, accounts: [account({ accountId: '222222222222' }),
      account({ name: 'b', email: 'b@example.com', accountId: '222222222222' })] }, '\'accountId\' must not repeat'],
    ['when a unit is nested too deep', { organizationalUnits: [...configuration.organizationalUnits!, { path: 'A/B/C/D/E/F' }] },
      'must be nested at most 5 levels deep, got 6 in "A/B/C/D/E/F"'],
    ['when a unit is named like the root', { organizationalUnits: [...configuration.organizationalUnits!, { path: 'Root' }] }, 'reserved name "Root"'],
    ['when a unit has an empty name', { organizationalUnits: [...configuration.organizationalUnits!, { path: 'Workloads//X' }] }, 'got "Workloads//X"'],
    ['when a unit name is too long', { organizationalUnits: [...configuration.organizationalUnits!, { path: 'x'.repeat(129) }] }, 'got 129'],
    ['when a unit is named twice', { organizationalUnits: [...configuration.organizationalUnits!, { path: 'Sandbox' }] }, 'must not repeat, got "Sandbox"'],
    ['when a unit that the landing zone needs is missing', { organizationalUnits: [{ path: 'Security' }, { path: 'Sandbox' }] }, 'must contain "PolicyStaging"'],
    ['when an adopted unit would lie below a new one', { organization: ADOPTED, organizationalUnits: [...configuration.organizationalUnits!,
      { path: 'New/Old', organizationalUnitId: 'ou-a1b2-c3d4e5f6' }] }, 'must lie below a unit that exists too, but "New" would be created'],
    ['when the instance of IAM Identity Center is malformed', { access: { identityCenter: { ...IDENTITY_CENTER, instanceArn: 'ssoins-1' } } },
      "access.identityCenter: 'instanceArn' must"],
    ['when a group is named instead of its id', { access: { identityCenter: { ...IDENTITY_CENTER, assignments: [{ ...DEVELOPERS, groupId: 'Developers' }] } } },
      "access.identityCenter.assignments[0]: 'groupId' must be an id of the identity store"],
    ['when a group is assigned nowhere', { access: { identityCenter: { ...IDENTITY_CENTER, assignments: [{ ...DEVELOPERS, organizationalUnits: [] }] } } },
      "'access.identityCenter.assignments[0]' must name a unit or an account, got none: fill 'organizationalUnits' or 'accounts'"],
    ['when a group is assigned in an unknown unit', { access: { identityCenter: { ...IDENTITY_CENTER, assignments: [{ ...DEVELOPERS, organizationalUnits: ['Workload'] }] } } },
      "'access.identityCenter.assignments[0].organizationalUnits' must be among"],
    ['when a group is assigned in an unknown account', { access: { identityCenter: { ...IDENTITY_CENTER, assignments: [{ ...DEVELOPERS, accounts: ['prod'] }] } } },
      "'access.identityCenter.assignments[0].accounts' must be among"],
    ['when nobody is assigned', { access: { identityCenter: { ...IDENTITY_CENTER, assignments: [] } } }, "'access.identityCenter.assignments' must hold an assignment, got none"],
    ['when two job functions have one name', { access: { identityCenter: { ...IDENTITY_CENTER, assignments: [DEVELOPERS, { ...DEVELOPERS, jobFunction: OTHER_DEVELOPER }] } } },
      "'access.identityCenter.assignments' must not repeat, got \"developer\" 2 times: use the same job function in each"],
    ['when two roles have one name', { access: { roles: [ROLE, ROLE] } }, "'access.roles' must not repeat, got \"developer\" 2 times: trust several in one role"],
    ['when a role trusts nobody', { access: { roles: [{ ...ROLE, trusts: [] }] } }, "access.roles[0]: 'trusts' must"],
    ['when a boundary lets the roles of the landing zone\'s own bootstrap pass', { access: { boundaries: { cdkQualifiers: ['lz'] } } },
      "access.boundaries: 'cdkQualifiers' must be qualifiers of a bootstrap"],
    ['when the network account is no account', { network: { ...configuration.network, account: 'netwrk' } },
      "'network.account' must be the name of one of 'accounts', got \"netwrk\""],
    ['when an unknown unit gets networks', { network: { ...configuration.network, organizationalUnits: ['Workload'] } }, "'network.organizationalUnits' must hold paths among"],
    ['when no unit gets networks', { network: { ...configuration.network, organizationalUnits: [] } }, "'network.organizationalUnits' must name a unit, got none"],
    ['when units of networks lie within each other', { network: { ...configuration.network, organizationalUnits: ['Workloads', 'Workloads/Production'] } },
      "'network.organizationalUnits' must lie beside each other, got \"Workloads/Production\": \"Workloads\" covers it already"],
    ['when the security team gets networks', { network: { ...configuration.network, organizationalUnits: ['Security'] } },
      "'network.organizationalUnits' must leave the accounts of the security team out"],
    ['when the network account would get a network', { network: { ...configuration.network, organizationalUnits: ['Infrastructure'] } },
      "'network.organizationalUnits' must leave the network account out, which is in \"Infrastructure\""],
    ['when networks are in regions that nobody governs', { network: { ...configuration.network, regions: ['eu-central-1', 'eu-north-1'] } },
      "'network.regions' must hold governed regions only, got \"eu-north-1\": add it to 'governedRegions', or remove it here"],
    ['when networks have more zones than their region', { governedRegions: [...configuration.governedRegions, 'us-west-1'], network: configuration.network },
      "'network.pattern' must have at most 2 zones in us-west-1, got 3: give it 'availabilityZones: 2', or leave the region out"],
    ['when networks are in no region', { network: { ...configuration.network, regions: [] } }, "'network.regions' must name a region, got none"],
    ['when a region of networks is named twice', { network: { ...configuration.network, regions: ['eu-west-1', 'eu-west-1'] } },
      "'network.regions' must not repeat, got \"eu-west-1\" 2 times"],
    ['when shared subnets are to have endpoints of their own', {
      network: {
        ...configuration.network, pattern: network.NetworkPattern.sharedSubnets(), endpoints: network.EndpointSelection.sessionManager(),
      },
    }, "'network.endpoints' must be left out for shared subnets, got one"],
    ['when shared subnets are to have a firewall of names', {
      network: { ...configuration.network, pattern: network.NetworkPattern.sharedSubnets(), dns: network.DnsProtection.none() },
    }, "'network.dns' must be left out for shared subnets, got one"],
    ['when the range has no room for the networks of all accounts', { network: { ...configuration.network, addresses: { cidrBlock: '10.0.0.0/16' } } },
      "'network.addresses' must have room for 2 networks of /20 in each region, got 1 in a /20: lower 'regionNetmaskLength'"],
    ['when the range of addresses is none', { network: { ...configuration.network, addresses: { cidrBlock: '10.0.0.1/8' } } },
      "network.addresses: 'cidrBlock' must be an IPv4 range that begins at its first address"],
    ['when nobody may break the glass', { breakGlass: { trustedUserArns: [] } }, 'must name at least one user'],
    ['when the break-glass role would trust another account', { breakGlass: { trustedUserArns: ['arn:aws:iam::222222222222:user/x'] } },
      'must hold ARNs of IAM users of the management account 111111111111'],
    ['when the break-glass role would trust a role, whose sessions carry no MFA', { breakGlass: { trustedUserArns: ['arn:aws:iam::111111111111:role/x'] } },
      'must hold ARNs of IAM users'],
    ['when a rollout names an unknown unit', { guardrails: { rollout: GuardrailRollout.on(['Sandbx']) } }, '\'guardrails.rollout\' must name units'],
    ['when a placement names an unknown unit', { guardrails: { placements: [GuardrailPlacement.on(guardrails.GuardrailSet.FOUNDATION, ['X'])] } },
      '\'guardrails.placements\' must name units'],
    ['when a set is placed where it does not belong', { guardrails: { placements: [GuardrailPlacement.on(guardrails.GuardrailSet.IDENTITY_PERIMETER, ['Security'])] } },
      'got "identity-perimeter" on "Security", which G60 does not belong to'],
    ['when a set is placed on the root that does not belong there', { guardrails: { placements: [GuardrailPlacement.on(guardrails.GuardrailSet.IDENTITY_PERIMETER, ['Root'])] } },
      'got "identity-perimeter" on "Root", which G60 does not belong to'],
    ['when a trusted account is malformed', { guardrails: { options: { trustedAccounts: ['1'] } } }, 'guardrails: \'trustedAccounts\' must be an account id'],
    ['when a prop is unknown', { govrnedRegions: [] }, '\'govrnedRegions\' must be a prop of the landing zone'],
    ['when a nested prop is unknown', { accounts: [{ ...account(), ou: 'x' }] }, '\'accounts[0].ou\' must be a prop'],
    ['when a prop is null', { logArchive: null }, '\'logArchive\' must be an object, got null'],
    ['when an account is null', { accounts: [null] }, '\'accounts[0]\' must be an object, got null'],
    ['when an optional prop is null', { guardrails: null }, '\'guardrails\' must be an object, got null'],
    ['when a string stands for a list', { governedRegions: 'eu-central-1' }, '\'governedRegions\' must be a list of strings, got "eu-central-1"'],
    ['when an id is a number', { managementAccountId: 111111111111 }, '\'managementAccountId\' must be a string, got 111111111111'],
    ['when a quota is misspelt', { guardrails: { quotas: { maxContentSizes: 1 } } }, '\'guardrails.quotas.maxContentSizes\' must be a prop'],
    ['when a required prop is missing', { logArchive: undefined }, '\'logArchive\' must be given'],
    ['when a stack would hold too many accounts', { accounts: Array.from({ length: 2400 }, (_, i) => account({ name: `a${i}`, email: `a${i}@example.com` })) },
      'must put at most 250 created accounts into one stack'],
  ])('%s, and says so', (_, change, message) => {
    expect(refusal(change)).toContain(message);
  });

  test('with every mistake at once', () => {
    const message = refusal({ managementAccountId: 'x', homeRegion: 'nowhere', accounts: [account({ email: 'x' }), account()] });
    expect(message).toMatch(/^LandingZone: \d+ problems/);
    for (const prop of ['managementAccountId', 'homeRegion', 'governedRegions', 'email of account "team"', 'name']) {
      expect(message).toContain(`'${prop}'`);
    }
  });
});
