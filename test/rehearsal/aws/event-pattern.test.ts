import { BusEvent, matchesPattern, patternProblem } from '../../../rehearsal/aws/event-pattern';

const EVENT: BusEvent = {
  'source': 'aws.guardduty',
  'detail-type': 'GuardDuty Finding',
  'resources': ['arn:aws:s3:::one', 'arn:aws:s3:::two'],
  'detail': {
    severity: 7.5, name: 'Alice', path: 'a/lib/b*c.png', ip: '10.0.0.77', ip6: '2001:db8::17', empty: '', none: null, good: true,
    list: [{ kind: 'x', size: 1 }, { kind: 'y', size: 2 }], object: { inner: 1 },
  },
};

const detail = (pattern: unknown) => ({ detail: pattern });

describe('a pattern matches', () => {
  test.each<[string, unknown]>([
    ['values, any of them', { source: ['aws.config', 'aws.guardduty'] }],
    ['every field', { 'source': ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'] }],
    ['one value of a list in the event', { resources: ['arn:aws:s3:::two'] }],
    ['one object of a list in the event', detail({ list: { kind: ['y'] } })],
    ['null, booleans and the empty string', detail({ none: [null], good: [true], empty: [''] })],
    ['prefix', detail({ name: [{ prefix: 'Al' }] })],
    ['prefix in any case', detail({ name: [{ prefix: { 'equals-ignore-case': 'aL' } }] })],
    ['suffix', detail({ path: [{ suffix: '.png' }] })],
    ['suffix in any case', detail({ path: [{ suffix: { 'equals-ignore-case': '.PNG' } }] })],
    ['equals-ignore-case', detail({ name: [{ 'equals-ignore-case': 'aLICE' }] })],
    ['wildcard', detail({ path: [{ wildcard: '*/lib/*' }] })],
    ['wildcard with an escaped star', detail({ path: [{ wildcard: '*b\\*c.png' }] })],
    ['numeric', detail({ severity: [{ numeric: ['>=', 7, '<', 9] }] })],
    ['cidr', detail({ ip: [{ cidr: '10.0.0.0/24' }] })],
    ['cidr of IPv6', detail({ ip6: [{ cidr: '2001:db8::/32' }] })],
    ['exists', detail({ name: [{ exists: true }] })],
    ['exists false, below an object that is not there too', detail({ other: [{ exists: false }], gone: { deep: [{ exists: false }] } })],
    ['exists false of an object, which is no leaf', detail({ object: [{ exists: false }] })],
    ['anything-but', detail({ name: [{ 'anything-but': ['Bob', 'Carol'] }] })],
    ['anything-but a number', detail({ severity: [{ 'anything-but': 5 }] })],
    ['anything-but a prefix', detail({ name: [{ 'anything-but': { prefix: 'Bo' } }] })],
    ['anything-but a wildcard', detail({ name: [{ 'anything-but': { wildcard: ['*b', 'c*'] } }] })],
    ['$or', { $or: [{ source: ['aws.config'] }, { detail: { name: ['Alice'] } }] }],
    ['$or below', detail({ $or: [{ name: ['Bob'] }, { severity: [{ numeric: ['>', 7] }] }] })],
  ])('%s', (_, pattern) => {
    expect(matchesPattern(pattern, EVENT)).toBe(true);
  });
});

describe('a pattern does not match', () => {
  test.each<[string, unknown]>([
    ['another value', { source: ['aws.config'] }],
    ['part of the fields', { 'source': ['aws.guardduty'], 'detail-type': ['Other'] }],
    ['a number as text', detail({ severity: ['7.5'] })],
    ['case', detail({ name: ['alice'] })],
    ['wildcards where no operator asks for them', detail({ name: ['Al*'] })],
    ['wildcard that ends too early', detail({ path: [{ wildcard: '*/lib/' }] })],
    ['numeric out of range', detail({ severity: [{ numeric: ['<', 7] }] })],
    ['cidr of another block', detail({ ip: [{ cidr: '10.0.1.0/24' }] })],
    ['exists of an absent field', detail({ other: [{ exists: true }] })],
    ['exists false of a field', detail({ name: [{ exists: false }] })],
    ['anything-but of the value', detail({ name: [{ 'anything-but': 'Alice' }] })],
    ['anything-but of an absent field', detail({ other: [{ 'anything-but': 'x' }] })],
    ['anything-but a suffix it has', detail({ path: [{ 'anything-but': { suffix: '.png' } }] })],
    ['$or of neither', { $or: [{ source: ['a'] }, { source: ['b'] }] }],
  ])('%s', (_, pattern) => {
    expect(matchesPattern(pattern, EVENT)).toBe(false);
  });
});

describe('a pattern is refused', () => {
  test.each<[string, unknown, string]>([
    ['that is empty', {}, 'at least one field'],
    ['with a value that is no list', { source: 'aws.config' }, "'source' must be a list of values or operators"],
    ['with an empty list', { source: [] }, "'source' must be a list"],
    ['with an empty object', { detail: {} }, "'detail' must not be an empty object"],
    ['with an unknown operator', { source: [{ regex: 'a' }] }, 'the operator "regex", which EventBridge does not know'],
    ['with two operators in one object', { source: [{ prefix: 'a', suffix: 'b' }] }, 'one operator each'],
    ['with one alternative', { $or: [{ source: ['a'] }] }, "'$or' must be a list of at least two objects"],
    ['with an unknown comparison', { detail: { a: [{ numeric: ['!=', 1] }] } }, "'numeric' of 'detail.a'"],
    ['with a comparison of text', { detail: { a: [{ numeric: ['>', '1'] }] } }, "'numeric' of 'detail.a'"],
    ['with a block that is none', { detail: { a: [{ cidr: '10.0.0.0' }] } }, "'cidr' of 'detail.a'"],
    ['with exists that is no boolean', { detail: { a: [{ exists: 'true' }] } }, "'exists' of 'detail.a'"],
    ['with two stars in a row', { detail: { a: [{ wildcard: 'a**' }] } }, 'two stars in a row'],
    ['with anything-but of an object', { detail: { a: [{ 'anything-but': { cidr: '10.0.0.0/8' } }] } }, "'anything-but' of 'detail.a'"],
  ])('%s', (_, pattern, message) => {
    expect(patternProblem(pattern)).toContain(message);
    expect(() => matchesPattern(pattern, EVENT)).toThrow(message);
  });

  test('and is none when it is right', () => {
    expect(patternProblem({ source: ['aws.config'] })).toBeUndefined();
  });
});
