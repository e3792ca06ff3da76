import { HOST_MANAGEMENT_ROLE } from '../../lib/core/naming';
import { TECHNIQUES } from '../../rehearsal';
import { createRole, Role } from '../../rehearsal/aws/services/iam';
import { principalsReachableFrom, ReachablePrincipal } from '../../rehearsal/escalation/principals-reachable';
import { Context } from '../../lib/policy';
import { Call, DEVELOPER_BOUNDARY, TECHNIQUES as KNOWN_TECHNIQUES } from '../constructs/identity/escalation-techniques';
import { ACCOUNT, OTHER_ACCOUNT } from '../constructs/identity/resolved';
import { LivingExample } from './living-example';

/** One of each kind, so that a list of techniques that shrinks is seen. */
const BY_NAME = [
  'create-role-without-boundary', 'create-role-with-another-boundary', 'create-role-with-a-policy-of-aws-as-boundary', 'remove-boundary-of-a-role',
  'replace-boundary', 'raise-own-boundary', 'edit-boundary', 'older-version-of-boundary', 'attach-policy-to-role-without-boundary', 'policy-on-own-role',
  'trust-of-platform-role', 'create-user-with-key', 'key-of-a-user', 'password-of-a-user', 'policy-on-a-user', 'join-a-group', 'oidc-provider', 'saml-provider',
  'trust-anchor', 'assign-permission-set', 'root-session', 'stackset', 'stack-that-has-an-administrator-role', 'code-of-platform-function',
  'layer-of-platform-function', 'reserved-tag-of-a-session', 'assume-platform-role-of-another-account', 'pass-platform-role-to-lambda', 'pass-platform-role-to-ec2',
  'pass-bootstrap-role-to-cloudformation',
];

const example = new LivingExample();
beforeAll(() => example.deploy());

/** Roles that people have, by the path of Identity Center and that of the library. */
const rolesOfPeople = (): readonly Role[] => [...example.world.state.iam.roles.values()].filter(({ path }) => /^\/(access|aws-reserved)\//.test(path));
const developers = () => rolesOfPeople().filter(({ name }) => name.startsWith('AWSReservedSSO_lz-developer_'));

const administratorsFrom = ({ arn, accountId }: Role): readonly ReachablePrincipal[] =>
  principalsReachableFrom(example.world, { as: arn, account: accountId }).filter(({ isAdministrator }) => isAdministrator);

const servicesOf = (way: string) => new Set(TECHNIQUES.filter(technique => technique.way === way).map(({ service }) => service!));
/** Services that roles are passed to; of some, whatever has the role already would do what a developer wants. */
const PASSED = [...servicesOf('pass')].filter(service => !servicesOf('worn').has(service));
const WORN = [...servicesOf('worn')];

/** An administrator of an account, without a boundary, whom some services and everybody in the account may wear. */
function plant({ accountId }: Role, path: string, services: readonly string[]): Role {
  return createRole(example.world, {
    accountId, path, name: `chief-of-${path.replace(/\W/g, '')}`, managed: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    trust: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: services, AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }],
    },
  });
}

describe('a developer of production', () => {
  const inProduction = (text: string) => text.replaceAll(ACCOUNT, example.idOf('production')).replaceAll(OTHER_ACCOUNT, example.idOf('log-archive'));
  const translated = (context: Context = {}): Context => Object.fromEntries(Object.entries(context).map(([key, values]) =>
    [key, typeof values === 'string' ? inProduction(values) : values.map(inProduction)]));
  /** The request has no boundary and no tags but those that a technique gives it. */
  const NOTHING_MORE = { 'iam:PermissionsBoundary': [], 'aws:TagKeys': [] };
  const asked = ({ action, resource, context }: Call) => example.may({
    as: 'permission-set/lz-developer', account: 'production', action, resource: inProduction(resource), context: { ...NOTHING_MORE, ...translated(context) },
  }).outcome;

  test('is asked for more than twenty known techniques, each counted once whatever it is tried on', () => {
    const kinds = new Set(KNOWN_TECHNIQUES.map(({ calls }) => calls.map(({ action }) => action).sort().join()));
    expect(kinds.size).toBeGreaterThan(60);
    expect(KNOWN_TECHNIQUES.map(({ id }) => id)).toEqual(expect.arrayContaining(BY_NAME));
    expect(new Set(BY_NAME).size).toBeGreaterThanOrEqual(20);
  });

  test.each(KNOWN_TECHNIQUES.map(technique => [technique.id, technique] as const))('cannot %s', (_, { calls }) => {
    expect(calls.map(asked)).toContain('denied');
  });

  test('can do his work, so that it is not everything that is denied', () => {
    expect(asked({ action: 'lambda:UpdateFunctionCode', resource: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:mine` })).toBe('allowed');
    expect(asked({ action: 'iam:CreateRole', resource: `arn:aws:iam::${ACCOUNT}:role/mine`, context: { 'iam:PermissionsBoundary': DEVELOPER_BOUNDARY } })).toBe('allowed');
  });
});

describe('in the example organization', () => {
  test('whoever has the credentials of a developer comes to be no administrator', () => {
    expect(developers().length).toBeGreaterThan(0);
    expect(developers().flatMap(administratorsFrom)).toEqual([]);
  });

  test('nor gets the role that Systems Manager gives to instances', () => {
    const reached = developers().flatMap(({ arn, accountId }) => principalsReachableFrom(example.world, { as: arn, account: accountId }));
    expect([...example.world.state.iam.roles.values()].filter(({ name }) => name === HOST_MANAGEMENT_ROLE).length).toBeGreaterThan(0);
    expect(reached.map(({ principal }) => principal).filter(principal => principal.endsWith(`/${HOST_MANAGEMENT_ROLE}`))).toEqual([]);
  });

  test('nor does anybody else who comes by Identity Center or a role of the library', () => {
    expect(rolesOfPeople().length).toBeGreaterThan(10);
    expect(rolesOfPeople().flatMap(administratorsFrom)).toEqual([]);
  });

  test('a developer does not get to an administrator on the path of administration, whom others may wear', () => {
    const [developer] = developers();
    const chief = plant(developer, '/administration/', PASSED);
    expect(administratorsFrom(developer)).toEqual([]);
    example.world.state.iam.roles.delete(chief.arn);
  });

  test('but to one that somebody put beside it, and the search finds it', () => {
    const [developer] = developers();
    const chief = plant(developer, '/', PASSED);
    expect(administratorsFrom(developer).map(({ principal }) => principal)).toContain(chief.arn);
    example.world.state.iam.roles.delete(chief.arn);
  });

  test('and to one that an instance or a build wears, which no boundary can tell from others', () => {
    const [developer] = developers();
    const chief = plant(developer, '/administration/', WORN);
    expect(administratorsFrom(developer)).toMatchObject([{ principal: chief.arn, path: [{ technique: 'ssm-send-command' }] }]);
    example.world.state.iam.roles.delete(chief.arn);
  });
});
