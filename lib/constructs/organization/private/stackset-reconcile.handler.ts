import {
  CloudFormationClient, CreateStackInstancesCommand, DescribeStackSetCommand, DescribeStackSetCommandOutput, ListStackSetOperationsCommand,
  paginateListStackInstances, StackInstanceSummary, UpdateStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { Account, OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { errorName, retry } from '../../../core/custom-resource.handler';

const cloudFormation = new CloudFormationClient({});
const organizations = new OrganizationsClient({});
const eventBridge = new EventBridgeClient({});

/** Operations of this function begin so: what failed in one of them is told instead of being repeated at once. */
const OWN_OPERATION = 'lz-reconcile-';
/** What such an operation mended, others may have waited for in vain. */
const MENDING = /^lz-reconcile-(create|update)-/;
/** The parameter of StackSets that are put again: its value means nothing but that it is another. */
const ATTEMPT = 'Attempt';
/** An account that joined a moment ago is still automatic deployment's. */
const SETTLED_AFTER = 60 * 60 * 1000;
/** As many instances as a person reads; an event holds 256 KB. */
const MAX_TOLD = 50;

/** One account that fails again must not keep the others from their repetition. */
const EACH_FOR_ITSELF = {
  ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE', MaxConcurrentPercentage: 100, FailureTolerancePercentage: 100, RegionConcurrencyType: 'PARALLEL',
} as const;

type StackSet = NonNullable<DescribeStackSetCommandOutput['StackSet']>;
interface Instance { readonly account: string; readonly region: string }
interface Remaining extends Instance { readonly stackSet: string; readonly status: string; readonly reason: string }

/** What EventBridge sends: its schedule, or the end of an operation. */
interface Trigger {
  readonly 'detail-type': string;
  readonly 'detail': { readonly 'stack-set-arn'?: string; readonly 'stack-set-operation-id'?: string };
}

export const handler = async (event: Trigger): Promise<void> => {
  console.log(JSON.stringify(event));
  const { 'stack-set-arn': arn, 'stack-set-operation-id': operationId = '' } = event.detail ?? {};
  const names = (process.env.STACK_SETS ?? '').split(',').filter(name => arn === undefined || arn.includes(`:stackset/${name}:`));
  const accounts = names.length > 0 ? await membersOfTheOrganization() : [];
  const remaining: Remaining[] = [];
  for (const name of names) {
    remaining.push(...await reconcile(name, accounts, operationId.startsWith(OWN_OPERATION)));
  }
  if (remaining.length > 0) {
    await tell(remaining);
  } else if (names.length > 0 && MENDING.test(operationId)) {
    await putAgain(names);
  }
};

/** Updates StackSets whose resources gave up on what has been mended since. */
async function putAgain(mended: string[]): Promise<void> {
  for (const name of (process.env.PUT_AGAIN ?? '').split(',').filter(other => other !== '' && !mended.includes(other))) {
    const stackSet = await describe(name);
    if (stackSet) {
      await repeat('again', stackSet, (await instancesOf(name)).map(place));
    }
  }
}

/**
 * Repeats what failed, and adds what is missing.
 *
 * @param repeated whether that was just done: then whatever is left is for a person
 */
async function reconcile(name: string, accounts: Account[], repeated: boolean): Promise<Remaining[]> {
  const stackSet = await describe(name);
  if (!stackSet || await isBusy(name)) {
    return [];
  }
  const suspended = new Set(accounts.filter(account => !isActive(account)).map(({ Id }) => Id));
  const instances = (await instancesOf(name)).filter(({ Account: account }) => !suspended.has(account));
  const failed = instances.filter(hasFailed);
  const missing = missingInstances(stackSet, instances, accounts);
  if (!repeated) {
    await repeat('update', stackSet, failed.filter(isRepeatable).map(place));
    await repeat('create', stackSet, missing);
  }
  const left = repeated ? failed : failed.filter(instance => !isRepeatable(instance));
  return [
    ...left.map(instance => ({ ...place(instance), stackSet: name, status: statusOf(instance), reason: instance.StatusReason ?? 'no reason given' })),
    ...(repeated ? missing : []).map(instance => ({ ...instance, stackSet: name, status: 'MISSING', reason: 'the account has no stack here' })),
  ];
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

/** Whether an operation is under way: its end will call again. */
async function isBusy(StackSetName: string): Promise<boolean> {
  const { Summaries = [] } = await retry(() => cloudFormation.send(new ListStackSetOperationsCommand({ StackSetName, MaxResults: 20 })));
  return Summaries.some(({ Status }) => ['RUNNING', 'QUEUED', 'STOPPING'].includes(Status ?? ''));
}

async function instancesOf(StackSetName: string): Promise<StackInstanceSummary[]> {
  const instances: StackInstanceSummary[] = [];
  for await (const { Summaries = [] } of paginateListStackInstances({ client: cloudFormation }, { StackSetName })) {
    instances.push(...Summaries);
  }
  return instances;
}

/** Every account but the management account, which automatic deployment leaves out. */
async function membersOfTheOrganization(): Promise<Account[]> {
  const accounts: Account[] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client: organizations }, {})) {
    accounts.push(...Accounts.filter(({ Id }) => Id !== process.env.MANAGEMENT_ACCOUNT_ID));
  }
  return accounts;
}

const place = ({ Account: account, Region: region }: StackInstanceSummary): Instance => ({ account: account!, region: region! });

/** `Status` of an account gave way to `State` in 2026. */
const isActive = ({ State, Status }: Account): boolean => (State ?? Status) === 'ACTIVE';

const statusOf = ({ StackInstanceStatus, Status }: StackInstanceSummary): string => StackInstanceStatus?.DetailedStatus ?? Status ?? 'UNKNOWN';

function hasFailed(instance: StackInstanceSummary): boolean {
  return instance.Status !== 'CURRENT' && !['PENDING', 'RUNNING', 'SKIPPED_SUSPENDED_ACCOUNT'].includes(statusOf(instance));
}

/** StackSets leave inoperable instances out of updates, and an import cannot be repeated by an update. */
const isRepeatable = (instance: StackInstanceSummary): boolean => !['INOPERABLE', 'FAILED_IMPORT'].includes(statusOf(instance));

/** Where automatic deployment to the whole organization should have put a stack, and has not. */
function missingInstances(stackSet: StackSet, instances: StackInstanceSummary[], accounts: Account[]): Instance[] {
  const { AutoDeployment, OrganizationalUnitIds = [], Regions = [] } = stackSet;
  if (!AutoDeployment?.Enabled || !OrganizationalUnitIds.some(id => id.startsWith('r-'))) {
    return [];
  }
  const known = new Set(instances.map(({ Account: account, Region: region }) => `${account} ${region}`));
  return accounts
    .filter(account => isActive(account) && Date.now() - Number(account.JoinedTimestamp ?? 0) > SETTLED_AFTER)
    .flatMap(({ Id }) => Regions.map(region => ({ account: Id!, region })))
    .filter(({ account, region }) => !known.has(`${account} ${region}`));
}

/** One operation a region; StackSets queue them. AWS repeats what failed, a creation too, by an update. */
async function repeat(verb: 'create' | 'update' | 'again', stackSet: StackSet, instances: Instance[]): Promise<void> {
  for (const region of [...new Set(instances.map(instance => instance.region))].sort()) {
    const accounts = instances.filter(instance => instance.region === region).map(({ account }) => account).sort();
    const input = {
      StackSetName: stackSet.StackSetName!,
      ...targets(stackSet, accounts),
      Regions: [region],
      OperationId: `${OWN_OPERATION}${verb}-${region}-${Date.now()}`,
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
