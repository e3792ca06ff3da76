import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ManagedRuleIdentifiers } from 'aws-cdk-lib/aws-config';
import {
  ConformanceRule, ConformanceRuleRegions, ConformanceTheme, OrganizationConformancePacks, OrganizationConformancePacksProps,
  RemediationSwitch, RuleRemediation,
} from '../../../lib/constructs/detection';
import { World } from '../../../rehearsal/aws/world';
import { checkConformancePacks } from '../../../rehearsal/phases/invariants/conformance-packs';
import { addAccount } from '../../../rehearsal/aws/services/accounts';
import { createRole, trustOfService } from '../../../rehearsal/aws/services/iam';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { deploy, HOME, MANAGEMENT, refusalOf, ROOT, SECURITY, WORKLOAD, worldWith } from '../deployed';

const { EVERY_REGION, HOME_REGION, US_EAST_1 } = ConformanceRuleRegions;

interface RuleResource {
  Type: string;
  DependsOn?: string;
  Properties: Record<string, unknown> & { ConfigRuleName: string; InputParameters?: unknown; Source: Record<string, unknown> };
}

/** Templates of the packs by their names, partitions resolved. */
function packsOf(props: Partial<OrganizationConformancePacksProps> = {}) {
  const stack = new Stack(new App(), 'Stack');
  const packs = new OrganizationConformancePacks(stack, 'Packs', { where: EVERY_REGION, ...props });
  const resources = Template.fromStack(stack).findResources('AWS::Config::OrganizationConformancePack');
  const bodyOf = (body: unknown) => {
    const parts = (body as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join']?.[1] ?? [body];
    return JSON.parse(parts.map(part => typeof part === 'string' ? part : 'x').join('')) as { Resources: Record<string, RuleResource> };
  };
  const templates = Object.fromEntries(Object.values(resources)
    .map(({ Properties }) => [String(Properties.OrganizationConformancePackName), bodyOf(Properties.TemplateBody).Resources]));
  return { names: packs.conformancePackNames, resources, templates };
}

const rulesOf = (templates: Record<string, Record<string, RuleResource>>) =>
  Object.values(templates).flatMap(resources => Object.values(resources));
const inputsOf = (ruleName: string, props: Partial<OrganizationConformancePacksProps>) =>
  rulesOf(packsOf(props).templates).find(({ Properties }) => Properties.ConfigRuleName === ruleName)?.Properties.InputParameters;

describe('defaults', () => {
  test('has 62 rules of AWS, and one of our own, each evaluated in one kind of region', () => {
    const rules = [EVERY_REGION, HOME_REGION, US_EAST_1].flatMap(where => rulesOf(packsOf({ where }).templates));
    const owners = rules.map(({ Properties }) => Properties.Source.Owner);
    expect(owners.filter(owner => owner === 'AWS')).toHaveLength(62);
    expect(owners.filter(owner => owner === 'CUSTOM_POLICY')).toHaveLength(1);
    expect(new Set(rules.map(({ Properties }) => Properties.ConfigRuleName)).size).toBe(63);
  });

  test('names the packs by theme and kind of region, and deploys them one after the other', () => {
    const { names, resources } = packsOf();
    expect(names).toEqual(['lz-identity', 'lz-detection', 'lz-network', 'lz-data-at-rest', 'lz-data-in-transit']);
    const ids = Object.keys(resources);
    expect(Object.values(resources).map(({ DependsOn }) => DependsOn)).toEqual([undefined, ...ids.slice(0, -1).map(id => [id])]);
    expect(packsOf({ where: HOME_REGION }).names).toEqual(['lz-identity-home-region', 'lz-detection-home-region', 'lz-data-at-rest-home-region']);
    expect(packsOf({ where: US_EAST_1 }).names).toEqual(['lz-data-in-transit-us-east-1']);
  });

  test('excludes no account, needs no bucket and remedies nothing', () => {
    const { resources, templates } = packsOf();
    for (const { Properties } of Object.values(resources)) {
      expect(Object.keys(Properties).sort()).toEqual(['OrganizationConformancePackName', 'TemplateBody']);
    }
    expect(rulesOf(templates).filter(({ Type }) => Type !== 'AWS::Config::ConfigRule')).toEqual([]);
  });

  test('measures passwords, keys and credentials against CIS', () => {
    const where = HOME_REGION;
    expect(inputsOf('iam-password-policy', { where })).toMatchObject({
      MinimumPasswordLength: '14', PasswordReusePrevention: '24', MaxPasswordAge: '90', RequireNumbers: 'true',
    });
    expect(inputsOf('access-keys-rotated', { where })).toEqual({ maxAccessKeyAge: '90' });
    expect(inputsOf('iam-user-unused-credentials-check', { where })).toEqual({ maxCredentialUsageAge: '45' });
  });

  /** Identifiers that CDK does not list, each in a pack of github.com/awslabs/aws-config-rules or in AWS's list of managed rules. */
  const NOT_IN_CDK = [
    'CLOUDTRAIL_S3_BUCKET_ACCESS_LOGGING', 'CLOUDTRAIL_S3_BUCKET_PUBLIC_ACCESS_PROHIBITED', 'IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED',
    'NO_UNRESTRICTED_ROUTE_TO_IGW', 'SECURITY_ACCOUNT_INFORMATION_PROVIDED', 'SQS_QUEUE_NO_PUBLIC_ACCESS',
  ];

  test('names managed rules that there are', () => {
    const known = new Set<unknown>(Object.values(ManagedRuleIdentifiers as unknown as Record<string, unknown>));
    const identifiers = ConformanceTheme.all().flatMap(({ rules }) => rules)
      .map(rule => rule._evaluation.source.SourceIdentifier).filter(id => id !== undefined);
    expect(identifiers.filter(id => !known.has(id)).sort()).toEqual(NOT_IN_CDK);
  });

  test('says of each rule in one sentence what complies', () => {
    for (const { description } of ConformanceTheme.all().flatMap(({ rules }) => rules)) {
      expect(description).toMatch(/^[A-Z][^.]{10,255}$/);
    }
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => { new OrganizationConformancePacks(stack, 'Packs', { where: EVERY_REGION }); });
  });
});

describe('options', () => {
  test('tells which rules a region does not have, and makes no case where every region has all of them', () => {
    const stack = new Stack(new App(), 'Stack');
    expect(new OrganizationConformancePacks(stack, 'Spain', { where: EVERY_REGION, themes: [ConformanceTheme.NETWORK, ConformanceTheme.DATA_IN_TRANSIT],
      regions: ['eu-central-1', 'eu-south-2'] }).leftOut).toEqual(['elbv2-acm-certificate-required in eu-south-2']);
    Annotations.fromStack(stack).hasInfo('/Stack/Spain', Match.stringLikeRegexp('does not have these rules.*elbv2-acm-certificate-required in eu-south-2'));
    const { resources } = packsOf({ regions: ['eu-central-1', 'us-east-1'] });
    expect(resources).toEqual(packsOf().resources);
  });

  test('takes other numbers', () => {
    expect(inputsOf('restricted-incoming-traffic', { parameters: { blockedPorts: [23, 3389] } })).toEqual({ blockedPort1: '23', blockedPort2: '3389' });
    expect(inputsOf('vpc-sg-open-only-to-authorized-ports', { parameters: { authorizedTcpPorts: [443] } })).toEqual({ authorizedTcpPorts: '443' });
    expect(inputsOf('iam-password-policy', { where: HOME_REGION, parameters: { maxPasswordAgeDays: 180, minimumPasswordLength: 20 } }))
      .toMatchObject({ MaxPasswordAge: '180', MinimumPasswordLength: '20' });
    expect(inputsOf('iam-password-policy', { where: HOME_REGION, parameters: { maxPasswordAgeDays: 0 } })).not.toHaveProperty('MaxPasswordAge');
    expect(inputsOf('cw-loggroup-retention-period-check', { parameters: { minimumLogRetentionDays: 90 } })).toEqual({ MinRetentionTime: '90' });
  });

  test('leaves rules, themes and accounts out', () => {
    const { names, resources, templates } = packsOf({
      themes: [ConformanceTheme.NETWORK], excludedAccounts: ['111122223333'], exceptions: [{ ruleName: 'ec2-imdsv2-check', reason: 'an EC2 policy enforces it' }],
    });
    expect(names).toEqual(['lz-network']);
    expect(Object.values(resources)[0].Properties.ExcludedAccounts).toEqual(['111122223333']);
    expect(rulesOf(templates)).toHaveLength(ConformanceTheme.NETWORK.rules.length - 1);
  });

  test('remedies by hand or by itself what is switched on, with the role of the account', () => {
    const { templates } = packsOf({
      themes: [ConformanceTheme.NETWORK, ConformanceTheme.DATA_AT_REST],
      automationRole: 'lz/lz-remediation',
      remediations: [
        RemediationSwitch.manual('incoming-ssh-disabled'), RemediationSwitch.automatic('s3-bucket-server-side-encryption-enabled', { maximumAttempts: 3 }),
      ],
    });
    expect(templates['lz-network'].IncomingSshDisabledRemediation).toMatchObject({
      Type: 'AWS::Config::RemediationConfiguration', DependsOn: 'IncomingSshDisabled',
      Properties: { ConfigRuleName: 'incoming-ssh-disabled', TargetId: 'AWS-DisablePublicAccessForSecurityGroup', Automatic: false },
    });
    expect(templates['lz-data-at-rest'].S3BucketServerSideEncryptionEnabledRemediation.Properties).toEqual({
      ConfigRuleName: 's3-bucket-server-side-encryption-enabled', ResourceType: 'AWS::S3::Bucket', TargetType: 'SSM_DOCUMENT',
      TargetId: 'AWS-EnableS3BucketEncryption', Automatic: true, MaximumAutomaticAttempts: 3, RetryAttemptSeconds: 60,
      Parameters: {
        AutomationAssumeRole: { StaticValue: { Values: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/lz/lz-remediation' }] } },
        BucketName: { ResourceValue: { Value: 'RESOURCE_ID' } },
        SSEAlgorithm: { StaticValue: { Values: ['AES256'] } },
      },
    });
  });

  test('takes a theme of one\'s own', () => {
    const remediation = new RuleRemediation({ document: 'Mend', resourceIdParameter: 'Id', resourceType: 'AWS::SNS::Topic', effect: 'Mends' });
    const theme = ConformanceTheme.of('messages', [
      ConformanceRule.managed({ ruleName: 'topics-encrypted', identifier: 'SNS_ENCRYPTED_KMS', description: 'Topics are encrypted', inputParameters: { a: 'b' }, remediation }),
      ConformanceRule.guard({ ruleName: 'topics-named', description: 'Topics have names', resourceTypes: ['AWS::SNS::Topic'], policyText: 'rule a { resourceName exists }' }),
    ]);
    const { templates } = packsOf({ themes: [theme] });
    expect(templates['lz-messages']).toMatchObject({
      TopicsEncrypted: { Properties: { InputParameters: { a: 'b' }, Source: { Owner: 'AWS', SourceIdentifier: 'SNS_ENCRYPTED_KMS' } } },
      TopicsNamed: { Properties: {
        Scope: { ComplianceResourceTypes: ['AWS::SNS::Topic'] },
        Source: { Owner: 'CUSTOM_POLICY', CustomPolicyDetails: { PolicyRuntime: 'guard-2.x.x', PolicyText: 'rule a { resourceName exists }' } },
      } },
    });
  });
});

describe('import', () => {
  test('needs no import: a pack is its name', () => {
    expect(packsOf().names).toContain('lz-identity');
  });
});

describe('validation', () => {
  test('fails with numbers that rules refuse, unknown rules and missing reasons, and says each', () => {
    expect(() => packsOf({
      parameters: { passwordReusePrevention: 25, blockedPorts: [1, 2, 3, 4, 5, 6], maxAccessKeyAgeDays: 0 },
      exceptions: [{ ruleName: 'no-such-rule', reason: ' ' }],
      excludedAccounts: ['1'],
      remediations: [RemediationSwitch.manual('iam-password-policy')],
    })).toThrow(new RegExp([
      "'passwordReusePrevention' must be a whole number from 1 to 24, got 25", "'maxAccessKeyAgeDays' must be", "'blockedPorts' must name 1 to 5 ports, got 6",
      "'excludedAccounts' must be an account id", "'exceptions' must name rules of the themes, got \"no-such-rule\"", "'reason' of exception \"no-such-rule\"",
      "'remediations' must name rules that have a remediation, got \"iam-password-policy\"", "'automationRole' must name a role",
    ].join('[^]*')));
  });

  test('fails with two rules of one name, and with a theme that is too large', () => {
    const rule = (ruleName: string, text = 'x') => ConformanceRule.guard({ ruleName, description: 'Does', resourceTypes: ['AWS::SNS::Topic'], policyText: text });
    expect(() => packsOf({ themes: [ConformanceTheme.of('a', [rule('same'), rule('same')])] })).toThrow(/'themes' must not repeat, got "same" 2 times/);
    expect(() => packsOf({ themes: [ConformanceTheme.of('a', [rule('long', 'x'.repeat(51_200))])] })).toThrow(/must have a template of at most 51200 bytes/);
    expect(() => packsOf({ themes: [ConformanceTheme.of('a', Array.from({ length: 131 }, (_, i) => rule(`r${i}`)))] })).toThrow(/at most 130 rules, got 131/);
    expect(() => packsOf({ themes: [ConformanceTheme.of('A b', [rule('Bad_name')])] })).toThrow(/'themeName' must be words.*\n.*'ruleName' must be words/);
  });
});

describe('the Guard rule for queues, by the interpreter of AWS', () => {
  const platform = process.platform === 'darwin' ? 'macos' : 'ubuntu';
  const guard = join(__dirname, '../../../node_modules/@cdklabs/cdk-validator-cfnguard/bin', platform, process.arch === 'arm64' ? 'aarch64' : 'x86_64', 'cfn-guard');
  const rule = ConformanceTheme.DATA_AT_REST.rules.find(({ ruleName }) => ruleName === 'sqs-queue-encrypted');
  const text = (rule!._evaluation.source.CustomPolicyDetails as { PolicyText: string }).PolicyText;

  function complies(item: object): boolean {
    const folder = mkdtempSync(join(tmpdir(), 'guard-'));
    try {
      writeFileSync(join(folder, 'rule.guard'), text);
      writeFileSync(join(folder, 'item.json'), JSON.stringify(item));
      execFileSync(guard, ['validate', '--rules', join(folder, 'rule.guard'), '--data', join(folder, 'item.json')], { stdio: 'pipe' });
      return true;
    } catch (error) {
      expect((error as { status: number }).status).toBe(19);
      return false;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  const queue = (configuration: object) => ({ resourceType: 'AWS::SQS::Queue', resourceName: 'q', configuration });

  test.each([
    [true, 'is encrypted by SQS', queue({ SqsManagedSseEnabled: 'true' })],
    [true, 'is encrypted with a key', queue({ SqsManagedSseEnabled: 'false', KmsMasterKeyId: 'alias/aws/sqs' })],
    [false, 'is not encrypted', queue({ SqsManagedSseEnabled: 'false' })],
    [false, 'has an empty key', queue({ KmsMasterKeyId: '' })],
    [false, 'says nothing', queue({ QueueName: 'q' })],
    [true, 'is no queue', { resourceType: 'AWS::SNS::Topic', configuration: {} }],
  ])('%s for what %s', (expected, _, item) => {
    expect(existsSync(guard)).toBe(true);
    expect(complies(item)).toBe(expected);
  });
});

describe('deployed', () => {
  const SERVICE = 'config-multiaccountsetup.amazonaws.com';

  /** A world in which every account records, and the security account administers packs. */
  function recording(): World {
    const world = worldWith({ trustedServices: [SERVICE] });
    world.state.organizations.delegatedAdministrators.set(`${SECURITY}/${SERVICE}`, { accountId: SECURITY, service: SERVICE });
    [MANAGEMENT, SECURITY, WORKLOAD].forEach(accountId => record(world, accountId));
    return world;
  }

  function record(world: World, accountId: string, region = HOME): void {
    const group = { allSupported: true, includeGlobalResourceTypes: true, resourceTypes: [], excludedTypes: [] };
    world.state.config.recorders.set(`${accountId}/${region}`, {
      accountId, region, name: 'default', arn: 'arn', roleArn: 'role', group, frequency: 'CONTINUOUS', recording: true,
    });
  }

  const into = (world: World, props: Partial<OrganizationConformancePacksProps> = {}) => deploy(world, {
    account: SECURITY,
    build: stack => { new OrganizationConformancePacks(stack, 'Packs', { where: EVERY_REGION, ...props }); },
  });
  const packsIn = (world: World) => [...world.state.config.packs.values()];

  test('leaves a rule out in the region that does not have it, and a pack that would be empty there, and nothing elsewhere', async () => {
    const world = recording();
    const missing = ['eu-south-2', 'ca-west-1'];
    missing.forEach(region => [MANAGEMENT, SECURITY, WORKLOAD].forEach(accountId => record(world, accountId, region)));
    const props = { where: EVERY_REGION, regions: [HOME, ...missing] };
    const build = (stack: Stack) => { new OrganizationConformancePacks(stack, 'Packs', props); };
    await deploy(world, ...props.regions.map(region => ({ account: SECURITY, region, build })));
    const rulesIn = (region: string) => packsIn(world).filter(pack => pack.region === region).flatMap(({ rules }) => rules);
    expect(rulesIn(HOME)).toHaveLength(36);
    const less = (region: string) => rulesIn(HOME).filter(rule => !rulesIn(region).includes(rule)).sort();
    expect(less('eu-south-2')).toEqual([
      'ebs-snapshot-public-restorable-check', 'elbv2-acm-certificate-required', 'rds-snapshots-public-prohibited', 'sqs-queue-no-public-access',
    ]);
    expect(less('ca-west-1')).toEqual(['elbv2-acm-certificate-required', 'iam-external-access-analyzer-enabled', 'sqs-queue-no-public-access']);
    expect(packsIn(world).filter(({ region }) => region === 'ca-west-1').map(({ name }) => name)).not.toContain('lz-identity');
  });

  test('goes to every account, the management account too, in every theme', async () => {
    const world = recording();
    await into(world);
    expect(packsIn(world).map(({ name }) => name)).toEqual(['lz-identity', 'lz-detection', 'lz-network', 'lz-data-at-rest', 'lz-data-in-transit']);
    packsIn(world).forEach(({ accounts }) => expect([...accounts].sort()).toEqual([MANAGEMENT, SECURITY, WORKLOAD]));
    await into(world);
  });

  test('fails while a recorder is missing or stopped, and names the account, unless that is left out', async () => {
    const world = recording();
    world.state.config.recorders.get(`${WORKLOAD}/${HOME}`)!.recording = false;
    expect(await refusalOf(into(world))).toMatchObject({ rule: { id: 'config/pack-recorder' }, message: `no recorder runs in ${HOME} in workload` });
    await into(world, { excludedAccounts: [WORKLOAD] });
    packsIn(world).forEach(({ accounts }) => expect([...accounts].sort()).toEqual([MANAGEMENT, SECURITY]));
  });

  test('an account that joins later gets the packs once it records', async () => {
    const world = recording();
    await into(world, { themes: [ConformanceTheme.NETWORK] });
    const { id } = addAccount(world, { name: 'new', email: 'new@example.com', parentId: ROOT });
    expect(() => checkConformancePacks(world)).toThrow(`new has no running recorder in ${HOME}: after 7 hours AWS Config gives lz-network up there`);
    record(world, id);
    checkConformancePacks(world);
    expect(packsIn(world)[0].accounts).toContain(id);
  });

  test('remedies only with a role that every account has', async () => {
    const world = recording();
    const props = { themes: [ConformanceTheme.NETWORK], automationRole: 'lz/mend', remediations: [RemediationSwitch.manual('incoming-ssh-disabled')] };
    expect(await refusalOf(into(world, props))).toMatchObject({ rule: { id: 'config/remediation-role' } });
    [MANAGEMENT, SECURITY, WORKLOAD].forEach(accountId => createRole(world, { accountId, name: 'mend', path: '/lz/', trust: trustOfService('ssm.amazonaws.com') }));
    await into(world, props);
    expect(packsIn(world)).toHaveLength(1);
  });
});
