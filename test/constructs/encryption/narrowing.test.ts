import { App, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, ArnPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ManagedReplicaKey } from '../../../lib/constructs/encryption';
import { worldProblems } from '../../../lib/constructs/encryption/private/key-policy';
import { narrowsPrincipal, narrowsService } from '../../../lib/constructs/encryption/private/narrowing';
import { inFull } from '../in-full';

const OF_PRINCIPAL = ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:PrincipalArn', 'aws:PrincipalAccount'];
const OF_SOURCE = ['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceOrgPaths', 'aws:SourceVpc', 'aws:SourceVpce'];
const OF_SERVICE = ['kms:EncryptionContext:aws:logs:arn'];
const OF_NOBODY = ['aws:SourceIp', 'aws:SecureTransport', 'aws:PrincipalTag/team', 'kms:ViaService', 'aws:PrincipalIsAWSService'];
const demanding = (key: string, value: unknown = 'x') => ({ StringEquals: { [key]: value } });

describe('conditions that keep strangers out', () => {
  test.each([...OF_PRINCIPAL, ...OF_SOURCE, 'kms:CallerAccount'])('%s names who asks', key => {
    expect(narrowsPrincipal(demanding(key))).toBe(true);
    expect(narrowsPrincipal(demanding(key, '*'))).toBe(false);
    expect(narrowsPrincipal(demanding(key, ['x', '*']))).toBe(false);
  });

  test.each([...OF_NOBODY, ...OF_SERVICE])('%s does not', key => {
    expect(narrowsPrincipal(demanding(key))).toBe(false);
  });

  test.each([...OF_SOURCE, ...OF_SERVICE, 'kms:CallerAccount'])('%s names for whom a service acts', key => {
    expect(narrowsService(demanding(key))).toBe(true);
  });

  test.each([...OF_NOBODY, ...OF_PRINCIPAL])('%s does not say for whom', key => {
    expect(narrowsService(demanding(key))).toBe(false);
  });

  test.each(['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike', 'ForAnyValue:StringLike'])('%s demands its key', operator => {
    expect(narrowsPrincipal({ [operator]: { 'aws:PrincipalArn': 'x' } })).toBe(true);
  });

  test.each(['StringEqualsIfExists', 'ForAllValues:StringLike', 'StringNotEquals', 'ArnNotLike', 'Null'])('%s does not', operator => {
    expect(narrowsPrincipal({ [operator]: { 'aws:PrincipalArn': 'x' } })).toBe(false);
  });

  test('none at all keep nobody out', () => {
    expect([narrowsPrincipal(undefined), narrowsService(undefined)]).toEqual([false, false]);
  });
});

describe('statements for everybody', () => {
  const statement = (Principal: unknown, Action: unknown, Condition?: unknown, effect = Effect.ALLOW) =>
    worldProblems({ Statement: [{ Effect: effect, Principal, Action, Condition }] }).length;
  const OURS = demanding('aws:PrincipalOrgID');

  test.each<[unknown, unknown, unknown, number]>([
    ['*', 'kms:Decrypt', undefined, 1],
    [{ AWS: '*' }, 'kms:Decrypt', undefined, 1],
    [{ AWS: ['arn:x', '*'] }, 'kms:Decrypt', undefined, 1],
    [{ AWS: 'arn:x' }, 'kms:Decrypt', undefined, 0],
    [{ Service: 's3.amazonaws.com' }, 'kms:Decrypt', undefined, 0],
    [null, 'kms:Decrypt', undefined, 0],
    ['*', 'kms:Decrypt', OURS, 0],
    ['*', 'kms:*', OURS, 1],
    ['*', ['kms:Decrypt', '*'], OURS, 1],
  ])('%j may %j under %j: %i problems', (principal, action, condition, problems) => {
    expect(statement(principal, action, condition)).toBe(problems);
  });

  test('may be denials', () => {
    expect(statement('*', 'kms:*', undefined, Effect.DENY)).toBe(0);
    expect(worldProblems({})).toEqual([]);
  });
});

test('a key that the CDK has no class for takes further names and statements, and is known by both its names', () => {
  const stack = new Stack(new App(), 'Stack');
  const key = new ManagedReplicaKey(stack, 'Key', {
    alias: 'alias/orders', description: 'Encrypts orders', purposes: [],
    primaryKeyArn: 'arn:aws:kms:us-east-1:111111111111:key/mrk-1234abcd12ab34cd56ef1234567890ab',
  });
  key.addAlias('alias/sales');
  expect(Object.values(inFull(stack, 'AWS::KMS::Alias'))).toEqual(['alias/orders', 'alias/sales'].map(AliasName => ({ AliasName, TargetKeyId: 'Key.Arn' })));
  expect(key.keyRef).toEqual({ keyArn: key.keyArn, keyId: key.keyId });
  expect(key.addToResourcePolicy(new PolicyStatement({ principals: [new ArnPrincipal('arn:x')], actions: ['kms:Decrypt'], resources: ['*'] })))
    .toEqual({ statementAdded: true, policyDependable: key });
  key.addToResourcePolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['kms:Decrypt'], resources: ['*'] }));
  expect(key.node.validate()).toEqual([expect.stringMatching(/must not let everybody use the key/)]);
});
