import {
  ConfigServiceClient, OrganizationConformancePack, paginateDescribeOrganizationConformancePacks,
  paginateGetOrganizationConformancePackDetailedStatus,
} from '@aws-sdk/client-config-service';
import { Account } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { isActive } from '../../../../core/accounts.handler';
import { retry } from '../../../../core/custom-resource.handler';
import { Instance, Remaining } from './stack-instances.handler';

/** AWS Config waits seven hours for the recorder of an account that joined. */
const GIVEN_UP_AFTER = 8 * 60 * 60 * 1000;
/** Whoever puts other packs looks after them. */
const OWN_PACK = /^lz-/;

const sts = new STSClient({});

/** Whom to ask about packs, and who should have them. */
export interface PackQuestion extends Instance {
  /** The role to ask by; it stands in the account that put the packs. */
  readonly roleArn: string;
  readonly accounts: Account[];
  readonly managementAccountId: string;
}

/**
 * Accounts without the conformance packs that an account put in its region. Only that account is told of its packs, so it is asked by a
 * role there.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeOrganizationConformancePacks.html
 */
export async function failedPacks(question: PackQuestion): Promise<Remaining[]> {
  const client = new ConfigServiceClient({ region: question.region, credentials: await credentialsOf(question.roleArn) });
  const failed: Remaining[] = [];
  for await (const { OrganizationConformancePacks = [] } of paginateDescribeOrganizationConformancePacks({ client }, {})) {
    for (const pack of OrganizationConformancePacks.filter(({ OrganizationConformancePackName: name }) => OWN_PACK.test(name ?? ''))) {
      failed.push(...await accountsWithout(pack, client, question));
    }
  }
  return failed;
}

/** Where the pack failed, and active members that AWS Config says nothing of any more. */
async function accountsWithout(
  { OrganizationConformancePackName, ExcludedAccounts = [] }: OrganizationConformancePack, client: ConfigServiceClient,
  { region, accounts, managementAccountId }: PackQuestion,
): Promise<Remaining[]> {
  const stackSet = `conformance pack ${OrganizationConformancePackName}`;
  const active = accounts.filter(isActive);
  const known = new Set<string | undefined>([...ExcludedAccounts, managementAccountId]);
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
  return [
    ...failed,
    ...missing.map(({ Id }) => ({ stackSet, account: Id!, region, status: 'MISSING', reason: 'AWS Config does not know the account' })),
  ];
}

async function credentialsOf(RoleArn: string) {
  const request = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'lz-stackset-reconcile', DurationSeconds: 900 });
  const { Credentials } = await retry(() => sts.send(request));
  return {
    accessKeyId: String(Credentials?.AccessKeyId),
    secretAccessKey: String(Credentials?.SecretAccessKey),
    sessionToken: String(Credentials?.SessionToken),
  };
}
