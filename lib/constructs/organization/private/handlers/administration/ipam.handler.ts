import { EC2Client, EnableIpamOrganizationAdminAccountCommand } from '@aws-sdk/client-ec2';
import { ListDelegatedAdministratorsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { Administration, idsOf } from './administration.handler';

/** Of IP Address Manager, which designates by itself but leaves it to AWS Organizations to tell whom. */
export function ipam(region: string): Administration {
  const client = new EC2Client({ region });
  const organizations = new OrganizationsClient({});
  return {
    administrators: async () => {
      const request = new ListDelegatedAdministratorsCommand({ ServicePrincipal: 'ipam.amazonaws.com' });
      const { DelegatedAdministrators } = await organizations.send(request);
      return idsOf(DelegatedAdministrators?.map(({ Id }) => Id));
    },
    designate: async accountId => {
      const { Success } = await client.send(new EnableIpamOrganizationAdminAccountCommand({ DelegatedAdminAccountId: accountId }));
      if (Success === false) {
        throw new Error(`IPAM did not accept ${accountId} as its administrator: deploy again`);
      }
    },
  };
}
