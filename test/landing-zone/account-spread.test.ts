import { ACCOUNT_STACKS, accountStackOf, spreadAccounts } from '../../lib/landing-zone/account-spread';

const accounts = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `account-${i}` }));

test('an account keeps its stack for good', () => {
  // Written down: a change of the hash or of the number of stacks moves accounts of every user, so it must never happen.
  expect(ACCOUNT_STACKS).toBe(8);
  expect(['production', 'development', 'sandbox', 'policy-staging'].map(accountStackOf)).toEqual([7, 0, 4, 3]);
});

test('a new account moves none that exists', () => {
  const before = new Map(spreadAccounts(accounts(300)).flatMap(([index, members]) => members.map(member => [member.name, index])));
  for (const [index, members] of spreadAccounts([{ name: 'a-new-one' }, ...accounts(300)])) {
    for (const { name } of members) {
      expect(before.get(name) ?? index).toBe(index);
    }
  }
});

test('the order of the configuration has no meaning', () => {
  expect(spreadAccounts(accounts(40).reverse())).toEqual(spreadAccounts(accounts(40)));
});

test('stacks without accounts are left out', () => {
  expect(spreadAccounts([{ name: 'production' }])).toHaveLength(1);
  expect(spreadAccounts([])).toEqual([]);
});
