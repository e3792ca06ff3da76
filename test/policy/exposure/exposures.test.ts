import { exposuresOf } from '../../../lib/policy';

const ORGANIZATION = 'o-a1b2c3d4e5';
const ACCOUNT = '111122223333';
const GITHUB = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;

const kindsOf = (...statements: object[]) => exposuresOf({ Version: '2012-10-17', Statement: statements }).map(({ kind }) => kind);
const everybody = (Condition?: object, more: object = {}) =>
  ({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*', Condition, ...more });
const service = (Condition?: object) => ({ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sns:Publish', Resource: '*', Condition });
const webIdentity = (Condition?: object) =>
  ({ Effect: 'Allow', Principal: { Federated: GITHUB }, Action: 'sts:AssumeRoleWithWebIdentity', Condition });

describe('everybody', () => {
  test.each([
    ['*', '*'],
    ['every AWS principal', { AWS: '*' }],
    ['one of a list', { AWS: [`arn:aws:iam::${ACCOUNT}:root`, '*'] }],
    ['every federated one', { Federated: '*' }],
  ])('is found as %s', (_, Principal) => {
    expect(kindsOf(everybody(undefined, { Principal }))).toEqual(['anybody']);
  });

  test('is everybody but somebody too', () => {
    expect(kindsOf(everybody(undefined, { Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }))).toEqual(['anybody']);
  });

  test.each([
    ['the organization', { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }],
    ['a path of the organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${ORGANIZATION}/*` } }],
    ['an account', { StringEquals: { 'AWS:principalaccount': [ACCOUNT] } }],
    ['roles of an account', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } }],
    ['a role by its id', { StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } }],
    ['an office', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } }],
    ['a VPC endpoint', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }],
    ['a source', { ArnLike: { 'aws:SourceArn': `arn:aws:sns:*:${ACCOUNT}:*` } }],
    ['a bucket', { ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::bucket' } }],
    ['what a template fills in', { StringEquals: { 'aws:PrincipalOrgID': { Ref: 'OrganizationId' } } }],
    ['mount targets', { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } }],
  ])('is not everybody when a condition demands %s', (_, condition) => {
    expect(kindsOf(everybody(condition))).toEqual([]);
  });

  test.each([
    ['TLS', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['any organization', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
    ['one organization among all', { StringLike: { 'aws:PrincipalOrgID': [ORGANIZATION, '*'] } }],
    ['roles of any account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } }],
    ['a variable', { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } }],
    ['the whole internet', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }],
    ['half the internet', { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }],
    ['a quarter of IPv6', { IpAddress: { 'aws:SourceIp': '2000::/3' } }],
    ['any bucket', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }],
    ['the organization if it is told', { StringEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION } }],
    ['the organization of all of no values', { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': `${ORGANIZATION}/*` } }],
    ['another organization than this', { StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }],
    ['a path of another organization', { 'ForAnyValue:StringNotLike': { 'aws:PrincipalOrgPaths': `${ORGANIZATION}/*` } }],
    ['that a key is there', { Null: { 'aws:PrincipalOrgID': 'false' } }],
    ['a tag that everybody can have', { StringEquals: { 'aws:PrincipalTag/team': 'a' } }],
    ['an external id', { StringEquals: { 'sts:ExternalId': 'secret' } }],
    ['an address outside of mount targets', { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'false' } }],
    ['no value', { StringEquals: { 'aws:PrincipalOrgID': [] } }],
  ])('stays everybody when a condition demands %s', (_, condition) => {
    expect(kindsOf(everybody(condition))).toEqual(['anybody']);
  });

  test('is told with statement, principal, actions and remedy', () => {
    expect(exposuresOf({ Statement: { ...everybody(), Sid: 'Open', NotAction: 's3:Delete*', Action: undefined } })).toEqual([{
      kind: 'anybody', statement: 'statement 0 ("Open")', principal: '"*"', actions: ['*'], remedy: expect.stringContaining('aws:PrincipalOrgID'),
    }]);
  });
});

describe('a deny for strangers', () => {
  const deny = (Condition: object, more: object = {}) =>
    ({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b/*', Condition, ...more });

  test.each([
    ['those outside of the organization', deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION }, Bool: { 'aws:PrincipalIsAWSService': 'false' } })],
    ['those outside of a VPC', deny({ StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }, { Action: '*', Resource: '*' })],
    ['those outside of an office', deny({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
  ])('limits what the document allows everybody, when it is for %s', (_, statement) => {
    expect(kindsOf(everybody(), statement)).toEqual([]);
  });

  test.each([
    ['other actions', deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }, { Action: 's3:PutObject' })],
    ['other resources', deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }, { Resource: 'arn:aws:s3:::b/private/*' })],
    ['somebody', deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }, { Principal: { AWS: ACCOUNT } })],
    ['requests without TLS', deny({ Bool: { 'aws:SecureTransport': 'false' } })],
    ['strangers without TLS', deny({ StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION }, Bool: { 'aws:SecureTransport': 'false' } })],
    ['everybody outside of any organization', deny({ StringNotLike: { 'aws:PrincipalOrgID': '*' } })],
  ])('does not when it is for %s', (_, statement) => {
    expect(kindsOf(everybody(), statement)).toEqual(['anybody']);
  });
});

describe('a service', () => {
  test.each([
    ['no condition', undefined],
    ['any source', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }],
    ['TLS', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['the organization of a principal that services do not have', { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }],
  ])('acts for any customer with %s', (_, condition) => {
    expect(kindsOf(service(condition))).toEqual(['any-customer-of-a-service']);
  });

  test.each([
    ['an account', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }],
    ['the organization', { StringEquals: { 'aws:SourceOrgID': ORGANIZATION } }],
    ['a resource', { ArnLike: { 'aws:SourceArn': `arn:aws:events:*:${ACCOUNT}:rule/*` } }],
    ['what it encrypts', { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:*` } }],
  ])('acts for %s when it is demanded', (_, condition) => {
    expect(kindsOf(service(condition))).toEqual([]);
  });
});

describe('a provider of identities', () => {
  const claim = (name: string, value: string | string[], operator = 'StringLike') =>
    ({ [operator]: { [`token.actions.githubusercontent.com:${name}`]: value } });

  test.each([
    ['no condition', undefined],
    ['the audience alone', claim('aud', 'sts.amazonaws.com')],
    ['any subject', claim('sub', '*')],
    ['any repository', claim('sub', 'repo:*')],
    ['a beginning that others can have', claim('sub', 'repo:acme*')],
    ['any repository on main', claim('sub', 'repo:*:ref:refs/heads/main')],
    ['a repository or any', claim('sub', ['repo:acme/app:*', '*'])],
    ['a subject if there is one', claim('sub', 'repo:acme/app:*', 'StringLikeIfExists')],
  ])('lets in everybody with %s', (_, condition) => {
    expect(kindsOf(webIdentity(condition))).toEqual(['any-identity-of-a-provider']);
  });

  test.each([
    ['a subject', claim('sub', 'repo:acme/app:ref:refs/heads/main', 'StringEquals')],
    ['a branch of a repository', claim('sub', 'repo:acme/app:*')],
    ['an owner', claim('sub', 'repo:acme/*')],
    ['an owner by its id', claim('sub', 'repo:acme@123456/*')],
    ['another claim', claim('repository_owner_id', '123456', 'StringEquals')],
    ['a step of a repository of Bitbucket', { StringLike: { 'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc:sub': '{1b2c}:*' } }],
    ['an application', { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-central-1:pool' } }],
  ])('lets in somebody with %s', (_, condition) => {
    expect(kindsOf(webIdentity(condition))).toEqual([]);
  });

  test.each(['sts:AssumeRole*', 'STS:*', '*', 'sts:assumerolewithwebidentity'])('lets in everybody by the action %s', Action => {
    expect(kindsOf({ ...webIdentity(), Action })).toEqual(['any-identity-of-a-provider']);
  });

  test('is not judged by conditions that are known on deployment only', () => {
    expect(kindsOf(webIdentity({ StringEquals: '<ConditionJson.Value>' }))).toEqual([]);
  });

  test('of SAML belongs to one organization', () => {
    expect(kindsOf({
      Effect: 'Allow', Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/corp` }, Action: ['sts:AssumeRoleWithSAML', 'sts:*'],
    })).toEqual([]);
  });
});

describe('what lets nobody in', () => {
  test.each([
    ['a deny', { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }],
    ['an account', { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:*', Resource: '*' }],
    ['an identity policy', { Effect: 'Allow', Action: '*', Resource: '*' }],
  ])('is not found: %s', (_, statement) => {
    expect(kindsOf(statement)).toEqual([]);
  });

  test.each([[undefined], ['text'], [{}], [{ Statement: 'text' }], [{ Statement: [null] }]])('is not found: %j', document => {
    expect(exposuresOf(document)).toEqual([]);
  });
});
