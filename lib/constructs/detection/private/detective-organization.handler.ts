import {
  CreateMembersCommand, DescribeOrganizationConfigurationCommand, DetectiveClient, ListGraphsCommand, ListMembersCommand,
  UpdateOrganizationConfigurationCommand,
} from '@aws-sdk/client-detective';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { retry, serve, sleep, whereOffered } from '../../../core/custom-resource.handler';
import { activeAccounts, chunks } from './organization-accounts';

const detective = new DetectiveClient({});
const organizations = new OrganizationsClient({});

const POLL_SECONDS = 10;
const POLLS = 36;
/** CreateMembers takes no more. */
const CHUNK = 50;

export const handler = serve(({ ResourceProperties }) => whereOffered('Detective', untilGraph, async GraphArn => {
  const administrator = String(ResourceProperties.AdministratorId);
  const { AutoEnable } = await retry(() => detective.send(new DescribeOrganizationConfigurationCommand({ GraphArn })));
  if (!AutoEnable) {
    console.log('adding new accounts to the graph');
    await retry(() => detective.send(new UpdateOrganizationConfigurationCommand({ GraphArn, AutoEnable: true })));
  }
  await addMembers(GraphArn, administrator);
  return { physicalResourceId: GraphArn, data: { GraphArn } };
}, { GraphArn: '' }));

/** The designation of the administrator makes its graph; an account has one in a region. */
async function untilGraph(): Promise<string> {
  for (let poll = 1; ; poll++) {
    const { GraphList = [] } = await retry(() => detective.send(new ListGraphsCommand({})));
    if (GraphList.length > 0) {
      return String(GraphList[0].Arn);
    }
    if (poll === POLLS) {
      throw new Error('Detective is not enabled here: designate this account as its administrator in this region first');
    }
    await sleep(POLL_SECONDS * 1000);
  }
}

async function addMembers(GraphArn: string, administrator: string): Promise<void> {
  const members = new Set<string | undefined>();
  let token: string | undefined;
  do {
    const page = await retry(() => detective.send(new ListMembersCommand({ GraphArn, NextToken: token })));
    page.MemberDetails?.filter(({ Status }) => Status === 'ENABLED').forEach(({ AccountId }) => members.add(AccountId));
    token = page.NextToken;
  } while (token);
  const listAccounts = (NextToken?: string) => retry(() => organizations.send(new ListAccountsCommand({ NextToken })));
  const accounts = await activeAccounts(administrator, listAccounts);
  const missing = accounts.filter(({ id }) => !members.has(id)).map(({ id, email }) => ({ AccountId: id, EmailAddress: email }));
  for (const Accounts of chunks(missing, CHUNK)) {
    console.log(`adding ${Accounts.map(({ AccountId }) => AccountId).join(', ')}`);
    const request = new CreateMembersCommand({ GraphArn, Accounts, DisableEmailNotification: true });
    const { UnprocessedAccounts = [] } = await retry(() => detective.send(request));
    if (UnprocessedAccounts.length > 0) {
      throw new Error(`Detective did not add ${UnprocessedAccounts.map(({ AccountId, Reason }) => `${AccountId}: ${Reason}`).join('; ')}`);
    }
  }
}
