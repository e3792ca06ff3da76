import { App, Duration, IPolicyValidationContext, PolicyValidationPluginReport, PolicyViolation, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { encryption, identity, logging, organization } from 'cdk-secure-landing-zone';
import { exampleApp } from './synth';

const ENV = { account: '111111111111', region: 'eu-central-1' };
const ORGANIZATION_ID = 'o-a1b2c3d4e5';
const KEY_ARN = 'arn:aws:kms:eu-central-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const { DataEventAccess, LogRetention, LogSource, TrailDataEvents, TrailInsight } = logging;
const { AutoDeployment, OperationPreferences, PolicyTarget, PolicyType, StackSetTargets, TrustedService } = organization;

/** CDK's engine over the templates of stacks and StackSets; what it has to say is kept, where a synthesis would only print it. */
class Judge extends organization.MemberTemplateValidation {
  public readonly findings: string[] = [];

  public override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const report = super.validate(context);
    this.findings.push(...report.violations.map(spell));
    return { ...report, success: true, violations: [] };
  }
}

const spell = ({ ruleName, description, violatingResources }: PolicyViolation) =>
  `${ruleName}: ${description} (${violatingResources.map(({ resourceLogicalId, locations }) => [resourceLogicalId, ...locations].join(' ')).join(', ')})`;

function findingsIn(app: App): readonly string[] {
  const judge = new Judge();
  Validations.of(app).addPlugins(judge);
  app.synth();
  return judge.findings;
}

/** Every archive: its lock, its lifecycle, its sources and readers. */
function archives(stack: Stack): void {
  const props = { managementAccountId: ENV.account, organizationId: ORGANIZATION_ID };
  new logging.LogArchive(stack, 'Defaults', props);
  new logging.LogArchive(new Stack(stack.node.scope!, 'Archives', { env: ENV }), 'Everything', {
    ...props, homeRegion: ENV.region, trailName: 'audit', readers: ['arn:aws:iam::333333333333:role/analyst'],
    sources: [LogSource.config(ORGANIZATION_ID), LogSource.logDelivery(ORGANIZATION_ID)],
    retention: LogRetention.compliance({ days: 30 }),
    lifecycle: {
      coldStorageAfter: Duration.days(30), deepArchiveAfter: Duration.days(180), expireAfter: Duration.days(700),
      noncurrentExpireAfter: Duration.days(40),
    },
  });
}

function keys(stack: Stack): void {
  new encryption.ManagedKey(stack, 'ManagedKey', {
    alias: 'alias/test', description: 'Every purpose', administrators: [new ArnPrincipal('arn:aws:iam::111111111111:role/keys')],
    pendingWindow: Duration.days(7), rotationPeriod: Duration.days(90), removalPolicy: RemovalPolicy.DESTROY,
    purposes: [
      encryption.KeyPurpose.cloudTrail('arn:aws:cloudtrail:eu-central-1:111111111111:trail/t', ENV.account), encryption.KeyPurpose.config(ORGANIZATION_ID),
      encryption.KeyPurpose.logDelivery(ORGANIZATION_ID), encryption.KeyPurpose.describedBy('222222222222'),
      encryption.KeyPurpose.cloudWatchLogs('arn:aws:logs:eu-central-1:111111111111:log-group:g'),
      encryption.KeyPurpose.readThrough('s3', [new ArnPrincipal('arn:aws:iam::111111111111:role/reader')]),
      encryption.KeyPurpose.service({
        service: 'sns.amazonaws.com', actions: ['kms:Decrypt'], conditions: { StringEquals: { 'aws:SourceAccount': ENV.account } },
      }),
      encryption.KeyPurpose.serviceOfAnyCustomer({ service: 'ses.amazonaws.com', actions: ['kms:GenerateDataKey*'] }),
    ],
  });
  new encryption.KeyArnLookup(stack, 'Lookup', { aliasArn: 'arn:aws:kms:eu-central-1:222222222222:alias/lz/trail' });
}

function trails(stack: Stack, org: organization.IOrganization): void {
  new logging.OrganizationTrail(stack, 'Trail', {
    organization: org, bucketName: 'lz-trail-222222222222-eu-central-1', keyArn: KEY_ARN, trailName: 'audit', logGroupName: '/audit',
    logRetention: RetentionDays.TEN_YEARS,
    insights: Object.values(TrailInsight),
    dataEvents: [
      TrailDataEvents.s3Objects({ arnPrefixes: ['arn:aws:s3:::finance-'], access: DataEventAccess.WRITE }),
      TrailDataEvents.lambdaInvocations({ access: DataEventAccess.READ }), TrailDataEvents.dynamoDbItems(), TrailDataEvents.of('AWS::SNS::Topic'),
    ],
  });
}

function policies(stack: Stack, targets: organization.PolicyTarget[]): void {
  for (const type of PolicyType.all()) {
    const rcp = type === PolicyType.RESOURCE_CONTROL_POLICY;
    const content = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', ...rcp ? { Principal: '*' } : {}, Action: 's3:GetObject', Resource: '*' }] };
    const name = type.policyTypeName;
    new organization.OrganizationPolicy(stack, name, { policyName: name, policyType: type, content, targets, description: name });
    new organization.OrganizationPolicy(stack, `${name}-detached`, { policyName: `${name}-detached`, policyType: type, content, targets: [] });
  }
}

function organizations(stack: Stack): organization.IOrganization {
  const created = new organization.Organization(stack, 'Organization');
  const unit = new organization.OrganizationalUnit(stack, 'Unit', { organizationalUnitName: 'Unit', parent: created.root });
  const readiness = new organization.AccountReadiness(stack, 'Readiness', { regions: [ENV.region] });
  const account = new organization.Account(stack, 'Account', { accountName: 'account', email: 'a@example.com', parent: unit, readiness });
  new organization.OrganizationActivation(stack, 'Activation', {
    organization: created, policyTypes: PolicyType.all(), trustedServices: [TrustedService.CLOUDTRAIL, TrustedService.ACCESS_ANALYZER],
    serviceLinkedRoles: ['cloudtrail.amazonaws.com'], centralRootAccess: true, stackSets: true,
  });
  new organization.DelegatedAdministrators(stack, 'Delegation', { accountId: '222222222222', services: [TrustedService.IAM] });
  new organization.AccountPlacementCheck(stack, 'Placements', { organization: created, placements: [{ account, parent: unit }] });
  policies(stack, [PolicyTarget.root(created), PolicyTarget.organizationalUnit(unit), PolicyTarget.account(account)]);
  stackSets(stack, created, unit, account);
  return created;
}

function stackSets(
  stack: Stack, org: organization.IOrganization, unit: organization.IOrganizationalUnit, account: organization.IAccount,
): void {
  const everywhere = new organization.StackSet(stack, 'Everywhere', {
    stackSetName: 'everywhere', description: 'All', targets: StackSetTargets.organization(org), regions: [ENV.region],
    operationPreferences: OperationPreferences.atScale(), autoDeployment: AutoDeployment.enabled({ retainStacksOnAccountRemoval: true }),
  });
  new identity.BreakGlassRole(everywhere.template, 'BreakGlass', {
    trustedPrincipals: [new ArnPrincipal('arn:aws:iam::111111111111:user/ann')], anyMfaUserOfAccounts: [ENV.account],
    maxSessionDuration: Duration.hours(2), maxMfaAge: Duration.minutes(5), removalPolicy: RemovalPolicy.DESTROY,
  });
  const units = new organization.StackSet(stack, 'Units', {
    stackSetName: 'units', targets: StackSetTargets.organizationalUnits(unit), regions: [ENV.region], dependsOn: [everywhere],
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  new CfnAnalyzer(units.template, 'Analyzer', { type: 'ACCOUNT', analyzerName: 'a' });
  const single = new organization.StackSet(stack, 'Single', {
    stackSetName: 'single', targets: StackSetTargets.account(account, unit), regions: [ENV.region], operationPreferences: OperationPreferences.strict(),
    autoDeployment: AutoDeployment.disabled(),
  });
  new logging.LogArchive(single.template, 'Archive', {
    managementAccountId: ENV.account, homeRegion: ENV.region, organizationId: single.addParameter('OrganizationId', org.organizationId),
  });
}

test('every value that any option of any construct puts into a template is one that AWS takes', () => {
  const app = new App();
  const stack = new Stack(app, 'Everything', { env: ENV });
  const created = organizations(stack);
  trails(stack, created);
  keys(stack);
  archives(stack);
  expect(findingsIn(app)).toEqual([]);
});

test('so is every value of the example; the boundaries name what they withhold, and say why', () => {
  expect(findingsIn(exampleApp())).toEqual([expect.stringMatching(/^W2512: IAM policy uses NotAction.*\((DeveloperBoundary\w+|AdministratorBoundary\w+|, )+\)$/)]);
});

test('a value that AWS does not take is found', () => {
  const app = new App();
  new CfnTrail(new Stack(app, 'Stack'), 'Trail', { isLogging: true, s3BucketName: 'bucket', insightSelectors: [{ insightType: 'ApiCallRate' }] });
  expect(findingsIn(app)).toEqual([expect.stringMatching(/'ApiCallRate' is not one of \['ApiCallRateInsight', 'ApiErrorRateInsight'\].*Trail/)]);
});
