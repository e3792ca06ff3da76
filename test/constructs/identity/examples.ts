import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ArnPrincipal, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  AccessRole, AdministratorBoundary, AssignmentTargets, AuditRole, BreakGlassRole, DeploymentIdentity, DeploymentSubject,
  DeveloperBoundary, IamUser, IdentityCenterPrincipal, JobFunction, JobFunctionRole, OidcIssuer, PasswordPolicy, PermissionsBoundary,
  PermissionSet, PermissionSetAssignments, RoleTrust, SamlProvider, ServiceLinkedRoles, SupportRole, UserGroup,
} from '../../../lib/constructs/identity';
import { AlertReceiver, Organization, OrganizationalUnit } from '../../../lib/constructs/organization';
import { Example } from '../control-tower';

const ACCOUNT = '999999999999';
const ORGANIZATION_ID = 'o-a1b2c3d4e5';
const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const UUID = '11111111-2222-3333-4444-555555555555';
const ANN = new ArnPrincipal(`arn:aws:iam::${ACCOUNT}:user/ann`);
const READS = () => new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/today'] });
const METADATA = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${'-'.repeat(1000)}</md:EntityDescriptor>`;

const JOBS = [
  JobFunction.ADMINISTRATOR, JobFunction.AUDITOR, JobFunction.BILLING, JobFunction.DEVELOPER, JobFunction.NETWORK, JobFunction.READ_ONLY,
  JobFunction.SECURITY_RESPONDER, JobFunction.of({ jobFunctionName: 'analyst', description: 'Reads reports', statements: [READS()] }),
];

/** Everybody whom a role can trust. */
const TRUSTS = [
  RoleTrust.account(ACCOUNT, { organizationId: ORGANIZATION_ID, principalPatterns: [`arn:aws:iam::${ACCOUNT}:role/reader`] }),
  RoleTrust.role(`arn:aws:iam::${ACCOUNT}:role/reader`), RoleTrust.user(`arn:aws:iam::${ACCOUNT}:user/ann`),
  RoleTrust.permissionSet({ accountId: ACCOUNT, permissionSetName: 'developer' }),
  RoleTrust.oidc(PROVIDER, { issuer: 'token.actions.githubusercontent.com', audiences: ['sts.amazonaws.com'], subjects: ['repo:acme/app:ref:refs/heads/main'] }),
  RoleTrust.oidcPattern(PROVIDER, { issuer: 'token.actions.githubusercontent.com', audiences: ['sts.amazonaws.com'], subjects: ['repo:acme/app:*'] }),
  RoleTrust.saml(`arn:aws:iam::${ACCOUNT}:saml-provider/directory`), RoleTrust.service('lambda.amazonaws.com'),
  RoleTrust.serviceWithoutSource('ec2.amazonaws.com'),
];

function boundaries(stack: Stack): void {
  new DeveloperBoundary(stack, 'Developer');
  new AdministratorBoundary(stack, 'Administrator');
}

function widerBoundaries(stack: Stack): void {
  const props = { cdkQualifiers: ['teams'], protectedArns: [`arn:aws:iam::${ACCOUNT}:role/tool-*`] };
  new DeveloperBoundary(stack, 'Developer', props);
  new AdministratorBoundary(stack, 'Administrator', props);
}

function roles(stack: Stack): void {
  new AccessRole(stack, 'Role', { roleName: 'reports', description: 'Reads reports', trusts: [RoleTrust.account(ACCOUNT)] });
  TRUSTS.forEach((trust, index) => new AccessRole(stack, `Trust${index}`, { roleName: `trust-${index}`, description: 'Reads reports', trusts: [trust] }));
  new AccessRole(stack, 'Wide', {
    roleName: 'wide', description: 'Reads reports', trusts: [RoleTrust.account(ACCOUNT)], boundary: PermissionsBoundary.ADMINISTRATOR, path: '/administration/',
    managedPolicies: [ManagedPolicy.fromManagedPolicyArn(stack, 'Policy', `arn:aws:iam::${ACCOUNT}:policy/reports`)], statements: [READS()],
    maxSessionDuration: Duration.hours(2),
  });
  const trusts = [RoleTrust.account(ACCOUNT)];
  JOBS.forEach(jobFunction => new JobFunctionRole(stack, jobFunction.jobFunctionName, { jobFunction, trusts }));
  const people = { securityAccountId: ACCOUNT, organizationId: ORGANIZATION_ID };
  new SupportRole(stack, 'Support', people);
  new AuditRole(stack, 'Audit', { ...people, trustedPrincipalPatterns: [`arn:*:iam::${ACCOUNT}:role/auditor`], maxSessionDuration: Duration.hours(2) });
}

function breakGlass(stack: Stack): void {
  new BreakGlassRole(stack, 'Users', { trustedPrincipals: [ANN] });
}

function breakGlassOfAnyUser(stack: Stack): void {
  new BreakGlassRole(stack, 'AnyUser', {
    anyMfaUserOfAccounts: [ACCOUNT], maxMfaAge: Duration.minutes(5), maxSessionDuration: Duration.hours(2),
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

const target = { accountId: ACCOUNT, region: 'eu-central-1' };

/** Everybody who issues tokens, with every kind of subject. */
const ISSUERS: readonly [OidcIssuer, DeploymentSubject[]][] = [
  [OidcIssuer.gitHub(), [
    DeploymentSubject.gitHubEnvironment('acme/app', 'production'), DeploymentSubject.gitHubBranch('acme/app', 'main'),
    DeploymentSubject.gitHubTag('acme/app', 'v1'),
  ]],
  [OidcIssuer.gitHubEnterprise('acme'), [DeploymentSubject.gitHubAnyBranchOf('acme/app'), DeploymentSubject.gitHubAnyTagOf('acme/app')]],
  [OidcIssuer.gitHubEnterpriseServer('github.example.com'), [DeploymentSubject.gitHubBranch('acme/app', 'main')]],
  [OidcIssuer.gitLab(), [
    DeploymentSubject.gitLabBranch('acme/app', 'main'), DeploymentSubject.gitLabTag('acme/app', 'v1'), DeploymentSubject.gitLabAnyBranchOf('acme/app'),
  ]],
  [OidcIssuer.bitbucket('acme', UUID), [DeploymentSubject.bitbucketEnvironment(UUID, UUID)]],
  [OidcIssuer.of('https://ci.example.com', ['aws']), [DeploymentSubject.exactly('deployer'), DeploymentSubject.matching('team:deployer:*')]],
];

function deployments(stack: Stack): void {
  ISSUERS.forEach(([issuer, subjects], index) =>
    new DeploymentIdentity(stack, `Deployment${index}`, { roleName: `deployment-${index}`, issuer, subjects, targets: [target] }));
}

function deploymentOfImportedProvider(stack: Stack): void {
  new DeploymentIdentity(stack, 'Imported', {
    roleName: 'imported', issuer: OidcIssuer.gitHub(), subjects: [DeploymentSubject.gitHubBranch('acme/app', 'main')], targets: [target],
    bootstrapQualifier: 'platform', lookups: true, boundary: PermissionsBoundary.ADMINISTRATOR, path: '/administration/', providerArn: PROVIDER,
  });
}

function users(stack: Stack): void {
  const group = new UserGroup(stack, 'Group', { groupName: 'engineers' });
  const wide = new UserGroup(stack, 'Wide', {
    groupName: 'analysts', statements: [READS()],
    managedPolicies: [ManagedPolicy.fromManagedPolicyArn(stack, 'Policy', `arn:aws:iam::${ACCOUNT}:policy/reports`)],
  });
  new IamUser(stack, 'Ann', { userName: 'ann', groups: [group] });
  new IamUser(stack, 'Bob', { userName: 'bob', groups: [group, wide], boundary: PermissionsBoundary.ADMINISTRATOR });
  new SamlProvider(stack, 'Provider', { providerName: 'directory', metadataDocument: METADATA });
}

function settings(stack: Stack): void {
  new PasswordPolicy(stack, 'PasswordPolicy');
  new ServiceLinkedRoles(stack, 'Roles');
}

function otherSettings(stack: Stack): void {
  new PasswordPolicy(stack, 'PasswordPolicy', { maxPasswordAge: Duration.days(90), hardExpiry: true });
  new ServiceLinkedRoles(stack, 'Roles', { services: ['config.amazonaws.com', 'guardduty.amazonaws.com'] });
}

function permissionSets(stack: Stack): void {
  const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: ORGANIZATION_ID, rootId: 'r-root' });
  const unit = OrganizationalUnit.fromOrganizationalUnitAttributes(stack, 'Unit', { organizationalUnitId: 'ou-root-security', depth: 1 });
  const sets = JOBS.map(jobFunction => new PermissionSet(stack, jobFunction.jobFunctionName, { instanceArn: INSTANCE, jobFunction }));
  const named = new PermissionSet(stack, 'Named', {
    instanceArn: INSTANCE, jobFunction: JobFunction.READ_ONLY, permissionSetName: 'looks', sessionDuration: Duration.hours(2),
  });
  const imported = PermissionSet.fromPermissionSetArn(stack, 'Imported', 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef');
  const principal = IdentityCenterPrincipal.group('93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b5a');
  const everywhere = [
    AssignmentTargets.account('888888888888'), AssignmentTargets.organizationalUnits(unit), AssignmentTargets.organization(),
    AssignmentTargets.managementAccount(),
  ];
  new PermissionSetAssignments(stack, 'Assignments', {
    instanceArn: INSTANCE, organization, assignments: [
      ...everywhere.map(targets => ({ permissionSet: named, principal, targets })),
      ...sets.map(permissionSet => ({ permissionSet, principal, targets: AssignmentTargets.organization() })),
      { permissionSet: imported, principal, targets: AssignmentTargets.organization() },
    ],
    runbookUrl: 'https://wiki.example.com/runbook',
    alerts: AlertReceiver.ofTopic(Topic.fromTopicArn(stack, 'Alerts', `arn:aws:sns:eu-central-1:${ACCOUNT}:alerts`)),
  });
}

function ownAssignments(stack: Stack): void {
  const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: ORGANIZATION_ID, rootId: 'r-root' });
  new PermissionSetAssignments(stack, 'Assignments', { instanceArn: INSTANCE, organization, assignments: [] });
}

/** Every construct of the folder: as it is by default, and with each option that makes other resources. */
export const IDENTITY: Readonly<Record<string, Example>> = {
  boundaries, widerBoundaries, roles, breakGlass, breakGlassOfAnyUser, deployments, deploymentOfImportedProvider, users, settings,
  otherSettings, permissionSets, ownAssignments,
};
