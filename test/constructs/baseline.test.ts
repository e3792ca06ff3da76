import { Stack } from 'aws-cdk-lib';
import { EbsEncryptionByDefault, EbsEncryptionByDefaultRole, EbsKey } from '../../lib/constructs/encryption';
import { AuditRole, DeveloperBoundary, PasswordPolicy, ServiceLinkedRoles, SupportRole } from '../../lib/constructs/identity';
import { DefaultVpcRemoval, DefaultVpcRemovalRole, SessionManagerDefaults, SessionManagerDefaultsRole } from '../../lib/constructs/network';
import { AlternateContacts, AutoDeployment, Organization, OrganizationActivation, StackSet, StackSetTargets } from '../../lib/constructs/organization';
import { addAccount } from '../../rehearsal/aws/services/accounts';
import { vpcsOf } from '../../rehearsal/aws/services/ec2-networks';
import { findServiceLinkedRole } from '../../rehearsal/aws/services/iam';
import { World } from '../../rehearsal/aws/world';
import { synthesizeUnderCdkNag } from './cdk-nag';
import { deploy, HOME, ORGANIZATION, OTHER_REGION, ROOT, SECURITY, WORKLOAD, worldWith, writesOf } from './deployed';

const PEOPLE = { securityAccountId: '444455556666', organizationId: 'o-a1b2c3d4e5' };
const CONTACT = { name: 'Security', title: 'Security operations', email: 'security@example.com', phone: '+49 30 123456' };

/** What an account gets once. */
function addGlobal(stack: Stack): void {
  new PasswordPolicy(stack, 'PasswordPolicy');
  new ServiceLinkedRoles(stack, 'ServiceLinkedRoles');
  new DeveloperBoundary(stack, 'DeveloperBoundary');
  new SupportRole(stack, 'Support', PEOPLE);
  new AuditRole(stack, 'Audit', PEOPLE);
  new EbsEncryptionByDefaultRole(stack, 'EbsRole');
  new DefaultVpcRemovalRole(stack, 'VpcRole');
  new SessionManagerDefaultsRole(stack, 'SessionsRole');
}

/** What it gets in every region. */
function addRegional(stack: Stack, key?: EbsKey): void {
  new EbsEncryptionByDefault(stack, 'Ebs', { key });
  new DefaultVpcRemoval(stack, 'Vpc');
  new SessionManagerDefaults(stack, 'Sessions');
}

test('cdk-nag has nothing to say about the pieces that every account gets', () => {
  synthesizeUnderCdkNag(stack => {
    addGlobal(stack);
    addRegional(stack, EbsKey.customerManaged('alias/ebs'));
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' });
    new AlternateContacts(stack, 'Contacts', { organization, security: CONTACT });
  });
});

describe('by StackSets', () => {
  function stackSets(stack: Stack): void {
    const { organizationId, rootId } = ORGANIZATION;
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId, rootId });
    const activation = new OrganizationActivation(stack, 'Activation', { organization, policyTypes: [], trustedServices: [] });
    const targets = StackSetTargets.organization(organization);
    const global = new StackSet(stack, 'Global', { stackSetName: 'lz-global', targets, regions: [HOME] });
    global.node.addDependency(activation);
    addGlobal(global.template);
    const autoDeployment = AutoDeployment.enabled({ dependsOn: [global] });
    const regional = new StackSet(stack, 'Regional', { stackSetName: 'lz-regional', targets, regions: [HOME, OTHER_REGION], autoDeployment });
    regional.node.addDependency(global);
    addRegional(regional.template);
  }

  const isSettled = (world: World, accountId: string) => [
    world.state.passwordPolicies.policies.has(accountId),
    findServiceLinkedRole(world, accountId, 'config.amazonaws.com') !== undefined,
    ...[HOME, OTHER_REGION].flatMap(region => [
      world.state.ec2.encryption.get(`${accountId}/${region}`)?.byDefault,
      vpcsOf(world, { accountId, region }).length === 0,
      world.state.ssm.documents.has(`${accountId}/${region}/SSM-SessionManagerRunShell`),
    ]),
  ].every(Boolean);

  test('an adopted account keeps its key and a default VPC that is used, and gets new preferences of Session Manager', async () => {
    const ebsDefaultKey = `arn:aws:kms:${HOME}:${WORKLOAD}:key/theirs`;
    const regions = { [HOME]: { defaultVpcInterfaces: ['eni-1'], ebsDefaultKey, sessionPreferences: '{"inputs":{"runAsEnabled":true}}' } };
    const accounts = ORGANIZATION.accounts?.map(account => account.id === WORKLOAD ? { ...account, regions } : account);
    const world = worldWith({ accounts });
    await deploy(world, { build: stackSets });
    expect(world.state.ec2.encryption.get(`${WORKLOAD}/${HOME}`)).toEqual({ byDefault: true, keyArn: ebsDefaultKey });
    expect([HOME, OTHER_REGION].map(region => vpcsOf(world, { accountId: WORKLOAD, region }).length)).toEqual([1, 0]);
    expect(world.state.ssm.documents.get(`${WORKLOAD}/${HOME}/SSM-SessionManagerRunShell`)?.defaultVersion).toBe(2);
  });

  test('every account gets them, one that joins too, and nothing is written when they run again', async () => {
    const world = worldWith();
    const deployment = await deploy(world, { build: stackSets });
    expect([SECURITY, WORKLOAD].map(id => isSettled(world, id))).toEqual([true, true]);
    const { id } = addAccount(world, { id: '444444444444', name: 'new', email: 'new@example.com', parentId: ROOT, readyAfter: 0 });
    await deployment.followAccounts();
    expect(isSettled(world, id)).toBe(true);
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });
});
