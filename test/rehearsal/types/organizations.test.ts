import { MANAGEMENT, ORGANIZATION, refusalOf, UNIT, WORKLOAD, Workbench } from './workbench';

const SCP = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }] };
const policy = (name: string, more: object = {}) => ({ Name: name, Type: 'SERVICE_CONTROL_POLICY', Content: SCP, ...more });
const enabled = (...types: string[]) => new Workbench({ organization: { ...ORGANIZATION, enabledPolicyTypes: types } });

describe('AWS::Organizations::Organization', () => {
  test('puts the management account into the root, with FullAWSAccess attached everywhere', async () => {
    const bench = new Workbench({});
    const { attributes } = await bench.create('AWS::Organizations::Organization', 'Organization', { FeatureSet: 'ALL' });
    const { accounts, policies } = bench.world.state.organizations;
    expect(accounts.get(MANAGEMENT)?.parentId).toBe(attributes.RootId);
    expect([...policies.get('p-FullAWSAccess')!.targets.keys()]).toEqual([attributes.RootId, MANAGEMENT]);
  });

  test('fails where one exists, and names the step that adopts it', async () => {
    const refusal = await refusalOf(new Workbench().create('AWS::Organizations::Organization', 'O', {}));
    expect(refusal).toMatchObject({
      code: 'AlreadyInOrganizationException',
      remedy: expect.stringMatching(`npx cdk import the stack .*, and answer ${ORGANIZATION.organizationId} for O`),
    });
  });

  test('fails without all features, and says what to set', async () => {
    const refusal = await refusalOf(new Workbench({}).create('AWS::Organizations::Organization', 'O', { FeatureSet: 'CONSOLIDATED_BILLING' }));
    expect(refusal.rule).toBe('organizations/feature-set');
  });

  test('cannot be deleted while member accounts are in it', async () => {
    const bench = new Workbench({});
    await bench.create('AWS::Organizations::Organization', 'O', {});
    await bench.create('AWS::Organizations::Account', 'A', { AccountName: 'a', Email: 'a@example.com' });
    expect((await refusalOf(bench.delete('AWS::Organizations::Organization', 'O'))).rule).toBe('organizations/organization-empty');
  });

  test('can be adopted by its id', () => {
    const { attributes } = new Workbench().import('AWS::Organizations::Organization', 'O', ORGANIZATION.organizationId, {});
    expect(attributes.RootId).toBe('r-root');
  });
});

describe('AWS::Organizations::OrganizationalUnit', () => {
  const UNIT_TYPE = 'AWS::Organizations::OrganizationalUnit';

  test('nests five levels, and fails on the sixth', async () => {
    const bench = new Workbench();
    let parent = 'r-root';
    for (let level = 1; level <= 5; level++) {
      parent = (await bench.create(UNIT_TYPE, `Level${level}`, { Name: `level ${level}`, ParentId: parent })).physicalId;
    }
    expect((await refusalOf(bench.create(UNIT_TYPE, 'Level6', { Name: 'six', ParentId: parent }))).rule).toBe('organizations/unit-depth');
  });

  test('fails where its parent has one of the name, and names the step that adopts it', async () => {
    const bench = new Workbench();
    const { physicalId } = await bench.create(UNIT_TYPE, 'Unit', { Name: 'unit', ParentId: 'r-root' });
    const refusal = await refusalOf(bench.create(UNIT_TYPE, 'Twin', { Name: 'unit', ParentId: 'r-root' }));
    expect(refusal.remedy).toMatch(`and answer ${physicalId} for Twin`);
  });

  test('is renamed in place', async () => {
    const bench = new Workbench();
    const { physicalId } = await bench.create(UNIT_TYPE, 'Unit', { Name: 'old', ParentId: 'r-root' });
    await bench.update(UNIT_TYPE, 'Unit', { Name: 'new', ParentId: 'r-root' });
    expect(bench.world.state.organizations.units.get(physicalId)?.name).toBe('new');
  });

  test('cannot be deleted with an account in it', async () => {
    const bench = new Workbench();
    const { physicalId } = await bench.create(UNIT_TYPE, 'Unit', { Name: 'unit', ParentId: 'r-root' });
    bench.world.state.organizations.accounts.get(WORKLOAD)!.parentId = physicalId;
    expect((await refusalOf(bench.delete(UNIT_TYPE, 'Unit'))).rule).toBe('organizations/unit-empty');
    bench.world.state.organizations.accounts.get(WORKLOAD)!.parentId = 'r-root';
    await bench.delete(UNIT_TYPE, 'Unit');
  });
});

describe('AWS::Organizations::Account', () => {
  const ACCOUNT = 'AWS::Organizations::Account';
  const account = (email: string, more: object = {}) => ({ AccountName: 'account', Email: email, ParentIds: [UNIT], ...more });

  test('is created in the root, then moved, with the access role that trusts the management account', async () => {
    const bench = new Workbench();
    const { physicalId } = await bench.create(ACCOUNT, 'A', account('a@example.com'));
    expect(bench.world.state.organizations.events.map(({ kind, to }) => [kind, to])).toEqual([['joined', ['r-root']], ['moved', ['r-root', UNIT]]]);
    const role = bench.world.state.iam.roles.get(`arn:aws:iam::${physicalId}:role/OrganizationAccountAccessRole`)!;
    expect(JSON.stringify(role.trust)).toContain(`arn:aws:iam::${MANAGEMENT}:root`);
    const management = `arn:aws:iam::${MANAGEMENT}:role/deployer`;
    expect(bench.world.may({ as: management, action: 'sts:AssumeRole', resource: role.arn }).allowed).toBe(true);
  });

  test('answers OptInRequired until it is ready', async () => {
    const bench = new Workbench();
    const { physicalId } = await bench.create(ACCOUNT, 'A', account('a@example.com'));
    const call = () => bench.world.call('kms', 'ListKeys', {}, {
      caller: bench.world.sessionOf(`arn:aws:iam::${physicalId}:role/OrganizationAccountAccessRole`), accountId: physicalId, region: 'eu-central-1',
    });
    expect(call).toThrow(expect.objectContaining({ code: 'SubscriptionRequiredException' }));
    bench.world.advance(5 * 60_000);
    expect(call()).toEqual({ Truncated: false, Keys: [] });
  });

  test('fails with the e-mail of another account, whatever its case, and names the adoption step', async () => {
    const refusal = await refusalOf(new Workbench().create(ACCOUNT, 'A', account('LOG@example.com')));
    expect(refusal).toMatchObject({ rule: 'organizations/account-email-unique', remedy: expect.stringMatching(/npx cdk import the stack .*, and answer \d{12} for A/) });
  });

  test('fails unless a declared path leads to the account before it', async () => {
    const bench = new Workbench();
    await bench.create(ACCOUNT, 'A', account('a@example.com'));
    const refusal = await refusalOf(bench.create(ACCOUNT, 'B', account('b@example.com'), { undeclared: true }));
    expect(refusal).toMatchObject({ rule: 'organizations/accounts-one-by-one', kind: 'order' });
    bench.world.startDeployment();
    await bench.create(ACCOUNT, 'C', account('c@example.com'), { undeclared: true });
  });

  test.each(['AccountName', 'Email', 'RoleName'])('cannot change %s', async property => {
    const bench = new Workbench();
    await bench.create(ACCOUNT, 'A', account('a@example.com'));
    const refusal = await refusalOf(bench.update(ACCOUNT, 'A', account('a@example.com', { [property]: 'other' })));
    expect(refusal.rule).toBe('organizations/account-immutable');
  });

  test('moves when its parent changes, and closes when it is deleted', async () => {
    const bench = new Workbench();
    const { physicalId } = await bench.create(ACCOUNT, 'A', account('a@example.com'));
    await bench.update(ACCOUNT, 'A', account('a@example.com', { ParentIds: ['r-root'] }));
    await bench.delete(ACCOUNT, 'A');
    expect(bench.world.state.organizations.accounts.get(physicalId)).toMatchObject({ parentId: 'r-root', status: 'SUSPENDED' });
  });

  test('fails when central root management comes without a declared path, and when it comes later', async () => {
    const bench = new Workbench({ organization: { ...ORGANIZATION, trustedServices: ['iam.amazonaws.com'] } });
    const origin = { stackId: 'stack', logicalId: 'Activation' };
    const site = () => ({ caller: bench.world.sessionOf(`arn:aws:iam::${MANAGEMENT}:role/deployer`), accountId: MANAGEMENT, region: 'us-east-1', origin });
    const { physicalId } = await bench.create(ACCOUNT, 'A', account('a@example.com'));
    expect(bench.world.state.organizations.accounts.get(physicalId)?.rootCredentials).toBe(true);
    const late = () => bench.world.call('iam', 'EnableOrganizationsRootCredentialsManagement', {}, site());
    expect(late).toThrow('created before central management of root credentials was on');
    bench.world.startDeployment();
    late();
    const refusal = await refusalOf(bench.create(ACCOUNT, 'B', account('b@example.com'), { undeclared: true }));
    expect(refusal.rule).toBe('organizations/root-management-first');
    const born = await bench.create(ACCOUNT, 'C', account('c@example.com'));
    expect(bench.world.state.organizations.accounts.get(born.physicalId)?.rootCredentials).toBe(false);
  });
});

describe('AWS::Organizations::Policy', () => {
  const POLICY = 'AWS::Organizations::Policy';

  test('binds the accounts below its target, and no others', async () => {
    const bench = enabled('SERVICE_CONTROL_POLICY');
    await bench.create(POLICY, 'P', policy('p', { TargetIds: [UNIT] }));
    const may = (id: string) => bench.world.may({ as: `arn:aws:iam::${id}:root`, action: 'organizations:LeaveOrganization', resource: '*' }).allowed;
    expect(['222222222222', WORKLOAD, MANAGEMENT].map(may)).toEqual([false, true, true]);
    await bench.update(POLICY, 'P', policy('p', { TargetIds: [] }));
    expect(may('222222222222')).toBe(true);
    await bench.delete(POLICY, 'P');
  });

  test('fails before its type is enabled', async () => {
    expect(await refusalOf(new Workbench().create(POLICY, 'P', policy('p')))).toMatchObject({ rule: 'organizations/policy-type-enabled', kind: 'rule' });
  });

  test('fails while its type is pending, and unless the path to what enabled it is declared', async () => {
    const bench = new Workbench();
    const origin = { stackId: 'stack', logicalId: 'Activation' };
    await refusalOf(bench.create(POLICY, 'Nothing', policy('p')));
    const site = { caller: bench.world.sessionOf(`arn:aws:iam::${MANAGEMENT}:role/deployer`), accountId: MANAGEMENT, region: 'us-east-1', origin };
    bench.world.call('organizations', 'EnablePolicyType', { RootId: 'r-root', PolicyType: 'SERVICE_CONTROL_POLICY' }, site);
    bench.world.advance(60_000);
    expect((await refusalOf(bench.create(POLICY, 'P', policy('p')))).message).toContain('PENDING_ENABLE');
    bench.world.call('organizations', 'ListRoots', {}, site);
    expect(await refusalOf(bench.create(POLICY, 'P', policy('p'), { undeclared: true }))).toMatchObject({ kind: 'order', rule: 'organizations/policy-type-enabled' });
    await bench.create(POLICY, 'P', policy('p'));
  });

  test('fails when its content, as it is sent, is over the quota', async () => {
    const long = { ...SCP, Statement: [{ ...SCP.Statement[0], Resource: [...Array(200).keys()].map(i => `arn:*:s3:::bucket-number-${i}-x`) }] };
    const bench = enabled('SERVICE_CONTROL_POLICY');
    expect((await refusalOf(bench.create(POLICY, 'P', policy('p', { Content: long })))).rule).toBe('organizations/policy-size');
    const raised = new Workbench({ organization: { ...ORGANIZATION, enabledPolicyTypes: ['SERVICE_CONTROL_POLICY'] }, quotas: { policySize: { SERVICE_CONTROL_POLICY: 10_240 } } });
    await raised.create(POLICY, 'P', policy('p', { Content: long }));
  });

  test('fails when the target has its quota of policies, FullAWSAccess counted', async () => {
    const bench = enabled('SERVICE_CONTROL_POLICY');
    for (const name of ['a', 'b', 'c', 'd']) {
      await bench.create(POLICY, name, policy(name, { TargetIds: ['r-root'] }));
    }
    expect((await refusalOf(bench.create(POLICY, 'e', policy('e', { TargetIds: ['r-root'] })))).rule).toBe('organizations/policy-attachments');
  });

  test('fails with the name of another policy of its type', async () => {
    const bench = enabled('SERVICE_CONTROL_POLICY');
    await bench.create(POLICY, 'P', policy('p'));
    expect((await refusalOf(bench.create(POLICY, 'Q', policy('p')))).rule).toBe('organizations/policy-name-unique');
  });

  test('fails on an element that its type does not have', async () => {
    const content = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }] };
    const refusal = await refusalOf(enabled('SERVICE_CONTROL_POLICY').create(POLICY, 'P', policy('p', { Content: content })));
    expect(refusal.rule).toBe('organizations/policy-grammar');
  });

  test('cannot take the last service control policy from a target', async () => {
    const bench = enabled('SERVICE_CONTROL_POLICY');
    const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    await bench.create(POLICY, 'P', policy('p', { Content: allow, TargetIds: [UNIT] }));
    bench.world.state.organizations.policies.get('p-FullAWSAccess')!.targets.delete(UNIT);
    expect((await refusalOf(bench.delete(POLICY, 'P'))).rule).toBe('organizations/last-policy-stays');
  });

  test('fails on a target that does not exist', async () => {
    const refusal = await refusalOf(enabled('SERVICE_CONTROL_POLICY').create(POLICY, 'P', policy('p', { TargetIds: ['ou-none'] })));
    expect(refusal.code).toBe('TargetNotFoundException');
  });
});
