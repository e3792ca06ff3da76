import { lintPolicy, PolicyKind } from '../../../lib/policy';

const DENY = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
const RCP = { ...DENY, Principal: '*' };
const rules = (statement: unknown, kind: PolicyKind) => lintPolicy({ Version: '2012-10-17', Statement: [statement] }, kind).map(({ rule }) => rule);

describe('sound policies have no findings', () => {
  test.each<[string, PolicyKind, unknown]>([
    ['a service control policy', 'scp', DENY],
    ['a service control policy that allows', 'scp', { Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:*:s3:::x', Condition: { Null: { 'aws:PrincipalArn': false } } }],
    ['a resource control policy', 'rcp', { ...RCP, Resource: undefined, NotResource: 'arn:*:s3:::x' }],
    ['an identity policy', 'identity', { ...DENY, Sid: 'Abc1', Condition: { 'ForAllValues:StringLikeIfExists': { 'aws:TagKeys': ['a*'] } } }],
    ['a trust policy', 'resource', { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    ['a policy with tokens', 'scp', { ...DENY, Resource: '${Token[TOKEN.1]}/*', Condition: { ArnNotLike: { 'aws:PrincipalArn': ['${Token[TOKEN.2]}'] }, NumericLessThan: { 's3:TlsVersion': { Ref: 'X' } } } }],
  ])('%s', (_, kind, statement) => {
    expect(rules(statement, kind)).toEqual([]);
  });
});

describe('each rule finds its fault', () => {
  test.each<[string, PolicyKind, unknown]>([
    ['element-unknown', 'scp', { ...DENY, Conditions: {} }],
    ['effect', 'scp', { ...DENY, Effect: 'deny' }],
    ['action', 'scp', { Effect: 'Deny', Resource: '*' }],
    ['action', 'scp', { ...DENY, NotAction: 'ec2:*' }],
    ['action', 'scp', { ...DENY, Action: [] }],
    ['action-form', 'scp', { ...DENY, Action: ['s3'] }],
    ['resource', 'scp', { Effect: 'Deny', Action: 's3:*' }],
    ['resource-form', 'scp', { ...DENY, Resource: 'bucket' }],
    ['sid-form', 'scp', { ...DENY, Sid: 'Deny root' }],
    ['condition-form', 'scp', { ...DENY, Condition: { StringEquals: 'x' } }],
    ['principal-not-allowed', 'scp', { ...DENY, Principal: '*' }],
    ['principal-not-allowed', 'identity', { ...DENY, NotPrincipal: '*' }],
    ['principal-missing', 'resource', DENY],
    ['not-principal-allow', 'resource', { Effect: 'Allow', Action: 's3:*', Resource: '*', NotPrincipal: '*' }],
    ['rcp-effect', 'rcp', { ...RCP, Effect: 'Allow' }],
    ['rcp-principal', 'rcp', { ...RCP, Principal: { AWS: '*' } }],
    ['rcp-principal', 'rcp', DENY],
    ['rcp-action-all', 'rcp', { ...RCP, Action: '*' }],
    ['operator-unknown', 'scp', { ...DENY, Condition: { StringEqual: { 'aws:PrincipalArn': 'x' } } }],
    ['condition-key-unknown', 'scp', { ...DENY, Condition: { StringEquals: { 'aws:PrincipalOrg': 'x' } } }],
    ['condition-value', 'scp', { ...DENY, Condition: { NumericLessThan: { 's3:TlsVersion': 'one' } } }],
    ['condition-value', 'scp', { ...DENY, Condition: { StringEquals: { 's3:prefix': '${aws:usernam}' } } }],
    ['exemption-empty', 'scp', { ...DENY, Condition: { ArnNotLike: { 'aws:PrincipalArn': [] } } }],
    ['condition-never', 'scp', { ...DENY, Condition: { StringEquals: { 'aws:PrincipalArn': [] } } }],
    ['rcp-service-principals', 'rcp', { ...RCP, Action: 'sts:AssumeRole', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }],
  ])('%s in %s: %j', (rule, kind, statement) => {
    expect(rules(statement, kind)).toEqual([rule]);
  });

  test('rcp-not-action and rcp-not-principal', () => {
    expect(rules({ Effect: 'Deny', Principal: '*', NotAction: 's3:*', Resource: '*' }, 'rcp')).toEqual(['rcp-not-action']);
    expect(rules({ ...RCP, NotPrincipal: '*' }, 'rcp')).toEqual(['rcp-not-principal']);
  });

  test.each<[string, unknown]>([
    ['document', 'text'],
    ['document-element-unknown', { Version: '2012-10-17', Statement: [DENY], Statements: [] }],
    ['version', { Statement: [DENY] }],
    ['version', { Version: '2008-10-17', Statement: [DENY] }],
    ['statement-missing', { Version: '2012-10-17', Statement: [] }],
    ['sid-repeated', { Version: '2012-10-17', Statement: [{ ...DENY, Sid: 'A' }, { ...DENY, Sid: 'A' }] }],
  ])('%s in a document', (rule, document) => {
    expect(lintPolicy(document, 'scp').map(finding => finding.rule)).toEqual([rule]);
  });
});

describe('findings', () => {
  test('name the statement, the value and the remedy', () => {
    expect(lintPolicy({ Version: '2012-10-17', Statement: [DENY, { ...DENY, Sid: 'X', Condition: { 'ForAnyValues:ArnNotlikeIfExist': { 'aws:PrincipalArn': 'arn:*:iam::*:root' } } }] }, 'scp')).toEqual([{
      rule: 'operator-unknown',
      statement: 1,
      sid: 'X',
      message: 'a condition operator must be one that AWS knows, got "ForAnyValues:ArnNotlikeIfExist"',
      remedy: 'write "ForAnyValue:ArnNotLikeIfExists"',
    }]);
  });

  test.each([
    ['StringEqual', 'write "StringEquals"'],
    ['stringlike', 'write "StringLike"'],
    ['ForAnyValues:StringLike', 'write "ForAnyValue:StringLike"'],
    ['BoolIfExist', 'write "BoolIfExists"'],
    ['Nonsense', 'remove it'],
    ['NullIfExists', 'write "Null"'],
  ])('suggest what %s was meant to be', (operator, remedy) => {
    expect(lintPolicy({ Version: '2012-10-17', Statement: [{ ...DENY, Condition: { [operator]: { 'aws:PrincipalArn': 'x' } } }] }, 'scp')[0].remedy).toBe(remedy);
  });

  test('suggest what an element was meant to be', () => {
    expect(lintPolicy({ Version: '2012-10-17', Statement: [{ ...DENY, Conditions: {} }] }, 'scp')[0].remedy).toBe('write "Condition"');
  });

  test('come all at once', () => {
    expect(rules({ Effect: 'Allow', Action: '*', Resource: '*', Principal: { AWS: '*' } }, 'rcp')).toEqual(['rcp-effect', 'rcp-principal', 'rcp-action-all']);
  });

  test('are none where services are told apart', () => {
    const Condition = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };
    expect(rules({ ...RCP, Condition }, 'rcp')).toEqual([]);
    expect(rules({ ...RCP, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, Null: { 'aws:PrincipalOrgID': 'false' } } }, 'rcp')).toEqual([]);
  });
});
