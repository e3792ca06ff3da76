import {
  EnableMacieCommand, EnableOrganizationAdminAccountCommand, GetMacieSessionCommand, ListOrganizationAdminAccountsCommand, Macie2Client,
} from '@aws-sdk/client-macie2';
import { errorName, retry, sleep } from '../../../../../core/custom-resource.handler';
import { Administration, idsOf } from './administration.handler';

/** Macie answers nothing to a management account that has not enabled it, and its administrator could not add that account either. */
export function macie(region: string): Administration {
  const client = new Macie2Client({ region });
  return {
    administrators: async () => {
      await enableMacie(client);
      const { adminAccounts } = await client.send(new ListOrganizationAdminAccountsCommand({}));
      return idsOf(adminAccounts?.map(({ accountId }) => accountId));
    },
    designate: async accountId => void await client.send(new EnableOrganizationAdminAccountCommand({ adminAccountId: accountId })),
  };
}

const POLL_SECONDS = 5;
const POLLS = 12;

async function enableMacie(client: Macie2Client): Promise<void> {
  for (let poll = 0; !await isMacieEnabled(client); poll++) {
    if (poll === POLLS) {
      throw new Error(`Macie of the management account is not enabled after ${(POLLS * POLL_SECONDS) / 60} minute: deploy again`);
    }
    if (poll === 0) {
      console.log('enabling Macie in the management account');
      await retry(() => client.send(new EnableMacieCommand({ status: 'ENABLED' })));
    }
    await sleep(POLL_SECONDS * 1000);
  }
}

/** Where Macie is not enabled, asking for its session is denied, to everybody. */
async function isMacieEnabled(client: Macie2Client): Promise<boolean> {
  try {
    const { status } = await retry(() => client.send(new GetMacieSessionCommand({})));
    return status === 'ENABLED';
  } catch (error) {
    if (errorName(error) === 'AccessDeniedException' && /not enabled/i.test((error as Error).message)) {
      return false;
    }
    throw error;
  }
}
