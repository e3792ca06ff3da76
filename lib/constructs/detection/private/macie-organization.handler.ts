import {
  CreateMemberCommand, DescribeOrganizationConfigurationCommand, GetAutomatedDiscoveryConfigurationCommand, GetMacieSessionCommand,
  ListMembersCommand, Macie2Client, UpdateAutomatedDiscoveryConfigurationCommand, UpdateMacieSessionCommand,
  UpdateOrganizationConfigurationCommand,
} from '@aws-sdk/client-macie2';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { errorName, retry, serve, sleep, whereOffered } from '../../../core/custom-resource.handler';
import { activeAccounts } from './organization-accounts';

const macie = new Macie2Client({});
const organizations = new OrganizationsClient({});

const POLL_SECONDS = 10;
const POLLS = 36;

export const handler = serve(({ ResourceProperties }) => whereOffered('Macie', updateSession, async () => {
  const administrator = String(ResourceProperties.AdministratorId);
  await updateOrganization();
  const listAccounts = (NextToken?: string) => retry(() => organizations.send(new ListAccountsCommand({ NextToken })));
  const accounts = await activeAccounts(administrator, listAccounts);
  const members = await memberIds();
  for (const { id, email } of accounts.filter(account => !members.has(account.id))) {
    console.log(`adding ${id}`);
    await retry(() => macie.send(new CreateMemberCommand({ account: { accountId: id, email } })));
  }
  await updateDiscovery(String(ResourceProperties.AutomatedDiscovery) === 'true');
  return { physicalResourceId: `macie-${administrator}` };
}));

/** The designation of the administrator enables Macie, which answers nothing until then. */
async function updateSession(): Promise<void> {
  for (let poll = 1; ; poll++) {
    try {
      const { status, findingPublishingFrequency } = await retry(() => macie.send(new GetMacieSessionCommand({})));
      if (status !== 'ENABLED' || findingPublishingFrequency !== 'FIFTEEN_MINUTES') {
        console.log('updating the session');
        await retry(() => macie.send(new UpdateMacieSessionCommand({ status: 'ENABLED', findingPublishingFrequency: 'FIFTEEN_MINUTES' })));
      }
      return;
    } catch (error) {
      if (errorName(error) !== 'AccessDeniedException' || !/not enabled/i.test((error as Error).message)) {
        throw error;
      }
      if (poll === POLLS) {
        throw new Error('Macie is not enabled here: designate this account as its administrator in this region first', { cause: error });
      }
      await sleep(POLL_SECONDS * 1000);
    }
  }
}

async function updateOrganization(): Promise<void> {
  const { autoEnable } = await retry(() => macie.send(new DescribeOrganizationConfigurationCommand({})));
  if (!autoEnable) {
    console.log('enabling Macie in new accounts');
    await retry(() => macie.send(new UpdateOrganizationConfigurationCommand({ autoEnable: true })));
  }
}

async function memberIds(): Promise<Set<string | undefined>> {
  const found = new Set<string | undefined>();
  let nextToken: string | undefined;
  do {
    const page = await retry(() => macie.send(new ListMembersCommand({ onlyAssociated: 'true', nextToken })));
    page.members?.forEach(({ accountId }) => found.add(accountId));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

async function updateDiscovery(wanted: boolean): Promise<void> {
  const current = await retry(() => macie.send(new GetAutomatedDiscoveryConfigurationCommand({})));
  const { status } = current;
  const isOn = status === 'ENABLED' && current.autoEnableOrganizationMembers === 'ALL';
  if (wanted && !isOn) {
    console.log('enabling automated discovery of sensitive data');
    const request = new UpdateAutomatedDiscoveryConfigurationCommand({ status: 'ENABLED', autoEnableOrganizationMembers: 'ALL' });
    await retry(() => macie.send(request));
  }
  if (!wanted && status === 'ENABLED') {
    console.log('disabling automated discovery of sensitive data');
    await retry(() => macie.send(new UpdateAutomatedDiscoveryConfigurationCommand({ status: 'DISABLED' })));
  }
}
