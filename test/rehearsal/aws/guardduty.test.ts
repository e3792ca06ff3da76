import { addAccount } from '../../../rehearsal/aws/services/accounts';
import { createRole, createServiceLinkedRole, trustOfService } from '../../../rehearsal/aws/services/iam';
import { enableGuardDuty, findDetector } from '../../../rehearsal/aws/services/guardduty';
import { World } from '../../../rehearsal/aws/world';
import { HOME, MANAGEMENT, ROOT, SECURITY, WORKLOAD, worldWith } from '../../constructs/deployed';

/** GuardDuty of the security account as its administrator calls it, with the present accounts as members. */
function administered(): { world: World; configure: (input: object) => unknown } {
  const world = worldWith();
  const { id: DetectorId } = enableGuardDuty(world, SECURITY, HOME);
  createServiceLinkedRole(world, MANAGEMENT, 'guardduty.amazonaws.com');
  world.state.regionalAdministrators.administrators.set(`guardduty.amazonaws.com/${HOME}`, { accountId: SECURITY });
  const { arn } = createRole(world, {
    accountId: SECURITY, name: 'caller', trust: trustOfService('lambda.amazonaws.com'), managed: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  });
  const call = (operation: string, input: object) =>
    world.call('guardduty', operation, { DetectorId, ...input }, { caller: world.sessionOf(arn), accountId: SECURITY, region: HOME });
  call('CreateMembers', { AccountDetails: [MANAGEMENT, WORKLOAD].map(AccountId => ({ AccountId, Email: `${AccountId}@example.com` })) });
  return { world, configure: input => call('UpdateOrganizationConfiguration', input) };
}

const plansOf = (world: World, accountId: string) => [...findDetector(world, accountId, HOME)?.features.keys() ?? []];

describe('the configuration of the organization', () => {
  test.each([
    ['nothing about members', {}],
    ['an unknown value for members', { AutoEnableOrganizationMembers: 'YES' }],
    ['nothing about a plan', { AutoEnableOrganizationMembers: 'ALL', Features: [{ Name: 'S3_DATA_EVENTS' }] }],
    ['an unknown value for an agent', {
      AutoEnableOrganizationMembers: 'ALL',
      Features: [{ Name: 'RUNTIME_MONITORING', AutoEnable: 'ALL', AdditionalConfiguration: [{ Name: 'EC2_AGENT_MANAGEMENT', AutoEnable: 'ON' }] }],
    }],
  ])('is refused with %s', (_, input) => {
    const { world, configure } = administered();
    expect(() => configure(input)).toThrow(/BadRequestException|must be one of NEW, ALL, NONE/);
    expect(findDetector(world, SECURITY, HOME)?.organization.autoEnable).toBe('NONE');
  });

  test('enables a plan for all in present members, and one for new ones in those that join', () => {
    const { world, configure } = administered();
    configure({ AutoEnableOrganizationMembers: 'ALL', Features: [{ Name: 'S3_DATA_EVENTS', AutoEnable: 'ALL' }, { Name: 'EKS_AUDIT_LOGS', AutoEnable: 'NEW' }] });
    expect(plansOf(world, WORKLOAD)).toEqual(['S3_DATA_EVENTS']);
    const { id } = addAccount(world, { name: 'new', email: 'new@example.com', parentId: ROOT });
    expect(plansOf(world, id).sort()).toEqual(['EKS_AUDIT_LOGS', 'S3_DATA_EVENTS']);
  });
});
