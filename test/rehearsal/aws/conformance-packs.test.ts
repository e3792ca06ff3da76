import { ConformancePack } from '../../../rehearsal/aws/services/config';
import { World } from '../../../rehearsal/aws/world';
import { HOME, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION, WORKLOAD } from '../types/workbench';

const NAME = 'lz-identity';
const DETAIL = 'GetOrganizationConformancePackDetailedStatus';
const SERVICE = 'config-multiaccountsetup.amazonaws.com';

/** The log archive administers AWS Config, and put a pack. */
function world(): { readonly world: World; readonly pack: ConformancePack } {
  const made = new World({ managementAccountId: MANAGEMENT, regions: [HOME], organization: ORGANIZATION });
  made.state.organizations.delegatedAdministrators.set(`${LOG_ARCHIVE}/${SERVICE}`, { accountId: LOG_ARCHIVE, service: SERVICE });
  const pack: ConformancePack = {
    arn: `arn:aws:config:${HOME}:${LOG_ARCHIVE}:organization-conformance-pack/${NAME}-a1b2c3d4`, name: NAME, accountId: LOG_ARCHIVE, region: HOME,
    excludedAccounts: [MANAGEMENT], rules: [], accounts: new Set([LOG_ARCHIVE]), failed: new Map([[WORKLOAD, 'no recorder']]),
  };
  made.state.config.packs.set(`${LOG_ARCHIVE}/${HOME}/${NAME}`, pack);
  return { world: made, pack };
}

function ask(accountId: string, operation: string, input: object = {}, actions = ['config:*', 'organizations:ListDelegatedAdministrators']): unknown {
  const caller = {
    label: 'tester', principal: { arn: `arn:aws:iam::${accountId}:user/tester`, kind: 'user', accountId }, accountId,
    identity: [{ name: 'some', document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] } }],
  } as const;
  return world().world.call('config-service', operation, input as Record<string, unknown>, { caller, accountId, region: HOME });
}

describe('packs of the organization by their API', () => {
  test('the account that put them sees them, with who is left out', () => {
    expect(ask(LOG_ARCHIVE, 'DescribeOrganizationConformancePacks')).toEqual({
      OrganizationConformancePacks: [expect.objectContaining({ OrganizationConformancePackName: NAME, ExcludedAccounts: [MANAGEMENT] })],
    });
  });

  test('the management account sees only its own', () => {
    expect(ask(MANAGEMENT, 'DescribeOrganizationConformancePacks')).toEqual({ OrganizationConformancePacks: [] });
    expect(() => ask(MANAGEMENT, DETAIL, { OrganizationConformancePackName: NAME })).toThrow('Cannot find lz-identity');
  });

  test('tell for each account whether it has the pack, and why not', () => {
    expect(ask(LOG_ARCHIVE, DETAIL, { OrganizationConformancePackName: NAME })).toEqual({
      OrganizationConformancePackDetailedStatuses: [
        expect.objectContaining({ AccountId: LOG_ARCHIVE, Status: 'CREATE_SUCCESSFUL' }),
        expect.objectContaining({ AccountId: WORKLOAD, Status: 'CREATE_FAILED', ErrorMessage: 'no recorder' }),
      ],
    });
  });

  test('are not for an account that administers nothing', () => {
    expect(() => ask(WORKLOAD, 'DescribeOrganizationConformancePacks')).toThrow('management account or a delegated administrator');
  });

  test('need the permission that AWS Config asks Organizations with', () => {
    expect(() => ask(LOG_ARCHIVE, 'DescribeOrganizationConformancePacks', {}, ['config:*'])).toThrow('organizations:ListDelegatedAdministrators');
  });
});
