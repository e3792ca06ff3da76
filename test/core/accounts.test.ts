import { AccountPage, everyAccount, isActive, ListedAccount } from '../../lib/core/accounts.handler';

const pages = (...all: AccountPage<ListedAccount>[]) => jest.fn(async (token = '0') => all[Number(token)]);

describe('the accounts of the organization', () => {
  test('are read page by page, the suspended ones too', async () => {
    const list = pages({ Accounts: [{ Id: '1', State: 'ACTIVE' }], NextToken: '1' }, { NextToken: '2' }, { Accounts: [{ Id: '2', State: 'SUSPENDED' }] });
    expect((await everyAccount(list)).map(({ Id }) => Id)).toEqual(['1', '2']);
    expect(list.mock.calls).toEqual([[undefined], ['1'], ['2']]);
  });

  test.each([[[]], [[{ Id: '1' }]], [[{ Id: '1', State: 'SUSPENDED' }]]])('are not %j: the caller is an active one', async Accounts => {
    await expect(everyAccount(pages({ Accounts }))).rejects.toThrow('lists no active account, not even this one');
  });

  test.each<[boolean, ListedAccount]>([
    [true, { State: 'ACTIVE' }], [true, { Status: 'ACTIVE' }], [false, { State: 'SUSPENDED', Status: 'ACTIVE' }], [false, { Status: 'PENDING_CLOSURE' }], [false, {}],
  ])('are active by what AWS calls State, and by what it called Status: %s for %j', (active, account) => {
    expect(isActive(account)).toBe(active);
  });
});
