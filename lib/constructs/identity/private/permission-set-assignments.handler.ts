import {
  ListAccountsCommand, ListAccountsForParentCommand, ListOrganizationalUnitsForParentCommand, OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  AccountAssignmentOperationStatus, CreateAccountAssignmentCommand, CreateAccountAssignmentCommandInput, DeleteAccountAssignmentCommand,
  DescribeAccountAssignmentCreationStatusCommand, DescribeAccountAssignmentDeletionStatusCommand, ListAccountAssignmentsForPrincipalCommand,
  PrincipalType, SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { accountsBelow, Below, everyAccount, isActive } from '../../../core/accounts.handler';
import { CustomResourceEvent, errorName, retry, serve, sleep, strings } from '../../../core/custom-resource.handler';

/** A permission set and who may wear it, with where: below parents, and in accounts by name. */
interface Pair {
  readonly PermissionSetArn: string;
  readonly PrincipalType: PrincipalType;
  readonly PrincipalId: string;
  readonly ParentIds?: string[];
  readonly AccountIds?: string[];
}

/** The properties of the resource, which the schedule sends as they are. */
interface Wanted {
  readonly InstanceArn: string;
  readonly ManagementAccountId: string;
  readonly Assignments?: Pair[];
}

/** What Lambda tells of a run. */
interface Run {
  getRemainingTimeInMillis(): number;
}

/** One assignment that is to be made or taken away. */
interface Task {
  readonly kind: 'Creation' | 'Deletion';
  readonly accountId: string;
  readonly pair: Pair;
}

/** IAM Identity Center takes ten at a time, and changes one role of an account at a time. */
const PARALLEL = 8;
/** What is not begun by then is left to the next run: a call may be throttled for two minutes. */
const RESERVE = 180_000;
/** What is not at its end by then is not waited for. */
const LAST_MOMENT = 20_000;
const POLL = 3_000;
/** Longer than the daily run over StackSets takes to bring the baseline to an account that was missed. */
const NEWCOMER = 48 * 3_600_000;

const organizations = new OrganizationsClient({});
const identityCenter = new SSOAdminClient({});

/**
 * CloudFormation waits for an answer; the schedule does not. Both have patience with accounts that joined of late, since their baseline,
 * with the boundary that permission sets name, is on its way; but for a first deployment, before which CloudFormation brought it to all.
 */
export async function handler(event: CustomResourceEvent, run: Run): Promise<void> {
  const wanted = event.ResourceProperties as unknown as Wanted;
  if (event.RequestType === undefined) {
    return keep(wanted, [], run, NEWCOMER);
  }
  if (event.RequestType === 'Delete') {
    await takeAllAway(wanted, run);
  }
  return serve(async ({ OldResourceProperties, RequestType }) => {
    const patience = RequestType === 'Update' ? NEWCOMER : 0;
    const kept = new Set(pairsOf(wanted).map(key));
    await keep(wanted, pairsOf(OldResourceProperties as unknown as Wanted).filter(pair => !kept.has(key(pair))), run, patience);
    return { physicalResourceId: 'permission-set-assignments' };
  })(event);
}

const pairsOf = (properties: Wanted | undefined): readonly Pair[] => properties?.Assignments ?? [];
const key = ({ PermissionSetArn, PrincipalType: type, PrincipalId }: Pair) => [PermissionSetArn, type, PrincipalId].join('|');

/** Without this, permission sets of the same stack could not be deleted. What cannot be taken away must not keep a stack from its end. */
async function takeAllAway(properties: Wanted, run: Run): Promise<void> {
  try {
    await keep({ ...properties, Assignments: [] }, pairsOf(properties), run, 0);
  } catch (error) {
    console.error(error);
  }
}

/**
 * Makes what is missing, and takes away what is too much: assignments of a pair outside of its targets, and those of retired pairs. A pair
 * belongs to this resource, whoever made its assignments; other pairs do not.
 */
async function keep(wanted: Wanted, retired: readonly Pair[], run: Run, patience: number): Promise<void> {
  const { members, newcomers } = await accounts(wanted.ManagementAccountId, patience);
  const below = new Map<string, readonly string[]>();
  const current = new Map<string, Set<string>>();
  const tasks: Task[] = [];
  const failures: string[] = [];
  for (const pair of [...pairsOf(wanted), ...retired]) {
    try {
      const has = await currentAccounts(wanted.InstanceArn, pair, current);
      const wants = new Set(retired.includes(pair) ? [] : await targets(pair, below));
      tasks.push(
        ...[...wants].filter(id => members.has(id) && !has.has(id)).map(accountId => ({ kind: 'Creation' as const, accountId, pair })),
        ...[...has].filter(id => members.has(id) && !wants.has(id)).map(accountId => ({ kind: 'Deletion' as const, accountId, pair })),
      );
    } catch (error) {
      console.error(error);
      failures.push(...isGone(error) && retired.includes(pair) ? [] : [`${key(pair)}: ${errorName(error)} ${(error as Error).message}`]);
    }
  }
  failures.push(...await perform(wanted.InstanceArn, tasks, newcomers, run));
  if (failures.length > 0) {
    throw new Error(`${failures.length} assignments failed: ${failures.join('; ')}`);
  }
}

/** A group that nobody has any more is assigned nowhere. */
const isGone = (error: unknown) => errorName(error) === 'ResourceNotFoundException';

/** Active accounts but for the management account, which has assignments of its own; and those that joined of late. */
async function accounts(managementAccountId: string, patience: number): Promise<{ members: Set<string>; newcomers: Set<string> }> {
  const listed = await everyAccount(NextToken => retry(() => organizations.send(new ListAccountsCommand({ NextToken }))));
  const members = listed.filter(account => isActive(account) && account.Id !== managementAccountId);
  const isNew = (joined?: Date) => patience > 0 && joined !== undefined && Date.now() - joined.getTime() < patience;
  return {
    members: new Set(members.map(({ Id }) => String(Id))),
    newcomers: new Set(members.filter(({ JoinedTimestamp }) => isNew(JoinedTimestamp)).map(({ Id }) => String(Id))),
  };
}

/** Each unit is asked once in a run. */
async function targets({ ParentIds, AccountIds }: Pair, known: Map<string, readonly string[]>): Promise<string[]> {
  const found = strings(AccountIds);
  for (const parentId of strings(ParentIds)) {
    found.push(...await accountsBelow(parentId, BELOW, known));
  }
  return found;
}

const BELOW: Below = {
  accounts: ParentId => pages(
    NextToken => organizations.send(new ListAccountsForParentCommand({ ParentId, NextToken })), page => page.Accounts,
  ),
  units: ParentId => pages(
    NextToken => organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId, NextToken })), page => page.OrganizationalUnits,
  ),
};

/** Accounts in which the pair is assigned; one call tells all assignments of a principal, a user's by its groups among them. */
async function currentAccounts(InstanceArn: string, pair: Pair, known: Map<string, Set<string>>): Promise<Set<string>> {
  const { PrincipalId, PrincipalType: type } = pair;
  const ofPrincipal = `${type}|${PrincipalId}`;
  if (!known.has(ofPrincipal)) {
    known.set(ofPrincipal, new Set());
    const asked = { InstanceArn, PrincipalId, PrincipalType: type };
    const assignments = await pages(
      NextToken => identityCenter.send(new ListAccountAssignmentsForPrincipalCommand({ ...asked, NextToken })),
      page => page.AccountAssignments,
    );
    for (const { AccountId, PermissionSetArn, PrincipalId: id, PrincipalType: kind } of assignments) {
      const of = [PermissionSetArn, kind, id].join('|');
      known.set(of, (known.get(of) ?? new Set()).add(String(AccountId)));
    }
  }
  return known.get(key(pair)) ?? new Set();
}

async function pages<P extends { NextToken?: string }, T>(
  ask: (token?: string) => Promise<P>, itemsOf: (page: P) => T[] | undefined,
): Promise<T[]> {
  const found: T[] = [];
  let token: string | undefined;
  do {
    const page = await retry(() => ask(token));
    found.push(...itemsOf(page) ?? []);
    token = page.NextToken;
  } while (token);
  return found;
}

const describe = ({ kind, accountId, pair: { PermissionSetArn, PrincipalType: type, PrincipalId } }: Task) =>
  `${kind} of ${PermissionSetArn} for ${type} ${PrincipalId} in ${accountId}`;

/**
 * Several accounts at a time, each account's tasks one after the other; one that fails does not keep the others from theirs. What is taken
 * away comes first, and fails when no time is left for it; what is given can wait. Answers what failed.
 */
async function perform(instanceArn: string, unsorted: readonly Task[], newcomers: Set<string>, run: Run): Promise<string[]> {
  const tasks = [...unsorted].sort((a, b) => Number(a.kind === 'Creation') - Number(b.kind === 'Creation'));
  const waiting = [...new Set(tasks.map(({ accountId }) => accountId))];
  const failures: string[] = [];
  const work = async (): Promise<void> => {
    for (let accountId = waiting.shift(); accountId !== undefined; accountId = waiting.shift()) {
      for (const task of tasks.filter(other => other.accountId === accountId)) {
        const failure = run.getRemainingTimeInMillis() < RESERVE ? leave(task) : await outcome(instanceArn, task, run);
        if (failure !== undefined) {
          console.error(failure);
          failures.push(...newcomers.has(accountId) ? [] : [failure]);
        }
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return failures;
}

function leave(task: Task): string | undefined {
  console.log(`left to the next run: ${describe(task)}`);
  return task.kind === 'Creation' ? undefined : `${describe(task)}: no time is left`;
}

/** Why a task failed, or nothing. */
async function outcome(InstanceArn: string, task: Task, run: Run): Promise<string | undefined> {
  const { kind, accountId, pair: { PermissionSetArn, PrincipalId, PrincipalType: type } } = task;
  const what = describe(task);
  console.log(what);
  try {
    const input: CreateAccountAssignmentCommandInput = {
      InstanceArn, PermissionSetArn, PrincipalId, PrincipalType: type, TargetId: accountId, TargetType: 'AWS_ACCOUNT',
    };
    let status = await patiently(() => begin(kind, input));
    while (status?.Status === 'IN_PROGRESS') {
      if (run.getRemainingTimeInMillis() < LAST_MOMENT) {
        return kind === 'Creation' ? undefined : `${what}: has not ended`;
      }
      await sleep(POLL);
      const id = status.RequestId;
      status = await retry(() => progress(kind, InstanceArn, id));
    }
    return status?.Status === 'SUCCEEDED' ? undefined : `${what}: ${status?.FailureReason}`;
  } catch (error) {
    return `${what}: ${errorName(error)} ${(error as Error).message}`;
  }
}

type Status = AccountAssignmentOperationStatus | undefined;

async function begin(kind: Task['kind'], input: CreateAccountAssignmentCommandInput): Promise<Status> {
  return kind === 'Creation'
    ? (await identityCenter.send(new CreateAccountAssignmentCommand(input))).AccountAssignmentCreationStatus
    : (await identityCenter.send(new DeleteAccountAssignmentCommand(input))).AccountAssignmentDeletionStatus;
}

async function progress(kind: Task['kind'], InstanceArn: string, id?: string): Promise<Status> {
  if (kind === 'Creation') {
    const command = new DescribeAccountAssignmentCreationStatusCommand({ InstanceArn, AccountAssignmentCreationRequestId: id });
    return (await identityCenter.send(command)).AccountAssignmentCreationStatus;
  }
  const command = new DescribeAccountAssignmentDeletionStatusCommand({ InstanceArn, AccountAssignmentDeletionRequestId: id });
  return (await identityCenter.send(command)).AccountAssignmentDeletionStatus;
}

/** Somebody else changes a role of the same account, or CloudFormation the permission set everywhere. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await retry(call);
    } catch (error) {
      if (errorName(error) !== 'ConflictException' || attempt === 12) {
        throw error;
      }
      await sleep(10_000);
    }
  }
}
