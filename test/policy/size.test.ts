import { contentSize, minify } from '../../lib/policy';

describe('minify', () => {
  test('leaves out whitespace', () => {
    expect(minify({ a: ['x y', 1] })).toBe('{"a":["x y",1]}');
  });

  test('takes JSON text', () => {
    expect(minify(' { "a" : [ "x y" ] } ')).toBe('{"a":["x y"]}');
  });

  test('fails when the text is not JSON, and says where', () => {
    expect(() => minify(' ')).toThrow(/a policy must be valid JSON, got " "/);
  });

  test('fails when there is nothing', () => {
    expect(() => minify(undefined)).toThrow('a policy must be a JSON object, got undefined: give its content');
  });
});

describe('contentSize', () => {
  test('counts characters of the minified content', () => {
    expect(contentSize({ a: 'b' })).toBe('{"a":"b"}'.length);
  });

  test('counts a token at the length of an organization id', () => {
    expect(contentSize({ a: '${Token[OrganizationId.12]}' })).toBe('{"a":""}'.length + 34);
  });

  test('counts tokens at the length asked for', () => {
    expect(contentSize({ a: 'x${Token[AccountId.1]}y', b: ['#{Token[TOKEN.2]}'] }, token => token.includes('AccountId') ? 12 : 5)).toBe('{"a":"xy","b":[""]}'.length + 17);
  });

  test('leaves policy variables as they are', () => {
    expect(contentSize({ a: '${aws:username}' })).toBe('{"a":"${aws:username}"}'.length);
  });
});
