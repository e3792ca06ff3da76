import {
  ConfigServiceClient, OrganizationConformancePack, paginateDescribeOrganizationConformancePacks, paginateGetOrganizationConformancePackDetailedStatus,
} from '@aws-sdk/client-config-service';
import { Account } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { retry } from '../../../core/custom-resource.handler';
import { Instance, isActive, Remaining } from './stack-instances';

/** AWS Config waits seven hours for the recorder of an account that joined. */
const GIVEN_UP_AFTER = 8 * 60 * 60 * 1000;
/** Whoever puts other packs looks after them. */
const OWN_PACK = /^lz-/;

const sts = new STSClient({});

/**
 * Accounts without the conformance packs that the account of the instance put in its region. Only that account is told of its packs, so it is
 * asked by a role there.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeOrganizationConformancePacks.html
 */
export async function failedPacks({ account, region }: Instance, accounts: Account[]): Promise<Remaining[]> {
  const client = new ConfigServiceClient({ region, credentials: await credentialsIn(account) });
  const failed: Remaining[] = [];
  for await (const { OrganizationConformancePacks = [] } of paginateDescribeOrganizationConformancePacks({ client }, {})) {
    for (const pack of OrganizationConformancePacks.filter(({ OrganizationConformancePackName: name }) => OWN_PACK.test(name ?? ''))) {
      failed.push(...await accountsWithout(client, region, pack, accounts));
    }
  }
  return failed;
}

/** Where the pack failed, and active accounts that AWS Config says nothing of any more. */
async function accountsWithout(client: ConfigServiceClient, region: string, pack: OrganizationConformancePack, accounts: Account[]): Promise<Remaining[]> {
  const { OrganizationConformancePackName, ExcludedAccounts = [] } = pack;
  const stackSet = `conformance pack ${OrganizationConformancePackName}`;
  const active = accounts.filter(isActive);
  const known = new Set<string | undefined>([...ExcludedAccounts, process.env.MANAGEMENT_ACCOUNT_ID]);
  const failed: Remaining[] = [];
  const pages = paginateGetOrganizationConformancePackDetailedStatus({ client }, { OrganizationConformancePackName });
  for await (const { OrganizationConformancePackDetailedStatuses = [] } of pages) {
    for (const { AccountId: account = '', Status: status = '', ErrorCode, ErrorMessage } of OrganizationConformancePackDetailedStatuses) {
      known.add(account);
      if (status.endsWith('_FAILED') && active.some(({ Id }) => Id === account)) {
        failed.push({ stackSet, account, region, status, reason: [ErrorCode, ErrorMessage].filter(Boolean).join(', ') || 'no reason given' });
      }
    }
  }
  const missing = active.filter(({ Id, JoinedTimestamp }) => !known.has(Id) && Date.now() - Number(JoinedTimestamp ?? 0) > GIVEN_UP_AFTER);
  return [...failed, ...missing.map(({ Id }) => ({ stackSet, account: Id!, region, status: 'MISSING', reason: 'AWS Config does not know the account' }))];
}

async function credentialsIn(account: string) {
  const { Credentials } = await retry(() => sts.send(new AssumeRoleCommand({
    RoleArn: process.env.PACK_STATUS_ROLE!.replace('*', account), RoleSessionName: 'lz-stackset-reconcile', DurationSeconds: 900,
  })));
  return {
    accessKeyId: String(Credentials?.AccessKeyId),
    secretAccessKey: String(Credentials?.SecretAccessKey),
    sessionToken: String(Credentials?.SessionToken),
  };
}
