import { DetectiveClient, EnableOrganizationAdminAccountCommand, ListOrganizationAdminAccountsCommand } from '@aws-sdk/client-detective';
import { Administration, idsOf } from './administration.handler';

/** Of Detective. */
export function detective(region: string): Administration {
  const client = new DetectiveClient({ region });
  return {
    administrators: async () => {
      const { Administrators } = await client.send(new ListOrganizationAdminAccountsCommand({}));
      return idsOf(Administrators?.map(({ AccountId }) => AccountId));
    },
    designate: async accountId => void await client.send(new EnableOrganizationAdminAccountCommand({ AccountId: accountId })),
  };
}
