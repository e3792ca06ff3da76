import { EnableDelegatedAdminAccountCommand, Inspector2Client, ListDelegatedAdminAccountsCommand } from '@aws-sdk/client-inspector2';
import { Administration, idsOf } from './administration.handler';

/** Of Inspector. */
export function inspector(region: string): Administration {
  const client = new Inspector2Client({ region });
  return {
    administrators: async () => {
      const { delegatedAdminAccounts } = await client.send(new ListDelegatedAdminAccountsCommand({}));
      return idsOf(delegatedAdminAccounts?.map(({ accountId }) => accountId));
    },
    designate: async accountId => void await client.send(new EnableDelegatedAdminAccountCommand({ delegatedAdminAccountId: accountId })),
  };
}
