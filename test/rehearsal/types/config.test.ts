import { ManagedRuleIdentifiers } from 'aws-cdk-lib/aws-config';
import { ConformanceTheme } from '../../../lib/constructs/detection';
import { CONFIG_RULE_IDENTIFIERS } from '../../../rehearsal/aws/config-rule-identifiers';
import { createRole, createServiceLinkedRole, trustOfService } from '../../../rehearsal/aws/services/iam';
import { HOME, LOG_ARCHIVE, MANAGEMENT, refusalOf, strangersOf, Workbench, WORKLOAD } from './workbench';

const AGGREGATOR = 'AWS::Config::ConfigurationAggregator';
const PACK = 'AWS::Config::OrganizationConformancePack';
const AGGREGATION = 'config.amazonaws.com';
const PACKS = 'config-multiaccountsetup.amazonaws.com';
const IN_ADMINISTRATOR = { accountId: LOG_ARCHIVE };

function delegate({ world }: Workbench, service: string): void {
  world.state.organizations.trustedServices.set(service, {});
  world.state.organizations.delegatedAdministrators.set(`${LOG_ARCHIVE}/${service}`, { accountId: LOG_ARCHIVE, service });
}

describe('AWS::Config::ConfigurationAggregator', () => {
  const ROLE = `arn:aws:iam::${LOG_ARCHIVE}:role/aggregator`;
  const properties = { ConfigurationAggregatorName: 'all', OrganizationAggregationSource: { RoleArn: ROLE, AllAwsRegions: true } };

  function prepared({ service = AGGREGATION, managed = ['arn:aws:iam::aws:policy/service-role/AWSConfigRoleForOrganizations'] } = {}): Workbench {
    const bench = new Workbench();
    delegate(bench, AGGREGATION);
    createRole(bench.world, { accountId: LOG_ARCHIVE, name: 'aggregator', trust: trustOfService(service), managed });
    return bench;
  }

  test('is made, changed, imported and deleted by the delegated administrator', async () => {
    const bench = prepared();
    const { physicalId, attributes } = await bench.create(AGGREGATOR, 'A', properties, IN_ADMINISTRATOR);
    expect(physicalId).toBe('all');
    expect(attributes.ConfigurationAggregatorArn).toMatch(new RegExp(`^arn:aws:config:${HOME}:${LOG_ARCHIVE}:config-aggregator/config-aggregator-`));
    await bench.update(AGGREGATOR, 'A', properties, IN_ADMINISTRATOR);
    expect(bench.import(AGGREGATOR, 'B', 'all', properties, IN_ADMINISTRATOR).physicalId).toBe('all');
    expect((await refusalOf(bench.create(AGGREGATOR, 'B', properties, IN_ADMINISTRATOR))).code).toBe('AlreadyExists');
    await bench.delete(AGGREGATOR, 'A', IN_ADMINISTRATOR);
    expect(bench.world.state.config.aggregators.size).toBe(0);
  });

  test('fails without delegation, without trusted access, and unless a path leads to both', async () => {
    const bench = prepared();
    const theirs = { ...properties, OrganizationAggregationSource: { RoleArn: `arn:aws:iam::${WORKLOAD}:role/aggregator`, AllAwsRegions: true } };
    expect((await refusalOf(bench.create(AGGREGATOR, 'A', theirs, { accountId: WORKLOAD }))).rule).toBe('config/aggregator-administrator');
    expect(await refusalOf(bench.create(AGGREGATOR, 'A', properties, { ...IN_ADMINISTRATOR, undeclared: true }))).toMatchObject({ message: 'it passed' });
    bench.world.state.organizations.trustedServices.set(AGGREGATION, { origin: { stackId: 's', logicalId: 'l' } });
    expect(await refusalOf(bench.update(AGGREGATOR, 'A', properties, { ...IN_ADMINISTRATOR, undeclared: true }))).toMatchObject({
      rule: 'config/aggregator-administrator', kind: 'order',
    });
    bench.world.state.organizations.trustedServices.delete(AGGREGATION);
    expect(await refusalOf(bench.update(AGGREGATOR, 'A', properties, IN_ADMINISTRATOR))).toMatchObject({ rule: 'config/aggregator-administrator' });
  });

  test.each([
    ['does not exist', prepared(), { ...properties, OrganizationAggregationSource: { RoleArn: `${ROLE}-none`, AllAwsRegions: true } }],
    ['trusts nobody', prepared({ service: 'ec2.amazonaws.com' }), properties],
    ['may not list accounts', prepared({ managed: [] }), properties],
  ])('fails when its role %s', async (_, bench, given) => {
    expect((await refusalOf(bench.create(AGGREGATOR, 'A', given, IN_ADMINISTRATOR))).rule).toBe('config/aggregator-role');
  });

  test.each([
    ['no regions', {}], ['all regions and some', { AllAwsRegions: true, AwsRegions: [HOME] }], ['neither', { AllAwsRegions: 'false', AwsRegions: [] }],
  ])('fails when it aggregates %s', async (_, regions) => {
    const given = { ...properties, OrganizationAggregationSource: { RoleArn: ROLE, ...regions } };
    expect((await refusalOf(prepared().create(AGGREGATOR, 'A', given, IN_ADMINISTRATOR))).message).toContain("either 'AllAwsRegions' is true");
  });

  test('aggregates some regions, under a name that it may have', async () => {
    const bench = prepared();
    const some = { ...properties, OrganizationAggregationSource: { RoleArn: ROLE, AwsRegions: [HOME] } };
    await bench.create(AGGREGATOR, 'A', some, IN_ADMINISTRATOR);
    expect(bench.world.state.config.aggregators.size).toBe(1);
    const strange = bench.create(AGGREGATOR, 'B', { ...some, ConfigurationAggregatorName: 'a b' }, IN_ADMINISTRATOR);
    expect((await refusalOf(strange)).message).toContain("'ConfigurationAggregatorName' must be");
  });
});

describe('AWS::Config::OrganizationConformancePack', () => {
  const rule = (name: string, Source: object = { Owner: 'AWS', SourceIdentifier: 'IAM_USER_MFA_ENABLED' }) =>
    ({ Type: 'AWS::Config::ConfigRule', Properties: { ConfigRuleName: name, Source } });
  const remediation = (name: string) => ({ Type: 'AWS::Config::RemediationConfiguration', Properties: { ConfigRuleName: name } });
  const body = (resources: object, more: object = {}) => JSON.stringify({ ...more, Resources: resources });
  const properties = { OrganizationConformancePackName: 'mine', TemplateBody: body({ A: rule('a'), B: remediation('a') }) };

  function prepared(): Workbench {
    const bench = new Workbench();
    delegate(bench, PACKS);
    const group = { allSupported: true, includeGlobalResourceTypes: false, resourceTypes: [], excludedTypes: [] };
    for (const accountId of [MANAGEMENT, LOG_ARCHIVE, WORKLOAD]) {
      bench.world.state.config.recorders.set(`${accountId}/${HOME}`, {
        accountId, region: HOME, name: 'default', arn: 'arn', roleArn: 'role', group, frequency: 'DAILY', recording: true,
      });
    }
    return bench;
  }

  const create = (bench: Workbench, change: object = {}, place: object = IN_ADMINISTRATOR) => bench.create(PACK, 'P', { ...properties, ...change }, place);

  test('brings its rules and the service-linked roles to every account, and follows an update', async () => {
    const bench = prepared();
    const { physicalId, attributes } = await create(bench);
    expect([physicalId, attributes.OrganizationConformancePackArn]).toEqual(['mine', expect.stringMatching(/organization-conformance-pack\/mine-\w{8}$/)]);
    const roles = [...bench.world.state.iam.roles.values()].map(({ name, accountId }) => `${name} ${accountId}`);
    expect(roles).toEqual(expect.arrayContaining([
      `AWSServiceRoleForConfigMultiAccountSetup ${LOG_ARCHIVE}`, ...[MANAGEMENT, LOG_ARCHIVE, WORKLOAD].map(id => `AWSServiceRoleForConfigConforms ${id}`),
    ]));
    await bench.update(PACK, 'P', { ...properties, TemplateBody: body({ C: rule('c') }), ExcludedAccounts: [WORKLOAD] }, IN_ADMINISTRATOR);
    const [pack] = bench.world.state.config.packs.values();
    expect([pack.rules, [...pack.accounts]]).toEqual([['c'], [MANAGEMENT, LOG_ARCHIVE]]);
    expect(bench.import(PACK, 'Q', 'mine', properties, IN_ADMINISTRATOR).physicalId).toBe('mine');
    expect((await refusalOf(bench.create(PACK, 'Q', properties, IN_ADMINISTRATOR))).code).toBe('AlreadyExists');
    await bench.delete(PACK, 'P', IN_ADMINISTRATOR);
    expect(bench.world.state.config.packs.size).toBe(0);
  });

  test('is made by the management account too', async () => {
    const bench = prepared();
    createServiceLinkedRole(bench.world, MANAGEMENT, PACKS);
    expect((await create(bench, {}, {})).physicalId).toBe('mine');
  });

  test('fails in an account that administers nothing, and unless a path leads to delegation and recorders', async () => {
    const bench = prepared();
    expect((await refusalOf(create(bench, {}, { accountId: WORKLOAD }))).rule).toBe('config/pack-administrator');
    bench.world.state.config.recorders.get(`${WORKLOAD}/${HOME}`)!.origin = { stackId: 's', logicalId: 'Recorder' };
    expect(await refusalOf(create(bench, {}, { ...IN_ADMINISTRATOR, undeclared: true }))).toMatchObject({ rule: 'config/pack-recorder', kind: 'order' });
  });

  test('fails without a running recorder in an account and region', async () => {
    const bench = prepared();
    expect((await refusalOf(create(bench, {}, { ...IN_ADMINISTRATOR, region: 'us-east-1' }))).rule).toBe('config/pack-recorder');
    bench.world.state.config.recorders.delete(`${MANAGEMENT}/${HOME}`);
    expect(await refusalOf(create(bench))).toMatchObject({ rule: 'config/pack-recorder', message: `no recorder runs in ${HOME} in management` });
  });

  test.each([
    ['is too large', { TemplateBody: body({ A: rule('a') }, { Description: 'x'.repeat(51_200) }) }],
    ['is no JSON', { TemplateBody: 'Resources:\n  A: b' }],
    ['has no resources', { TemplateBody: body({}) }],
    ['has another resource', { TemplateBody: body({ A: { Type: 'AWS::S3::Bucket' } }) }],
    ['has two rules of one name', { TemplateBody: body({ A: rule('a'), B: rule('a') }) }],
    ['has a rule of nobody', { TemplateBody: body({ A: rule('a', { Owner: 'ME' }) }) }],
    ['has a rule of AWS without identifier', { TemplateBody: body({ A: rule('a', { Owner: 'AWS' }) }) }],
    ['has a policy that nothing triggers', { TemplateBody: body({ A: rule('a', { Owner: 'CUSTOM_POLICY', CustomPolicyDetails: { PolicyRuntime: 'guard-2.x.x', PolicyText: 't' } }) }) }],
    ['remedies what it has not', { TemplateBody: body({ A: rule('a'), B: remediation('b') }) }],
    ['gets values that it does not declare', { ConformancePackInputParameters: [{ ParameterName: 'Age', ParameterValue: '90' }] }],
    ['declares values that it does not get', { TemplateBody: body({ A: rule('a') }, { Parameters: { Age: { Type: 'String' } } }) }],
  ])('fails when its template %s', async (_, change) => {
    expect((await refusalOf(create(prepared(), change))).rule).toBe('config/pack-template');
  });

  test('takes values that are declared', async () => {
    const bench = prepared();
    const parameters = { TemplateBody: body({ A: rule('a') }, { Parameters: { Age: { Type: 'String' }, Length: { Type: 'String', Default: '14' } } }) };
    await create(bench, { ...parameters, ConformancePackInputParameters: [{ ParameterName: 'Age', ParameterValue: '90' }] });
    expect([...bench.world.state.config.packs.values()]).toMatchObject([{ rules: ['a'] }]);
  });

  test('fails with a rule that AWS does not have', async () => {
    const typing = { Owner: 'AWS', SourceIdentifier: 'IAM_USER_MFA_ENABELD' };
    expect(await refusalOf(create(prepared(), { TemplateBody: body({ A: rule('a', typing) }) }))).toMatchObject({
      rule: 'config/managed-rule', message: expect.stringMatching(/^AWS has no rule IAM_USER_MFA_ENABELD, as of \d{4}-\d\d-\d\d$/),
    });
  });

  test.each([
    ['OrganizationConformancePackName', { OrganizationConformancePackName: 'mine_1' }],
    ['number of ConformancePackInputParameters', { ConformancePackInputParameters: Array(61).fill({ ParameterName: 'a', ParameterValue: 'b' }) }],
    ['ExcludedAccounts', { ExcludedAccounts: ['production'] }],
    ['ParameterName', { ConformancePackInputParameters: [{ ParameterName: 'x'.repeat(256), ParameterValue: 'b' }] }],
    ['ParameterValue', { ConformancePackInputParameters: [{ ParameterName: 'a', ParameterValue: 'x'.repeat(4097) }] }],
    ['ParameterValue', { ConformancePackInputParameters: [{ ParameterName: 'a' }] }],
  ])('fails with another %s', async (name, change) => {
    expect(await refusalOf(create(prepared(), change))).toMatchObject({ code: 'ValidationException', message: expect.stringContaining(`'${name}' must be`) });
  });

  test('knows the rules of the CDK and of the library', () => {
    const ofCdk = Object.values(ManagedRuleIdentifiers) as unknown[];
    const ofLibrary = ConformanceTheme.all().flatMap(({ rules }) => rules)
      .map(({ _evaluation }) => _evaluation.source.SourceIdentifier as unknown);
    expect([...ofCdk, ...ofLibrary].filter(id => typeof id === 'string' && !CONFIG_RULE_IDENTIFIERS.has(id))).toEqual([]);
    expect(strangersOf(PACK, { ...properties, ConformancePackInputParameters: [{ Name: 'a' }] })).toContain("'ConformancePackInputParameters.Name'");
  });

  test('fails with more rules or packs than there may be', async () => {
    const many = Object.fromEntries(Array.from({ length: 131 }, (_, i) => [`R${i}`, rule(`r${i}`)]));
    expect((await refusalOf(create(prepared(), { TemplateBody: body(many) }))).rule).toBe('config/pack-quota');
    const bench = prepared();
    for (let i = 0; i < 50; i++) {
      await bench.create(PACK, `P${i}`, { ...properties, OrganizationConformancePackName: `p${i}` }, IN_ADMINISTRATOR);
    }
    expect((await refusalOf(create(bench))).rule).toBe('config/pack-quota');
  });

  test('fails when a role of its remediations is missing in an account', async () => {
    const automation = { ...remediation('a'), Properties: { ConfigRuleName: 'a', Parameters: {
      AutomationAssumeRole: { StaticValue: { Values: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/mend' }] } },
    } } };
    const bench = prepared();
    const change = { TemplateBody: body({ A: rule('a'), B: automation }) };
    expect(await refusalOf(create(bench, change))).toMatchObject({ rule: 'config/remediation-role', message: expect.stringContaining('does not exist') });
    [MANAGEMENT, LOG_ARCHIVE, WORKLOAD].forEach(accountId => createRole(bench.world, { accountId, name: 'mend', trust: trustOfService('ec2.amazonaws.com') }));
    expect(await refusalOf(create(bench, change))).toMatchObject({ rule: 'config/remediation-role', message: expect.stringContaining('does not trust') });
  });
});
