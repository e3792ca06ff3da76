import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ArnPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { KeyPurpose, KeyStore, KeyStoreKey, KeyStoreKeyProps, KeyUse } from '../../../lib/constructs/encryption';
import { ExistingKeyStore } from '../../../rehearsal/aws/options';
import { Key } from '../../../rehearsal/aws/services/kms';
import { World } from '../../../rehearsal/aws/world';
import { deploy, HOME, refusalOf, worldWith, writesOf } from '../deployed';

const CLUSTER = 'cks-1234567890abcdef0';
const EXTERNAL = 'cks-0fedcba0987654321';
const DEFAULTS: KeyStoreKeyProps = {
  keyStore: KeyStore.cloudHsm(CLUSTER), alias: 'alias/orders', description: 'Encrypts orders', purposes: [KeyPurpose.usedThrough(KeyUse.S3)],
};

function made(props: Partial<KeyStoreKeyProps> = {}) {
  const stack = new Stack(new App(), 'Stack');
  return { stack, key: new KeyStoreKey(stack, 'Key', { ...DEFAULTS, ...props }), template: () => Template.fromStack(stack) };
}

const worldOf = (...keyStores: readonly ExistingKeyStore[]) => worldWith({ managementAccount: { regions: { [HOME]: { keyStores } } } });
const STORES: readonly ExistingKeyStore[] = [
  { id: CLUSTER, kind: 'AWS_CLOUDHSM' }, { id: EXTERNAL, kind: 'EXTERNAL_KEY_STORE', externalKeys: ['k1', 'k2'] },
];

const build = (props: Partial<KeyStoreKeyProps> = {}) => ({ build: (stack: Stack) => void new KeyStoreKey(stack, 'Key', { ...DEFAULTS, ...props }) });
const keysIn = (world: World): readonly Key[] => [...world.state.kms.keys.values()].filter(({ keyStore }) => keyStore !== undefined);
const aliasesIn = (world: World) => [...world.state.kms.aliases.values()].map(({ name }) => name);

interface Statement { readonly Sid: string; readonly Action: string | string[]; readonly Condition?: object }

const statementsOfFunction = (): Statement[] => {
  const [{ Properties }] = Object.values(made().template().findResources('AWS::IAM::Role'));
  return Properties.Policies[0].PolicyDocument.Statement;
};

describe('defaults', () => {
  test('has the policy of a managed key, and is kept', () => {
    made().template().hasResourceProperties('Custom::KeyStoreKey', {
      Alias: 'alias/orders', KeyStoreId: CLUSTER, Origin: 'AWS_CLOUDHSM', PendingWindowInDays: 30, ScheduleDeletion: Match.absent(), XksKeyId: Match.absent(),
      Policy: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'AdministratorsManage' }), Match.objectLike({ Sid: 'GrantsForServicesOnly' })]) },
    });
  });

  test('may do what it does, and nothing else', () => {
    expect(statementsOfFunction().flatMap(({ Action }) => Action)).toEqual([
      'kms:CreateKey', 'kms:DescribeCustomKeyStores', 'kms:TagResource', 'kms:DescribeKey', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:GetKeyPolicy',
      'kms:ListResourceTags', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:UntagResource', 'kms:UpdateKeyDescription',
      'kms:CreateAlias', 'kms:DeleteAlias', 'logs:CreateLogStream', 'logs:PutLogEvents',
    ]);
  });

  test('changes keys in key stores, and no other key of the account', () => {
    const origins = { 'kms:KeyOrigin': ['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] };
    const conditions = Object.fromEntries(statementsOfFunction().map(({ Sid, Condition }) => [Sid, Condition]));
    expect(conditions).toMatchObject({
      MakeKey: { StringEquals: origins }, TagKey: { StringEqualsIfExists: origins }, ManageKey: { StringEquals: origins },
    });
    const free = statementsOfFunction().filter(({ Condition }) => Condition === undefined).flatMap(({ Action }) => Action);
    expect(free.filter(action => action.startsWith('kms:') && !action.startsWith('kms:Describe'))).toEqual(['kms:CreateAlias', 'kms:DeleteAlias']);
  });
});

describe('options', () => {
  test('shares one function with the other keys of the stack, whose names CloudFormation makes up', () => {
    const { stack, template } = made();
    new KeyStoreKey(stack, 'Other', { ...DEFAULTS, alias: 'alias/sales' });
    template().resourceCountIs('AWS::Lambda::Function', 1);
    template().hasResourceProperties('AWS::Lambda::Function', { FunctionName: Match.absent() });
    template().hasResourceProperties('AWS::IAM::Role', { Path: Match.absent(), RoleName: Match.absent() });
  });

  test('writes grants into the policy of the key, and of the grantee', () => {
    const { stack, key, template } = made();
    key.grantEncryptDecrypt(new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    const [{ Properties }] = Object.values(template().findResources('Custom::KeyStoreKey'));
    expect(Properties.Policy.Statement.at(-1)).toMatchObject({ Action: expect.arrayContaining(['kms:Decrypt', 'kms:Encrypt']), Effect: 'Allow' });
    template().resourceCountIs('AWS::IAM::Policy', 1);
  });

  test('names the external key, tags, and asks for the deletion', () => {
    made({ keyStore: KeyStore.external(EXTERNAL, 'k1'), tags: { team: 'orders' }, removalPolicy: RemovalPolicy.DESTROY }).template()
      .hasResourceProperties('Custom::KeyStoreKey', {
        Origin: 'EXTERNAL_KEY_STORE', XksKeyId: 'k1', Tags: [{ Key: 'team', Value: 'orders' }], ScheduleDeletion: true,
      });
  });

  test('lets its function administer the key beside those who are named', () => {
    const { template } = made({ administrators: [new ArnPrincipal('arn:x:iam::111122223333:role/keys')] });
    const [{ Properties }] = Object.values(template().findResources('Custom::KeyStoreKey'));
    expect(Properties.Policy.Statement[0].Principal.AWS).toHaveLength(2);
  });
});

describe('import', () => {
  const ARN = 'arn:x:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

  test('takes a key of one region by its ARN', () => {
    expect(KeyStoreKey.fromKeyArn(new Stack(), 'Key', ARN).keyArn).toBe(ARN);
  });

  test.each([ARN.replace('key/1234abcd', 'key/mrk-1234abcd'), 'alias/orders'])('fails for %j, which is no key of one region', arn => {
    expect(() => KeyStoreKey.fromKeyArn(new Stack(), 'Key', arn)).toThrow(/'keyArn' must be the ARN of a key of one region, got/);
  });
});

describe('validation', () => {
  test('fails with every problem at once', () => {
    const wrong = () => made({ alias: 'orders', keyStore: KeyStore.external('store', 'a b'), aliasRemovalPolicy: RemovalPolicy.DESTROY });
    expect(wrong).toThrow(/4 problems/);
    expect(wrong).toThrow(/'keyStoreId' must be the id of a custom key store, got "store": take it from/);
    expect(wrong).toThrow(/'externalKeyId' must be the id of an external key/);
    expect(wrong).toThrow(/'aliasRemovalPolicy' must be left out/);
  });
});

describe('deployed', () => {
  test.each([
    [KeyStore.cloudHsm(CLUSTER), { id: CLUSTER }], [KeyStore.external(EXTERNAL, 'k2'), { id: EXTERNAL, externalKeyId: 'k2' }],
  ])('makes one key with its alias and tags, and nothing again: %#', async (keyStore, expected) => {
    const world = worldOf(...STORES);
    const stack = build({ keyStore, tags: { team: 'orders' } });
    await deploy(world, stack);
    expect(keysIn(world)).toMatchObject([{ keyStore: expected, description: 'Encrypts orders', tags: { team: 'orders' } }]);
    expect(aliasesIn(world)).toEqual(['alias/orders']);
    const before = world.calls.length;
    await deploy(world, stack);
    expect(writesOf(world.calls.slice(before)).filter(action => action.startsWith('kms:'))).toEqual([]);
  });

  test('changes policy, description, tags and alias of the key that it has', async () => {
    const world = worldOf(...STORES);
    await deploy(world, build({ tags: { team: 'orders', stage: 'test' } }));
    await deploy(world, build({ tags: { team: 'sales' }, alias: 'alias/sales', description: 'Encrypts sales', purposes: [] }));
    expect(keysIn(world)).toMatchObject([{ description: 'Encrypts sales', tags: { team: 'sales' } }]);
    expect(aliasesIn(world)).toEqual(['alias/sales']);
    expect(JSON.stringify(keysIn(world)[0].policy)).not.toContain('ViaService');
  });

  test('keeps the key when it leaves the stack, and takes it back', async () => {
    const world = worldOf(...STORES);
    await deploy(world, build());
    await deploy(world, { build: stack => void new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }) });
    expect(keysIn(world)).toMatchObject([{ pendingDeletion: false }]);
    await deploy(world, build());
    expect(keysIn(world)).toHaveLength(1);
  });

  test('schedules the deletion where that was asked for', async () => {
    const world = worldOf(...STORES);
    await deploy(world, build({ removalPolicy: RemovalPolicy.DESTROY }));
    await deploy(world, { build: stack => void new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }) });
    expect(keysIn(world)).toMatchObject([{ pendingDeletion: true }]);
    expect(aliasesIn(world)).toEqual([]);
  });

  test.each<[string, readonly ExistingKeyStore[], KeyStore, RegExp]>([
    ['there is no such store', [], KeyStore.cloudHsm(CLUSTER), /CustomKeyStoreNotFoundException/],
    ['the store is not connected', [{ id: CLUSTER, kind: 'AWS_CLOUDHSM', connectionState: 'DISCONNECTED' }], KeyStore.cloudHsm(CLUSTER), /must be CONNECTED, got DISCONNECTED: connect it by/],
    ['the store is of the other type', STORES, KeyStore.cloudHsm(EXTERNAL), /must be of the type AWS_CLOUDHSM, got EXTERNAL_KEY_STORE/],
    ['there is no such external key', STORES, KeyStore.external(EXTERNAL, 'k3'), /XksKeyNotFoundException/],
  ])('fails when %s, and makes no key', async (_, stores, keyStore, message) => {
    const world = worldOf(...stores);
    expect((await refusalOf(deploy(world, build({ keyStore })))).message).toMatch(message);
    expect(keysIn(world)).toEqual([]);
  });

  test('fails when the key would have to move to another store', async () => {
    const world = worldOf(...STORES);
    await deploy(world, build());
    const { message } = await refusalOf(deploy(world, build({ keyStore: KeyStore.external(EXTERNAL, 'k1') })));
    expect(message).toMatch(/must be in the key store cks-0fedcba0987654321 with the external key k1, got cks-1234567890abcdef0 and no external key/);
  });
});
