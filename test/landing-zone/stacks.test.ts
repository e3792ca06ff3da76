import { configuration } from '../../config/landing-zone';
import { ExampleStacks, GLOBAL, REGIONAL, TemplateResource } from './example-stacks';

const stacks = new ExampleStacks();
const ofApp = stacks.paths.filter(path => !path.endsWith('/Template'));
const stackSets = stacks.ofType('AWS::CloudFormation::StackSet');
const regionsOf = ({ Properties }: TemplateResource) =>
  (Properties.StackInstancesGroup as { Regions: string[] }[]).flatMap(({ Regions }) => Regions);
const named = (name: string) => stackSets.find(({ Properties }) => Properties.StackSetName === name)!;
const BASELINE_REGIONS = [...configuration.governedRegions, 'us-east-1'];

describe('the stacks', () => {
  test('are deployed in this order, each after the one before it', () => {
    expect(ofApp.map(path => path.replace(/\d$/, ''))).toEqual([
      'Organization', 'Accounts', 'Accounts', 'Accounts', 'Accounts', 'Accounts', 'LogArchive', 'Trail', 'SecurityCore', 'AccountBaseline', 'Delegation',
      'SecurityTooling', 'Compliance', 'Identity', 'Network', 'Operations', 'Guardrails',
    ]);
    ofApp.slice(1).forEach((path, i) => expect(stacks.stack(path).dependencies.map(({ node }) => node.path)).toContain(`LandingZone/${ofApp[i]}`));
  });

  test('are named by the contract, lie in the home region of the management account and are protected', () => {
    for (const path of ofApp) {
      const { stackName, account, region, terminationProtection } = stacks.stack(path);
      const words = path.replace(/([a-z])([A-Z0-9])/g, '$1-$2').toLowerCase();
      expect({ stackName, account, region, terminationProtection }).toEqual({
        stackName: `lz-${words}`, account: configuration.managementAccountId, region: configuration.homeRegion, terminationProtection: true,
      });
    }
  });
});

describe('the StackSets', () => {
  test('have these names, which nobody changes: another name is another StackSet, and collides in every account', () => {
    expect(stacks.stackSetNames).toEqual([
      'lz-log-archive', 'lz-security-core', 'lz-account-global', 'lz-account-regional', 'lz-management-global', 'lz-management-regional',
      'lz-management-only', 'lz-security-regional', 'lz-security-home', 'lz-security-findings', 'lz-security-opt-ins',
      'lz-compliance-home-region', 'lz-compliance-us-east-1', 'lz-compliance', 'lz-network-home', 'lz-network-hub', 'lz-network',
    ]);
  });

  test('go to these regions', () => {
    const home = [configuration.homeRegion];
    expect(Object.fromEntries(stackSets.map(stackSet => [stackSet.Properties.StackSetName, regionsOf(stackSet)]))).toEqual({
      'lz-log-archive': home, 'lz-security-core': home,
      'lz-account-global': home, 'lz-account-regional': BASELINE_REGIONS, 'lz-management-global': home, 'lz-management-regional': BASELINE_REGIONS,
      'lz-management-only': BASELINE_REGIONS, 'lz-security-regional': BASELINE_REGIONS, 'lz-security-home': home,
      'lz-security-findings': BASELINE_REGIONS, 'lz-security-opt-ins': BASELINE_REGIONS,
      'lz-compliance-home-region': home, 'lz-compliance-us-east-1': ['us-east-1'],
      'lz-compliance': configuration.governedRegions,
      'lz-network-home': home, 'lz-network-hub': configuration.governedRegions, 'lz-network': configuration.governedRegions,
    });
  });

  test('are all looked after; those of conformance packs are put again', () => {
    const variables = stacks.ofType('AWS::Lambda::Function').map(({ Properties }) => (Properties.Environment as { Variables?: object })?.Variables ?? {});
    const [environment] = variables.filter(one => 'STACK_SETS' in one) as Record<string, string>[];
    expect(environment.STACK_SETS.split(',')).toEqual([...stacks.stackSetNames].sort());
    expect(environment.PUT_AGAIN.split(',')).toEqual(stacks.stackSetNames.filter(name => name.startsWith('lz-compliance')).sort());
  });

  test('of the packs have the parameter by which they are put again', () => {
    for (const { Properties } of stackSets.filter(one => String(one.Properties.StackSetName).startsWith('lz-compliance'))) {
      expect(Properties.Parameters).toContainEqual({ ParameterKey: 'Attempt', ParameterValue: 'first' });
    }
  });

  test('of every account reach the organization and every account that joins, the regional part after the global one', () => {
    for (const name of ['lz-account-global', 'lz-account-regional']) {
      expect(named(name).Properties).toMatchObject({ PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: true } });
      expect(JSON.stringify(named(name).Properties.StackInstancesGroup)).toContain('RootId');
    }
    const [[global]] = Object.entries(stacks.resources('AccountBaseline')).filter(([, { Properties }]) => Properties.StackSetName === 'lz-account-global');
    const regional = named('lz-account-regional');
    expect(regional.DependsOn).toEqual([global]);
    expect(JSON.stringify((regional.Properties.AutoDeployment as { DependsOn: unknown }).DependsOn)).toContain(`["${global}","StackSetId"]`);
  });

  test('of the management account are self-managed, by the roles of the landing zone', () => {
    for (const name of ['lz-management-global', 'lz-management-regional', 'lz-management-only']) {
      expect(named(name).Properties).toMatchObject({
        PermissionModel: 'SELF_MANAGED', ExecutionRoleName: 'lz-stackset-execution',
        StackInstancesGroup: [{ DeploymentTargets: { Accounts: [configuration.managementAccountId] } }],
      });
    }
  });
});

describe('alarms on events that could not be sent', () => {
  const MANAGEMENT = ['lz-events-unsent-event-forwarding', 'lz-events-unsent-management-events'];
  const SECURITY = ['lz-events-unsent-event-forwarding', 'lz-events-unsent-security-findings'];
  const alarmsIn = (path: string) => Object.values(stacks.resources(path))
    .filter(({ Properties }) => String(Properties?.AlarmName).startsWith('lz-events-unsent-'));
  const namesOf = (alarms: TemplateResource[]) => alarms.map(({ Properties }) => Properties.AlarmName);

  test.each([['Operations', MANAGEMENT], ['SecurityCore/StackSet/Template', SECURITY]])('tell people directly in the home region, by %s', (path, names) => {
    expect(namesOf(alarmsIn(path))).toEqual(names);
    alarmsIn(path).forEach(({ Properties, Condition }) => {
      expect(JSON.stringify(Properties.AlarmActions)).toMatch(/high/i);
      expect(Condition).toBeUndefined();
    });
  });

  test.each([
    ['AccountBaseline/ManagementOnly/Template', MANAGEMENT], ['SecurityTooling/SecurityRegional/Template', SECURITY],
  ])('are in every other region too, by %s, which makes none of that name at home', (path, names) => {
    expect(namesOf(alarmsIn(path))).toEqual(names);
    const { Conditions } = stacks.template(path).toJSON() as { readonly Conditions: Record<string, unknown> };
    alarmsIn(path).forEach(({ Properties, Condition }) => {
      expect(Properties.AlarmActions).toBeUndefined();
      expect(Conditions[Condition!]).toEqual({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, configuration.homeRegion] }] });
    });
  });
});

describe('the templates of the baseline', () => {
  test.each([['global', GLOBAL], ['regional', REGIONAL]])('are the same on the management account as on members, byte for byte: the %s part', (_, [members, management]) => {
    expect(stacks.file(management)).toBe(stacks.file(members));
    expect(stacks.file(members).length).toBeGreaterThan(10_000);
  });

  test('that go to several regions hold no IAM: a named role exists once in an account', () => {
    const several = stackSets.filter(stackSet => regionsOf(stackSet).length > 1).length;
    const paths = [...REGIONAL, ...['AccountBaseline/ManagementOnly', 'SecurityTooling/SecurityRegional', 'SecurityTooling/SecurityFindings',
      'SecurityTooling/SecurityOptIns', 'Compliance/EveryRegion', 'Network/NetworkHub', 'Network/Network'].map(path => `${path}/Template`)];
    expect(paths).toHaveLength(several);
    for (const path of paths) {
      expect(Object.values(stacks.resources(path)).map(({ Type }) => Type).filter(type => type.startsWith('AWS::IAM::'))).toEqual([]);
    }
  });

  test('name a role for each of their functions, which the part before them makes', () => {
    const rolesOf = (path: string) => [...new Set(stacks.valuesOf('AWS::Lambda::Function', 'Role', path).map(role => /role\/lz\/([a-z-]+)/.exec(JSON.stringify(role))![1]))];
    const made = (path: string) => stacks.valuesOf('AWS::IAM::Role', 'RoleName', path);
    const [regional] = REGIONAL;
    expect(rolesOf(regional).length).toBeGreaterThanOrEqual(4);
    expect(made(GLOBAL[0])).toEqual(expect.arrayContaining(rolesOf(regional)));
    for (const part of ['SecurityRegional', 'SecurityOptIns']) {
      expect(made('SecurityCore/StackSet/Template')).toEqual(expect.arrayContaining(rolesOf(`SecurityTooling/${part}/Template`)));
    }
    expect(stacks.valuesOf('AWS::IAM::Role', 'RoleName')).toEqual(expect.arrayContaining(rolesOf('AccountBaseline/ManagementOnly/Template')));
  });

  test('hold no id of an account, an organization or a key: they are parameters', () => {
    for (const path of stacks.paths.filter(one => one.endsWith('/Template'))) {
      expect(stacks.file(path).replaceAll(configuration.managementAccountId, '')).not.toMatch(/"[^"]*:\d{12}:[^"]*"|"o-[a-z0-9]{10,}"/);
    }
  });
});
