import { EnableOrganizationAdminAccountCommand, GuardDutyClient, ListOrganizationAdminAccountsCommand } from '@aws-sdk/client-guardduty';
import { Administration, idsOf } from './administration.handler';

/** Of GuardDuty. */
export function guardDuty(region: string): Administration {
  const client = new GuardDutyClient({ region });
  return {
    administrators: async () => {
      const { AdminAccounts } = await client.send(new ListOrganizationAdminAccountsCommand({}));
      return idsOf(AdminAccounts?.map(({ AdminAccountId }) => AdminAccountId));
    },
    designate: async accountId => void await client.send(new EnableOrganizationAdminAccountCommand({ AdminAccountId: accountId })),
  };
}
