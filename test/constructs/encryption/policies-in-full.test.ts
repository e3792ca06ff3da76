import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ArnPrincipal, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { KeyPurpose, KeyUse, ManagedKey, ManagedReplicaKey } from '../../../lib/constructs/encryption';
import { inFull } from '../in-full';

const [ONE, OTHER] = ['111111111111', '222222222222'];
const ORGANIZATION = 'o-a1b2c3d4e5';

function statementsOf(purpose: KeyPurpose): unknown {
  const stack = new Stack(new App(), 'Stack');
  const { Statement } = stack.resolve(new PolicyDocument({ statements: purpose.statements() })) as { Statement: object[] };
  return JSON.parse(JSON.stringify(Statement, (_, value) => value?.['Fn::Join']
    ? (value['Fn::Join'][1] as (string | { Ref: string })[]).map(part => typeof part === 'string' ? part : part.Ref).join('')
    : value?.Ref ?? value));
}

const PARTITION = 'AWS::Partition';
const ofService = (Sid: string | undefined, service: string | string[], Action: string | string[], Condition?: object) =>
  ({ ...Sid ? { Sid } : {}, Effect: 'Allow', Principal: { Service: service }, Action, Resource: '*', ...Condition ? { Condition } : {} });
const ofEverybody = (Sid: string, Action: string | string[], Condition: object) =>
  ({ Sid, Effect: 'Allow', Principal: { AWS: '*' }, Action, Resource: '*', Condition });
const ofAccount = (Action: string | string[], Condition: object) =>
  ({ Effect: 'Allow', Principal: { AWS: `arn:${PARTITION}:iam::AWS::AccountId:root` }, Action, Resource: '*', Condition });

const PUBLISHING = ['kms:GenerateDataKey*', 'kms:Decrypt'];
const VENDED = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
const TRAIL = `arn:aws:cloudtrail:eu-central-1:${ONE}:trail/t`;
const GROUP = `arn:aws:logs:eu-central-1:${ONE}:log-group:/orders`;
const SCALING = {
  StringEquals: { 'kms:CallerAccount': 'AWS::AccountId' },
  ArnLike: { 'aws:PrincipalArn': `arn:${PARTITION}:iam::AWS::AccountId:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling*` },
};
const macieOf = (id: string) => `arn:${PARTITION}:iam::${id}:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie`;
const fromAccount = { StringEquals: { 'aws:SourceAccount': ONE } };
const ifFromAccount = { StringEqualsIfExists: { 'aws:SourceAccount': ONE } };
const fromOrganization = { StringEquals: { 'aws:SourceOrgID': ORGANIZATION } };

describe('what a purpose lets whom do, and nothing besides', () => {
  test.each<[string, KeyPurpose, object[]]>([
    ['cloudTrail', KeyPurpose.cloudTrail(TRAIL, ONE), [
      ofService('TrailEncrypts', 'cloudtrail.amazonaws.com', 'kms:GenerateDataKey*', {
        StringEquals: { 'aws:SourceArn': TRAIL }, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${PARTITION}:cloudtrail:*:${ONE}:trail/*` },
      }),
      ofService('TrailChecksKey', 'cloudtrail.amazonaws.com', ['kms:DescribeKey', 'kms:Decrypt'], { StringEquals: { 'aws:SourceArn': TRAIL } }),
    ]],
    ['config', KeyPurpose.config(ORGANIZATION), [
      ofService('ConfigEncrypts', 'config.amazonaws.com', ['kms:GenerateDataKey', 'kms:Decrypt'], fromOrganization),
    ]],
    ['configOfAccount', KeyPurpose.configOfAccount(ONE), [
      ofService('ConfigEncrypts', 'config.amazonaws.com', ['kms:GenerateDataKey', 'kms:Decrypt'], fromAccount),
    ]],
    ['logDelivery', KeyPurpose.logDelivery(ORGANIZATION), [ofService('LogDeliveryEncrypts', 'delivery.logs.amazonaws.com', VENDED, fromOrganization)]],
    ['guardDuty', KeyPurpose.guardDuty(ONE, ['me-south-1']), [
      ofService('GuardDutyEncrypts', ['guardduty.amazonaws.com', 'guardduty.me-south-1.amazonaws.com'], 'kms:GenerateDataKey', {
        ...fromAccount, ArnLike: { 'aws:SourceArn': `arn:${PARTITION}:guardduty:*:${ONE}:detector/*` },
      }),
    ]],
    ['cloudWatchLogs', KeyPurpose.cloudWatchLogs(GROUP), [
      ofService('LogGroupEncrypts', 'logs.AWS::Region.amazonaws.com',
        ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': GROUP } }),
    ]],
    ['describedBy', KeyPurpose.describedBy(OTHER), [
      { Sid: 'OtherAccountLooksUp', Effect: 'Allow', Principal: { AWS: `arn:${PARTITION}:iam::${OTHER}:root` }, Action: 'kms:DescribeKey', Resource: '*' },
    ]],
    ['readThrough', KeyPurpose.readThrough('s3', [new ArnPrincipal('arn:x:role/reader')]), [
      {
        Sid: 'ReadersDecrypt', Effect: 'Allow', Principal: { AWS: 'arn:x:role/reader' }, Action: 'kms:Decrypt', Resource: '*',
        Condition: { StringEquals: { 'kms:ViaService': 's3.AWS::Region.amazonaws.com' } },
      },
    ]],
    ['usedThrough, of a service that takes no grants', KeyPurpose.usedThrough(KeyUse.of({ service: 'kinesis', actions: ['kms:Decrypt'] })), [
      ofAccount('kms:Decrypt', { StringEquals: { 'kms:CallerAccount': 'AWS::AccountId', 'kms:ViaService': ['kinesis.AWS::Region.amazonaws.com'] } }),
    ]],
    ['usedThrough, of one that does', KeyPurpose.usedThrough(KeyUse.BACKUP), [
      ofAccount(['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey', 'kms:RetireGrant'],
        { StringEquals: { 'kms:CallerAccount': 'AWS::AccountId', 'kms:ViaService': ['backup.AWS::Region.amazonaws.com'] } }),
      ofAccount('kms:CreateGrant', {
        StringEquals: { 'kms:CallerAccount': 'AWS::AccountId', 'kms:ViaService': ['backup.AWS::Region.amazonaws.com'] },
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      }),
    ]],
    ['autoScaling', KeyPurpose.autoScaling(), [
      ofEverybody('AutoScalingUses', VENDED, SCALING),
      ofEverybody('AutoScalingGrants', 'kms:CreateGrant', { ...SCALING, Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
    ]],
    ['macie', KeyPurpose.macie(), [
      ofEverybody('MacieDecrypts', ['kms:Decrypt', 'kms:DescribeKey'], {
        StringEquals: { 'kms:CallerAccount': ['AWS::AccountId'] }, ArnEquals: { 'aws:PrincipalArn': [macieOf('AWS::AccountId')] },
      }),
    ]],
    ['macie of an administrator', KeyPurpose.macie([ONE, OTHER]), [
      ofEverybody('MacieDecrypts', ['kms:Decrypt', 'kms:DescribeKey'], {
        StringEquals: { 'kms:CallerAccount': [ONE, OTHER] }, ArnEquals: { 'aws:PrincipalArn': [macieOf(ONE), macieOf(OTHER)] },
      }),
    ]],
    ['bucketEvents', KeyPurpose.bucketEvents(ONE), [
      ofService('BucketsEncrypt', 's3.amazonaws.com', PUBLISHING, { ...fromAccount, ArnLike: { 'aws:SourceArn': `arn:${PARTITION}:s3:::*` } }),
    ]],
    ['topicDeliveries', KeyPurpose.topicDeliveries(ONE), [
      ofService('TopicsEncrypt', 'sns.amazonaws.com', PUBLISHING, { ArnLike: { 'aws:SourceArn': `arn:${PARTITION}:sns:*:${ONE}:*` } }),
    ]],
    ['cloudFront', KeyPurpose.cloudFront('arn:x:distribution/E1'), [
      ofService('DistributionsDecrypt', 'cloudfront.amazonaws.com', 'kms:Decrypt', { ArnLike: { 'aws:SourceArn': 'arn:x:distribution/E1' } }),
    ]],
    ['cloudWatchAlarms', KeyPurpose.cloudWatchAlarms(ONE), [ofService('AlarmsEncrypt', 'cloudwatch.amazonaws.com', PUBLISHING, fromAccount)]],
    ['eventBridge', KeyPurpose.eventBridge(ONE), [ofService('EventsEncrypt', 'events.amazonaws.com', PUBLISHING, ifFromAccount)]],
    ['costAlerts', KeyPurpose.costAlerts(ONE), [
      ofService('BudgetsEncrypt', 'budgets.amazonaws.com', PUBLISHING, ifFromAccount),
      ofService('AnomaliesEncrypt', 'costalerts.amazonaws.com', PUBLISHING, ifFromAccount),
    ]],
  ])('%s', (_, purpose, expected) => {
    expect(statementsOf(purpose)).toEqual(expected);
  });
});

describe('what a service does with a key, as AWS documents it', () => {
  test.each<[keyof typeof KeyUse, string, string[], boolean]>([
    ['S3', 's3', ['Decrypt', 'GenerateDataKey'], false],
    ['SQS', 'sqs', ['Decrypt', 'GenerateDataKey'], false],
    ['SNS', 'sns', ['Decrypt', 'GenerateDataKey*'], false],
    ['DYNAMODB', 'dynamodb', ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey*', 'ReEncrypt*'], true],
    ['RDS', 'rds', ['Decrypt', 'DescribeKey', 'GenerateDataKey'], true],
    ['EFS', 'elasticfilesystem', ['Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext'], true],
    ['EBS', 'ec2', ['Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncrypt*'], true],
    ['SECRETS_MANAGER', 'secretsmanager', ['Decrypt', 'DescribeKey', 'GenerateDataKey'], true],
    ['BACKUP', 'backup', ['Decrypt', 'DescribeKey', 'GenerateDataKey', 'RetireGrant'], true],
  ])('%s', (name, service, actions, takesGrants) => {
    expect(KeyUse[name]).toMatchObject({ service, actions: actions.map(action => `kms:${action}`), takesGrants });
  });

  test('no grants, unless somebody says so', () => {
    expect(KeyUse.of({ service: 'kinesis', actions: [] }).takesGrants).toBe(false);
  });
});

describe('a key itself', () => {
  const ADMINISTRATION = [
    'Describe*', 'Get*', 'List*', 'CreateAlias', 'UpdateAlias', 'DeleteAlias', 'UpdateKeyDescription', 'EnableKey', 'DisableKey', 'EnableKeyRotation',
    'DisableKeyRotation', 'RotateKeyOnDemand', 'PutKeyPolicy', 'RevokeGrant', 'TagResource', 'UntagResource', 'ScheduleKeyDeletion', 'CancelKeyDeletion',
  ].map(action => `kms:${action}`);
  const POLICY = {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'AdministratorsManage', Effect: 'Allow', Principal: { AWS: 'arn:AWS::Partition:iam::AWS::AccountId:root' }, Action: ADMINISTRATION, Resource: '*' },
      {
        Sid: 'GrantsForServicesOnly', Effect: 'Deny', Principal: { AWS: '*' }, Action: 'kms:CreateGrant', Resource: '*',
        Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
      },
    ],
  };
  const OPTIONS = { alias: 'alias/orders', description: 'Encrypts orders', purposes: [] };
  const stackOf = () => new Stack(new App(), 'Stack');

  test('is rotated, waits for 30 days, and is administered without being used', () => {
    const stack = stackOf();
    const key = new ManagedKey(stack, 'Key', OPTIONS);
    expect(inFull(stack, 'AWS::KMS::Key')).toEqual({
      Key: { Description: 'Encrypts orders', EnableKeyRotation: true, PendingWindowInDays: 30, KeyPolicy: POLICY, RotationPeriodInDays: 365 },
    });
    expect(inFull(stack, 'AWS::KMS::Alias')).toEqual({ KeyAlias: { AliasName: 'alias/orders', TargetKeyId: 'Key.Arn' } });
    expect(JSON.stringify(stack.resolve(key.aliasArn))).toContain(':kms:');
  });

  test('of many regions may be replicated by its administrators', () => {
    const stack = stackOf();
    new ManagedKey(stack, 'Key', { ...OPTIONS, multiRegion: true });
    expect(inFull(stack, 'AWS::KMS::Key')).toMatchObject({
      Key: { MultiRegion: true, KeyPolicy: { Statement: [{ Action: [...ADMINISTRATION, 'kms:ReplicateKey', 'kms:UpdatePrimaryRegion'] }, {}] } },
    });
  });

  const PRIMARY = `arn:aws:kms:us-east-1:${ONE}:key/mrk-1234abcd12ab34cd56ef1234567890ab`;

  test('a replica has the same policy, and stays with its alias', () => {
    const stack = stackOf();
    const key = new ManagedReplicaKey(stack, 'Key', { ...OPTIONS, primaryKeyArn: PRIMARY });
    expect(inFull(stack, 'AWS::KMS::ReplicaKey')).toEqual({
      Key: { Description: 'Encrypts orders', PendingWindowInDays: 30, KeyPolicy: POLICY, PrimaryKeyArn: PRIMARY },
    });
    expect(stack.resolve(key.keyId)).toEqual({ Ref: expect.stringMatching(/^Key/) });
    expect(JSON.stringify(stack.resolve(key.aliasArn))).toMatch(/:kms:.*alias\/orders/);
    Template.fromStack(stack).hasResource('AWS::KMS::Alias', { DeletionPolicy: 'RetainExceptOnCreate' });
  });

  test('a replica can be deleted sooner where that is asked for, and checks what every key does', () => {
    const stack = stackOf();
    new ManagedReplicaKey(stack, 'Key', {
      ...OPTIONS, primaryKeyArn: PRIMARY, pendingWindow: Duration.days(7), removalPolicy: RemovalPolicy.DESTROY,
      aliasRemovalPolicy: RemovalPolicy.RETAIN,
    });
    const template = Template.fromStack(stack);
    template.hasResource('AWS::KMS::ReplicaKey', { DeletionPolicy: 'Delete', Properties: { PendingWindowInDays: 7 } });
    template.hasResource('AWS::KMS::Alias', { DeletionPolicy: 'Retain' });
    expect(() => new ManagedReplicaKey(stack, 'Wrong', { ...OPTIONS, alias: 'orders', primaryKeyArn: PRIMARY }))
      .toThrow(/'alias' must start with "alias\/"/);
  });
});
