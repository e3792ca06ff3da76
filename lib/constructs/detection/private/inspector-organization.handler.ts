import {
  AssociateMemberCommand, BatchGetAccountStatusCommand, DescribeOrganizationConfigurationCommand, EnableCommand, Inspector2Client,
  ListMembersCommand, UpdateOrganizationConfigurationCommand,
} from '@aws-sdk/client-inspector2';
import type { AutoEnable, ResourceScanType, ResourceState } from '@aws-sdk/client-inspector2';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { errorName, retry, serve, sleep, strings, whereOffered } from '../../../core/custom-resource.handler';
import { activeAccounts, chunks } from './organization-accounts';

const inspector = new Inspector2Client({});
const organizations = new OrganizationsClient({});

const POLL_SECONDS = 10;
const POLLS = 36;
/** BatchGetAccountStatus and Enable take no more. */
const CHUNK = 100;

/** Scans by the name they have in settings and answers. */
const SCANS: Readonly<Record<string, keyof AutoEnable & keyof ResourceState>> =
  { EC2: 'ec2', ECR: 'ecr', LAMBDA: 'lambda', LAMBDA_CODE: 'lambdaCode', CODE_REPOSITORY: 'codeRepository' };

export const handler = serve(({ ResourceProperties }) => whereOffered('Inspector', organizationConfiguration, async current => {
  const administrator = String(ResourceProperties.AdministratorId);
  const scans = strings(ResourceProperties.Scans);
  await updateOrganization(current, scans);
  const listAccounts = (NextToken?: string) => retry(() => organizations.send(new ListAccountsCommand({ NextToken })));
  const accounts = await activeAccounts(administrator, listAccounts);
  const ids = accounts.map(({ id }) => id);
  await addMembers(ids);
  await enable([administrator, ...ids], scans);
  return { physicalResourceId: `inspector-${administrator}` };
}));

/** New accounts are scanned as they join. */
async function updateOrganization(current: Partial<AutoEnable>, scans: string[]): Promise<void> {
  const wanted = Object.fromEntries(Object.entries(SCANS).map(([scan, name]) => [name, scans.includes(scan)])) as unknown as AutoEnable;
  if (Object.values(SCANS).some(name => (current[name] ?? false) !== wanted[name])) {
    console.log('updating the configuration of the organization');
    await retry(() => inspector.send(new UpdateOrganizationConfigurationCommand({ autoEnable: wanted })));
  }
}

/** An account that Inspector does not know as administrator yet is refused for a while. */
async function organizationConfiguration(): Promise<Partial<AutoEnable>> {
  for (let poll = 1; ; poll++) {
    try {
      const { autoEnable } = await retry(() => inspector.send(new DescribeOrganizationConfigurationCommand({})));
      return autoEnable ?? {};
    } catch (error) {
      if (errorName(error) !== 'AccessDeniedException') {
        throw error;
      }
      if (poll === POLLS) {
        throw new Error(`${(error as Error).message}: designate this account as administrator of Inspector in this region first`, { cause: error });
      }
      await sleep(POLL_SECONDS * 1000);
    }
  }
}

/** An account is a member only a while after it was associated; until then nothing can be enabled in it. */
async function addMembers(accounts: string[]): Promise<void> {
  const missing = without(await memberIds(), accounts);
  for (const accountId of missing) {
    console.log(`adding ${accountId}`);
    await retry(() => inspector.send(new AssociateMemberCommand({ accountId })));
  }
  for (let poll = 1; missing.length > 0; poll++) {
    const pending = without(await memberIds(), missing);
    if (pending.length === 0) {
      return;
    }
    if (poll === POLLS) {
      throw new Error(`Inspector did not make ${pending.join(', ')} members after ${(POLLS * POLL_SECONDS) / 60} minutes: deploy again`);
    }
    await sleep(POLL_SECONDS * 1000);
  }
}

const without = (members: ReadonlySet<string | undefined>, accounts: readonly string[]) => accounts.filter(id => !members.has(id));

async function memberIds(): Promise<Set<string | undefined>> {
  const found = new Set<string | undefined>();
  let nextToken: string | undefined;
  do {
    const page = await retry(() => inspector.send(new ListMembersCommand({ onlyAssociated: true, nextToken })));
    page.members?.forEach(({ accountId }) => found.add(accountId));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

/** Scans what exists already; each account lacks a set of scans, mostly the same. */
async function enable(accounts: string[], scans: string[]): Promise<void> {
  const lacking = new Map<string, string[]>();
  for (const accountIds of chunks(accounts, CHUNK)) {
    const { accounts: states } = await retry(() => inspector.send(new BatchGetAccountStatusCommand({ accountIds })));
    for (const { accountId, resourceState } of states ?? []) {
      const missing = scans.filter(scan => !['ENABLED', 'ENABLING'].includes(String(resourceState?.[SCANS[scan]]?.status))).join();
      lacking.set(missing, [...lacking.get(missing) ?? [], String(accountId)]);
    }
  }
  lacking.delete('');
  for (const [missing, ids] of lacking) {
    for (const accountIds of chunks(ids, CHUNK)) {
      await enableScans(accountIds, missing.split(',') as ResourceScanType[]);
    }
  }
}

async function enableScans(accountIds: string[], resourceTypes: ResourceScanType[]): Promise<void> {
  console.log(`enabling ${resourceTypes.join(', ')} in ${accountIds.join(', ')}`);
  const { failedAccounts = [] } = await retry(() => inspector.send(new EnableCommand({ accountIds, resourceTypes })));
  const failed = failedAccounts.filter(({ errorCode }) => !['ALREADY_ENABLED', 'ENABLE_IN_PROGRESS'].includes(String(errorCode)));
  if (failed.length > 0) {
    throw new Error(`Inspector is not enabled in ${failed.map(({ accountId, errorMessage }) => `${accountId}: ${errorMessage}`).join('; ')}`);
  }
}
