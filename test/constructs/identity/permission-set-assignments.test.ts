import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  AssignmentTargets, IdentityCenterPrincipal, JobFunction, PermissionSet, PermissionSetAssignment, PermissionSetAssignments,
} from '../../../lib/constructs/identity';
import { AlertReceiver, IAlertReceiver, Organization, OrganizationalUnit } from '../../../lib/constructs/organization';
import { addAccount, moveAccount, suspendAccount } from '../../../rehearsal/aws/services/accounts';
import { assign, permissionSetRole } from '../../../rehearsal/aws/services/identity-center';
import { World } from '../../../rehearsal/aws/world';
import { Deployment } from '../../../rehearsal/engine';
import { deploy, MANAGEMENT, ORGANIZATION, refusalOf, ROOT, SECURITY, WORKLOAD, worldWith, writesOf } from '../deployed';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const DEVELOPERS = '93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b5a';
const AUDITORS = '93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b5b';
const UNIT = 'ou-root-security';
const developers = IdentityCenterPrincipal.group(DEVELOPERS);
const auditors = IdentityCenterPrincipal.group(AUDITORS);

/** Where whom the developers' and the auditors' permission set is given. */
interface Given {
  readonly developers?: AssignmentTargets[];
  readonly auditors?: AssignmentTargets[];
}

interface Told {
  readonly alerts?: IAlertReceiver;
  readonly runbookUrl?: string;
}

function assignIn(stack: Stack, given: Given, told: Told = {}): void {
  const { organizationId, rootId } = ORGANIZATION;
  const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId, rootId });
  const sets = {
    developers: new PermissionSet(stack, 'Developer', { instanceArn: INSTANCE, jobFunction: JobFunction.DEVELOPER }),
    auditors: new PermissionSet(stack, 'Auditor', { instanceArn: INSTANCE, jobFunction: JobFunction.AUDITOR }),
  };
  const assignments: PermissionSetAssignment[] = [
    ...(given.developers ?? []).map(targets => ({ permissionSet: sets.developers, principal: developers, targets })),
    ...(given.auditors ?? []).map(targets => ({ permissionSet: sets.auditors, principal: auditors, targets })),
  ];
  new PermissionSetAssignments(stack, 'Assignments', { instanceArn: INSTANCE, organization, assignments, ...told });
}

const unit = (stack: Stack, id = UNIT) => AssignmentTargets.organizationalUnits(
  OrganizationalUnit.fromOrganizationalUnitAttributes(stack, id, { organizationalUnitId: id, depth: 1 }));

function templateOf(given: (stack: Stack) => Given, told: (stack: Stack) => Told = () => ({})): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: 'eu-central-1' } });
  assignIn(stack, given(stack), told(stack));
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('gives a permission set to a group in one account by a resource of CloudFormation', () => {
    const template = templateOf(() => ({ developers: [AssignmentTargets.account(WORKLOAD)] }));
    template.hasResourceProperties('AWS::SSO::Assignment', {
      InstanceArn: INSTANCE, PermissionSetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Developer'), 'PermissionSetArn'] },
      PrincipalId: DEVELOPERS, PrincipalType: 'GROUP', TargetId: WORKLOAD, TargetType: 'AWS_ACCOUNT',
    });
    template.resourceCountIs('AWS::SSO::Assignment', 1);
    template.hasResourceProperties('Custom::PermissionSetAssignments', { InstanceArn: INSTANCE, Assignments: [] });
  });

  test('leaves accounts below units to one function, on deployment and every hour', () => {
    const template = templateOf(stack => ({ developers: [unit(stack)], auditors: [AssignmentTargets.organization()] }));
    template.resourceCountIs('AWS::SSO::Assignment', 0);
    template.hasResourceProperties('Custom::PermissionSetAssignments', {
      ManagementAccountId: { Ref: 'AWS::AccountId' },
      Assignments: [
        Match.objectLike({ PrincipalType: 'GROUP', PrincipalId: DEVELOPERS, ParentIds: [UNIT] }),
        Match.objectLike({ PrincipalType: 'GROUP', PrincipalId: AUDITORS, ParentIds: [ROOT] }),
      ],
    });
    template.hasResourceProperties('AWS::Events::Rule', { Name: 'lz-permission-set-assignments', ScheduleExpression: 'rate(1 hour)' });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Hourly'), 'Arn'] },
    });
  });

  test('may assign permission sets of the instance in member accounts, and is denied the management account', () => {
    const statements = (template: Template) => Object.values(template.findResources('AWS::IAM::Role'))[0].Properties.Policies[0].PolicyDocument.Statement;
    const sso = (resource: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:sso:::${resource}`]] });
    expect(statements(templateOf(() => ({})))).toEqual([
      expect.objectContaining({ Sid: 'FindAccounts', Action: 'organizations:ListAccounts' }),
      expect.objectContaining({ Sid: 'FindAccountsOfUnits' }),
      {
        Sid: 'ReadAssignments', Effect: 'Allow', Resource: INSTANCE, Action: [
          'sso:ListAccountAssignmentsForPrincipal', 'sso:DescribeAccountAssignmentCreationStatus', 'sso:DescribeAccountAssignmentDeletionStatus',
        ],
      },
      {
        Sid: 'KeepAssignments', Effect: 'Allow', Action: ['sso:CreateAccountAssignment', 'sso:DeleteAccountAssignment'],
        Resource: [INSTANCE, sso('permissionSet/ssoins-1234567890abcdef/*'), sso('account/*')],
      },
      {
        Sid: 'NeverInManagementAccount', Effect: 'Deny', Action: ['sso:CreateAccountAssignment', 'sso:DeleteAccountAssignment'],
        Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sso:::account/', { Ref: 'AWS::AccountId' }]] },
      },
      expect.objectContaining({ Sid: 'WriteOwnLogs' }),
    ]);
  });

  test('passes cdk-nag without an acknowledgement by its user', () => {
    const build = (stack: Stack) => assignIn(stack, { developers: [unit(stack), AssignmentTargets.managementAccount()] });
    expect(() => synthesizeUnderCdkNag(build)).not.toThrow();
  });
});

describe('options', () => {
  test('assigns one after the other, behind the function, whatever the order of the configuration', () => {
    const targets = [AssignmentTargets.account(SECURITY), AssignmentTargets.account(WORKLOAD), AssignmentTargets.managementAccount()];
    const idsOf = (template: Template) => Object.keys(template.findResources('AWS::SSO::Assignment'));
    const template = templateOf(() => ({ developers: targets }));
    const assignments = Object.values(template.findResources('AWS::SSO::Assignment'));
    expect(assignments.map(({ DependsOn }) => DependsOn.length)).toEqual([1, 1, 1]);
    expect(assignments.map(({ DependsOn }) => DependsOn[0])).toEqual([expect.stringMatching('AssignmentsD|Assignments'), ...idsOf(template).slice(0, 2)]);
    expect(idsOf(templateOf(() => ({ developers: [...targets].reverse() })) ).sort()).toEqual([...idsOf(template)].sort());
  });

  test('gives accounts by name beside units to the function, and the management account to CloudFormation', () => {
    const template = templateOf(stack => ({
      developers: [unit(stack), AssignmentTargets.account(WORKLOAD), AssignmentTargets.managementAccount()],
    }));
    template.hasResourceProperties('Custom::PermissionSetAssignments', { Assignments: [Match.objectLike({ ParentIds: [UNIT], AccountIds: [WORKLOAD] })] });
    template.resourceCountIs('AWS::SSO::Assignment', 1);
    template.hasResourceProperties('AWS::SSO::Assignment', { TargetId: { Ref: 'AWS::AccountId' } });
  });

  test('keeps apart the same principal in two jobs, two principals in the same job, and a user from a group', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: 'eu-central-1' } });
    const { organizationId, rootId } = ORGANIZATION;
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId, rootId });
    const sets = [JobFunction.DEVELOPER, JobFunction.AUDITOR].map(jobFunction =>
      new PermissionSet(stack, jobFunction.jobFunctionName, { instanceArn: INSTANCE, jobFunction }));
    const assignments = [developers, auditors, IdentityCenterPrincipal.user(DEVELOPERS)].flatMap(principal => sets.flatMap(permissionSet =>
      [SECURITY, WORKLOAD].map(account => ({ permissionSet, principal, targets: AssignmentTargets.account(account) }))));
    new PermissionSetAssignments(stack, 'Assignments', { instanceArn: INSTANCE, organization, assignments });
    const made = Object.values(Template.fromStack(stack).findResources('AWS::SSO::Assignment')).map(({ Properties }) => JSON.stringify(Properties));
    expect(new Set(made).size).toBe(12);
  });

  test('splits what does not fit into the input of a target', () => {
    const stack = new Stack(new App(), 'Stack');
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: ROOT });
    const permissionSet = new PermissionSet(stack, 'Developer', { instanceArn: INSTANCE, jobFunction: JobFunction.DEVELOPER });
    const assignments = Array.from({ length: 150 }, (_, index) => ({
      permissionSet, principal: IdentityCenterPrincipal.group(`93b4c8d2-1061-70c3-1d5a-${String(index).padStart(12, '0')}`), targets: AssignmentTargets.organization(),
    }));
    new PermissionSetAssignments(stack, 'Assignments', { instanceArn: INSTANCE, organization, assignments });
    const rules = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
    expect(rules.map(({ Properties }) => Properties.Name)).toEqual(['lz-permission-set-assignments', 'lz-permission-set-assignments-2']);
    const targets: object[] = rules.flatMap(({ Properties }) => Properties.Targets);
    expect(Math.max(...rules.map(({ Properties }) => Properties.Targets.length))).toBe(5);
    expect(Math.max(...targets.map(target => JSON.stringify(target).length))).toBeLessThan(9_500);
    expect(targets.map(target => JSON.stringify(target).match(/PrincipalId/g)!.length).reduce((sum, count) => sum + count)).toBe(150);
  });

  test('tells of an hourly run that fails, and keeps runs that could not begin', () => {
    const queueArn = `arn:aws:sqs:eu-central-1:${MANAGEMENT}:alerts`;
    const template = templateOf(stack => ({ developers: [unit(stack)] }), stack => ({
      alerts: AlertReceiver.ofTopic(Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:eu-central-1:${MANAGEMENT}:alerts`), Queue.fromQueueArn(stack, 'Queue', queueArn)),
      runbookUrl: 'https://wiki.example.com/alerts',
    }));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'lz-permission-set-assignments-errors', AlarmActions: [`arn:aws:sns:eu-central-1:${MANAGEMENT}:alerts`],
      Namespace: 'AWS/Lambda', MetricName: 'Errors', Statistic: 'Sum', Period: 300,
      Dimensions: [{ Name: 'FunctionName', Value: 'lz-permission-set-assignments' }],
      AlarmDescription: Match.stringLikeRegexp('https://wiki.example.com/alerts#lz-permission-set-assignments-errors$'),
    });
    template.hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ DeadLetterConfig: { Arn: queueArn } })] });
  });
});

describe('import', () => {
  test('assigns a permission set that exists', () => {
    const stack = new Stack(new App(), 'Stack');
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: ROOT });
    const arn = 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef';
    const permissionSet = PermissionSet.fromPermissionSetArn(stack, 'Existing', arn);
    const principal = IdentityCenterPrincipal.user(DEVELOPERS);
    const assignments = [{ permissionSet, principal, targets: AssignmentTargets.account(WORKLOAD) }];
    new PermissionSetAssignments(stack, 'Assignments', { instanceArn: INSTANCE, organization, assignments });
    Template.fromStack(stack).hasResourceProperties('AWS::SSO::Assignment', { PermissionSetArn: arn, PrincipalType: 'USER' });
  });
});

describe('validation', () => {
  test('fails for an id that is a name', () => {
    expect(() => IdentityCenterPrincipal.group('developers')).toThrow(/'groupId' must be an id of the identity store.*got "developers"/);
    expect(() => IdentityCenterPrincipal.user('jane')).toThrow(/'userId' must be an id of the identity store/);
  });

  test('fails for every mistake in the targets', () => {
    expect(() => templateOf(() => ({
      developers: [AssignmentTargets.account('1234'), AssignmentTargets.organizationalUnits(), AssignmentTargets.account(MANAGEMENT)],
    }))).toThrow(new RegExp([
      '3 problems', "'targets' must be an account id", "'targets' must name an organizational unit, got none",
      `'targets' must name the management account by name, got ${MANAGEMENT}: use AssignmentTargets.managementAccount`,
    ].join('[^]*')));
  });

  test('fails for a malformed instance', () => {
    const stack = new Stack(new App(), 'Stack');
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: ROOT });
    expect(() => new PermissionSetAssignments(stack, 'Assignments', { instanceArn: 'ssoins-1', organization, assignments: [] }))
      .toThrow(/'instanceArn' must be the ARN of an instance/);
  });
});

describe('deployed', () => {
  const BOUNDARY = 'lz-developer-boundary';
  const boundaryIn = (world: World, accountId: string) => {
    const arn = `arn:aws:iam::${accountId}:policy/lz/${BOUNDARY}`;
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }] };
    world.state.iam.managedPolicies.set(arn, { arn, name: BOUNDARY, document } as never);
  };
  const prepared = (...accounts: string[]) => {
    const world = worldWith();
    [MANAGEMENT, SECURITY, WORKLOAD, ...accounts].forEach(accountId => boundaryIn(world, accountId));
    return world;
  };
  const into = (world: World, given: (stack: Stack) => Given) => deploy(world, { build: stack => assignIn(stack, given(stack)) });
  const wearing = (world: World, name = 'lz-developer') => [...world.state.organizations.accounts.keys()].filter(id => permissionSetRole(world, id, name)).sort();
  const quiet = async (world: World, act: () => Promise<unknown>) => {
    const before = world.calls.length;
    await act();
    return writesOf(world.calls.slice(before));
  };
  const withTimeout = (world: World, seconds: number) => {
    const { functions } = world.state.lambda;
    [...functions].forEach(([arn, it]) => functions.set(arn, { ...it, timeout: seconds }));
  };
  const hourly = (deployment: Deployment) => deployment.runSchedules();

  test('makes the role with its policies and boundary in every account below a unit, and writes nothing when it runs again', async () => {
    const world = prepared();
    const deployment = await into(world, stack => ({ developers: [unit(stack)] }));
    expect(wearing(world)).toEqual([SECURITY]);
    const role = permissionSetRole(world, SECURITY, 'lz-developer')!;
    expect(role.arn).toMatch(new RegExp(`^arn:aws:iam::${SECURITY}:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_lz-developer_[0-9a-f]{16}$`));
    expect(role.boundary).toBe(`arn:aws:iam::${SECURITY}:policy/lz/${BOUNDARY}`);
    expect(await quiet(world, () => deployment.rerunHandlers())).toEqual([]);
    expect(await quiet(world, () => hourly(deployment))).toEqual([]);
  });

  test('means every member account by the organization, and not the management account', async () => {
    const world = prepared();
    await into(world, () => ({ developers: [AssignmentTargets.organization()] }));
    expect(wearing(world)).toEqual([SECURITY, WORKLOAD]);
  });

  test('means the management account where that is named', async () => {
    const world = prepared();
    await into(world, stack => ({ developers: [unit(stack), AssignmentTargets.managementAccount()] }));
    expect(wearing(world)).toEqual([MANAGEMENT, SECURITY]);
  });

  test('follows accounts that join, move and are suspended within the hour', async () => {
    const joined = '444444444444';
    const world = prepared(joined);
    const deployment = await into(world, stack => ({ developers: [unit(stack)] }));
    addAccount(world, { id: joined, name: 'new', email: 'new@example.com', parentId: UNIT });
    moveAccount(world, WORKLOAD, UNIT);
    moveAccount(world, SECURITY, ROOT);
    await hourly(deployment);
    expect(wearing(world)).toEqual([WORKLOAD, joined]);
    suspendAccount(world, WORKLOAD);
    expect(await quiet(world, () => hourly(deployment))).toEqual([]);
  });

  test('has patience with an account that joined and has no boundary yet, in a deployment too, but not for ever', async () => {
    const world = prepared();
    const deployment = await into(world, stack => ({ developers: [unit(stack)] }));
    addAccount(world, { id: '444444444444', name: 'new', email: 'new@example.com', parentId: UNIT });
    await hourly(deployment);
    await deployment.rerunHandlers();
    expect(wearing(world)).toEqual([SECURITY]);
    world.advance(49 * 3_600_000);
    const message = /1 assignments failed: .*444444444444: .*lz-developer-boundary, which does not exist in 444444444444/;
    expect((await refusalOf(deployment.rerunHandlers())).message).toMatch(message);
    expect((await refusalOf(hourly(deployment))).message).toMatch(message);
    boundaryIn(world, '444444444444');
    await hourly(deployment);
    expect(wearing(world)).toEqual([SECURITY, '444444444444']);
  });

  test('assigns in the other accounts when one refuses, and fails with its name', async () => {
    const world = prepared();
    world.state.iam.managedPolicies.delete(`arn:aws:iam::${SECURITY}:policy/lz/${BOUNDARY}`);
    const { message } = await refusalOf(into(world, () => ({ developers: [AssignmentTargets.organization()] })));
    expect(message).toMatch(/1 assignments failed: Creation of arn:aws:sso:::permissionSet.* for GROUP 93b4c8d2.* in 222222222222/);
  });

  test('assigns the other pairs when a group is gone, and fails with its id until it leaves the configuration', async () => {
    const world = prepared();
    world.state.identityCenter.instance = { arn: INSTANCE, region: 'eu-central-1', principals: [DEVELOPERS, AUDITORS] };
    const first = await into(world, stack => ({ developers: [unit(stack)], auditors: [AssignmentTargets.organization()] }));
    world.state.identityCenter.instance = { arn: INSTANCE, region: 'eu-central-1', principals: [DEVELOPERS] };
    addAccount(world, { id: '444444444444', name: 'new', email: 'new@example.com', parentId: UNIT });
    boundaryIn(world, '444444444444');
    expect((await refusalOf(hourly(first))).message).toMatch(new RegExp(`1 assignments failed: .*\\|GROUP\\|${AUDITORS}: ResourceNotFoundException`));
    expect(wearing(world)).toEqual([SECURITY, '444444444444']);
  });

  test('takes away what the configuration no longer says, wherever it is, and leaves the rest', async () => {
    const world = prepared();
    const everywhere = [AssignmentTargets.organization()];
    await into(world, () => ({ developers: everywhere, auditors: everywhere }));
    const permissionSetArn = [...world.state.identityCenter.permissionSets.values()].find(({ name }) => name === 'lz-developer')!.arn;
    const byHand = { permissionSetArn, accountId: WORKLOAD, principalType: 'USER', principalId: AUDITORS };
    assign(world, byHand);
    await into(world, stack => ({ developers: [unit(stack)] }));
    expect(wearing(world, 'lz-auditor')).toEqual([]);
    expect([...world.state.identityCenter.assignments.values()].map(({ accountId, principalId }) => `${accountId} ${principalId}`).sort())
      .toEqual([`${SECURITY} ${DEVELOPERS}`, `${WORKLOAD} ${AUDITORS}`]);
  });

  test('never touches an assignment of the management account', async () => {
    const world = prepared();
    const deployment = await into(world, () => ({ developers: [AssignmentTargets.organization()] }));
    const permissionSetArn = [...world.state.identityCenter.permissionSets.values()].find(({ name }) => name === 'lz-developer')!.arn;
    assign(world, { permissionSetArn, accountId: MANAGEMENT, principalType: 'GROUP', principalId: DEVELOPERS });
    expect(await quiet(world, () => hourly(deployment))).toEqual([]);
  });

  test('takes everything away when its stack is deleted, so that permission sets can be deleted', async () => {
    const world = prepared();
    const deployment = await into(world, () => ({
      developers: [AssignmentTargets.organization()], auditors: [AssignmentTargets.account(WORKLOAD)],
    }));
    await deployment.destroy();
    expect([world.state.identityCenter.assignments.size, world.state.identityCenter.permissionSets.size]).toEqual([0, 0]);
  });

  test('leaves what it has no time for to the next run, but never what is to be taken away', async () => {
    const more = Array.from({ length: 60 }, (_, index) => String(500000000000 + index));
    const world = prepared(...more);
    const deployment = await into(world, stack => ({ developers: [unit(stack)] }));
    more.forEach(id => addAccount(world, { id, name: id, email: `${id}@example.com`, parentId: UNIT, readyAfter: 0 }));
    withTimeout(world, 190);
    await hourly(deployment);
    expect(wearing(world).length).toBeGreaterThan(8);
    expect(wearing(world).length).toBeLessThan(60);
    await hourly(deployment);
    await hourly(deployment);
    expect(wearing(world)).toEqual([SECURITY, ...more]);
    more.forEach(id => moveAccount(world, id, ROOT));
    world.advance(49 * 3_600_000);
    withTimeout(world, 60);
    expect((await refusalOf(hourly(deployment))).message).toMatch(/60 assignments failed: Deletion of .* in 500000000000: no time is left/);
  });

  test('waits for a role that somebody else changes in the account, and does not overrun what IAM Identity Center takes', async () => {
    const more = Array.from({ length: 30 }, (_, index) => String(500000000000 + index));
    const world = prepared(...more);
    more.forEach(id => addAccount(world, { id, name: id, email: `${id}@example.com`, parentId: UNIT, readyAfter: 0 }));
    await into(world, stack => {
      const below = unit(stack);
      return { developers: [below], auditors: [below] };
    });
    expect(wearing(world)).toEqual([SECURITY, ...more]);
    expect(wearing(world, 'lz-auditor')).toEqual([SECURITY, ...more]);
  });
});
