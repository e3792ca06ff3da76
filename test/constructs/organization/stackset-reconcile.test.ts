import { CODE } from '../../../lib/constructs/organization/private/stackset-reconcile.bundle';
import { AwsError, Caller } from '../../../rehearsal/aws/contract';
import { Invocation, runHandler } from '../../../rehearsal/lambda';
import { HOME_REGION, MANAGEMENT_ACCOUNT } from './test-app';

const CALLER: Caller = {
  label: 'reconciler', principal: { arn: 'arn:r', kind: 'role', accountId: MANAGEMENT_ACCOUNT }, accountId: MANAGEMENT_ACCOUNT, identity: [],
};
const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;
const [A, B] = ['222222222222', '333333333333'];

type Input = Readonly<Record<string, unknown>>;

/** What AWS answers. The model answers in test/rehearsal/phases/reconciliation.test.ts; here stand answers that it never gives. */
interface Answers {
  /** @default one that deploys automatically to the whole organization; null: it does not exist yet */
  readonly stackSet?: object | null;
  readonly instances?: readonly object[];
  readonly operations?: readonly string[];
  /** Ids of operations that succeeded, the latest first. @default none */
  readonly ended?: readonly string[];
  readonly accounts?: readonly object[];
  /** Accounts and units by the unit that they lie in. @default none */
  readonly below?: Readonly<Record<string, { readonly accounts: readonly string[]; readonly units: readonly string[] }>>;
  readonly taken?: boolean;
  /** StackSets to put again. @default none */
  readonly putAgain?: string;
  /** Of AWS Config's packs of those. @default one, with nobody to tell of */
  readonly packs?: readonly object[];
  /** Of the packs, one entry an account. @default it is everywhere */
  readonly packStatuses?: readonly object[];
  /** Whether the account with the packs lets itself be asked. @default true */
  readonly answers?: boolean;
}

interface Run { readonly invocation: Invocation; readonly writes: readonly { readonly operation: string; readonly input: Input }[] }

const BASELINE = {
  StackSetName: 'lz-a', PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: true }, OrganizationalUnitIds: ['r-root'], Regions: [HOME_REGION],
};
const account = (Id: string, more: object = {}) => ({ Id, State: 'ACTIVE', JoinedTimestamp: new Date(0), ...more });
const instance = (Account: string, DetailedStatus = 'SUCCEEDED', more: object = {}) => ({
  Account, Region: HOME_REGION, Status: DetailedStatus === 'SUCCEEDED' ? 'CURRENT' : 'OUTDATED', StackInstanceStatus: { DetailedStatus }, ...more,
});

const packStatus = (AccountId: string, Status = 'CREATE_SUCCESSFUL', more: object = {}) => ({ AccountId, ConformancePackName: 'OrgConformsPack', Status, ...more });

const SCHEDULED = { 'detail-type': 'Scheduled Event', 'detail': {} };
const ended = (id: string, name = 'lz-a') => ({
  'detail-type': 'CloudFormation StackSet Operation Status Change',
  'detail': { 'stack-set-arn': `arn:aws:cloudformation:${HOME_REGION}:${MANAGEMENT_ACCOUNT}:stackset/${name}:1`, 'stack-set-operation-id': id },
});

function reconcile(answers: Answers, event: object = SCHEDULED, now = NOW): Run {
  const writes: { operation: string; input: Input }[] = [];
  const { below = {} } = answers;
  const { stackSet = BASELINE, instances = [], operations = [], ended = [], taken = true } = answers;
  const { accounts = [account(MANAGEMENT_ACCOUNT), account(A), account(B)] } = answers;
  const { packs = [{ OrganizationConformancePackName: 'lz-identity' }], packStatuses = [A, B].map(id => packStatus(id)) } = answers;
  const invocation = runHandler({
    functionArn: 'arn:f', functionName: 'lz-stackset-reconcile', accountId: MANAGEMENT_ACCOUNT, region: HOME_REGION, code: CODE, handler: 'index.handler',
    runtime: 'nodejs24.x', timeoutSeconds: 900, memoryMegabytes: 256,
    environment: { STACK_SETS: 'lz-a', MANAGEMENT_ACCOUNT_ID: MANAGEMENT_ACCOUNT, EVENT_SOURCE: 'source', EVENT_TYPE: 'type', PUT_AGAIN: answers.putAgain ?? '', PACK_STATUS_ROLE: 'arn:aws:iam::*:role/lz/lz-conformance-pack-status' },
  }, CALLER, event, {
    now: () => now, advance: () => undefined, fetch: () => undefined, session: () => CALLER,
    call: (_, operation, input) => {
      switch (operation) {
        case 'ListAccounts': return { Accounts: accounts };
        case 'ListAccountsForParent': return { Accounts: below[String((input as Input).ParentId)]?.accounts.map(Id => ({ Id })) };
        case 'ListOrganizationalUnitsForParent': return { OrganizationalUnits: below[String((input as Input).ParentId)]?.units.map(Id => ({ Id })) };
        case 'DescribeStackSet': return found(stackSet);
        case 'ListStackSetOperations': return { Summaries: [...operations.map(Status => ({ Status })), ...ended.map(OperationId => ({ OperationId, Status: 'SUCCEEDED' }))] };
        case 'ListStackInstances': return { Summaries: instances };
        case 'AssumeRole': return session(answers.answers ?? true);
        case 'DescribeOrganizationConformancePacks': return { OrganizationConformancePacks: packs };
        case 'GetOrganizationConformancePackDetailedStatus': return { OrganizationConformancePackDetailedStatuses: packStatuses };
        default: writes.push({ operation, input }); return { FailedEntryCount: taken ? 0 : 1 };
      }
    },
  });
  return { invocation, writes };
}

function session(answers: boolean): object {
  if (!answers) {
    throw new AwsError('AccessDenied', 'not authorized to perform: sts:AssumeRole');
  }
  return { Credentials: { AccessKeyId: 'ASIA', SecretAccessKey: 'secret', SessionToken: 'token' } };
}

function found(stackSet: object | null): object {
  if (!stackSet) {
    throw new AwsError('StackSetNotFoundException', 'no such StackSet');
  }
  return { StackSet: stackSet };
}

const verbs = ({ writes }: Run) => writes.map(({ operation }) => operation);
const told = ({ writes }: Run): string => {
  const [entry] = writes.find(({ operation }) => operation === 'PutEvents')!.input.Entries as { Detail: string }[];
  return (JSON.parse(entry.Detail) as { instances: string }).instances;
};

describe('the reconciler', () => {
  test('writes nothing where everything is current', () => {
    expect(verbs(reconcile({ instances: [instance(A), instance(B)] }))).toEqual([]);
  });

  test.each(['FAILED', 'CANCELLED'])('repeats what is %s in its unit, tolerating that it fails again', status => {
    const { writes } = reconcile({ instances: [instance(A, status), instance(B)] });
    expect(writes).toEqual([{
      operation: 'UpdateStackInstances',
      input: expect.objectContaining({
        StackSetName: 'lz-a', Regions: [HOME_REGION], OperationId: expect.stringMatching(/^lz-reconcile-update-eu-central-1-\d+$/),
        DeploymentTargets: { OrganizationalUnitIds: ['r-root'], Accounts: [A], AccountFilterType: 'INTERSECTION' },
        OperationPreferences: expect.objectContaining({ FailureTolerancePercentage: 100 }),
      }),
    }]);
  });

  test('repeats those of the management account by its id', () => {
    const stackSet = { StackSetName: 'lz-a', PermissionModel: 'SELF_MANAGED', Regions: [HOME_REGION] };
    const { writes } = reconcile({ stackSet, instances: [instance(MANAGEMENT_ACCOUNT, 'FAILED')] });
    expect(writes[0].input).toMatchObject({ Accounts: [MANAGEMENT_ACCOUNT], Regions: [HOME_REGION] });
    expect(writes[0].input).not.toHaveProperty('DeploymentTargets');
  });

  test('makes what automatic deployment did not, an hour after the account joined', () => {
    expect(verbs(reconcile({ instances: [instance(A)] }))).toEqual(['CreateStackInstances']);
    const late = account(B, { JoinedTimestamp: new Date(NOW - HOUR / 2) });
    expect(verbs(reconcile({ instances: [instance(A)], accounts: [account(A), late] }))).toEqual([]);
  });

  test('misses nothing in a StackSet for one account', () => {
    expect(verbs(reconcile({ stackSet: { ...BASELINE, AutoDeployment: { Enabled: false } }, instances: [instance(A)] }))).toEqual([]);
  });

  test('misses accounts below the units of a StackSet, nested ones too, and no other', () => {
    const stackSet = { ...BASELINE, OrganizationalUnitIds: ['ou-root-x'] };
    const below = { 'ou-root-x': { accounts: [], units: ['ou-root-y'] }, 'ou-root-y': { accounts: [A], units: [] } };
    expect(reconcile({ stackSet, below }).writes.map(({ input }) => input.DeploymentTargets))
      .toEqual([{ OrganizationalUnitIds: ['ou-root-x'], Accounts: [A], AccountFilterType: 'INTERSECTION' }]);
    expect(verbs(reconcile({ stackSet, below, instances: [instance(A)] }))).toEqual([]);
  });

  test('passes by a StackSet that is not deployed yet', () => {
    const { invocation, writes } = reconcile({ stackSet: null });
    expect([invocation.outcome, writes]).toEqual(['returned', []]);
  });

  test('leaves suspended accounts alone, by what AWS calls State and by what it called Status', () => {
    const instances = [instance(A, 'FAILED'), instance(B, 'SKIPPED_SUSPENDED_ACCOUNT')];
    expect(verbs(reconcile({ instances, accounts: [account(A, { State: 'SUSPENDED' }), account(B)] }))).toEqual([]);
    expect(verbs(reconcile({ instances, accounts: [{ Id: A, Status: 'SUSPENDED' }, account(B)] }))).toEqual([]);
  });

  test.each(['RUNNING', 'QUEUED', 'STOPPING'])('leaves a StackSet alone while an operation is %s', status => {
    expect(verbs(reconcile({ instances: [instance(A, 'FAILED')], operations: ['SUCCEEDED', status] }))).toEqual([]);
  });

  test('repeats after an operation of somebody else, of that StackSet only', () => {
    const instances = [instance(A, 'FAILED'), instance(B)];
    expect(verbs(reconcile({ instances }, ended('deployment')))).toEqual(['UpdateStackInstances']);
    expect(verbs(reconcile({ instances }, ended('deployment', 'lz-a-other')))).toEqual([]);
  });

  test('tells instead of repeating after its own operation: it never answers itself', () => {
    const run = reconcile({ instances: [instance(A, 'FAILED', { StatusReason: 'role exists' })] }, ended('lz-reconcile-update-eu-central-1-1'));
    expect(verbs(run)).toEqual(['PutEvents']);
    expect(told(run)).toBe(`lz-a in ${A} ${HOME_REGION}: FAILED, role exists\nlz-a in ${B} ${HOME_REGION}: MISSING, the account has no stack here`);
  });

  test('fails when no account is active any more, not even its own: AWS answers otherwise than it did', () => {
    const { invocation, writes } = reconcile({ accounts: [{ Id: A }], instances: [instance(A, 'FAILED')] });
    expect([invocation.outcome, writes]).toEqual(['threw', []]);
    expect(invocation.message).toContain('lists no active account');
  });

  describe('with conformance packs to put again', () => {
    const PACKS = 'lz-a';
    const all = { instances: [instance(A)], stackSet: { ...BASELINE, AutoDeployment: { Enabled: false } }, putAgain: PACKS };
    const failed = { ...all, packStatuses: [packStatus(A), packStatus(B, 'UPDATE_FAILED', { ErrorCode: 'NoRecorder', ErrorMessage: 'no recorder' })] };
    const again = ended('lz-reconcile-again-eu-central-1-1');

    test('puts those again, with another attempt, that AWS Config says failed in an account, though all instances are current', () => {
      for (const event of [SCHEDULED, ended('lz-reconcile-update-eu-central-1-1')]) {
        const { writes } = reconcile(failed, event);
        expect(writes).toHaveLength(1);
        expect(writes[0]).toMatchObject({
          operation: 'UpdateStackInstances',
          input: { OperationId: expect.stringMatching(/^lz-reconcile-again-/), ParameterOverrides: [{ ParameterKey: 'Attempt', ParameterValue: String(NOW) }] },
        });
      }
    });

    test('puts those again that AWS Config does not know an account of, once it must have given it up', () => {
      expect(verbs(reconcile({ ...all, packStatuses: [packStatus(A)] }))).toEqual(['UpdateStackInstances']);
      const late = account(B, { JoinedTimestamp: new Date(NOW - 7 * HOUR) });
      expect(verbs(reconcile({ ...all, packStatuses: [packStatus(A)], accounts: [account(A), late] }))).toEqual([]);
    });

    test.each<[string, Answers]>([
      ['is everywhere', {}],
      ['is on its way', { packStatuses: [packStatus(A), packStatus(B, 'UPDATE_IN_PROGRESS')] }],
      ['leaves an account out', { packStatuses: [packStatus(A)], packs: [{ OrganizationConformancePackName: 'lz-identity', ExcludedAccounts: [B] }] }],
      ['failed in an account that is suspended', { ...failed, accounts: [account(A), account(B, { State: 'SUSPENDED' })] }],
      ['is of somebody else', { ...failed, packs: [{ OrganizationConformancePackName: 'own' }] }],
    ])('leaves a pack alone that %s', (_, answers) => {
      expect(verbs(reconcile({ ...all, ...answers }))).toEqual([]);
    });

    const after = (hours: number) => NOW + hours * HOUR;
    const attempted = String(reconcile(failed).writes[0].input.OperationId);

    test('puts packs again that the same accounts are without after a day, not each time, and is silent until then', () => {
      expect(attempted).toMatch(/^lz-reconcile-again-eu-central-1-[0-9a-f]{1,8}-\d+$/);
      const answers = { ...failed, ended: ['deployment', attempted] };
      expect([3, 23].map(hours => verbs(reconcile(answers, SCHEDULED, after(hours))))).toEqual([[], []]);
      expect(verbs(reconcile(answers, SCHEDULED, after(24)))).toEqual(['UpdateStackInstances']);
    });

    test.each<[string, Answers]>([
      ['another account is without one', { packStatuses: [A, B].map(id => packStatus(id, 'UPDATE_FAILED')) }],
      ['the account is without another one', { packs: [{ OrganizationConformancePackName: 'lz-network' }] }],
      ['it is in another region', { instances: [{ ...instance(A), Region: 'us-east-1' }] }],
    ])('puts packs again at once when %s', (_, answers) => {
      expect(verbs(reconcile({ ...failed, ...answers, ended: [attempted] }, SCHEDULED, after(3)))).toEqual(['UpdateStackInstances']);
    });

    test('is not kept from it by an instance that only a person can mend', () => {
      const run = reconcile({ ...failed, instances: [instance(A), instance(B, 'INOPERABLE')] });
      expect(verbs(run)).toEqual(['UpdateStackInstances', 'PutEvents']);
    });

    test('tells which accounts are still without a pack after it was put again: it never answers itself', () => {
      const run = reconcile({ ...failed, ended: [attempted] }, again);
      expect(verbs(run)).toEqual(['PutEvents']);
      expect(told(run)).toBe(`conformance pack lz-identity in ${B} ${HOME_REGION}: UPDATE_FAILED, NoRecorder, no recorder`);
      expect(verbs(reconcile(all, again))).toEqual([]);
      expect(verbs(reconcile({ ...failed, putAgain: 'lz-other' }, again))).toEqual([]);
    });

    test('leaves a StackSet alone while an operation is under way, and after an operation of somebody else: the schedule finds it', () => {
      expect(verbs(reconcile({ ...failed, operations: ['RUNNING'] }, ended('lz-reconcile-update-eu-central-1-1')))).toEqual([]);
      expect(verbs(reconcile(failed, ended('deployment')))).toEqual([]);
    });

    test('tells that AWS Config could not be asked', () => {
      const run = reconcile({ ...all, answers: false });
      expect(verbs(run)).toEqual(['PutEvents']);
      expect(told(run)).toContain(`lz-a in ${A} ${HOME_REGION}: UNKNOWN, AWS Config was not asked for packs: AccessDenied`);
    });
  });

  test.each(['INOPERABLE', 'FAILED_IMPORT'])('tells at once of what is %s, since no repetition mends it', status => {
    const run = reconcile({ instances: [instance(A, status), instance(B)] });
    expect(verbs(run)).toEqual(['PutEvents']);
    expect(told(run)).toContain(`${A} ${HOME_REGION}: ${status}`);
  });

  test('fails, for its alarm, when what it tells is not taken', () => {
    expect(reconcile({ instances: [instance(A, 'INOPERABLE'), instance(B)], taken: false }).invocation.outcome).toBe('threw');
  });
});
