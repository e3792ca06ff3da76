import { HOST_MANAGEMENT_ROLE } from '../../lib/core/naming';
import { TECHNIQUES } from '../../rehearsal';
import { createRole, Role } from '../../rehearsal/aws/services/iam';
import { principalsReachableFrom, ReachablePrincipal } from '../../rehearsal/escalation/principals-reachable';
import { LivingExample } from './living-example';

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
