import { evaluate } from '../../../lib/policy';
import { ALLOW_ALL, Context, MEMBER, policy, request, ROLE, ROOT, USER, when } from './requests';

const TEAM: Context = { 'aws:PrincipalTag/team': 'blue' };

describe('policy variables in conditions', () => {
  test.each<[string, Parameters<typeof when>[0], Context, boolean]>([
    ['the value of a key', { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }, { ...TEAM, 'aws:ResourceTag/team': 'blue' }, true],
    ['another value', { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }, { ...TEAM, 'aws:ResourceTag/team': 'red' }, false],
    ['a key in another case', { StringEquals: { 'aws:ResourceTag/team': '${AWS:principaltag/TEAM}' } }, { ...TEAM, 'aws:ResourceTag/team': 'blue' }, true],
    ['text around', { StringLike: { 's3:prefix': 'home/${aws:PrincipalTag/team}/*' } }, { ...TEAM, 's3:prefix': 'home/blue/x' }, true],
    ['a default', { StringEquals: { 's3:prefix': '${aws:PrincipalTag/team, \'all\'}' } }, { 's3:prefix': 'all' }, true],
    ['no default where there is a value', { StringEquals: { 's3:prefix': '${aws:PrincipalTag/team, \'all\'}' } }, { ...TEAM, 's3:prefix': 'all' }, false],
    ['nothing for an absent key', { StringEquals: { 's3:prefix': '${aws:PrincipalTag/team}' } }, { 's3:prefix': '' }, false],
    ['nothing for an absent key, negated', { StringNotEquals: { 's3:prefix': '${aws:PrincipalTag/team}' } }, { 's3:prefix': 'x' }, true],
    ['wildcards in values as themselves', { StringLike: { 's3:prefix': '${aws:PrincipalTag/team}' } }, { 'aws:PrincipalTag/team': '*', 's3:prefix': 'x' }, false],
    ['wildcards in values as themselves, equal', { StringLike: { 's3:prefix': '${aws:PrincipalTag/team}' } }, { 'aws:PrincipalTag/team': '*', 's3:prefix': '*' }, true],
    ['a derived key in an ARN', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:${aws:PrincipalAccount}:*' } }, { 'aws:SourceArn': `arn:aws:sns:x:${MEMBER}:t` }, true],
    ['a boolean', { Bool: { 'test:key': '${aws:SecureTransport}' } }, { 'test:key': 'true' }, true],
  ])('mean %s', (_, condition, context, result) => {
    expect(evaluate(request(ROLE, 's3:GetObject', '*', { context }), when(condition)).allowed).toBe(result);
  });

  test('are plain text before version 2012-10-17 of the language', () => {
    const policies = when({ StringEquals: { 's3:prefix': '${aws:PrincipalTag/team}' } }, '2008-10-17');
    expect(evaluate(request(ROLE, 's3:GetObject', '*', { context: { ...TEAM, 's3:prefix': 'blue' } }), policies).allowed).toBe(false);
    expect(evaluate(request(ROLE, 's3:GetObject', '*', { context: { 's3:prefix': '${aws:PrincipalTag/team}' } }), policies).allowed).toBe(true);
  });
});

describe('policy variables in resources', () => {
  const home = { identity: [policy('home', { ...ALLOW_ALL, Resource: 'arn:aws:s3:::home/${aws:username}/*' })] };
  const elsewhere = { identity: [policy('elsewhere', { Effect: 'Allow' as const, Action: '*', NotResource: 'arn:aws:s3:::home/${aws:username}/*' })] };

  test.each([
    ['the user of the request', USER, home, 'arn:aws:s3:::home/jane/x', true],
    ['no other user', USER, home, 'arn:aws:s3:::home/john/x', false],
    ['no resource when the key is absent', ROLE, home, 'arn:aws:s3:::home//x', false],
    ['what NotResource leaves out', USER, elsewhere, 'arn:aws:s3:::home/jane/x', false],
  ])('mean %s', (_, principal, policies, resource, result) => {
    expect(evaluate(request(principal, 's3:GetObject', resource), policies).allowed).toBe(result);
  });
});

describe('keys that follow from the principal', () => {
  test.each([
    [ROLE, 'aws:PrincipalArn', `arn:aws:iam::${MEMBER}:role/teams/developer`],
    [ROLE, 'aws:PrincipalType', 'AssumedRole'],
    [USER, 'aws:PrincipalType', 'User'],
    [USER, 'aws:username', 'jane'],
    [ROOT, 'aws:PrincipalType', 'Account'],
    [ROOT, 'aws:userid', MEMBER],
    [ROLE, 'aws:PrincipalAccount', MEMBER],
    [ROLE, 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'],
    [ROLE, 'aws:PrincipalIsAWSService', 'false'],
    [ROLE, 'aws:SecureTransport', 'true'],
    [ROLE, 'aws:ViaAWSService', 'false'],
    [ROLE, 'aws:ResourceAccount', MEMBER],
  ])('of %j include %s', (principal, key, value) => {
    const policies = { ...when({ StringEquals: { [key]: value } }) };
    const denied = { identity: [policy('all', ALLOW_ALL, { ...ALLOW_ALL, Effect: 'Deny', Condition: { StringNotEquals: { [key]: value } } })] };
    expect(evaluate(request(principal, 's3:GetObject'), policies).allowed).toBe(true);
    expect(evaluate(request(principal, 's3:GetObject'), denied).allowed).toBe(true);
  });

  test('give way to what the request gives', () => {
    expect(evaluate(request(ROLE, 's3:GetObject', '*', { context: { 'aws:securetransport': 'false' } }), when({ Bool: { 'aws:SecureTransport': 'false' } })).allowed).toBe(true);
    expect(evaluate(request(ROLE, 's3:GetObject', '*', { context: { 'aws:SecureTransport': [] } }), when({ Null: { 'aws:SecureTransport': 'true' } })).allowed).toBe(true);
  });
});
