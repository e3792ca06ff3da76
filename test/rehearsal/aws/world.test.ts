import { AwsError } from '../../../rehearsal/aws/contract';
import { createRole, trustOfAccount, trustOfService } from '../../../rehearsal/aws/services/iam';
import { callerOfCredentials } from '../../../rehearsal/aws/services/sts';
import { CallSite, World } from '../../../rehearsal/aws/world';
import { HOME, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION, UNIT, WORKLOAD } from '../types/workbench';

const world = (more: object = {}) =>
  new World({ managementAccountId: MANAGEMENT, regions: [HOME], organization: { ...ORGANIZATION, ...more } });
const execution = (at: World) => at.sessionOf(`arn:aws:iam::${MANAGEMENT}:role/cdk-hnb659fds-cfn-exec-role-${MANAGEMENT}-${HOME}`);
const site = (at: World): CallSite => ({ caller: execution(at), accountId: MANAGEMENT, region: HOME, origin: { stackId: 'stack', logicalId: 'Activation' } });

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    return (error as AwsError).code ?? (error as Error).message;
  }
  return 'it passed';
}

describe('the world', () => {
  test('is born with the role of the CDK bootstrap in each region', () => {
    const made = new World({ managementAccountId: MANAGEMENT, regions: [HOME, 'us-east-1'], bootstrapQualifier: 'lz' });
    expect([...made.state.iam.roles.keys()]).toEqual([HOME, 'us-east-1'].map(region =>
      `arn:aws:iam::${MANAGEMENT}:role/cdk-lz-cfn-exec-role-${MANAGEMENT}-${region}`));
  });

  test('is copied deeply, log of calls included', () => {
    const original = world();
    const copy = original.clone();
    copy.call('organizations', 'EnableAWSServiceAccess', { ServicePrincipal: 'config.amazonaws.com' }, site(copy));
    copy.stacks.set('id', {});
    expect(copy.calls).toHaveLength(1);
    expect([original.calls.length, original.stacks.size, original.state.organizations.trustedServices.size]).toEqual([0, 0, 0]);
    expect(copy.snapshot()).not.toEqual(original.snapshot());
  });

  test('has the same snapshot whatever the time and the order', () => {
    const one = world();
    one.advance(1000);
    one.startDeployment();
    expect(one.snapshot()).toEqual(world().snapshot());
  });

  test('gives ids that do not depend on the order, and are never the same twice', () => {
    const [one, other] = [world().identifiers, world().identifiers];
    const first = one.letters('a', 8);
    other.letters('b', 8);
    expect(other.letters('a', 8)).toBe(first);
    expect(one.letters('a', 8)).not.toBe(first);
    expect(one.digits('a', 12)).toMatch(/^[1-9]\d{11}$/);
  });

  test('logs every call, denied ones too', () => {
    const made = world();
    const role = createRole(made, { accountId: MANAGEMENT, name: 'nobody', trust: trustOfService('lambda.amazonaws.com') });
    const call = { ...site(made), caller: made.sessionOf(role.arn) };
    expect(codeOf(() => made.call('organizations', 'ListRoots', {}, call))).toBe('AccessDeniedException');
    expect(made.calls).toEqual([{
      caller: `role nobody of ${MANAGEMENT}`, action: 'organizations:ListRoots', resource: '*', accountId: MANAGEMENT, region: 'us-east-1', write: false, denied: true,
    }]);
  });

  test('refuses an operation or an input that it does not know, by name', () => {
    const made = world();
    expect(codeOf(() => made.call('organizations', 'DisablePolicyType', {}, site(made)))).toContain('organizations:DisablePolicyType');
    expect(codeOf(() => made.call('organizations', 'ListRoots', { Strange: 1 }, site(made)))).toContain("'Strange'");
  });
});

describe('authorisation', () => {
  const DENY = { name: 'deny', document: { Version: '2012-10-17', Statement: [{ Effect: 'Deny' as const, Action: 's3:*', Resource: '*' }] } };

  function withPolicy(type: string, target: string): World {
    const made = world({ enabledPolicyTypes: [type] });
    const document = type === 'RESOURCE_CONTROL_POLICY'
      ? { ...DENY, document: { ...DENY.document, Statement: [{ ...DENY.document.Statement[0], Principal: '*' as const }] } }
      : DENY;
    made.state.organizations.policies.set('p-1', {
      id: 'p-1', arn: 'arn', name: 'deny', type, awsManaged: false, content: '', document, targets: new Map([[target, undefined]]),
    });
    return made;
  }
  const rootMay = (made: World, accountId: string, resourceAccountId = accountId) =>
    made.may({ as: `arn:aws:iam::${accountId}:root`, action: 's3:ListBucket', resource: 'arn:aws:s3:::bucket', resourceAccountId }).allowed;

  test('is bound by the service control policies above the account, never in the management account', () => {
    expect([LOG_ARCHIVE, WORKLOAD].map(id => rootMay(withPolicy('SERVICE_CONTROL_POLICY', UNIT), id))).toEqual([false, true]);
    expect([LOG_ARCHIVE, MANAGEMENT].map(id => rootMay(withPolicy('SERVICE_CONTROL_POLICY', 'r-root'), id))).toEqual([false, true]);
  });

  test('is not bound by a policy type that is not enabled', () => {
    const made = withPolicy('SERVICE_CONTROL_POLICY', 'r-root');
    made.state.organizations.policyTypes.clear();
    expect(rootMay(made, LOG_ARCHIVE)).toBe(true);
  });

  test('is bound by the resource control policies above the resource, services too, but not service-linked roles', () => {
    const made = withPolicy('RESOURCE_CONTROL_POLICY', UNIT);
    expect([LOG_ARCHIVE, WORKLOAD].map(id => rootMay(made, id))).toEqual([false, true]);
    const slr = `arn:aws:iam::${LOG_ARCHIVE}:role/aws-service-role/organizations.amazonaws.com/AWSServiceRoleForOrganizations`;
    expect(made.may({ as: slr, action: 's3:ListBucket', resource: 'arn:aws:s3:::bucket', resourceAccountId: LOG_ARCHIVE }).allowed).toBe(true);
  });

  test('knows region, organization and transport of a request', () => {
    const made = world();
    const trust = {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow' as const, Principal: { AWS: '*' }, Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:RequestedRegion': HOME, 'aws:ResourceAccount': WORKLOAD }, Bool: { 'aws:SecureTransport': 'true' } },
      }],
    };
    const { arn } = createRole(made, { accountId: WORKLOAD, name: 'perimeter', trust });
    const may = (region: string) => made.may({ as: execution(made).principal.roleArn!, action: 'sts:AssumeRole', resource: arn, region }).allowed;
    expect([may(HOME), may('us-east-1')]).toEqual([true, false]);
  });
});

describe('API operations', () => {
  test('enable trusted access, StackSets and central root management, and a second time too', () => {
    const made = world();
    const call = (service: string, operation: string, input = {}) => made.call(service, operation, input, site(made));
    expect(call('cloudformation', 'DescribeOrganizationsAccess')).toEqual({ Status: 'DISABLED' });
    call('cloudformation', 'ActivateOrganizationsAccess');
    expect(call('cloudformation', 'DescribeOrganizationsAccess')).toEqual({ Status: 'ENABLED' });
    expect(codeOf(() => call('iam', 'ListOrganizationsFeatures'))).toBe('ServiceAccessNotEnabledException');
    call('organizations', 'EnableAWSServiceAccess', { ServicePrincipal: 'iam.amazonaws.com' });
    call('iam', 'EnableOrganizationsRootCredentialsManagement');
    call('iam', 'EnableOrganizationsRootSessions');
    expect(call('iam', 'ListOrganizationsFeatures')).toMatchObject({ EnabledFeatures: ['RootCredentialsManagement', 'RootSessions'] });
    expect(call('organizations', 'ListAWSServiceAccessForOrganization')).toEqual({
      EnabledServicePrincipals: [{ ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com' }, { ServicePrincipal: 'iam.amazonaws.com' }],
    });
  });

  test('enable a policy type, which is ENABLED for who asks after a while', () => {
    const made = world();
    const call = (operation: string, input = {}) => made.call('organizations', operation, input, site(made));
    const status = () => (call('ListRoots') as { Roots: { PolicyTypes: unknown[] }[] }).Roots[0].PolicyTypes;
    call('EnablePolicyType', { RootId: 'r-root', PolicyType: 'RESOURCE_CONTROL_POLICY' });
    expect(status()).toEqual([{ Type: 'RESOURCE_CONTROL_POLICY', Status: 'PENDING_ENABLE' }]);
    made.advance(60_000);
    expect(status()).toEqual([{ Type: 'RESOURCE_CONTROL_POLICY', Status: 'ENABLED' }]);
    expect(codeOf(() => call('EnablePolicyType', { RootId: 'r-root', PolicyType: 'RESOURCE_CONTROL_POLICY' }))).toBe('PolicyTypeAlreadyEnabledException');
    expect(made.state.organizations.policies.get('p-RCPFullAWSAccess')?.targets.has(LOG_ARCHIVE)).toBe(true);
  });

  test('create a service-linked role once', () => {
    const made = world();
    const create = () => made.call('iam', 'CreateServiceLinkedRole', { AWSServiceName: 'cloudtrail.amazonaws.com' }, site(made));
    expect(codeOf(() => made.call('iam', 'GetRole', { RoleName: 'AWSServiceRoleForCloudTrail' }, site(made)))).toBe('NoSuchEntityException');
    create();
    expect(codeOf(create)).toBe('InvalidInputException');
    expect(made.call('iam', 'GetRole', { RoleName: 'AWSServiceRoleForCloudTrail' }, site(made))).toMatchObject({ Role: { RoleName: 'AWSServiceRoleForCloudTrail' } });
  });

  test('register a delegated administrator once, after trusted access', () => {
    const made = world();
    const input = { AccountId: LOG_ARCHIVE, ServicePrincipal: 'config.amazonaws.com' };
    const register = () => made.call('organizations', 'RegisterDelegatedAdministrator', input, site(made));
    expect(codeOf(register)).toBe('ConstraintViolationException');
    made.call('organizations', 'EnableAWSServiceAccess', { ServicePrincipal: 'config.amazonaws.com' }, site(made));
    register();
    expect(codeOf(register)).toBe('AccountAlreadyRegisteredException');
    const listed = made.call('organizations', 'ListDelegatedServicesForAccount', { AccountId: LOG_ARCHIVE }, site(made));
    expect(listed).toEqual({ DelegatedServices: [{ ServicePrincipal: 'config.amazonaws.com' }] });
    expect(codeOf(() => made.call('organizations', 'ListDelegatedServicesForAccount', { AccountId: WORKLOAD }, site(made)))).toBe('AccountNotRegisteredException');
    expect(made.call('organizations', 'ListDelegatedAdministrators', {}, site(made))).toMatchObject({ DelegatedAdministrators: [{ Id: LOG_ARCHIVE }] });
  });

  test('tell where an account is', () => {
    const made = world();
    expect(made.call('organizations', 'ListParents', { ChildId: LOG_ARCHIVE }, site(made))).toEqual({ Parents: [{ Id: UNIT, Type: 'ORGANIZATIONAL_UNIT' }] });
  });

  test('begin a session of a role that trusts the caller, and of no other', () => {
    const made = world();
    const open = createRole(made, { accountId: WORKLOAD, name: 'open', trust: trustOfAccount('aws', MANAGEMENT) });
    const closed = createRole(made, { accountId: WORKLOAD, name: 'closed', trust: trustOfAccount('aws', WORKLOAD) });
    const assume = (RoleArn: string) => made.call('sts', 'AssumeRole', { RoleArn, RoleSessionName: 'test' }, site(made)) as { Credentials: { SessionToken: string } };
    const { Credentials } = assume(open.arn);
    expect(callerOfCredentials(made, { sessionToken: Credentials.SessionToken }).principal.roleArn).toBe(open.arn);
    expect(codeOf(() => assume(closed.arn))).toBe('AccessDenied');
  });

  test('list the regions that an account may use', () => {
    const made = world();
    const { Regions } = made.call('ec2', 'DescribeRegions', {}, site(made)) as { Regions: { RegionName: string }[] };
    expect(Regions.map(({ RegionName }) => RegionName)).toContain(HOME);
    expect(Regions.map(({ RegionName }) => RegionName)).not.toContain('eu-central-2');
    const { Regions: all } = made.call('ec2', 'DescribeRegions', { AllRegions: true }, site(made)) as { Regions: unknown[] };
    expect(all).toContainEqual(expect.objectContaining({ RegionName: 'eu-central-2', OptInStatus: 'not-opted-in' }));
  });
});
