import { App, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AnyPrincipal, ArnPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { KeyPurpose, KeyUse, ManagedKey, ManagedKeyProps } from '../../../lib/constructs/encryption';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const TRAIL_ARN = `arn:${Aws.PARTITION}:cloudtrail:eu-central-1:111122223333:trail/lz-organization-trail`;
const DEFAULTS: ManagedKeyProps = { alias: 'alias/lz/test', description: 'Encrypts a test', purposes: [] };

function newKey(props: Partial<ManagedKeyProps> = {}) {
  const stack = new Stack(new App(), 'Stack');
  const key = new ManagedKey(stack, 'Key', { ...DEFAULTS, ...props });
  return { stack, key, template: () => Template.fromStack(stack) };
}

interface Statement {
  readonly Effect: string;
  readonly Sid?: string;
  readonly Principal: Record<string, unknown>;
  readonly Action: string | string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** The statements of the only key, with the partition in words, so that a table can be read. */
function statements(template: Template): Statement[] {
  const [key] = Object.values(template.findResources('AWS::KMS::Key'));
  return JSON.parse(JSON.stringify(key.Properties.KeyPolicy.Statement, (_, value) => value?.['Fn::Join']
    ? value['Fn::Join'][1].map((part: unknown) => typeof part === 'string' ? part : `<${(part as { Ref: string }).Ref}>`).join('')
    : value));
}

describe('defaults', () => {
  test('rotates yearly, waits 30 days before a deletion, and outlives its stack but not a first deployment that fails', () => {
    newKey().template().hasResource('AWS::KMS::Key', {
      Properties: { EnableKeyRotation: true, RotationPeriodInDays: 365, PendingWindowInDays: 30 },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('keeps the alias with the key', () => {
    newKey().template().hasResource('AWS::KMS::Alias', { Properties: { AliasName: 'alias/lz/test' }, DeletionPolicy: 'RetainExceptOnCreate' });
  });

  test('lets nobody but AWS services take grants, which no policy shows', () => {
    expect(statements(newKey().template()).at(-1)).toEqual({
      Sid: 'GrantsForServicesOnly', Effect: 'Deny', Principal: { AWS: '*' }, Action: 'kms:CreateGrant', Resource: '*',
      Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
    });
  });

  test('lets the account administer the key, and nobody use it', () => {
    const [administration, ...others] = statements(newKey().template());
    expect(others.filter(({ Effect }) => Effect === 'Allow')).toEqual([]);
    expect(administration.Principal).toEqual({ AWS: 'arn:<AWS::Partition>:iam::<AWS::AccountId>:root' });
    expect(administration.Action).toContain('kms:PutKeyPolicy');
    for (const use of ['kms:*', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:CreateGrant', 'kms:ReEncryptFrom']) {
      expect(administration.Action).not.toContain(use);
    }
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      new ManagedKey(stack, 'Key', { ...DEFAULTS, purposes: [KeyPurpose.describedBy('111122223333')] });
    });
  });
});

describe('options', () => {
  test('cloudTrail: names the one trail, and its account in the encryption context', () => {
    const [, encrypts, checks] = statements(newKey({ purposes: [KeyPurpose.cloudTrail(TRAIL_ARN, '111122223333')] }).template());
    const ofTrail = { 'aws:SourceArn': 'arn:<AWS::Partition>:cloudtrail:eu-central-1:111122223333:trail/lz-organization-trail' };
    expect(encrypts).toMatchObject({
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 'kms:GenerateDataKey*',
      Condition: {
        StringEquals: ofTrail,
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'arn:<AWS::Partition>:cloudtrail:*:111122223333:trail/*' },
      },
    });
    expect(checks).toMatchObject({ Action: ['kms:DescribeKey', 'kms:Decrypt'], Condition: { StringEquals: ofTrail } });
  });

  test.each([
    ['config', KeyPurpose.config('o-a1b2c3d4e5')], ['logDelivery', KeyPurpose.logDelivery('o-a1b2c3d4e5')],
  ])('%s: serves no account outside the organization, a standalone one neither', (_, purpose) => {
    const [, delivery] = statements(newKey({ purposes: [purpose] }).template());
    expect(delivery.Condition).toEqual({ StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } });
  });

  test('config: encrypts, and decrypts for its bucket key', () => {
    const [, config] = statements(newKey({ purposes: [KeyPurpose.config('o-a1b2c3d4e5')] }).template());
    expect(config).toMatchObject({
      Principal: { Service: 'config.amazonaws.com' },
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
    });
  });

  test('guardDuty: lets the detectors of one account encrypt, in regions that have to be opted into too', () => {
    const [, guardDuty] = statements(newKey({ purposes: [KeyPurpose.guardDuty('222233334444', ['me-south-1'])] }).template());
    expect(guardDuty).toMatchObject({
      Principal: { Service: ['guardduty.amazonaws.com', 'guardduty.me-south-1.amazonaws.com'] },
      Action: 'kms:GenerateDataKey',
      Condition: { StringEquals: { 'aws:SourceAccount': '222233334444' } },
    });
  });

  test('logDelivery: lets the delivery service encrypt and re-encrypt', () => {
    const [, delivery] = statements(newKey({ purposes: [KeyPurpose.logDelivery('o-a1b2c3d4e5')] }).template());
    expect(delivery.Principal).toEqual({ Service: 'delivery.logs.amazonaws.com' });
    expect(delivery.Action).toEqual(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey']);
  });

  test('cloudWatchLogs: names the service in the region of the key, and the log group', () => {
    const { stack, template } = newKey({ purposes: [KeyPurpose.cloudWatchLogs('arn:x:logs:eu-central-1:111122223333:log-group:/lz/trail')] });
    expect(stack.region).toBeDefined();
    const [, logs] = statements(template());
    expect(logs.Principal).toEqual({ Service: 'logs.<AWS::Region>.amazonaws.com' });
    expect(logs.Condition).toEqual({ ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:x:logs:eu-central-1:111122223333:log-group:/lz/trail' } });
  });

  test('describedBy: lets another account look, and not touch', () => {
    const [, lookup] = statements(newKey({ purposes: [KeyPurpose.describedBy('111122223333')] }).template());
    expect(lookup).toMatchObject({ Principal: { AWS: 'arn:<AWS::Partition>:iam::111122223333:root' }, Action: 'kms:DescribeKey' });
  });

  test('readThrough: decrypts by way of the service only', () => {
    const reader = new ArnPrincipal('arn:x:iam::444455556666:role/reader');
    const [, reading] = statements(newKey({ purposes: [KeyPurpose.readThrough('s3', [reader])] }).template());
    expect(reading).toMatchObject({
      Principal: { AWS: 'arn:x:iam::444455556666:role/reader' },
      Action: 'kms:Decrypt',
      Condition: { StringEquals: { 'kms:ViaService': 's3.<AWS::Region>.amazonaws.com' } },
    });
  });

  test('cloudFront: decrypts for one distribution, and encrypts nothing', () => {
    const arn = 'arn:x:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE';
    const [, reading] = statements(newKey({ purposes: [KeyPurpose.cloudFront(arn)] }).template());
    expect(reading).toMatchObject({
      Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 'kms:Decrypt', Condition: { ArnLike: { 'aws:SourceArn': arn } },
    });
  });

  test('usedThrough: says the same of services that do the same in one statement', () => {
    const [, both, sns] = statements(newKey({ purposes: [KeyPurpose.usedThrough(KeyUse.S3, KeyUse.SQS, KeyUse.SNS)] }).template());
    expect(both.Condition).toEqual({ StringEquals: {
      'kms:CallerAccount': { Ref: 'AWS::AccountId' }, 'kms:ViaService': ['s3.<AWS::Region>.amazonaws.com', 'sqs.<AWS::Region>.amazonaws.com'],
    } });
    expect(sns.Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey*']);
  });

  test('is of one region unless it is asked to be of several', () => {
    newKey().template().hasResourceProperties('AWS::KMS::Key', { MultiRegion: Match.absent() });
    newKey({ multiRegion: true }).template().hasResourceProperties('AWS::KMS::Key', { MultiRegion: true });
  });

  test('service: takes any other service with its conditions', () => {
    const purpose = KeyPurpose.service({
      service: 'sns.amazonaws.com', actions: ['kms:GenerateDataKey*', 'kms:Decrypt'], conditions: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    });
    expect(purpose.description).toBe('sns.amazonaws.com');
    const [, sns] = statements(newKey({ purposes: [purpose] }).template());
    expect(sns).toMatchObject({ Principal: { Service: 'sns.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } });
  });

  test('serviceOfAnyCustomer: takes a service without conditions, and says so in its description', () => {
    const purpose = KeyPurpose.serviceOfAnyCustomer({ service: 'sns.amazonaws.com', actions: ['kms:Decrypt'] });
    expect(purpose.description).toBe('sns.amazonaws.com of any customer');
    expect(statements(newKey({ purposes: [purpose] }).template())[1]).not.toHaveProperty('Condition');
  });

  test('can serve two keys with one purpose', () => {
    const purpose = KeyPurpose.config('o-a1b2c3d4e5');
    const { stack, template } = newKey({ purposes: [purpose] });
    new ManagedKey(stack, 'Other', { ...DEFAULTS, alias: 'alias/lz/other', purposes: [purpose] });
    template().resourceCountIs('AWS::KMS::Key', 2);
    expect(purpose.statements()[0]).not.toBe(purpose.statements()[0]);
  });

  test('puts named administrators in the place of the account', () => {
    const [administration] = statements(newKey({ administrators: [new ArnPrincipal('arn:x:iam::111122223333:role/keys')] }).template());
    expect(administration.Principal).toEqual({ AWS: 'arn:x:iam::111122223333:role/keys' });
  });

  test('takes a shorter window, another rotation and another removal policy', () => {
    newKey({ pendingWindow: Duration.days(7), rotationPeriod: Duration.days(90), removalPolicy: RemovalPolicy.DESTROY }).template()
      .hasResource('AWS::KMS::Key', { Properties: { PendingWindowInDays: 7, RotationPeriodInDays: 90 }, DeletionPolicy: 'Delete' });
  });

  test('writes a grant into the key policy too, since the account has no kms:* there', () => {
    const { stack, key, template } = newKey();
    key.grantDecrypt(new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    expect(statements(template()).at(-1)).toMatchObject({ Effect: 'Allow', Action: 'kms:Decrypt', Principal: { AWS: { 'Fn::GetAtt': [expect.stringContaining('Reader'), 'Arn'] } } });
  });

  test('knows the ARN of its alias', () => {
    const { stack, key } = newKey();
    expect(JSON.stringify(stack.resolve(key.aliasArn))).toContain(':alias/lz/test');
  });
});

describe('import', () => {
  test('can be imported by ARN, as any key', () => {
    const arn = 'arn:x:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    expect(ManagedKey.fromKeyArn(new Stack(), 'Imported', arn).keyArn).toBe(arn);
  });
});

describe('validation', () => {
  test('fails with every problem at once, and says what to do', () => {
    const wrong = () => newKey({ alias: 'alias/aws/trail', administrators: [], pendingWindow: Duration.days(31), rotationPeriod: Duration.hours(36) });
    expect(wrong).toThrow(/4 problems/);
    expect(wrong).toThrow(/'alias' must start with "alias\/", not with "alias\/aws\/".*got "alias\/aws\/trail": rename it/);
    expect(wrong).toThrow(/'administrators' must name somebody, got \[\]/);
    expect(wrong).toThrow(/'pendingWindow' must be 7 to 30 whole days, got 31/);
    expect(wrong).toThrow(/'rotationPeriod' must be 90 to 2560 whole days, got 1.5/);
  });

  test('fails when a statement lets everybody use the key, and prints it', () => {
    const { key, template } = newKey();
    key.addToResourcePolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['kms:*'], resources: ['*'] }));
    expect(template).toThrow(/must not let everybody use the key, got "Principal": "\*"/);
  });

  test('fails when a condition guards a kms:* for everybody', () => {
    const { key, template } = newKey();
    const conditions = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
    key.addToResourcePolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['kms:*'], resources: ['*'], conditions }));
    expect(template).toThrow(/must not let everybody use the key/);
  });

  const everybody = (conditions: Record<string, unknown>) => {
    const { key, template } = newKey();
    key.addToResourcePolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['kms:Decrypt'], resources: ['*'], conditions }));
    return template;
  };

  test.each([
    ['says nothing about who asks', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['names an address range', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    ['passes without the key', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['passes for an empty list', { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } }],
    ['names who is left out', { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }],
    ['matches everything', { StringLike: { 'aws:PrincipalArn': '*' } }],
  ])('fails when a statement for everybody has a condition that %s', (_, conditions) => {
    expect(everybody(conditions)).toThrow(/must not let everybody use the key/);
  });

  test.each([
    ['the organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['roles', { ArnLike: { 'aws:PrincipalArn': 'arn:x:iam::*:role/lz/*' } }],
    ['an account', { StringEquals: { 'kms:CallerAccount': '111122223333' } }],
    ['a source', { StringEquals: { 'aws:SourceArn': 'arn:x:s3:::b' } }],
  ])('takes a statement for everybody whose condition demands %s', (_, conditions) => {
    expect(everybody(conditions)).not.toThrow();
  });

  test.each([
    ['nothing', {}], ['the transport', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['a source that may be missing', { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } }],
  ])('fails for a service whose conditions demand %s, and names the weakening', (_, conditions) => {
    const purpose = KeyPurpose.service({ service: 'sns.amazonaws.com', actions: ['kms:Decrypt'], conditions });
    expect(() => newKey({ alias: 'x', purposes: [purpose] })).toThrow(
      /2 problems\n.*'alias'.*\n.*'conditions' of purpose "sns.amazonaws.com" must name whom the service acts for, got .*, or say serviceOfAnyCustomer/);
  });
});
