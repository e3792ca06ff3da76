import { EnableOrganizationAdminAccountCommand, ListOrganizationAdminAccountsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { Administration, idsOf } from './administration.handler';

/** Of Security Hub. */
export function securityHub(region: string): Administration {
  const client = new SecurityHubClient({ region });
  return {
    administrators: async () => {
      const { AdminAccounts } = await client.send(new ListOrganizationAdminAccountsCommand({}));
      return idsOf(AdminAccounts?.map(({ AccountId }) => AccountId));
    },
    designate: async accountId => void await client.send(new EnableOrganizationAdminAccountCommand({ AdminAccountId: accountId })),
  };
}
