import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AnyPrincipal, ArnPrincipal, IGrantable, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { KeyPurpose, KeyUse, ManagedKey, ManagedReplicaKey, ManagedReplicaKeyProps } from '../../../lib/constructs/encryption';
import { deploy, HOME, MANAGEMENT, OTHER_REGION, refusalOf, worldWith } from '../deployed';

const PRIMARY = `arn:aws:kms:${HOME}:${MANAGEMENT}:key/mrk-${'0'.repeat(32)}`;
const DEFAULTS = { alias: 'alias/orders', description: 'Encrypts orders', purposes: [KeyPurpose.usedThrough(KeyUse.S3)] };

function newReplica(props: Partial<ManagedReplicaKeyProps> = {}) {
  const stack = new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: OTHER_REGION } });
  return { stack, key: new ManagedReplicaKey(stack, 'Key', { ...DEFAULTS, primaryKeyArn: PRIMARY, ...props }), template: () => Template.fromStack(stack) };
}

const policyIn = (template: Template, type: string) => Object.values(template.findResources(type))[0].Properties.KeyPolicy;

describe('defaults', () => {
  test('has a policy and an alias of its own, and outlives its stack', () => {
    const template = newReplica().template();
    template.hasResource('AWS::KMS::ReplicaKey', { Properties: { PrimaryKeyArn: PRIMARY, PendingWindowInDays: 30 }, DeletionPolicy: 'RetainExceptOnCreate' });
    template.hasResource('AWS::KMS::Alias', { Properties: { AliasName: 'alias/orders' }, DeletionPolicy: 'RetainExceptOnCreate' });
  });

  test('has the same policy as a managed key, word by word', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: HOME } });
    new ManagedKey(stack, 'Key', DEFAULTS);
    expect(policyIn(newReplica().template(), 'AWS::KMS::ReplicaKey')).toEqual(policyIn(Template.fromStack(stack), 'AWS::KMS::Key'));
  });

  test('needs a primary whose administrators may replicate it, which those of other keys may not', () => {
    const of = (multiRegion?: boolean) => {
      const stack = new Stack(new App(), 'Stack');
      new ManagedKey(stack, 'Key', { ...DEFAULTS, multiRegion });
      return JSON.stringify(policyIn(Template.fromStack(stack), 'AWS::KMS::Key'));
    };
    expect(of(true)).toContain('kms:ReplicateKey');
    expect(of()).not.toContain('kms:ReplicateKey');
  });
});

const KEYS: Readonly<Record<string, (stack: Stack) => IKey>> = {
  ManagedKey: stack => new ManagedKey(stack, 'Key', DEFAULTS),
  ManagedReplicaKey: stack => new ManagedReplicaKey(stack, 'Key', { ...DEFAULTS, primaryKeyArn: PRIMARY }),
};

const ENCRYPTING = ['kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'];

const GRANTS: readonly (readonly [string, (key: IKey, grantee: IGrantable) => void, readonly string[]])[] = [
  ['grant', (key, grantee) => key.grant(grantee, 'kms:Decrypt'), ['kms:Decrypt']],
  ['grantDecrypt', (key, grantee) => key.grantDecrypt(grantee), ['kms:Decrypt']],
  ['grantEncrypt', (key, grantee) => key.grantEncrypt(grantee), ENCRYPTING],
  ['grantEncryptDecrypt', (key, grantee) => key.grantEncryptDecrypt(grantee), ['kms:Decrypt', ...ENCRYPTING]],
  ['grantSign', (key, grantee) => key.grantSign(grantee), ['kms:Sign']],
  ['grantVerify', (key, grantee) => key.grantVerify(grantee), ['kms:Verify']],
  ['grantSignVerify', (key, grantee) => key.grantSignVerify(grantee), ['kms:Sign', 'kms:Verify']],
  ['grantGenerateMac', (key, grantee) => key.grantGenerateMac(grantee), ['kms:GenerateMac']],
  ['grantVerifyMac', (key, grantee) => key.grantVerifyMac(grantee), ['kms:VerifyMac']],
];

describe.each(Object.entries(KEYS))('options: grants of %s', (_, make) => {
  const actionsOf = (statement: { readonly Action: string | string[] }) => [statement.Action].flat().sort();

  test.each(GRANTS)('%s writes the policy of the key and of the grantee', (__, grant, actions) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: OTHER_REGION } });
    grant(make(stack), new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    const template = Template.fromStack(stack);
    const [key] = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'].flatMap(type => Object.values(template.findResources(type)));
    const [identity] = Object.values(template.findResources('AWS::IAM::Policy'))[0].Properties.PolicyDocument.Statement;
    expect(actionsOf(key.Properties.KeyPolicy.Statement.at(-1)!)).toEqual([...actions].sort());
    expect(actionsOf(identity)).toEqual([...actions].sort());
  });

  test('leaves it to the account which role of another stack may: naming it would make each stack wait for the other', () => {
    const app = new App();
    const env = { account: MANAGEMENT, region: OTHER_REGION };
    const [own, other] = [new Stack(app, 'Keys', { env }), new Stack(app, 'Other', { env })];
    const key = make(own);
    const role = new Role(other, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    key.grantEncrypt(role);
    const template = Template.fromStack(own);
    const [made] = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'].flatMap(type => Object.values(template.findResources(type)));
    expect(made.Properties.KeyPolicy.Statement.at(-1)).toMatchObject({
      Action: ENCRYPTING, Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${MANAGEMENT}:root`]] } },
    });
    Template.fromStack(other).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: [{ Action: ENCRYPTING }] } });
  });

  test('lets a principal of another account use the key by both policies', () => {
    const app = new App();
    const stack = new Stack(app, 'Keys', { env: { account: MANAGEMENT, region: OTHER_REGION } });
    const other = new Stack(app, 'Other', { env: { account: '222233334444', region: OTHER_REGION } });
    const role = new Role(other, 'Role', { roleName: 'reader', assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    make(stack).grantDecrypt(role);
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(':iam::222233334444:role/reader');
    Template.fromStack(other).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: [{ Action: 'kms:Decrypt', Effect: 'Allow' }] } });
  });
});

describe('options', () => {
  test('takes statements and further aliases', () => {
    const { key, template } = newReplica({ removalPolicy: RemovalPolicy.DESTROY, aliasRemovalPolicy: RemovalPolicy.RETAIN });
    key.addAlias('alias/more');
    key.addToResourcePolicy(new PolicyStatement({ principals: [new ArnPrincipal('arn:x:iam::111122223333:role/r')], actions: ['kms:DescribeKey'], resources: ['*'] }));
    template().resourceCountIs('AWS::KMS::Alias', 2);
    expect(policyIn(template(), 'AWS::KMS::ReplicaKey').Statement.at(-1)).toMatchObject({ Action: 'kms:DescribeKey' });
    expect(key.keyRef.keyArn).toBe(key.keyArn);
  });
});

describe('import', () => {
  test('is imported by ARN as any key', () => {
    expect(ManagedKey.fromKeyArn(new Stack(), 'Imported', PRIMARY).keyArn).toBe(PRIMARY);
  });
});

describe('validation', () => {
  test.each([
    [`arn:aws:kms:${HOME}:${MANAGEMENT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`, /'primaryKeyArn' must be the ARN of a multi-region key, got/],
    [PRIMARY.replace(HOME, OTHER_REGION), /'primaryKeyArn' must be of another region than "us-east-1", got .*: use the primary itself there/],
  ])('fails for the primary %s', (primaryKeyArn, message) => {
    expect(() => newReplica({ primaryKeyArn })).toThrow(message);
  });

  test('fails when a statement lets everybody use it', () => {
    const { key, template } = newReplica();
    key.addToResourcePolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['kms:Decrypt'], resources: ['*'] }));
    expect(template).toThrow(/must not let everybody use the key/);
  });
});

describe('deployed', () => {
  const primary = (multiRegion: boolean) => ({ build: (stack: Stack) => void new ManagedKey(stack, 'Key', { ...DEFAULTS, multiRegion }) });
  const replicaOf = (primaryKeyArn: string) => ({ region: OTHER_REGION, build: (stack: Stack) => void new ManagedReplicaKey(stack, 'Key', { ...DEFAULTS, primaryKeyArn }) });

  test('has the id of its primary in the other region', async () => {
    const world = worldWith();
    await deploy(world, primary(true));
    const [key] = world.state.kms.keys.values();
    await deploy(world, primary(true), replicaOf(key.arn));
    expect([...world.state.kms.keys.values()].map(({ id, region }) => [id, region])).toEqual([[key.id, HOME], [key.id, OTHER_REGION]]);
    expect(key.id).toMatch(/^mrk-/);
  });

  test('is refused where the primary is none', async () => {
    expect((await refusalOf(deploy(worldWith(), replicaOf(PRIMARY)))).message).toContain('kms:ReplicateKey');
  });
});
