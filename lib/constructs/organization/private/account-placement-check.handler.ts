import { ListParentsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { retry, serve } from '../../../core/custom-resource.handler';

const organizations = new OrganizationsClient({});

export const handler = serve(async ({ ResourceProperties: wanted }) => {
  const misplaced: string[] = [];
  for (const { AccountId, ParentId } of wanted.Placements as { AccountId: string; ParentId: string }[]) {
    const { Parents } = await retry(() => organizations.send(new ListParentsCommand({ ChildId: AccountId })));
    const actual = Parents?.[0]?.Id;
    if (actual !== ParentId) {
      misplaced.push(`${AccountId} lies in ${actual}, not in ${ParentId}`);
    }
  }
  if (misplaced.length > 0) {
    throw new Error(`adopted accounts are not where the configuration says: ${misplaced.join('; ')}. Move them, or correct 'organizationalUnit'`);
  }
  return { physicalResourceId: 'account-placement-check' };
});
