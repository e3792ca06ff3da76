import { AccountPage, activeAccounts } from '../../../lib/constructs/detection/private/organization-accounts';

const page = (...Accounts: NonNullable<AccountPage['Accounts']>) => () => Promise.resolve({ Accounts });
const account = (Id: string, rest: { readonly State?: string; readonly Status?: string }) => ({ Id, Email: `${Id}@example.com`, ...rest });

test('takes accounts by State, which is all that AWS answers', async () => {
  const list = page(account('1', { State: 'ACTIVE' }), account('2', { State: 'SUSPENDED' }), account('3', { State: 'ACTIVE' }));
  expect(await activeAccounts('1', list)).toEqual([{ id: '3', email: '3@example.com' }]);
});

test('still takes accounts by Status, which some regions may answer for a while', async () => {
  expect(await activeAccounts('1', page(account('1', { Status: 'ACTIVE' }), account('2', { Status: 'ACTIVE' })))).toHaveLength(1);
});

test('reads every page', async () => {
  const pages: AccountPage[] = [{ Accounts: [account('1', { State: 'ACTIVE' })], NextToken: 'next' }, { Accounts: [account('2', { State: 'ACTIVE' })] }];
  expect(await activeAccounts('0', token => Promise.resolve(pages[token === 'next' ? 1 : 0]))).toHaveLength(2);
});

test('fails when no account is active, not even this one, instead of leaving all of them unwatched', async () => {
  await expect(activeAccounts('1', page(account('1', {}), account('2', {})))).rejects.toThrow('lists no active account, not even this one');
});
