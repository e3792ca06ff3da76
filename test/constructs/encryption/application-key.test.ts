import { App, Aws, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ApplicationKey, KeyPurpose, KeyUse, ManagedKey } from '../../../lib/constructs/encryption';
import { decide } from '../../../rehearsal/aws/authorization';
import { createRole, serviceCaller, trustOfService } from '../../../rehearsal/aws/services/iam';
import { World } from '../../../rehearsal/aws/world';
import { deploy, HOME, MANAGEMENT, worldWith } from '../deployed';

const ADMINISTRATOR = `arn:aws:iam::${MANAGEMENT}:role/administrator`;
const NOBODY = `arn:aws:iam::${MANAGEMENT}:role/nobody`;
const SCALING = `arn:aws:iam::${MANAGEMENT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
const through = (service: string, more: Record<string, string> = {}) =>
  ({ 'kms:ViaService': `${service}.${HOME}.amazonaws.com`, 'kms:CallerAccount': MANAGEMENT, ...more });
const FOR_SERVICE = { 'kms:GrantIsForAWSResource': 'true' };

/** A world with an application's key, and with roles that IAM lets do everything, or nothing. */
async function deployed(): Promise<World> {
  const world = worldWith();
  createRole(world, { accountId: MANAGEMENT, name: 'AWSServiceRoleForAutoScaling', path: '/aws-service-role/autoscaling.amazonaws.com/', trust: trustOfService('autoscaling.amazonaws.com') });
  await deploy(world, {
    build: stack => {
      const role = (id: string, managedPolicies = [ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')]) =>
        new Role(stack, id, { roleName: id, assumedBy: new ServicePrincipal('ec2.amazonaws.com'), managedPolicies });
      role('administrator');
      role('nobody', []);
      ApplicationKey.of(stack);
    },
  });
  return world;
}

const keyIn = (world: World) => [...world.state.kms.keys.values()].find(({ origin }) => origin?.logicalId.startsWith('SecureApplicationKey'))!;

describe('defaults', () => {
  test('is one key for a stack, whose alias goes with the stack while the key stays', () => {
    const stack = new Stack(new App(), 'Orders');
    expect(ApplicationKey.of(new Construct(stack, 'Within'))).toBe(ApplicationKey.of(stack));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'RetainExceptOnCreate' });
    template.hasResource('AWS::KMS::Alias', { Properties: { AliasName: 'alias/application/Orders' }, DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  });

  test('has a policy that leaves room for two hundred grants', () => {
    const stack = new Stack(new App(), 'Orders');
    ApplicationKey.of(stack);
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    expect(JSON.stringify(Properties.KeyPolicy).length).toBeLessThan(9_000);
  });
});

describe('options', () => {
  test('makes a key for one resource, once, beside it', () => {
    const stack = new Stack(new App(), 'Orders');
    const scope = new Construct(stack, 'Within');
    const key = ApplicationKey.forResource(scope, 'Bucket');
    expect(key.node.path).toBe('Orders/Within/BucketKey');
    expect(ApplicationKey.forResource(scope, 'BucketKey')).toBe(key);
    ApplicationKey.forResource(stack, 'Bucket');
    const aliases = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Alias')).map(({ Properties }) => Properties.AliasName);
    expect(aliases).toEqual([expect.stringMatching(/^alias\/application\/Orders\/Orders-Within-\w+-Bucket$/), 'alias/application/Orders/Orders-Bucket']);
  });

  test('has names of its own in two stacks of one account', () => {
    const app = new App();
    const names = ['One', 'Two'].map(id => {
      const stack = new Stack(app, id);
      ApplicationKey.of(stack);
      return stack;
    }).map(stack => Object.values(Template.fromStack(stack).findResources('AWS::KMS::Alias'))[0].Properties.AliasName);
    expect(new Set(names).size).toBe(2);
  });
});

describe('import', () => {
  test('can be imported by the alias, as any key', () => {
    expect(ManagedKey.fromLookup).toBeDefined();
  });
});

describe('deployed', () => {
  let world: World;
  beforeAll(async () => { world = await deployed(); });

  const decision = (caller: string, action: string, context: Record<string, string> = {}) => decide(world, world.sessionOf(caller), {
    action, resource: keyIn(world).arn, resourceAccountId: MANAGEMENT, region: HOME, context,
  }).allowed;

  test.each(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:CreateGrant'])(
    'denies %s to an administrator who calls AWS KMS himself', action => {
      expect(decision(ADMINISTRATOR, action, { 'kms:CallerAccount': MANAGEMENT })).toBe(false);
    });

  test.each([
    ['s3', ['Decrypt', 'GenerateDataKey']],
    ['sqs', ['Decrypt', 'GenerateDataKey']],
    ['sns', ['Decrypt', 'GenerateDataKey']],
    ['dynamodb', ['Decrypt', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'DescribeKey']],
    ['rds', ['Decrypt', 'GenerateDataKey', 'DescribeKey']],
    ['elasticfilesystem', ['Decrypt', 'GenerateDataKeyWithoutPlaintext', 'DescribeKey']],
    ['ec2', ['Decrypt', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'DescribeKey']],
    ['secretsmanager', ['Decrypt', 'GenerateDataKey', 'DescribeKey']],
    ['backup', ['Decrypt', 'GenerateDataKey', 'DescribeKey', 'RetireGrant']],
  ])('lets principals use it through %s, where IAM lets them too', (service, actions) => {
    const asked = actions.map(action => `kms:${action}`);
    expect(asked.filter(action => !decision(ADMINISTRATOR, action, through(service)))).toEqual([]);
    expect(asked.filter(action => decision(NOBODY, action, through(service)))).toEqual([]);
  });

  test.each(['dynamodb', 'rds', 'elasticfilesystem', 'ec2', 'secretsmanager', 'backup'])('lets %s take a grant, for itself alone', service => {
    expect(decision(ADMINISTRATOR, 'kms:CreateGrant', through(service, FOR_SERVICE))).toBe(true);
    expect(decision(ADMINISTRATOR, 'kms:CreateGrant', through(service, { 'kms:GrantIsForAWSResource': 'false' }))).toBe(false);
  });

  test.each([['s3', 'CreateGrant'], ['sqs', 'CreateGrant'], ['lambda', 'Decrypt'], ['kinesis', 'GenerateDataKey'], ['s3', 'Encrypt']])(
    'denies through %s what that does not need: %s', (service, action) => {
      expect(decision(ADMINISTRATOR, `kms:${action}`, through(service, FOR_SERVICE))).toBe(false);
    });

  test('lets EC2 Auto Scaling start instances, and nobody pretend to', () => {
    const context = { 'kms:CallerAccount': MANAGEMENT };
    expect(decision(SCALING, 'kms:GenerateDataKeyWithoutPlaintext', context)).toBe(true);
    expect(decision(SCALING, 'kms:CreateGrant', { ...context, ...FOR_SERVICE })).toBe(true);
    expect(decision(NOBODY, 'kms:Decrypt', context)).toBe(false);
  });

  test.each([
    ['s3.amazonaws.com', { 'aws:SourceAccount': MANAGEMENT, 'aws:SourceArn': 'arn:aws:s3:::orders' }, { 'aws:SourceAccount': '999999999999', 'aws:SourceArn': 'arn:aws:s3:::orders' }],
    ['sns.amazonaws.com', { 'aws:SourceArn': `arn:aws:sns:${HOME}:${MANAGEMENT}:t` }, { 'aws:SourceArn': `arn:aws:sns:${HOME}:999999999999:t` }],
    ['cloudwatch.amazonaws.com', { 'aws:SourceAccount': MANAGEMENT }, { 'aws:SourceAccount': '999999999999' }],
    ['events.amazonaws.com', { 'aws:SourceAccount': MANAGEMENT }, { 'aws:SourceAccount': '999999999999' }],
  ])('lets %s publish for this account, and for no other', (service, own, stranger) => {
    const asked = (context: Record<string, string>) => ['kms:GenerateDataKey', 'kms:Decrypt'].map(action => decide(world, serviceCaller(service), {
      action, resource: keyIn(world).arn, resourceAccountId: MANAGEMENT, region: HOME, context,
    }).allowed);
    expect(asked(own)).toEqual([true, true]);
    expect(asked(stranger)).toEqual([false, false]);
  });

  test('lets log groups of the account and region be encrypted, and none of others', () => {
    const asked = (account: string) => decide(world, serviceCaller(`logs.${HOME}.amazonaws.com`), {
      action: 'kms:GenerateDataKey', resource: keyIn(world).arn, resourceAccountId: MANAGEMENT, region: HOME,
      context: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${HOME}:${account}:log-group:/orders` },
    }).allowed;
    expect([asked(MANAGEMENT), asked('999999999999')]).toEqual([true, false]);
  });

  test('can be deployed again after its stack was deleted, with another key', async () => {
    const again = worldWith();
    const build = (stack: Stack) => void ApplicationKey.of(stack);
    await deploy(again, { build });
    await deploy(again, { build: stack => void new Role(stack, 'R', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }) });
    expect([...again.state.kms.keys.values()].filter(({ pendingDeletion }) => !pendingDeletion).length).toBeGreaterThan(0);
    expect(again.state.kms.aliases.size).toBe(0);
    await deploy(again, { build });
  });
});

describe('validation', () => {
  const purposes = (...uses: KeyUse[]) => () => new ManagedKey(new Stack(), 'Key', { alias: 'alias/x', description: 'd', purposes: [KeyPurpose.usedThrough(...uses)] });

  test('fails for a service with its domain, and for what is no use of a key', () => {
    const wrong = purposes(KeyUse.of({ service: `kinesis.${Aws.REGION}.amazonaws.com`, actions: [] }), KeyUse.of({ service: 'kinesis.x', actions: ['kms:*', 'kms:PutKeyPolicy'] }));
    expect(wrong).toThrow(/'service' must be the service as kms:ViaService names it, without region and domain, got "kinesis.x"/);
    expect(wrong).toThrow(/'actions' of key use 'kinesis.x' must be uses of a key, got "kms:\*": say 'takesGrants' for grants/);
    expect(wrong).toThrow(/got "kms:PutKeyPolicy"/);
  });

  test('takes any other service', () => {
    expect(purposes(KeyUse.of({ service: 'kinesis', actions: ['kms:GenerateDataKey', 'kms:Decrypt'] }))).not.toThrow();
  });
});
