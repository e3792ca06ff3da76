import { activeAccounts } from '../../../lib/constructs/detection/private/organization-accounts';

test('takes every active account but one, with its address', async () => {
  const accounts = [['1', 'ACTIVE'], ['2', 'SUSPENDED'], ['3', 'ACTIVE']].map(([Id, State]) => ({ Id, State, Email: `${Id}@example.com` }));
  expect(await activeAccounts('1', () => Promise.resolve({ Accounts: accounts }))).toEqual([{ id: '3', email: '3@example.com' }]);
});
