import { contentSize, pack, PackingError, PackItem, planPacks } from '../../lib/policy';

const ENVELOPE = contentSize({ Version: '2012-10-17', Statement: [] });
const item = (id: string, size: number): PackItem<string> => ({ id, statement: id, size });
const ids = (packs: readonly { items: readonly PackItem<string>[] }[]) => packs.map(({ items }) => items.map(({ id }) => id));

describe('pack', () => {
  test('fills one policy after the other, and goes back to none', () => {
    const packs = pack([item('a', 60), item('b', 60), item('c', 30), item('d', 30)], { maxContentSize: ENVELOPE + 100, maxPolicies: 3 });
    expect(ids(packs)).toEqual([['a'], ['b', 'c'], ['d']]);
  });

  test('says how full each policy is', () => {
    const [{ size, free }] = pack([item('a', 60), item('b', 30)], { maxContentSize: ENVELOPE + 100, maxPolicies: 1 });
    expect({ size, free }).toEqual({ size: ENVELOPE + 91, free: 9 });
  });

  test('counts what is sent', () => {
    const statements = [{ Effect: 'Deny', Action: 'a:B', Resource: '*' }, { Effect: 'Deny', Action: 'c:D', Resource: '*' }];
    const [{ size }] = pack(statements.map((statement, index) => ({ id: `${index}`, statement })), { maxContentSize: 5120, maxPolicies: 1 });
    expect(size).toBe(contentSize({ Version: '2012-10-17', Statement: statements }));
  });

  test('fills a policy to its last character', () => {
    expect(ids(pack([item('a', 60), item('b', 39)], { maxContentSize: ENVELOPE + 100, maxPolicies: 1 }))).toEqual([['a', 'b']]);
    expect(() => pack([item('a', 60), item('b', 40)], { maxContentSize: ENVELOPE + 100, maxPolicies: 1 })).toThrow(PackingError);
  });

  test('changes no policy but the last when items are appended', () => {
    const items = [item('a', 60), item('b', 60), item('c', 30)];
    const limits = { maxContentSize: ENVELOPE + 100, maxPolicies: 5 };
    expect(ids(pack(items, limits))).toEqual([['a'], ['b', 'c']]);
    expect(ids(pack([...items, item('d', 7), item('e', 30)], limits))).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
  });

  test('moves items to later policies only when one grows', () => {
    const limits = { maxContentSize: ENVELOPE + 100, maxPolicies: 5 };
    expect(ids(pack([item('a', 30), item('b', 60), item('c', 30)], limits))).toEqual([['a', 'b'], ['c']]);
    expect(ids(pack([item('a', 60), item('b', 60), item('c', 30)], limits))).toEqual([['a'], ['b', 'c']]);
  });

  test('moves none when an item leaves and its place is kept', () => {
    const limits = { maxContentSize: ENVELOPE + 100, maxPolicies: 5 };
    const packs = pack([{ ...item('a', 60), reserved: true }, item('b', 60), item('c', 30)], limits);
    expect(ids(packs)).toEqual([[], ['b', 'c']]);
    expect(packs[0]).toMatchObject({ size: ENVELOPE, reserved: 60, free: 40 });
  });

  test('puts no item before the policy it asks for', () => {
    const limits = { maxContentSize: ENVELOPE + 100, maxPolicies: 5 };
    expect(ids(pack([item('a', 10), { ...item('b', 10), notBefore: 2 }, item('c', 10)], limits))).toEqual([['a'], ['b', 'c']]);
    expect(ids(pack([{ ...item('a', 10), notBefore: 3 }], limits))).toEqual([[], [], ['a']]);
  });

  test('can be told how large items are together', () => {
    const asOne = (items: readonly PackItem<string>[]) => Math.max(0, ...items.map(({ size }) => size!));
    expect(ids(pack([item('a', 60), item('b', 60)], { maxContentSize: 60, maxPolicies: 1 }, asOne))).toEqual([['a', 'b']]);
  });

  test('packs nothing into nothing', () => {
    expect(pack([], { maxContentSize: 100, maxPolicies: 1 })).toEqual([]);
  });

  test('fails when there are too many policies, and says what to drop or raise', () => {
    expect(() => pack([item('a', 60), item('b', 60), item('c', 60)], { maxContentSize: ENVELOPE + 100, maxPolicies: 1 })).toThrow(
      'statements must fit 1 policies, got 3: drop "b", "c" (120 characters), or raise \'maxPolicies\' or \'maxContentSize\'');
  });

  test('fails when a statement is larger than a policy, and says by how much', () => {
    expect(() => pack([item('a', 101)], { maxContentSize: ENVELOPE + 100, maxPolicies: 1 })).toThrow(
      `statement of "a" must fit a policy of ${ENVELOPE + 100} characters, got ${ENVELOPE + 101}: split the statement, or raise 'maxContentSize'`);
  });
});

describe('planPacks', () => {
  test('tells all shortfalls at once, with the packs', () => {
    const { packs, shortfalls } = planPacks([item('a', 150), item('b', 60), item('c', 60)], { maxContentSize: ENVELOPE + 100, maxPolicies: 2 });
    expect(packs).toHaveLength(3);
    expect(shortfalls.map(({ limit, items, needed, allowed }) => ({ limit, items, needed, allowed }))).toEqual([
      { limit: 'maxContentSize', items: ['a'], needed: ENVELOPE + 150, allowed: ENVELOPE + 100 },
      { limit: 'maxPolicies', items: ['c'], needed: 3, allowed: 2 },
    ]);
  });
});
