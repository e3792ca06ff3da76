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
  readonly accounts?: readonly object[];
  readonly taken?: boolean;
  /** StackSets to put again. @default none */
  readonly putAgain?: string;
}

interface Run { readonly invocation: Invocation; readonly writes: readonly { readonly operation: string; readonly input: Input }[] }

const BASELINE = {
  StackSetName: 'lz-a', PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: true }, OrganizationalUnitIds: ['r-root'], Regions: [HOME_REGION],
};
const account = (Id: string, more: object = {}) => ({ Id, State: 'ACTIVE', JoinedTimestamp: new Date(0), ...more });
const instance = (Account: string, DetailedStatus = 'SUCCEEDED', more: object = {}) => ({
  Account, Region: HOME_REGION, Status: DetailedStatus === 'SUCCEEDED' ? 'CURRENT' : 'OUTDATED', StackInstanceStatus: { DetailedStatus }, ...more,
});

const SCHEDULED = { 'detail-type': 'Scheduled Event', 'detail': {} };
const ended = (id: string, name = 'lz-a') => ({
  'detail-type': 'CloudFormation StackSet Operation Status Change',
  'detail': { 'stack-set-arn': `arn:aws:cloudformation:${HOME_REGION}:${MANAGEMENT_ACCOUNT}:stackset/${name}:1`, 'stack-set-operation-id': id },
});

function reconcile(answers: Answers, event: object = SCHEDULED): Run {
  const writes: { operation: string; input: Input }[] = [];
  const { stackSet = BASELINE, instances = [], operations = [], taken = true } = answers;
  const { accounts = [account(MANAGEMENT_ACCOUNT), account(A), account(B)] } = answers;
  const invocation = runHandler({
    functionArn: 'arn:f', functionName: 'lz-stackset-reconcile', accountId: MANAGEMENT_ACCOUNT, region: HOME_REGION, code: CODE, handler: 'index.handler',
    runtime: 'nodejs24.x', timeoutSeconds: 900, memoryMegabytes: 256,
    environment: { STACK_SETS: 'lz-a', MANAGEMENT_ACCOUNT_ID: MANAGEMENT_ACCOUNT, EVENT_SOURCE: 'source', EVENT_TYPE: 'type', PUT_AGAIN: answers.putAgain ?? '' },
  }, CALLER, event, {
    now: () => NOW, advance: () => undefined, fetch: () => undefined, session: () => CALLER,
    call: (_, operation, input) => {
      switch (operation) {
        case 'ListAccounts': return { Accounts: accounts };
        case 'DescribeStackSet': return found(stackSet);
        case 'ListStackSetOperations': return { Summaries: operations.map(Status => ({ Status })) };
        case 'ListStackInstances': return { Summaries: instances };
        default: writes.push({ operation, input }); return { FailedEntryCount: taken ? 0 : 1 };
      }
    },
  });
  return { invocation, writes };
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

  test('misses nothing in a StackSet for one account, or for some units', () => {
    expect(verbs(reconcile({ stackSet: { ...BASELINE, AutoDeployment: { Enabled: false } }, instances: [instance(A)] }))).toEqual([]);
    expect(verbs(reconcile({ stackSet: { ...BASELINE, OrganizationalUnitIds: ['ou-root-x'] }, instances: [instance(A)] }))).toEqual([]);
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

  describe('with conformance packs to put again', () => {
    const all = { instances: [instance(A), instance(B)], putAgain: 'lz-packs' };

    test('puts them again, with another attempt, once its repetition left nothing', () => {
      const { writes } = reconcile(all, ended('lz-reconcile-update-eu-central-1-1'));
      expect(writes).toHaveLength(1);
      expect(writes[0]).toMatchObject({
        operation: 'UpdateStackInstances',
        input: { OperationId: expect.stringMatching(/^lz-reconcile-again-/), ParameterOverrides: [{ ParameterKey: 'Attempt', ParameterValue: String(NOW) }] },
      });
    });

    test('waits while something is left, and never follows an operation that mended nothing', () => {
      expect(verbs(reconcile({ ...all, instances: [instance(A, 'FAILED'), instance(B)] }, ended('lz-reconcile-update-x-1')))).toEqual(['PutEvents']);
      for (const id of ['deployment', 'lz-reconcile-again-x-1']) {
        expect(verbs(reconcile(all, ended(id)))).toEqual([]);
      }
      expect(verbs(reconcile(all))).toEqual([]);
      expect(verbs(reconcile({ ...all, putAgain: 'lz-a' }, ended('lz-reconcile-update-x-1')))).toEqual([]);
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
