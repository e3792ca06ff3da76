import { App, Aws, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EbsEncryptionByDefault, EbsEncryptionByDefaultProps, EbsEncryptionByDefaultRole, EbsKey } from '../../../lib/constructs/encryption';
import { CODE } from '../../../lib/constructs/encryption/private/ebs-encryption.bundle';
import { createKey } from '../../../rehearsal/aws/services/kms';
import { World } from '../../../rehearsal/aws/world';
import { deploy, HOME, OTHER_REGION, refusalOf, WORKLOAD, worldWith, writesOf } from '../deployed';

function templateOf(props?: EbsEncryptionByDefaultProps): Template {
  const stack = new Stack(new App(), 'Stack');
  new EbsEncryptionByDefault(stack, 'Ebs', props);
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('leaves the choice of the key, and has no IAM resource, since it goes to many regions', () => {
    const template = templateOf();
    expect(Object.keys(Object.values(template.findResources('Custom::EbsEncryptionByDefault'))[0].Properties).sort()).toEqual(['ServiceTimeout', 'ServiceToken']);
    template.resourceCountIs('AWS::IAM::Role', 0);
  });

  test('has a role that changes this setting and looks at keys, and nothing else', () => {
    const stack = new Stack(new App(), 'Stack');
    new EbsEncryptionByDefaultRole(stack, 'Role');
    const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    expect(role.Properties.Policies[0].PolicyDocument.Statement.flatMap(({ Action }: { Action: string[] }) => Action)).toEqual([
      'ec2:EnableEbsEncryptionByDefault', 'ec2:GetEbsDefaultKmsKeyId', 'ec2:GetEbsEncryptionByDefault', 'ec2:ModifyEbsDefaultKmsKeyId',
      'ec2:ResetEbsDefaultKmsKeyId', 'kms:DescribeKey', 'logs:CreateLogStream', 'logs:PutLogEvents',
    ]);
  });
});

describe('options', () => {
  test.each([
    [EbsKey.awsManaged(), 'alias/aws/ebs'],
    [EbsKey.customerManaged('alias/ebs'), 'alias/ebs'],
    [EbsKey.customerManaged('arn:x:kms:eu-central-1:111122223333:key/1'), 'arn:x:kms:eu-central-1:111122223333:key/1'],
  ])('can choose a key: %#', (key, KeyId) => {
    templateOf({ key }).hasResourceProperties('Custom::EbsEncryptionByDefault', { KeyId });
  });

  test('takes a key that each region has its own of', () => {
    const key = EbsKey.customerManaged(`arn:${Aws.PARTITION}:kms:${Aws.REGION}:111122223333:key/mrk-1`);
    expect(JSON.stringify(templateOf({ key }).toJSON())).toContain(':111122223333:key/mrk-1');
  });
});

describe('import', () => {
  test('needs no import: every account has the setting', () => {
    templateOf().resourceCountIs('Custom::EbsEncryptionByDefault', 1);
  });
});

describe('validation', () => {
  test.each(['alias/aws/ebs', 'arn:x:kms:eu-central-1:111122223333:alias/aws/ebs', '', 'key', 'alias/a b'])('fails for the key %j, and says what it takes', keyId => {
    expect(() => EbsKey.customerManaged(keyId)).toThrow(/'keyId' must be the alias of a customer managed key, or the ARN of a key or alias, got/);
  });
});

describe('deployed', () => {
  const into = (world: World, props?: EbsEncryptionByDefaultProps) => deploy(world,
    { account: WORKLOAD, build: stack => { new EbsEncryptionByDefaultRole(stack, 'Role'); } },
    { account: WORKLOAD, build: stack => { new EbsEncryptionByDefault(stack, 'Ebs', props); } },
    { account: WORKLOAD, region: OTHER_REGION, build: stack => { new EbsEncryptionByDefault(stack, 'Ebs', props); } });
  const settingOf = (world: World, region = HOME) => world.state.ec2.encryption.get(`${WORKLOAD}/${region}`);

  function keyIn(world: World, region: string, name = 'alias/ebs') {
    const allowsAccount = { Effect: 'Allow' as const, Principal: { AWS: `arn:aws:iam::${WORKLOAD}:root` }, Action: 'kms:*', Resource: '*' };
    const key = createKey(world, { accountId: WORKLOAD, region, policy: { Version: '2012-10-17', Statement: [allowsAccount] } });
    const arn = `arn:aws:kms:${region}:${WORKLOAD}:${name}`;
    world.state.kms.aliases.set(arn, { arn, name, keyArn: key.arn });
    return key;
  }

  test('switches encryption on in each region, and writes nothing when it runs again', async () => {
    const world = worldWith();
    const deployment = await into(world);
    expect([settingOf(world), settingOf(world, OTHER_REGION)]).toEqual([{ byDefault: true }, { byDefault: true }]);
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('chooses the key behind an alias, each region its own, and writes nothing when it runs again', async () => {
    const world = worldWith();
    const keys = [HOME, OTHER_REGION].map(region => keyIn(world, region).arn);
    const deployment = await into(world, { key: EbsKey.customerManaged('alias/ebs') });
    expect([settingOf(world)?.keyArn, settingOf(world, OTHER_REGION)?.keyArn]).toEqual(keys);
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test.each([
    ['leaves', undefined, true],
    ['goes back from', EbsKey.awsManaged(), false],
  ])('%s the key that an adopted account chose', async (_, key, kept) => {
    const world = worldWith();
    const { arn } = keyIn(world, HOME);
    world.state.ec2.encryption.set(`${WORKLOAD}/${HOME}`, { byDefault: true, keyArn: arn });
    await into(world, { key });
    expect(settingOf(world)?.keyArn).toBe(kept ? arn : undefined);
  });

  test('goes back from a key that is gone', async () => {
    const world = worldWith();
    world.state.ec2.encryption.set(`${WORKLOAD}/${HOME}`, { byDefault: true, keyArn: `arn:aws:kms:${HOME}:${WORKLOAD}:key/gone` });
    await into(world, { key: EbsKey.awsManaged() });
    expect(settingOf(world)?.keyArn).toBeUndefined();
  });

  test('fails by ec2/ebs-default-key when the function does not look at the key', async () => {
    const careless = (stack: Stack) => {
      new EbsEncryptionByDefault(stack, 'Ebs', { key: EbsKey.customerManaged('alias/none') });
      const handler = stack.node.findAll().filter(CfnResource.isCfnResource).find(({ cfnResourceType }) => cfnResourceType === 'AWS::Lambda::Function')!;
      handler.addPropertyOverride('Code.ZipFile', CODE.replace('const arn = await usableKey(wanted);', 'const arn = wanted;'));
    };
    const roles = (stack: Stack) => { new EbsEncryptionByDefaultRole(stack, 'Role'); };
    expect(await refusalOf(deploy(worldWith(), { account: WORKLOAD, build: roles }, { account: WORKLOAD, build: careless })))
      .toMatchObject({ rule: { id: 'ec2/ebs-default-key' } });
  });

  test('fails for a key that is disabled, and says what to do', async () => {
    const world = worldWith();
    [HOME, OTHER_REGION].forEach(region => { keyIn(world, region).enabled = false; });
    expect((await refusalOf(into(world, { key: EbsKey.customerManaged('alias/ebs') }))).message)
      .toContain('the key alias/ebs must be symmetric and enabled, got SYMMETRIC_DEFAULT and Disabled: enable it or name another key');
  });
});
