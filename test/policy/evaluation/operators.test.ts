import { ConditionValue, evaluate, OneOrMore } from '../../../lib/policy';
import { Context, request, ROLE, when } from './requests';

type Expected = OneOrMore<ConditionValue>;
type Row = readonly [operator: string, expected: Expected, actual: string | readonly string[] | undefined, holds: boolean];

const KEY = 'test:key';

function holds(operator: string, expected: Row[1], actual: Row[2]): boolean {
  const context: Context = actual === undefined ? {} : { [KEY]: actual };
  return evaluate(request(ROLE, 's3:GetObject', '*', { context }), when({ [operator]: { [KEY]: expected } })).allowed;
}

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    test.each(rows)('%s %j against %j holds: %s', (operator, expected, actual, result) => {
      expect(holds(operator, expected, actual)).toBe(result);
    });
  });
}

table('string operators', [
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', 'a', 'A', false],
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', 'a*', 'ab', false],
  ['StringEquals', 'a*', 'a*', true],
  ['StringEquals', 5, '5', true],
  ['StringEquals', true, 'true', true],
  ['StringNotEquals', 'a', 'b', true],
  ['StringNotEquals', 'a', 'a', false],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringEqualsIgnoreCase', 'aB', 'Ab', true],
  ['StringEqualsIgnoreCase', 'aB', 'c', false],
  ['StringNotEqualsIgnoreCase', 'aB', 'Ab', false],
  ['StringNotEqualsIgnoreCase', 'aB', 'c', true],
  ['StringLike', 'a*', 'abc', true],
  ['StringLike', '*c', 'abc', true],
  ['StringLike', 'a?c', 'abc', true],
  ['StringLike', 'a?c', 'ac', false],
  ['StringLike', 'a*b*c', 'a-b-b-c', true],
  ['StringLike', 'a*b*c', 'a-c-b', false],
  ['StringLike', 'A*', 'abc', false],
  ['StringLike', '*', '', true],
  ['StringLike', '?*', '', false],
  ['StringLike', 'a.c', 'abc', false],
  ['StringLike', 'a${*}', 'a*', true],
  ['StringLike', 'a${*}', 'ab', false],
  ['StringLike', 'a${?}b', 'a?b', true],
  ['StringLike', 'a${?}b', 'axb', false],
  ['StringLike', '${$}*', '$x', true],
  ['StringNotLike', 'a*', 'abc', false],
  ['StringNotLike', ['a*', 'b*'], 'cde', true],
]);

table('numeric operators', [
  ['NumericEquals', '5', '5.0', true],
  ['NumericEquals', 5, '6', false],
  ['NumericNotEquals', '5', '6', true],
  ['NumericNotEquals', '5', '5', false],
  ['NumericLessThan', '1.2', '1.1', true],
  ['NumericLessThan', '1.2', '1.2', false],
  ['NumericLessThanEquals', '5', '5', true],
  ['NumericLessThanEquals', '5', '6', false],
  ['NumericGreaterThan', '5', '6', true],
  ['NumericGreaterThan', '5', '5', false],
  ['NumericGreaterThanEquals', '5', '5', true],
  ['NumericGreaterThanEquals', '5', '4', false],
  ['NumericGreaterThan', '-5', '-4', true],
  ['NumericLessThan', '5', 'four', false],
]);

table('date operators', [
  ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', true],
  ['DateEquals', '2026-01-01', '1767225600', true],
  ['DateNotEquals', '2026-01-01', '2026-01-02', true],
  ['DateNotEquals', '2026', '2026-01-01', false],
  ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', true],
  ['DateLessThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
  ['DateLessThanEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', true],
  ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
  ['DateGreaterThan', '2026-01-01T00:00', '2026-01-01T00:00:01Z', true],
  ['DateGreaterThanEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', true],
  ['DateGreaterThan', '2026-01-01T00:00:00Z', 'soon', false],
]);

table('other operators', [
  ['Bool', 'true', 'true', true],
  ['Bool', true, 'TRUE', true],
  ['Bool', 'false', 'true', false],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
  ['BinaryEquals', 'QmluYXJ5', 'Qmlu', false],
  ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
  ['IpAddress', '203.0.113.0/24', '203.0.114.9', false],
  ['IpAddress', '203.0.113.9', '203.0.113.9', true],
  ['IpAddress', ['10.0.0.0/8', '2001:db8::/32'], '2001:db8:1::1', true],
  ['IpAddress', '2001:db8::/32', '2001:db9::1', false],
  ['IpAddress', '0.0.0.0/0', '8.8.8.8', true],
  ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
  ['IpAddress', '203.0.113.0/24', 'not-an-address', false],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', false],
  ['NotIpAddress', ['10.0.0.0/8', '203.0.113.0/24'], '8.8.8.8', true],
  ['ArnEquals', 'arn:aws:iam::111111111111:role/x', 'arn:aws:iam::111111111111:role/x', true],
  ['ArnEquals', 'arn:aws:iam::*:role/x', 'arn:aws:iam::111111111111:role/x', true],
  ['ArnLike', 'arn:*:iam::*:role/lz/*', 'arn:aws:iam::111111111111:role/lz/deploy', true],
  ['ArnLike', 'arn:*:iam::*:role/lz/*', 'arn:aws:iam::111111111111:role/lz2', false],
  ['ArnLike', 'arn:*:*:*:*:root', 'arn:aws:iam::111111111111:role/root', false],
  ['ArnLike', 'arn:aws:sns:*:*:*', 'arn:aws:sns:eu-central-1:111111111111:topic:sub', true],
  ['ArnLike', 'arn:aws:iam::*:root', 'nothing', false],
  ['ArnNotEquals', 'arn:aws:iam::*:root', 'arn:aws:iam::111111111111:root', false],
  ['ArnNotLike', ['arn:*:iam::*:role/lz/*', 'arn:*:iam::*:role/stacksets-exec-*'], 'arn:aws:iam::111111111111:role/stacksets-exec-1', false],
  ['ArnNotLike', ['arn:*:iam::*:role/lz/*', 'arn:*:iam::*:role/stacksets-exec-*'], 'arn:aws:iam::111111111111:role/dev', true],
]);

table('an absent key', [
  ['StringEquals', 'a', undefined, false],
  ['StringLike', '*', undefined, false],
  ['NumericLessThan', '5', undefined, false],
  ['DateGreaterThan', '2026-01-01', undefined, false],
  ['Bool', 'false', undefined, false],
  ['IpAddress', '0.0.0.0/0', undefined, false],
  ['ArnLike', 'arn:aws:iam::*:root', undefined, false],
  ['BinaryEquals', 'QmluYXJ5', undefined, false],
  ['StringNotEquals', 'a', undefined, true],
  ['StringNotEqualsIgnoreCase', 'a', undefined, true],
  ['StringNotLike', 'a', undefined, true],
  ['NumericNotEquals', '5', undefined, true],
  ['DateNotEquals', '2026-01-01', undefined, true],
  ['NotIpAddress', '0.0.0.0/0', undefined, true],
  ['ArnNotEquals', 'arn:aws:iam::*:root', undefined, true],
  ['ArnNotLike', 'arn:aws:iam::*:root', undefined, true],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringNotEqualsIfExists', 'a', undefined, true],
  ['BoolIfExists', 'true', undefined, true],
  ['NumericLessThanIfExists', '5', undefined, true],
  ['ArnLikeIfExists', 'arn:aws:iam::*:root', undefined, true],
  ['StringEqualsIfExists', 'a', 'b', false],
  ['StringNotEqualsIfExists', 'a', 'a', false],
  ['BoolIfExists', 'true', 'false', false],
]);

table('Null', [
  ['Null', 'true', undefined, true],
  ['Null', 'false', undefined, false],
  ['Null', 'true', 'a', false],
  ['Null', false, 'a', true],
  ['Null', true, [], true],
  ['Null', 'false', ['a', 'b'], true],
]);

table('several values', [
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', ['a', 'b'], 'a', true],
  ['ForAllValues:StringEquals', 'a', undefined, true],
  ['ForAllValues:StringEquals', 'a', [], true],
  ['ForAllValues:StringEquals', 'a', '', true],
  ['ForAllValues:StringLike', 'a*', ['ab', 'ac'], true],
  ['ForAllValues:StringNotEquals', 'a', ['b', 'c'], true],
  ['ForAllValues:StringNotEquals', 'a', ['a', 'c'], false],
  ['ForAllValues:StringNotEquals', 'a', undefined, true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false],
  ['ForAnyValue:StringEquals', 'a', undefined, false],
  ['ForAnyValue:StringEquals', 'a', [], false],
  ['ForAnyValue:StringNotEquals', 'a', ['a', 'b'], true],
  ['ForAnyValue:StringNotEquals', 'a', ['a'], false],
  ['ForAnyValue:StringNotEquals', 'a', undefined, false],
  ['ForAnyValue:StringEquals', '', '', false],
  ['ForAnyValue:StringNotEquals', 'a', '', false],
  ['ForAllValues:StringNotEquals', '', '', true],
  ['ForAnyValue:StringEquals', 'a', ['', 'a'], true],
  ['ForAnyValue:StringEqualsIfExists', 'a', undefined, true],
  ['ForAllValues:StringEqualsIfExists', 'a', ['b'], false],
  ['ForAnyValue:ArnLike', 'arn:aws:iam::*:root', ['arn:aws:iam::111111111111:root'], true],
  ['StringEquals', 'a', ['a'], true],
  ['StringEquals', [], 'a', false],
  ['StringNotEquals', [], 'a', true],
]);

describe('several conditions', () => {
  const context = { 'test:a': '1', 'test:b': '2' };

  test.each([
    [{ StringEquals: { 'test:a': '1', 'test:b': '2' } }, true],
    [{ StringEquals: { 'test:a': '1', 'test:b': '3' } }, false],
    [{ StringEquals: { 'test:a': '1' }, StringLike: { 'test:b': '*' } }, true],
    [{ StringEquals: { 'test:a': '1' }, Null: { 'test:c': 'false' } }, false],
    [{ StringEquals: { 'TEST:A': '1' } }, true],
  ])('%j all hold: %s', (condition, result) => {
    expect(evaluate(request(ROLE, 's3:GetObject', '*', { context }), when(condition)).allowed).toBe(result);
  });
});
