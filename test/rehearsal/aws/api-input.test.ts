import { API_OPERATIONS } from '../../../rehearsal/aws/api';
import { unknownMembers } from '../../../rehearsal/aws/api-input';

const OPERATION = { input: ['Name', 'Members', 'Tags', 'When'], nested: { 'Members': ['Id', 'Mail'], 'Members.Mail': ['Address'], 'Tags': ['*'], 'Tags.*': ['Text'] } };

test.each([
  [{ Name: 'a', Members: [{ Id: 1, Mail: { Address: 'x' } }], Tags: { any: 'a' } }, []],
  [{ Colour: 'red' }, ['Colour']],
  [{ Members: [{ Id: 1 }, { Id: 2, Mail: { Address: 'x', Colour: 'red' } }] }, ['Members.Mail.Colour']],
  [{ Name: { first: 'a' } }, ['Name.first']],
  [{ Tags: { any: { Text: 'a', Colour: 'red' } } }, ['Tags.*.Colour']],
  [{ Colour: undefined, When: new Date(0), Members: [[{ Colour: 'red' }]] }, ['Members.Colour']],
])('of %j the unknown members are %j', (input, strange) => {
  expect(unknownMembers(OPERATION, input)).toEqual(strange);
});

test('nested members of each operation are of members that it has', () => {
  for (const { input, nested = {}, service, operation } of API_OPERATIONS) {
    const known = (path: string): boolean => {
      const [last, ...above] = path.split('.').reverse();
      const parent = above.reverse().join('.');
      return (parent === '' ? input : nested[parent] ?? []).includes(last);
    };
    expect([`${service}:${operation}`, Object.keys(nested).filter(path => !known(path))]).toEqual([`${service}:${operation}`, []]);
  }
});
