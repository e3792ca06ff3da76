import { AwsError, RehearsalFailure } from '../../../rehearsal/aws/contract';
import { createRole, trustOfService } from '../../../rehearsal/aws/services/iam';
import { hubIn } from '../../../rehearsal/aws/services/security-hub';
import { CallSite, World } from '../../../rehearsal/aws/world';
import { HOME, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION, WORKLOAD } from '../types/workbench';

const SECURITY = LOG_ARCHIVE;
const AdminAccountId = SECURITY;
const newWorld = (more: object = { trustedServices: ['securityhub.amazonaws.com'] }) =>
  new World({ managementAccountId: MANAGEMENT, regions: [HOME, 'us-east-1'], organization: { ...ORGANIZATION, ...more } });

function site(world: World, accountId = MANAGEMENT, region = HOME): CallSite {
  const arn = `arn:aws:iam::${accountId}:role/caller`;
  if (!world.state.iam.roles.has(arn)) {
    const managed = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    createRole(world, { accountId, name: 'caller', trust: trustOfService('lambda.amazonaws.com'), managed });
  }
  return { caller: world.sessionOf(arn), accountId, region, origin: { stackId: 'stack', logicalId: 'Delegation' } };
}

function refusalOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    return (error as AwsError).code ?? (error as RehearsalFailure).details.rule?.id;
  }
  return 'it passed';
}

describe('the administrator of Security Hub', () => {
  test('is named in each Region: registered, and Security Hub enabled there', () => {
    const world = newWorld();
    expect(world.call('securityhub', 'ListOrganizationAdminAccounts', {}, site(world))).toMatchObject({ AdminAccounts: [] });
    world.call('securityhub', 'EnableOrganizationAdminAccount', { AdminAccountId }, site(world));
    expect(world.call('securityhub', 'ListOrganizationAdminAccounts', {}, site(world)))
      .toMatchObject({ AdminAccounts: [{ AccountId: SECURITY, Status: 'ENABLED' }] });
    expect(world.call('securityhub', 'ListOrganizationAdminAccounts', {}, site(world, MANAGEMENT, 'us-east-1'))).toMatchObject({ AdminAccounts: [] });
    expect([...world.state.organizations.delegatedAdministrators.keys()]).toEqual([`${SECURITY}/securityhub.amazonaws.com`]);
    expect([HOME, 'us-east-1'].map(region => hubIn(world, SECURITY, region) !== undefined)).toEqual([true, false]);
    expect(world.state.iam.roles.has(`arn:aws:iam::${SECURITY}:role/aws-service-role/securityhub.amazonaws.com/AWSServiceRoleForSecurityHub`)).toBe(true);
  });

  test('needs the permissions that CloudFormation declares for the same call', () => {
    const world = newWorld();
    world.call('securityhub', 'EnableOrganizationAdminAccount', { AdminAccountId }, site(world));
    expect(world.calls.map(({ action }) => action)).toEqual([
      'securityhub:EnableOrganizationAdminAccount', 'organizations:DescribeOrganization', 'organizations:EnableAWSServiceAccess',
      'organizations:RegisterDelegatedAdministrator',
    ]);
  });

  test('is the same account in every Region', () => {
    const world = newWorld();
    world.call('securityhub', 'EnableOrganizationAdminAccount', { AdminAccountId }, site(world));
    const other = { AdminAccountId: WORKLOAD };
    expect(refusalOf(() => world.call('securityhub', 'EnableOrganizationAdminAccount', other, site(world, MANAGEMENT, 'us-east-1')))).toBe('security-hub/one-administrator');
  });

  test('is named by the management account, for a member, in an organization that trusts Security Hub', () => {
    const world = newWorld();
    const name = (at: World, id: string, from = MANAGEMENT) =>
      refusalOf(() => at.call('securityhub', 'EnableOrganizationAdminAccount', { AdminAccountId: id }, site(at, from)));
    expect(name(world, SECURITY, WORKLOAD)).toBe('AccessDeniedException');
    expect(refusalOf(() => world.call('securityhub', 'ListOrganizationAdminAccounts', {}, site(world, WORKLOAD)))).toBe('InvalidAccessException');
    expect(name(world, MANAGEMENT)).toBe('InvalidInputException');
    expect(name(newWorld({}), SECURITY)).toBe('security-hub/trusted-access');
  });
});

describe('a hub', () => {
  test('is enabled once in an account and Region', () => {
    const world = newWorld();
    const enable = () => world.call('securityhub', 'EnableSecurityHub', { EnableDefaultStandards: false }, site(world));
    expect(refusalOf(() => world.call('securityhub', 'DescribeHub', {}, site(world)))).toBe('InvalidAccessException');
    enable();
    expect(world.call('securityhub', 'DescribeHub', {}, site(world))).toMatchObject({ HubArn: `arn:aws:securityhub:${HOME}:${MANAGEMENT}:hub/default` });
    expect(refusalOf(enable)).toBe('ResourceConflictException');
    expect(world.state.securityHub.hubs.get(`${MANAGEMENT}/${HOME}`)).toMatchObject({ enabledBy: 'account', defaultStandards: false });
  });

  test('brings its service-linked role along, for who may create it', () => {
    const world = newWorld();
    world.call('securityhub', 'EnableSecurityHub', {}, site(world));
    world.call('securityhub', 'EnableSecurityHub', {}, site(world, MANAGEMENT, 'us-east-1'));
    expect(world.calls.map(({ action }) => action)).toEqual(['securityhub:EnableSecurityHub', 'iam:CreateServiceLinkedRole', 'securityhub:EnableSecurityHub']);
  });
});
