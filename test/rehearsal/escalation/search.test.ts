import { performance } from 'node:perf_hooks';
import { PolicyStatement } from '../../../lib/policy';
import { createRole, trustOfAccount, trustOfService } from '../../../rehearsal/aws/services/iam';
import { addAccount } from '../../../rehearsal/aws/services/accounts';
import { isWider } from '../../../rehearsal/escalation/wider-boundary';
import { toReachNoAdministrator } from '../../../testing/escalation';
import { ADMINISTRATOR, ADMINISTRATOR_ACCESS, DEVELOPER, HOME, LOG_ARCHIVE, MANAGEMENT, Plantation, policy, WORKLOAD } from './planted';

const BOUNDARY = `arn:aws:iam::${WORKLOAD}:policy/boundary`;
const PASS_TO_LAMBDA = { Action: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'] };

describe('the way', () => {
  test('is told step by step, through those who are no administrators', () => {
    const plantation = new Plantation({ Action: 'sts:AssumeRole' });
    plantation.role('operator', trustOfAccount('aws', WORKLOAD)).inline.set('work', { document: policy(PASS_TO_LAMBDA) });
    plantation.administrator('lambda.amazonaws.com');
    const [operator, administrator] = plantation.reached();
    expect(operator).toMatchObject({ isAdministrator: false, path: [{ technique: 'sts-assume-role', from: DEVELOPER }] });
    expect(administrator).toMatchObject({ principal: ADMINISTRATOR, account: WORKLOAD, isAdministrator: true });
    expect(administrator.path.map(({ technique, from }) => `${technique} by ${from.split('/').pop()}`)).toEqual(['sts-assume-role by developer', 'lambda-pass-role by operator']);
    expect(administrator.path[1].explanation).toBe(`Pass a role to a new Lambda function and invoke it: ${ADMINISTRATOR}, `
      + `arn:aws:lambda:${HOME}:${WORKLOAD}:function:escalation; gains the permissions of the role`);
  });

  test('may need the credentials of two: one that is held changes another', () => {
    const plantation = new Plantation({ Action: ['sts:AssumeRole'] });
    plantation.role('clerk', trustOfAccount('aws', WORKLOAD)).inline.set('work', { document: policy({ Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::*:role/worker' }) });
    plantation.role('worker', trustOfAccount('aws', WORKLOAD));
    const worker = plantation.reached().find(({ principal }) => principal.endsWith('role/worker'))!;
    expect(worker.isAdministrator).toBe(true);
    expect(worker.path.map(({ technique }) => technique).sort()).toEqual(['iam-put-role-policy', 'sts-assume-role', 'sts-assume-role']);
  });

  test('ends where a service control policy denies, and where the boundary does', () => {
    const plantation = () => {
      const made = new Plantation(PASS_TO_LAMBDA);
      made.administrator('lambda.amazonaws.com');
      return made;
    };
    expect(plantation().techniques()).toEqual(['lambda-pass-role']);
    expect(plantation().deny('iam:PassRole').techniques()).toEqual([]);
    const bounded = plantation();
    bounded.managedPolicy('boundary', policy({ NotAction: 'iam:PassRole' }));
    bounded.developer.boundary = BOUNDARY;
    expect(bounded.techniques()).toEqual([]);
  });

  test('is closed by the trust policy of a role, and by that of another account', () => {
    const plantation = new Plantation({ Action: 'sts:AssumeRole' });
    plantation.administrator(LOG_ARCHIVE);
    plantation.administrator(MANAGEMENT, LOG_ARCHIVE);
    expect(plantation.reached()).toEqual([]);
  });

  test('takes names that the policies allow', () => {
    const plantation = new Plantation(
      { Action: 'iam:PassRole', Resource: ADMINISTRATOR },
      { Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'], Resource: `arn:aws:lambda:*:${WORKLOAD}:function:app-*` },
    );
    plantation.administrator('lambda.amazonaws.com');
    expect(plantation.reached()[0].path[0].explanation).toContain(`arn:aws:lambda:${HOME}:${WORKLOAD}:function:app-x`);
  });

  test('takes the one name that helps, however many others the policies have', () => {
    const others = Array.from({ length: 60 }, (_, index) => `arn:aws:lambda:*:*:function:a${index}-*`);
    const plantation = new Plantation(
      { Action: 'lambda:*', Resource: [...others, `arn:aws:lambda:*:${WORKLOAD}:function:ok-*`] },
      { Effect: 'Deny', Action: 'lambda:*', Resource: 'arn:aws:lambda:*:*:function:a*' }, { Action: 'iam:PassRole' },
    );
    plantation.administrator('lambda.amazonaws.com');
    expect(plantation.techniques()).toContain('lambda-pass-role');
  });

  test.each(['*:*/app-?', '*:role/*/app-*', 'role/*-app'])('takes a name that both a pattern and the kind of thing match: %s', pattern => {
    const Resource = `arn:aws:iam::${pattern.startsWith('role') ? `${WORKLOAD}:` : ''}${pattern}`;
    expect(new Plantation({ Action: ['iam:CreateRole', 'iam:PutRolePolicy', 'sts:AssumeRole'], Resource }).techniques()).toEqual(['iam-create-role-inline']);
  });

  test.each<[string, object[]]>([
    ['allowed in another region alone', [{ Action: 'lambda:*', Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }]],
    ['allowed in regions of a pattern', [{ Action: 'lambda:*', Condition: { StringLike: { 'aws:requestedregion': 'ap-*' } } }]],
    ['denied in the home region', [{ Action: 'lambda:*' }, { Effect: 'Deny', Action: 'lambda:*', Condition: { StringEquals: { 'aws:RequestedRegion': HOME } } }]],
    ['allowed on names of another region', [{ Action: 'lambda:*', Resource: `arn:aws:lambda:us-east-1:${WORKLOAD}:function:*` }]],
  ])('leads through other regions: %s', (_, statements) => {
    const plantation = new Plantation({ Action: 'iam:PassRole' }, ...statements);
    plantation.administrator('lambda.amazonaws.com');
    expect(plantation.techniques()).toEqual(['lambda-pass-role']);
  });

  test('asks IAM where it answers: in one region of the partition', () => {
    const inRegion = (region: string) => new Plantation({ Action: 'iam:PutRolePolicy', Condition: { StringEquals: { 'aws:RequestedRegion': region } } }).techniques();
    expect(inRegion('us-east-1')).toEqual(['iam-put-role-policy']);
    expect(inRegion(HOME)).toEqual([]);
  });

  test('knows a service by the name that it has in a region', () => {
    const plantation = new Plantation({ Action: ['iam:PassRole', 'states:*'] });
    plantation.administrator('states.eu-central-1.amazonaws.com');
    expect(plantation.techniques()).toEqual(['states-state-machine']);
  });

  test('is open where a condition asks for what nobody knows, unless the context tells', () => {
    const plantation = new Plantation({ Action: 'sts:AssumeRole', Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } });
    plantation.administrator(WORKLOAD);
    expect(plantation.techniques()).toEqual(['sts-assume-role']);
    expect(plantation.reached('role/developer', WORKLOAD, { 'aws:SourceIp': '198.51.100.1' })).toEqual([]);
  });

  test('is closed to sessions of roles where MFA is asked for, and open to users', () => {
    const plantation = new Plantation({ Action: 'sts:AssumeRole' });
    plantation.administrator(WORKLOAD).trust = policy({
      Principal: { AWS: `arn:aws:iam::${WORKLOAD}:root` }, Action: 'sts:AssumeRole', Resource: undefined, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    });
    plantation.user('alice').inline.set('work', plantation.developer.inline.get('work')!);
    expect(plantation.reached()).toEqual([]);
    expect(plantation.techniques('user/alice')).toEqual(['sts-assume-role']);
    expect(plantation.reached('user/alice', WORKLOAD, { 'aws:MultiFactorAuthPresent': 'false' })).toEqual([]);
  });

  test('does not lead through service-linked roles', () => {
    const plantation = new Plantation({ NotAction: 's3:DeleteBucket' }).deny('iam:*');
    createRole(plantation.world, { accountId: WORKLOAD, name: 'AWSServiceRoleForX', trust: trustOfAccount('aws', WORKLOAD), linkedService: 'x.amazonaws.com' });
    expect(plantation.reached()).toEqual([]);
  });
});

describe('an administrator', () => {
  const everything = { Action: '*' };
  const bind = (plantation: Plantation, boundary = BOUNDARY) => {
    plantation.managedPolicy('boundary', policy(
      { NotAction: ['iam:*', 'sts:AssumeRole'] },
      { Action: ['iam:CreateRole', 'iam:AttachRolePolicy', 'iam:PutRolePolicy'], Condition: { StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } } },
      { Action: ['sts:AssumeRole', 'iam:PassRole'] },
    ));
    plantation.developer.boundary = boundary;
    return plantation;
  };

  test('is nobody whom a developer makes below his own boundary', () => {
    const reached = bind(new Plantation(everything)).reached();
    expect(reached.map(({ principal }) => principal)).toEqual([`arn:aws:iam::${WORKLOAD}:role/escalation`]);
    expect(reached.filter(({ isAdministrator }) => isAdministrator)).toEqual([]);
  });

  test('is nobody below a boundary that is narrower, whatever its name', () => {
    const plantation = bind(new Plantation(everything));
    plantation.managedPolicy('narrow', policy({ NotAction: ['iam:*', 'sts:AssumeRole', 's3:DeleteBucket'] }));
    plantation.role('clerk', trustOfService('lambda.amazonaws.com'), { managed: [ADMINISTRATOR_ACCESS], boundary: `arn:aws:iam::${WORKLOAD}:policy/narrow` });
    expect(plantation.reached().find(({ principal }) => principal.endsWith('/clerk'))).toMatchObject({ isAdministrator: false });
  });

  test('is who has every permission below a wider boundary', () => {
    const plantation = bind(new Plantation(everything));
    plantation.managedPolicy('administrators', policy({ NotAction: 'iam:CreateUser' }));
    plantation.role('chief', trustOfService('lambda.amazonaws.com'), { managed: [ADMINISTRATOR_ACCESS], boundary: `arn:aws:iam::${WORKLOAD}:policy/administrators` });
    expect(plantation.reached().find(({ principal }) => principal.endsWith('/chief'))).toMatchObject({ isAdministrator: true });
  });

  test('is who makes roles without a boundary, and those roles', () => {
    expect(new Plantation({ Action: ['iam:CreateRole', 'iam:AttachRolePolicy', 'sts:AssumeRole'] }).techniques()).toEqual(['iam-create-role']);
  });

  test('is who may not assume such a role, but pass it', () => {
    const making = { Action: ['iam:CreateRole', 'iam:AttachRolePolicy'], Resource: 'arn:aws:iam::*:role/app-*' };
    const plantation = (...more: object[]) => {
      const made = new Plantation(making, ...more);
      made.managedPolicy('boundary', policy({ NotAction: 'sts:AssumeRole' }));
      made.developer.boundary = BOUNDARY;
      return made;
    };
    expect(plantation().techniques()).toEqual([]);
    expect(plantation(PASS_TO_LAMBDA).techniques()).toEqual(['iam-create-role']);
  });

  test('is not who may do everything but what makes administrators', () => {
    const plantation = new Plantation({ Action: 'sts:AssumeRole' });
    plantation.role('power', trustOfAccount('aws', WORKLOAD), { managed: ['arn:aws:iam::aws:policy/PowerUserAccess'] });
    expect(plantation.reached()).toMatchObject([{ isAdministrator: false }]);
  });
});

test.each([[undefined, true], ['arn:aws:iam::aws:policy/ReadOnlyAccess', false]])('a permission set of administrators that nobody has yet is assigned where it has no boundary: %s', (boundary, isFound) => {
  const plantation = new Plantation();
  plantation.role('clerk', trustOfService('nobody.amazonaws.com'), { accountId: MANAGEMENT }).inline.set('work', { document: policy({ Action: 'sso:CreateAccountAssignment' }) });
  plantation.world.state.identityCenter.permissionSets.set('set', {
    arn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1', name: 'chief', instanceArn: 'x', content: { managed: [ADMINISTRATOR_ACCESS], customerManaged: [], boundary },
  } as never);
  expect(plantation.techniques('role/clerk', MANAGEMENT).includes('sso-assign-existing-permission-set')).toBe(isFound);
});

describe('a policy that is attached', () => {
  const attachingOnly = (...PolicyARN: readonly string[]) => ({ Action: 'iam:AttachRolePolicy', Condition: { ArnLike: { 'iam:PolicyARN': PolicyARN } } });
  const ofTeam = `arn:aws:iam::${WORKLOAD}:policy/team-*`;

  test('may be one that somebody makes, where that of AWS is denied', () => {
    const plantation = new Plantation(
      { Action: ['iam:AttachRolePolicy', 'iam:CreatePolicy'] },
      { Effect: 'Deny', Action: 'iam:AttachRolePolicy', Condition: { ArnEquals: { 'iam:PolicyARN': ADMINISTRATOR_ACCESS } } },
    );
    expect(plantation.techniques()).toEqual(['iam-attach-role-policy']);
  });

  test('has the name that a condition asks for', () => {
    expect(new Plantation(attachingOnly(ofTeam)).techniques()).toEqual([]);
    expect(new Plantation(attachingOnly(ofTeam), { Action: 'iam:CreatePolicy' }).techniques()).toEqual(['iam-attach-role-policy']);
    const elsewhere = new Plantation(attachingOnly(ofTeam), { Action: 'iam:CreatePolicy', Resource: `arn:aws:iam::${WORKLOAD}:policy/other-*` });
    expect(elsewhere.techniques()).toEqual([]);
  });

  test.each<[string, object[], ReturnType<typeof policy>]>([
    ['is there and allows everything', [], policy({ Action: '*' })],
    ['is there and is rewritten first', [{ Action: 'iam:CreatePolicyVersion' }], policy({ Action: 's3:ListBucket' })],
    ['is there and allows what makes administrators', [], policy({ Action: ['iam:CreateRole', 'iam:PutRolePolicy', 'sts:AssumeRole'] })],
  ])('may be one that %s', (_, statements, document) => {
    const plantation = new Plantation(attachingOnly(ofTeam), ...statements);
    expect(plantation.techniques()).toEqual([]);
    plantation.managedPolicy('team-a', document);
    expect(plantation.techniques()).toEqual(['iam-attach-role-policy']);
  });

  test('may be IAMFullAccess', () => {
    expect(new Plantation(attachingOnly('arn:aws:iam::aws:policy/IAMFullAccess')).techniques()).toEqual(['iam-attach-role-policy']);
  });

  test('may be one of a role that is made, too', () => {
    const making = { Action: ['iam:CreateRole', 'sts:AssumeRole'] };
    expect(new Plantation(making, attachingOnly(ofTeam)).techniques()).toEqual([]);
    expect(new Plantation(making, attachingOnly(ofTeam), { Action: 'iam:CreatePolicy' }).techniques()).toEqual(['iam-create-role']);
    expect(new Plantation(making, attachingOnly('arn:aws:iam::aws:policy/IAMFullAccess')).techniques()).toContain('iam-create-role');
  });
});

describe('a principal that is an administrator already', () => {
  const asked = { as: 'role/developer', account: WORKLOAD };
  const ask = (plantation: Plantation) =>
    toReachNoAdministrator({ principalsReachableFrom: ({ as, account }) => plantation.reached(as, account) }, asked);

  test('is in the answer, though nobody may make others, and fails the matcher, which says so', () => {
    const plantation = new Plantation({ Action: '*' }).deny('iam:CreateRole', 'iam:CreateUser');
    expect(plantation.reached()).toContainEqual({ principal: DEVELOPER, account: WORKLOAD, isAdministrator: true, path: [] });
    expect(ask(plantation).pass).toBe(false);
    expect(ask(plantation).message()).toContain(`${DEVELOPER}, which is an administrator already`);
  });

  test('is not who is bound, and may do everything below the boundary', () => {
    const plantation = new Plantation({ Action: '*' }).deny('iam:*');
    plantation.managedPolicy('boundary', policy({ Action: 's3:*' }));
    plantation.developer.boundary = BOUNDARY;
    expect(ask(plantation).pass).toBe(true);
  });
});

describe('a wider boundary', () => {
  const allow = policy({ Action: '*' });
  const wider = (one: ReturnType<typeof policy>, than: ReturnType<typeof policy>) =>
    isWider({ document: one, accountId: WORKLOAD }, { document: than, accountId: LOG_ARCHIVE });
  const denying = (...statements: readonly Partial<PolicyStatement>[]) => policy({ Action: '*' }, ...statements.map(statement => ({ Effect: 'Deny' as const, ...statement })));
  const SECRET = { StringEquals: { 'aws:ResourceTag/data': 'secret' } };
  const bindingTo = (...names: readonly string[]) => denying({ Action: 'iam:CreateRole', Condition: { StringNotEquals: { 'iam:PermissionsBoundary': names } } });

  test.each([
    ['allows all but some actions, and the other some', policy({ NotAction: 'iam:*' }), policy({ Action: ['sts:AssumeRole', 's3:Get*'] })],
    ['denies on some resources, and the other on all others', denying({ Action: 'kms:*', Resource: 'arn:aws:kms:*:*:key/a' }), denying({ Action: 'kms:*', Resource: undefined, NotResource: 'arn:aws:kms:*:*:key/a' })],
    ['denies less of a service', denying({ Action: 's3:Get*' }), denying({ Action: 's3:*' })],
    ['denies not what the other denies on a condition', allow, denying({ Action: 's3:*', Condition: SECRET })],
    ['denies on a condition what the other always denies', denying({ Action: 's3:*', Condition: SECRET }), denying({ Action: 's3:*' })],
    ['allows on a condition what the other never allows', policy({ Action: 's3:*', Condition: SECRET }), policy({ Action: 'ec2:*' })],
    ['asks for one of two boundaries, and the other for one', bindingTo('a', 'b'), bindingTo('a')],
    ['names an account of which the other says nothing', policy({ Action: 'sts:*', Resource: `arn:aws:iam::${MANAGEMENT}:role/x` }), policy({ Action: 'sts:*', Resource: `arn:aws:iam::${LOG_ARCHIVE}:role/x` })],
  ])('is one that %s', (_, one, than) => {
    expect(wider(one, than)).toBe(true);
  });

  test.each([
    ['is the same', denying({ Action: 's3:*', Condition: SECRET }), denying({ Action: 's3:*', Condition: SECRET })],
    ['names its own account as the other does', policy({ Action: 'sts:*', Resource: `arn:aws:iam::${WORKLOAD}:role/x` }), policy({ Action: 'sts:*', Resource: `arn:aws:iam::${LOG_ARCHIVE}:role/x` })],
    ['says the same otherwise', policy({ Action: ['s3:*'] }, { Action: 's3:Get*' }), policy({ Action: 's3:*' })],
    ['denies more on the same condition', denying({ Action: ['s3:*', 'ec2:*'], Condition: SECRET }), denying({ Action: 's3:*', Condition: SECRET })],
    ['asks for one boundary, and the other for one of two', bindingTo('a'), bindingTo('a', 'b')],
  ])('is not one that %s', (_, one, than) => {
    expect(wider(one, than)).toBe(false);
  });

  test.each([['another account', LOG_ARCHIVE, 'policy/boundary'], ['another path', WORKLOAD, 'policy/wide/boundary']])('makes an administrator of its own, though it has the name of the other: %s', (_, accountId, name) => {
    const plantation = new Plantation({ Action: '*' });
    plantation.managedPolicy('boundary', policy({ Action: ['sts:AssumeRole', 's3:Get*'] }));
    plantation.developer.boundary = BOUNDARY;
    const boundary = `arn:aws:iam::${accountId}:${name}`;
    plantation.world.state.iam.managedPolicies.set(boundary, { arn: boundary, name: 'boundary', document: policy({ NotAction: ['iam:*', 'lambda:*'] }) });
    plantation.role('chief', trustOfAccount('aws', WORKLOAD), { accountId, managed: [ADMINISTRATOR_ACCESS], boundary });
    expect(plantation.reached()).toMatchObject([{ principal: `arn:aws:iam::${accountId}:role/chief`, isAdministrator: true }]);
  });
});

describe('a question', () => {
  test('may come from a user of a group, whose policies count', () => {
    const plantation = new Plantation();
    plantation.group('operators').inline.set('work', { document: policy({ Action: 'sts:AssumeRole' }) });
    plantation.user('alice').groups.set('operators', undefined);
    plantation.administrator(WORKLOAD);
    expect(plantation.techniques('user/alice')).toEqual(['sts-assume-role']);
  });

  test('fails for what has no credentials, and says who has', () => {
    expect(() => new Plantation().reached('lambda.amazonaws.com')).toThrow(/'as' must be a role, a user or the root user, got "lambda.amazonaws.com"/);
    expect(() => new Plantation().reached('nobody')).toThrow(/'as' must be root/);
    expect(() => new Plantation().reached('role/developr')).toThrow(/'as' must be deployed .*role developr of 333333333333 was not deployed; did you mean role\/developer\?/);
  });

  test('is answered in less than two seconds among 300 accounts', () => {
    const plantation = new Plantation({ NotAction: 's3:DeleteBucket' }).deny(...['Create', 'Put', 'Attach', 'Update', 'Add', 'Set'].map(verb => `iam:${verb}*`));
    const { world } = plantation;
    for (let count = 0; count < 300; count++) {
      const { id } = addAccount(world, { name: `account-${count}`, email: `account-${count}@example.com`, parentId: 'r-root' });
      for (let role = 0; role < 15; role++) {
        createRole(world, { accountId: id, name: `role-${role}`, trust: trustOfAccount('aws', id), managed: [ADMINISTRATOR_ACCESS] });
      }
    }
    const begun = performance.now();
    expect(plantation.reached()).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
