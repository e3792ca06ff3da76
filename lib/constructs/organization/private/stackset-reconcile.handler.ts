import {
  CloudFormationClient, CreateStackInstancesCommand, DescribeStackSetCommand, DescribeStackSetCommandOutput, ListStackSetOperationsCommand,
  paginateListStackInstances, StackInstanceSummary, StackSetOperationSummary, UpdateStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  Account, ListAccountsCommand, OrganizationsClient, paginateListAccountsForParent, paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import { accountsBelow, everyAccount, isActive } from '../../../core/accounts.handler';
import { errorName, retry } from '../../../core/custom-resource.handler';
import { failedPacks } from './handlers/failed-packs.handler';
import { hasFailed, Instance, isRepeatable, place, Remaining, statusOf } from './handlers/stack-instances.handler';

const cloudFormation = new CloudFormationClient({});
const organizations = new OrganizationsClient({});
const eventBridge = new EventBridgeClient({});

/** Operations of this function begin so: what failed in one of them is told instead of being repeated at once. */
const OWN_OPERATION = 'lz-reconcile-';
/** It put conformance packs again: what is without one after that is for a person. */
const AGAIN = /^lz-reconcile-again-/;
/** The parameter of StackSets that are put again: its value means nothing but that it is another. */
const ATTEMPT = 'Attempt';
/**
 * An account that never gets its pack is not worth an update of every account, and a message, each time: the same ones are tried once in
 * that time. The id of the operation says which they were and when, so that nothing has to be kept.
 */
const SAME_PACKS_AFTER = 24 * 60 * 60 * 1000;
/** An account that joined a moment ago is still automatic deployment's. */
const SETTLED_AFTER = 60 * 60 * 1000;
/** As many instances as a person reads; an event holds 256 KB. */
const MAX_TOLD = 50;

/** One account that fails again must not keep the others from their repetition. */
const EACH_FOR_ITSELF = {
  ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE', MaxConcurrentPercentage: 100, FailureTolerancePercentage: 100, RegionConcurrencyType: 'PARALLEL',
} as const;

type StackSet = NonNullable<DescribeStackSetCommandOutput['StackSet']>;

/** What EventBridge sends: its schedule, or the end of an operation. */
interface Trigger {
  readonly 'detail-type': string;
  readonly 'detail': { readonly 'stack-set-arn'?: string; readonly 'stack-set-operation-id'?: string };
}

/** What a look at a StackSet found. */
interface Found {
  /** An operation is under way: nothing was looked at, and its end calls again. */
  readonly busy?: true;
  readonly remaining: readonly Remaining[];
}

export const handler = async (event: Trigger): Promise<void> => {
  console.log(JSON.stringify(event));
  const { 'stack-set-arn': arn, 'stack-set-operation-id': operationId = '' } = event.detail ?? {};
  const names = listed(process.env.STACK_SETS).filter(name => arn === undefined || arn.includes(`:stackset/${name}:`));
  if (names.length === 0) {
    return;
  }
  const accounts = await everyAccount(NextToken => retry(() => organizations.send(new ListAccountsCommand({ NextToken }))));
  const own = operationId.startsWith(OWN_OPERATION);
  const found: Found[] = [];
  for (const name of names) {
    found.push(await reconcile(name, accounts, own));
  }
  // What somebody else's operation mended, the schedule finds early enough.
  if (arn === undefined || (own && !found.some(({ busy }) => busy))) {
    const putAgain = AGAIN.test(operationId);
    for (const name of listed(process.env.PUT_AGAIN).filter(each => !putAgain || names.includes(each))) {
      found.push(await reconcilePacks(name, accounts, putAgain));
    }
  }
  const remaining = found.flatMap(each => each.remaining);
  if (remaining.length > 0) {
    await tell(remaining);
  }
};

const listed = (text = ''): string[] => text.split(',').filter(each => each !== '');

/**
 * Puts the packs of a StackSet again where AWS Config says that an account is without one: it does not try that by itself, and all
 * instances are current meanwhile. Packs that the same accounts are without as the last time are put again after a day.
 *
 * @param putAgain whether that was just done: then whoever is still without is for a person
 */
async function reconcilePacks(name: string, accounts: Account[], putAgain: boolean): Promise<Found> {
  const stackSet = await describe(name);
  const operations = stackSet ? await latestOperations(name) : [];
  if (!stackSet || operations.some(isUnderWay)) {
    return { remaining: [] };
  }
  const again: Instance[] = [];
  const without: Remaining[] = [];
  const remaining: Remaining[] = [];
  // An instance that failed is repeated, or told, for itself.
  for (const instance of (await instancesOf(name)).filter(({ Status }) => putAgain || Status === 'CURRENT').map(place)) {
    try {
      const failed = await failedPacks({
        ...instance, accounts, managementAccountId: process.env.MANAGEMENT_ACCOUNT_ID!,
        roleArn: process.env.PACK_STATUS_ROLE!.replace('*', instance.account),
      });
      console.log(JSON.stringify(failed));
      without.push(...failed);
      again.push(...failed.length > 0 ? [instance] : []);
    } catch (error) {
      const reason = `AWS Config was not asked for packs: ${errorName(error)} ${(error as Error).message}`;
      remaining.push({ ...instance, stackSet: name, status: 'UNKNOWN', reason });
    }
  }
  if (putAgain) {
    return { remaining: [...remaining, ...without] };
  }
  const attempt = (region: string) => `${region}-${digest(without.filter(each => each.region === region))}`;
  await repeat('again', stackSet, again.filter(({ region }) => !wasTried(operations, attempt(region))), attempt);
  return { remaining };
}

/**
 * Which accounts are without which packs, as short as the id of an operation must be. That two sets come to the same number is unlikely,
 * and costs the second one a day.
 */
function digest(without: Remaining[]): string {
  const text = without.map(({ stackSet, account }) => `${stackSet} ${account}`).sort().join();
  return [...text].reduce((hash, character) => (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0, 7).toString(16);
}

/** Whether the attempt was made a while ago; its id ends with the time. */
function wasTried(operations: StackSetOperationSummary[], attempt: string): boolean {
  const prefix = `${OWN_OPERATION}again-${attempt}-`;
  return operations.some(({ OperationId = '' }) =>
    OperationId.startsWith(prefix) && Date.now() - Number(OperationId.slice(prefix.length)) < SAME_PACKS_AFTER);
}

/**
 * Repeats what failed, and adds what is missing.
 *
 * @param repeated whether that was just done: then whatever is left is for a person
 */
async function reconcile(name: string, accounts: Account[], repeated: boolean): Promise<Found> {
  const stackSet = await describe(name);
  if (!stackSet) {
    return { remaining: [] };
  }
  if ((await latestOperations(name)).some(isUnderWay)) {
    return { remaining: [], busy: true };
  }
  const suspended = new Set(accounts.filter(account => !isActive(account)).map(({ Id }) => Id));
  const instances = (await instancesOf(name)).filter(({ Account: account }) => !suspended.has(account));
  const failed = instances.filter(hasFailed);
  const missing = missingInstances(stackSet, instances, await targetsOf(stackSet, accounts));
  if (!repeated) {
    await repeat('update', stackSet, failed.filter(isRepeatable).map(place));
    await repeat('create', stackSet, missing);
  }
  const left = repeated ? failed : failed.filter(instance => !isRepeatable(instance));
  return {
    remaining: [
      ...left.map(instance => ({ ...place(instance), stackSet: name, status: statusOf(instance), reason: instance.StatusReason ?? 'no reason given' })),
      ...(repeated ? missing : []).map(instance => ({ ...instance, stackSet: name, status: 'MISSING', reason: 'the account has no stack here' })),
    ],
  };
}

/** A StackSet that is not deployed yet is nothing to repeat. */
async function describe(StackSetName: string): Promise<StackSet | undefined> {
  try {
    return (await retry(() => cloudFormation.send(new DescribeStackSetCommand({ StackSetName })))).StackSet;
  } catch (error) {
    if (errorName(error).startsWith('StackSetNotFound')) {
      return undefined;
    }
    throw error;
  }
}

/**
 * The latest operations come first.
 *
 * @see https://github.com/aws/aws-cli/blob/develop/awscli/examples/cloudformation/list-stack-set-operations.rst
 */
async function latestOperations(StackSetName: string): Promise<StackSetOperationSummary[]> {
  const request = new ListStackSetOperationsCommand({ StackSetName, MaxResults: 100 });
  return (await retry(() => cloudFormation.send(request))).Summaries ?? [];
}

/** The end of an operation will call again. */
const isUnderWay = ({ Status }: StackSetOperationSummary): boolean => ['RUNNING', 'QUEUED', 'STOPPING'].includes(Status ?? '');

async function instancesOf(StackSetName: string): Promise<StackInstanceSummary[]> {
  const instances: StackInstanceSummary[] = [];
  for await (const { Summaries = [] } of paginateListStackInstances({ client: cloudFormation }, { StackSetName })) {
    instances.push(...Summaries);
  }
  return instances;
}

/** Accounts that automatic deployment puts a stack into: all, or those below the units that are targets. */
async function targetsOf({ AutoDeployment, OrganizationalUnitIds = [] }: StackSet, accounts: Account[]): Promise<Account[]> {
  if (!AutoDeployment?.Enabled) {
    return [];
  }
  if (OrganizationalUnitIds.some(id => id.startsWith('r-'))) {
    return accounts;
  }
  const ids = new Set<string>();
  for (const unit of OrganizationalUnitIds) {
    (await accountsBelow(unit, BELOW)).forEach(id => ids.add(id));
  }
  return accounts.filter(({ Id }) => ids.has(Id!));
}

const BELOW = {
  accounts: (ParentId: string) => all(paginateListAccountsForParent({ client: organizations }, { ParentId }), page => page.Accounts),
  units: (ParentId: string) =>
    all(paginateListOrganizationalUnitsForParent({ client: organizations }, { ParentId }), page => page.OrganizationalUnits),
};

async function all<P, T>(pages: AsyncIterable<P>, items: (page: P) => T[] | undefined): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) {
    found.push(...items(page) ?? []);
  }
  return found;
}

/** Where automatic deployment should have put a stack, and has not. */
function missingInstances({ Regions = [] }: StackSet, instances: StackInstanceSummary[], accounts: Account[]): Instance[] {
  const known = new Set(instances.map(({ Account: account, Region: region }) => `${account} ${region}`));
  return accounts
    // Automatic deployment leaves the management account out.
    .filter(account => account.Id !== process.env.MANAGEMENT_ACCOUNT_ID)
    .filter(account => isActive(account) && Date.now() - Number(account.JoinedTimestamp ?? 0) > SETTLED_AFTER)
    .flatMap(({ Id }) => Regions.map(region => ({ account: Id!, region })))
    .filter(({ account, region }) => !known.has(`${account} ${region}`));
}

/** One operation a region, by the name of the attempt; StackSets queue them. AWS repeats what failed, a creation too, by an update. */
async function repeat(
  verb: 'create' | 'update' | 'again', stackSet: StackSet, instances: Instance[], attempt = (region: string) => region,
): Promise<void> {
  for (const region of [...new Set(instances.map(instance => instance.region))].sort()) {
    const accounts = instances.filter(instance => instance.region === region).map(({ account }) => account).sort();
    const input = {
      StackSetName: stackSet.StackSetName!,
      ...targets(stackSet, accounts),
      Regions: [region],
      OperationId: `${OWN_OPERATION}${verb}-${attempt(region)}-${Date.now()}`,
      OperationPreferences: EACH_FOR_ITSELF,
      ...verb === 'again' && { ParameterOverrides: [{ ParameterKey: ATTEMPT, ParameterValue: String(Date.now()) }] },
    };
    console.log(JSON.stringify(input));
    await retry<unknown>(() => verb === 'create'
      ? cloudFormation.send(new CreateStackInstancesCommand(input))
      : cloudFormation.send(new UpdateStackInstancesCommand(input)));
  }
}

function targets({ PermissionModel, OrganizationalUnitIds }: StackSet, Accounts: string[]) {
  return PermissionModel === 'SELF_MANAGED'
    ? { Accounts }
    : { DeploymentTargets: { OrganizationalUnitIds, Accounts, AccountFilterType: 'INTERSECTION' as const } };
}

async function tell(remaining: Remaining[]): Promise<void> {
  console.error(JSON.stringify(remaining));
  const told = remaining.slice(0, MAX_TOLD);
  const detail = {
    count: remaining.length,
    instances: told.map(({ stackSet, account, region, status, reason }) => `${stackSet} in ${account} ${region}: ${status}, ${reason}`.slice(0, 500)).join('\n'),
  };
  const { FailedEntryCount } = await retry(() => eventBridge.send(new PutEventsCommand({
    Entries: [{ Source: process.env.EVENT_SOURCE, DetailType: process.env.EVENT_TYPE, Detail: JSON.stringify(detail) }],
  })));
  if (FailedEntryCount) {
    throw new Error('the event with the remaining instances was not taken');
  }
}
