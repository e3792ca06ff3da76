import { PolicyStatement } from '../../../lib/policy';
import { RoleProps } from '../../../rehearsal/aws/services/iam';
import { TECHNIQUES } from '../../../rehearsal';
import { Technique } from '../../../rehearsal/escalation/technique';
import { ADMINISTRATOR, ADMINISTRATOR_ACCESS, HOME, LOG_ARCHIVE, MANAGEMENT, Plantation, policy, WORKLOAD } from './planted';

type Statement = Partial<PolicyStatement>;

/** How a technique is planted, so that it alone leads on. */
interface Case {
  /** What must be allowed beside the calls of the technique. */
  readonly more?: readonly Statement[];
  readonly plant: (plantation: Plantation) => void;
  /** Who begins. @default - a role of the workload account */
  readonly as?: string;
  readonly account?: string;
}

const BOUNDARY = `arn:aws:iam::${WORKLOAD}:policy/boundary`;
const SELF: Case = { plant: () => undefined };
const bounded = (plantation: Plantation) => {
  plantation.managedPolicy('boundary', policy({ NotAction: 's3:DeleteBucket' }));
  plantation.developer.boundary = BOUNDARY;
};

/** A user who may do what the developer may. */
const asUser = (plant: Case['plant']): Case => ({
  as: 'user/alice',
  plant: plantation => {
    plantation.user('alice').inline.set('work', plantation.developer.inline.get('work')!);
    plant(plantation);
  },
});

const join = (plantation: Plantation, group: string) => [...plantation.world.state.iam.users.values()][0].groups.set(group, undefined);

const DENIES = (Action: string): Statement => ({ Effect: 'Deny', Action });

/** A user in a group that denies what he otherwise may. */
const inDenyingGroup = (deny: (group: ReturnType<Plantation['group']>, plantation: Plantation) => unknown): Case => ({
  ...asUser(plantation => {
    deny(plantation.group('team'), plantation);
    join(plantation, 'team');
  }),
  more: [{ Action: ['iam:AttachUserPolicy'] }],
});

const trusting = (plantation: Plantation, provider: string, Action: string) =>
  plantation.role('administrator', policy({ Principal: { Federated: provider }, Action, Resource: undefined }), { managed: [ADMINISTRATOR_ACCESS] });

/** The same role in the management account, where the organization is administered. */
const inManagement = (plant: Case['plant']): Case => ({
  account: MANAGEMENT,
  plant: plantation => {
    plantation.role('developer', policy({ Principal: '*', Action: 's3:GetObject' }), { accountId: MANAGEMENT })
      .inline.set('work', plantation.developer.inline.get('work')!);
    plant(plantation);
  },
});

const stackSet = (name: string) => ({ arn: `arn:aws:cloudformation:${HOME}:${MANAGEMENT}:stackset/${name}:1`, name, instances: new Map(), groups: [] });
const stacksRole = (plantation: Plantation) =>
  plantation.role('stacksets-exec-1', policy({ Principal: { Service: 'x.amazonaws.com' }, Action: 'sts:AssumeRole' }), { managed: [ADMINISTRATOR_ACCESS] });

/** The role of a permission set in the workload account. */
const permissionSetRole = (plantation: Plantation, more: Partial<RoleProps> = {}) => plantation.role(
  'AWSReservedSSO_somebody_0123456789abcdef', policy({ Principal: { Service: 'x.amazonaws.com' }, Action: 'sts:AssumeRole', Resource: undefined }),
  { path: '/aws-reserved/sso.amazonaws.com/', managed: [ADMINISTRATOR_ACCESS], ...more },
);

const CASES: Readonly<Record<string, Case>> = {
  'iam-create-policy-version': {
    plant: plantation => plantation.developer.managed.add(plantation.managedPolicy('mine', policy({ Action: 's3:ListBucket' }))),
  },
  'iam-set-default-policy-version': {
    plant: plantation => plantation.developer.managed.add(plantation.managedPolicy('mine', policy({ Action: 's3:ListBucket' }), [policy({ Action: '*' })])),
  },
  'iam-attach-role-policy': SELF,
  'iam-put-role-policy': SELF,
  'iam-attach-user-policy': asUser(() => undefined),
  'iam-put-user-policy': asUser(() => undefined),
  'iam-attach-group-policy': asUser(plantation => { plantation.group('team'); join(plantation, 'team'); }),
  'iam-put-group-policy': asUser(plantation => { plantation.group('team'); join(plantation, 'team'); }),
  'iam-add-user-to-group': asUser(plantation => plantation.group('administrators', ADMINISTRATOR_ACCESS)),
  'iam-remove-denying-policy': {
    more: [{ Action: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'] }],
    plant: plantation => plantation.developer.managed.add(plantation.managedPolicy('denies', policy({ Effect: 'Deny', Action: 'iam:AttachRolePolicy' }))),
  },
  'iam-delete-denying-policy': {
    more: [{ Action: ['iam:AttachRolePolicy', 'iam:DeleteRolePolicy'] }],
    plant: plantation => plantation.developer.inline.set('denies', { document: policy(DENIES('iam:AttachRolePolicy')) }),
  },
  'iam-rewrite-denying-policy': {
    more: [{ Action: 'sts:AssumeRole' }],
    plant: plantation => {
      plantation.developer.managed.add(plantation.managedPolicy('denies', policy(DENIES('sts:AssumeRole'))));
      plantation.administrator(WORKLOAD);
    },
  },
  'iam-leave-denying-group': inDenyingGroup(group => group.inline.set('denies', { document: policy(DENIES('iam:AttachUserPolicy')) })),
  'iam-detach-denying-group-policy': inDenyingGroup((group, plantation) => group.managed.add(plantation.managedPolicy('denies', policy(DENIES('iam:AttachUserPolicy'))))),
  'iam-delete-denying-group-policy': inDenyingGroup(group => group.inline.set('denies', { document: policy(DENIES('iam:AttachUserPolicy')) })),
  'iam-earlier-boundary': {
    plant: plantation => {
      plantation.managedPolicy('boundary', policy({ NotAction: 's3:DeleteBucket' }), [policy({ Action: '*' })]);
      plantation.developer.boundary = BOUNDARY;
    },
  },
  'sts-tag-session': {
    plant: plantation => plantation.role('tagged', policy({ Principal: { AWS: `arn:aws:iam::${WORKLOAD}:root` }, Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: undefined }))
      .inline.set('work', { document: policy({ Action: 'iam:PutRolePolicy', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'platform' } } }) }),
  },
  'iam-delete-boundary': { plant: bounded },
  'iam-put-boundary': { plant: bounded },
  'iam-edit-boundary': { plant: bounded },
  'iam-tag-identity': {
    more: [{ Action: 'iam:AttachRolePolicy', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'platform' } } }, { Action: 'iam:TagRole' }],
    plant: () => undefined,
  },
  'sts-assume-role': { plant: plantation => plantation.administrator(WORKLOAD) },
  'sts-assume-role-across-accounts': { plant: plantation => plantation.administrator(WORKLOAD, LOG_ARCHIVE) },
  'iam-update-assume-role-policy': { plant: plantation => plantation.administrator('nobody.amazonaws.com') },
  'iam-create-access-key': { plant: plantation => plantation.user('boss', ADMINISTRATOR_ACCESS) },
  'iam-create-login-profile': { plant: plantation => plantation.user('boss', ADMINISTRATOR_ACCESS) },
  'iam-update-login-profile': { plant: plantation => { plantation.user('boss', ADMINISTRATOR_ACCESS).password = true; } },
  'iam-update-saml-provider': { plant: plantation => trusting(plantation, plantation.provider('saml', 'people'), 'sts:AssumeRoleWithSAML') },
  'iam-create-saml-provider': { plant: plantation => trusting(plantation, `arn:aws:iam::${WORKLOAD}:saml-provider/none`, 'sts:AssumeRoleWithSAML') },
  'iam-create-oidc-provider': {
    plant: plantation => trusting(plantation, `arn:aws:iam::${WORKLOAD}:oidc-provider/ci.example.com`, 'sts:AssumeRoleWithWebIdentity'),
  },
  'iam-add-client-to-oidc-provider': {
    plant: plantation => trusting(plantation, plantation.provider('oidc', 'ci.example.com'), 'sts:AssumeRoleWithWebIdentity'),
  },
  'sts-assume-root': inManagement(plantation => { plantation.world.state.iam.rootSessions = { deployment: 1 }; }),
  'iam-create-role': SELF,
  'iam-create-role-inline': SELF,
  'iam-create-user': SELF,
  'sso-assign-permission-set': inManagement(() => undefined),
  'sso-assign-existing-permission-set': inManagement(permissionSetRole),
  'sso-put-inline-policy': inManagement(plantation => permissionSetRole(plantation, { managed: [] })),
  'sso-attach-managed-policy': inManagement(plantation => permissionSetRole(plantation, { managed: [] })),
  'sso-delete-boundary': inManagement(plantation => permissionSetRole(plantation, { boundary: plantation.managedPolicy('boundary', policy({ Action: 's3:*' })) })),
  'sso-put-boundary': inManagement(plantation => permissionSetRole(plantation, { boundary: plantation.managedPolicy('boundary', policy({ Action: 's3:*' })) })),
  'sso-directory-update-password': inManagement(permissionSetRole),
  'identitystore-join-group': inManagement(permissionSetRole),
  'cloudformation-update-self-managed-stack-set': inManagement(plantation => {
    plantation.role('runs-templates', policy({ Principal: { Service: 'x.amazonaws.com' }, Action: 'sts:AssumeRole', Resource: undefined }), { managed: [ADMINISTRATOR_ACCESS] });
    plantation.world.state.cloudformation.stackSets.set('own', {
      ...stackSet('own'), selfManaged: { administrationRoleArn: `arn:aws:iam::${MANAGEMENT}:role/administration`, executionRoleName: 'runs-templates' },
    } as never);
  }),
  'cloudformation-create-stack-set': inManagement(stacksRole),
  'cloudformation-update-stack-set': inManagement(plantation => {
    stacksRole(plantation);
    plantation.world.state.cloudformation.stackSets.set('baseline', stackSet('baseline') as never);
  }),
};

function caseOf(technique: Technique): Case {
  switch (technique.way) {
    case 'pass':
      return technique.service === 'cognito-identity.amazonaws.com'
        ? { plant: plantation => trusting(plantation, technique.service!, 'sts:AssumeRoleWithWebIdentity') }
        : { plant: plantation => plantation.administrator(technique.service!) };
    case 'worn': return { plant: plantation => plantation.administrator(technique.service!) };
    case 'function': return { plant: plantation => plantation.function('worker', plantation.administrator('lambda.amazonaws.com')) };
    case 'stack': return {
      plant: plantation => {
        const { arn } = plantation.administrator('cloudformation.amazonaws.com');
        plantation.world.stacks.set('stack', { stackId: `arn:aws:cloudformation:${HOME}:${WORKLOAD}:stack/app/1`, executionRoleArn: arn, resources: {} });
      },
    };
    default: return CASES[technique.id];
  }
}

const actionsOf = ({ calls }: Technique, as = 'role/x') => calls.map(({ action }) => action.replace('{Kind}', as.startsWith('user') ? 'User' : 'Role'));

/** Techniques on the ways to whom somebody may come to be, with one action denied or none. */
function found(technique: Technique, denied?: string): readonly string[] {
  const { more = [], plant, as, account } = caseOf(technique);
  const assume: Statement[] = technique.way === 'trust' || technique.way === 'new-role' ? [{ Action: 'sts:AssumeRole' }] : [];
  const deny: Statement[] = denied === undefined ? [] : [{ Effect: 'Deny', Action: denied }];
  const plantation = new Plantation({ Action: actionsOf(technique, as) }, ...assume, ...more, ...deny);
  plant(plantation);
  return plantation.reached(as, account).flatMap(({ path }) => path.map(step => step.technique));
}

describe('the catalogue', () => {
  test('has more than a hundred techniques, each with an id of its own, calls and a source', () => {
    expect(TECHNIQUES.length).toBeGreaterThan(100);
    expect(new Set(TECHNIQUES.map(({ id }) => id)).size).toBe(TECHNIQUES.length);
    for (const { id, title, source, calls, gains } of TECHNIQUES) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      expect(title).toMatch(/^[A-Z]/);
      expect(gains).not.toBe('');
      expect(source).toMatch(/^https:\/\//);
      calls.forEach(({ action }) => expect(action).toMatch(/^[a-z0-9-]+:(\w|\{Kind\})+$/));
    }
  });
});

describe.each(TECHNIQUES.map(technique => [technique.id, technique] as const))('%s', (id, technique) => {
  test('is found where it is planted', () => {
    expect(found(technique)).toContain(id);
  });

  test.each(actionsOf(technique, caseOf(technique)?.as))('is not found without %s', action => {
    expect(found(technique, action)).not.toContain(id);
  });
});

test('the administrator of the plantation is the one that is reached', () => {
  const plantation = new Plantation({ Action: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'] });
  plantation.administrator('lambda.amazonaws.com');
  expect(plantation.reached()).toMatchObject([{ principal: ADMINISTRATOR, account: WORKLOAD, isAdministrator: true }]);
});
