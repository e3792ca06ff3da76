import { differences } from '../../../rehearsal/phases/differences';

test('finds nothing in equal pictures, whatever the order of maps', () => {
  const before = { roles: new Map([['a', { tags: new Set([1, 2]) }], ['b', { tags: new Set() }]]) };
  const after = { roles: new Map([['b', { tags: new Set() }], ['a', { tags: new Set([2, 1]) }]]) };
  expect(differences(before, after)).toEqual([]);
});

test('names what changed, came and went by its path', () => {
  const before = { roles: new Map<string, unknown>([['a', { path: '/' }], ['b', 1]]), list: [1, 2] };
  const after = { roles: new Map<string, unknown>([['a', { path: '/lz/' }], ['c', 1]]), list: [1] };
  expect(differences(before, after)).toEqual([
    'roles.a.path: "/" became "/lz/"',
    'roles.b: 1 became nothing',
    'roles.c: nothing became 1',
    'list.1: 2 became nothing',
  ]);
});

test('stops at the number asked for', () => {
  expect(differences([1, 2, 3], [2, 3, 4], 2)).toHaveLength(2);
});
