import { configuration } from '../../config/landing-zone';
import { callerOf } from '../../rehearsal/api/principals';
import { decide } from '../../rehearsal/aws/authorization';
import { permissionSetRole } from '../../rehearsal/aws/services/identity-center';
import { LivingExample } from './living-example';

const { managementAccountId: MANAGEMENT, homeRegion } = configuration;
const { assignments } = configuration.access!.identityCenter!;
const NEWCOMER = 'newcomer';

const example = new LivingExample();
beforeAll(async () => {
  await example.deploy();
}, 120_000);

const setsOf = (account: string) => assignments.map(({ jobFunction }) => `lz-${jobFunction.jobFunctionName}`)
  .filter((name, index, all) => all.indexOf(name) === index)
  .filter(name => permissionSetRole(example.world, account === MANAGEMENT ? MANAGEMENT : example.idOf(account), name)).sort();

/** What the configuration says of an account, by the path of its unit. */
const configured = (account: string, unit: string) => assignments.filter(({ organizationalUnits = [], accounts = [] }) =>
  accounts.includes(account) || organizationalUnits.some(path => path === 'Root' || unit === path || unit.startsWith(`${path}/`)))
  .map(({ jobFunction }) => `lz-${jobFunction.jobFunctionName}`).filter((name, index, all) => all.indexOf(name) === index).sort();

describe('people of IAM Identity Center in the example', () => {
  test.each([
    ...configuration.accounts!.map(({ name, organizationalUnit }) => [name, organizationalUnit] as const),
    ['log-archive', 'Security'] as const, ['security', 'Security'] as const,
  ])('have the permission sets in %s that the configuration says, with the boundary of each', (account, unit) => {
    expect(setsOf(account)).toEqual(configured(account, unit));
    for (const name of setsOf(account)) {
      const id = example.idOf(account);
      expect(permissionSetRole(example.world, id, name)!.boundary).toMatch(new RegExp(`^arn:aws:iam::${id}:policy/lz/lz-`));
    }
  });

  test('reach the management account only where it is named', () => {
    const named = assignments.filter(({ accounts = [] }) => accounts.includes('Management')).map(({ jobFunction }) => `lz-${jobFunction.jobFunctionName}`);
    expect(setsOf(MANAGEMENT)).toEqual([...new Set(named)].sort());
  });

  test('come to an account that joins, and leave one that moves away, without a deployment', async () => {
    await example.join(NEWCOMER, 'Sandbox');
    await example.nextDay();
    expect(setsOf(NEWCOMER)).toEqual(configured(NEWCOMER, 'Sandbox'));
    await example.move(NEWCOMER, 'Suspended');
    await example.nextDay();
    expect(setsOf(NEWCOMER)).toEqual(configured(NEWCOMER, 'Suspended'));
  });

  test('never become break-glass, make users, or change what binds them', () => {
    const [{ name: account }] = configuration.accounts!;
    const id = example.idOf(account);
    const context = { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '30' };
    for (const name of setsOf(account)) {
      const { boundary } = permissionSetRole(example.world, id, name)!;
      const may = (action: string, resource: string) => decide(example.world, callerOf(example.world, `permission-set/${name}`, id), {
        action, resource, resourceAccountId: id, region: action.startsWith('iam:') ? 'us-east-1' : homeRegion, context,
      }).allowed;
      expect([
        may('sts:AssumeRole', `arn:aws:iam::${id}:role/lz/lz-break-glass`),
        may('iam:CreateUser', `arn:aws:iam::${id}:user/x`),
        may('iam:CreatePolicyVersion', boundary!),
        may('iam:DeleteRolePermissionsBoundary', permissionSetRole(example.world, id, name)!.arn),
        may('sso:CreateAccountAssignment', '*'),
      ]).toEqual([false, false, false, false, false]);
    }
  });
});
