import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { LogArchive, LogArchiveProps, LogRetention, LogSource } from '../../../lib/constructs/logging';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const DEFAULTS: LogArchiveProps = { managementAccountId: '111122223333', organizationId: 'o-a1b2c3d4e5', homeRegion: 'eu-central-1' };

function newArchive(props: Partial<LogArchiveProps> = {}) {
  const stack = new Stack(new App(), 'Stack');
  const archive = new LogArchive(stack, 'Archive', { ...DEFAULTS, ...props });
  return { stack, archive, template: () => Template.fromStack(stack) };
}

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** Joins, references and attributes as words: `<AWS::Partition>`, `<ArchiveTrail.Arn>` (hashes cut off). */
function readable(value: unknown): Statement[] {
  return JSON.parse(JSON.stringify(value, (_, part) => {
    if (part?.['Fn::Join']) {
      return part['Fn::Join'][1].map(word).join('');
    }
    return part?.Ref || part?.['Fn::GetAtt'] ? word(part) : part;
  }));
}

function word(part: string | { readonly Ref?: string; readonly 'Fn::GetAtt'?: [string, string] }): string {
  const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, '');
  return typeof part === 'string' ? part
    : part.Ref ? `<${withoutHash(part.Ref)}>` : `<${withoutHash(part['Fn::GetAtt']![0])}.${part['Fn::GetAtt']![1]}>`;
}

function policyOf(template: Template, bucket: string): Statement[] {
  const policies = Object.entries(template.findResources('AWS::S3::BucketPolicy')).filter(([id]) => id.startsWith(`Archive${bucket}Policy`));
  return readable(policies[0][1].Properties.PolicyDocument.Statement);
}

const sids = (statements: Statement[]) => statements.map(({ Sid }) => Sid);

function bucketOf(template: Template, name: string): Record<string, unknown> {
  return Object.entries(template.findResources('AWS::S3::Bucket')).find(([id]) => id.startsWith(`Archive${name}`))![1].Properties;
}

describe('defaults', () => {
  const rendered = newArchive().template();

  test('locks the trail bucket for a year in governance mode', () => {
    expect(bucketOf(rendered, 'Trail')).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Years: 1 } } },
    });
  });

  test('locks neither the delivery bucket, which Config would refuse, nor the bucket of access logs, which S3 would refuse', () => {
    for (const name of ['Delivery', 'AccessLogs']) {
      expect(bucketOf(rendered, name)).not.toHaveProperty('ObjectLockEnabled');
      expect(bucketOf(rendered, name)).not.toHaveProperty('ObjectLockConfiguration');
    }
  });

  test.each(['Trail', 'Delivery', 'AccessLogs'])('closes the %s bucket to the public, versions it, and leaves it to its owner', name => {
    expect(bucketOf(rendered, name)).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
      },
    });
  });

  test('encrypts each bucket with its own key, and access logs with the key of S3', () => {
    const keyOf = (name: string) => JSON.stringify(bucketOf(rendered, name).BucketEncryption);
    expect(keyOf('Trail')).toMatch(/"BucketKeyEnabled":true.*ArchiveTrailKey.*"SSEAlgorithm":"aws:kms"/);
    expect(keyOf('Delivery')).toMatch(/ArchiveDeliveryKey.*"SSEAlgorithm":"aws:kms"/);
    expect(keyOf('AccessLogs')).toContain('"SSEAlgorithm":"AES256"');
  });

  test('gives buckets, keys and aliases the names of the contract', () => {
    expect(JSON.stringify(bucketOf(rendered, 'Trail').BucketName)).toBe('{"Fn::Join":["",["lz-trail-",{"Ref":"AWS::AccountId"},"-",{"Ref":"AWS::Region"}]]}');
    rendered.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/lz/trail' });
    rendered.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/lz/log-delivery' });
  });

  test.each(['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::KMS::Alias'])('retains every %s, but for a first deployment that fails', type => {
    rendered.allResources(type, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('moves logs to Glacier after 90 days and to Deep Archive after a year, and keeps what was overwritten longer than the lock', () => {
    for (const name of ['Trail', 'Delivery']) {
      expect(bucketOf(rendered, name).LifecycleConfiguration).toEqual({ Rules: [expect.objectContaining({
        Status: 'Enabled',
        Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 90 }, { StorageClass: 'DEEP_ARCHIVE', TransitionInDays: 365 }],
        NoncurrentVersionExpiration: { NoncurrentDays: 396 },
      })] });
    }
    expect(JSON.stringify(bucketOf(rendered, 'Trail').LifecycleConfiguration)).not.toContain('ExpirationInDays');
  });

  test('lets access logs go 30 days after the retention', () => {
    expect(bucketOf(rendered, 'AccessLogs').LifecycleConfiguration).toMatchObject({ Rules: [{ ExpirationInDays: 396 }] });
  });

  test('logs who reads and changes the two buckets, after S3 may write those logs', () => {
    expect(JSON.stringify(bucketOf(rendered, 'Trail').LoggingConfiguration)).toContain('ArchiveAccessLogs');
    expect(JSON.stringify(bucketOf(rendered, 'Delivery').LoggingConfiguration)).toContain('ArchiveAccessLogs');
    rendered.hasResource('AWS::S3::Bucket', { Properties: { ObjectLockEnabled: true }, DependsOn: [Match.stringLikeRegexp('ArchiveAccessLogsPolicy')] });
  });

  test('lets the trail, and only this trail, write under the two prefixes of an organization trail', () => {
    const arn = 'arn:<AWS::Partition>:cloudtrail:eu-central-1:111122223333:trail/lz-organization-trail';
    expect(policyOf(rendered, 'Trail').slice(0, 2)).toEqual([
      {
        Sid: 'TrailChecksBucket', Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:GetBucketAcl', Resource: '<ArchiveTrail.Arn>', Condition: { StringEquals: { 'aws:SourceArn': arn } },
      },
      {
        Sid: 'TrailWrites', Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:PutObject',
        Resource: ['<ArchiveTrail.Arn>/AWSLogs/111122223333/*', '<ArchiveTrail.Arn>/AWSLogs/o-a1b2c3d4e5/*'],
        Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': arn } },
      },
    ]);
  });

  test('lets nobody write into the delivery bucket before there is a source for it', () => {
    expect(policyOf(rendered, 'Delivery').filter(({ Effect }) => Effect === 'Allow')).toEqual([]);
  });

  test('lets Config write by the organization of its source, never by the organization of the principal', () => {
    const [checks, writes] = policyOf(newArchive({ sources: [LogSource.config('o-a1b2c3d4e5')] }).template(), 'Delivery');
    expect(checks).toMatchObject({ Action: ['s3:GetBucketAcl', 's3:ListBucket'], Principal: { Service: 'config.amazonaws.com' } });
    expect(checks).not.toHaveProperty('Condition');
    expect(writes).toMatchObject({
      Action: 's3:PutObject',
      Resource: '<ArchiveDelivery.Arn>/o-a1b2c3d4e5/AWSLogs/*/Config/*',
      Condition: { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
    });
  });

  test('lets vended logs of the organization in, with or without an ACL, and those of no other account', () => {
    const [checks, writes] = policyOf(newArchive({ sources: [LogSource.logDelivery('o-a1b2c3d4e5')] }).template(), 'Delivery');
    const Condition = { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } };
    expect(checks).toMatchObject({ Action: ['s3:GetBucketAcl', 's3:ListBucket'], Condition });
    expect(writes).toMatchObject({ Action: 's3:PutObject', Resource: '<ArchiveDelivery.Arn>/AWSLogs/*' });
    expect(writes.Condition).toEqual(Condition);
  });

  test('lets the detectors of one account publish findings, in regions that have to be opted into too', () => {
    const [checks, writes] = policyOf(newArchive({ sources: [LogSource.guardDuty('222233334444', ['me-south-1'])] }).template(), 'Delivery');
    const Condition = {
      StringEquals: { 'aws:SourceAccount': '222233334444' },
      ArnLike: { 'aws:SourceArn': expect.stringMatching(/:guardduty:\*:222233334444:detector\/\*$/) },
    };
    const Principal = { Service: ['guardduty.amazonaws.com', 'guardduty.me-south-1.amazonaws.com'] };
    expect(checks).toMatchObject({ Action: 's3:GetBucketLocation', Principal, Condition });
    expect(writes).toMatchObject({ Action: 's3:PutObject', Resource: '<ArchiveDelivery.Arn>/*', Principal, Condition });
  });

  test.each(['Trail', 'Delivery', 'AccessLogs'])('denies every write to the %s bucket by whoever is not an AWS service, in its own account too', name => {
    const [writes] = policyOf(rendered, name).slice(-3);
    expect(writes).toEqual({
      Sid: 'DenyWritesButByServices', Effect: 'Deny', Principal: { AWS: '*' }, Resource: `<Archive${name}.Arn>/*`,
      Action: [
        's3:PutObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging', 's3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags',
      ],
      Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
    });
  });

  test('lets the break-glass role of its account decrypt through S3, and no other administrator', () => {
    for (const key of Object.values(rendered.findResources('AWS::KMS::Key'))) {
      const statements = readable(key.Properties.KeyPolicy.Statement);
      expect(statements.filter(({ Action }) => JSON.stringify(Action).includes('Decrypt') && !JSON.stringify(Action).includes('DescribeKey'))).toEqual([{
        Sid: 'ReadersDecrypt', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*',
        Principal: { AWS: 'arn:<AWS::Partition>:iam::<AWS::AccountId>:root' },
        Condition: {
          ArnEquals: { 'aws:PrincipalArn': ['arn:<AWS::Partition>:iam::<AWS::AccountId>:role/lz/lz-break-glass'] },
          StringEquals: { 'kms:ViaService': 's3.<AWS::Region>.amazonaws.com' },
        },
      }]);
    }
  });

  test('lets S3 write access logs of the two buckets of this account', () => {
    expect(policyOf(rendered, 'AccessLogs')[0]).toEqual({
      Sid: 'S3WritesAccessLogs', Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject',
      Resource: '<ArchiveAccessLogs.Arn>/*',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>' },
        ArnLike: { 'aws:SourceArn': [
          'arn:<AWS::Partition>:s3:::lz-trail-<AWS::AccountId>-<AWS::Region>',
          'arn:<AWS::Partition>:s3:::lz-delivery-<AWS::AccountId>-<AWS::Region>',
        ] },
      },
    });
  });

  test.each(['Trail', 'Delivery', 'AccessLogs'])('denies requests to the %s bucket without TLS and from other organizations', name => {
    const [tls, organization] = policyOf(rendered, name).slice(-2);
    expect(tls).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(organization).toMatchObject({
      Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*',
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } },
    });
  });

  test('denies no upload for its encryption header: an organization trail could not be created', () => {
    expect(JSON.stringify(policyOf(rendered, 'Trail'))).not.toContain('s3:x-amz-server-side-encryption');
  });

  test('lets the management account look both keys up', () => {
    for (const key of Object.values(rendered.findResources('AWS::KMS::Key'))) {
      expect(readable(key.Properties.KeyPolicy.Statement)).toContainEqual(expect.objectContaining({
        Action: 'kms:DescribeKey', Principal: { AWS: 'arn:<AWS::Partition>:iam::111122223333:root' },
      }));
    }
  });

  test('is clean under cdk-nag, and needs no asset', () => {
    synthesizeUnderCdkNag(scope => {
      new LogArchive(scope, 'Archive', DEFAULTS);
    });
    expect(JSON.stringify(rendered.toJSON())).not.toContain('cdk-hnb659fds-assets');
  });
});

describe('options', () => {
  test.each([
    ['the trail', undefined, ['Trail', 'TrailWrites']],
    ['Config', [LogSource.config('o-a1b2c3d4e5')], ['Delivery', 'ConfigWrites']],
    ['vended logs', [LogSource.logDelivery('o-a1b2c3d4e5')], ['Delivery', 'LogDeliveryWrites']],
  ])('lets %s write, and no more once it is left out of the sources', (_, sources, [bucket, sid]) => {
    expect(sids(policyOf(newArchive({ sources }).template(), bucket))).toContain(sid);
    expect(sids(policyOf(newArchive({ sources: [] }).template(), bucket))).not.toContain(sid);
  });

  test('takes the purpose of a source off its key too', () => {
    const template = newArchive({ sources: [] }).template();
    for (const key of Object.values(template.findResources('AWS::KMS::Key'))) {
      expect(sids(readable(key.Properties.KeyPolicy.Statement))).toEqual([
        'AdministratorsManage', 'OtherAccountLooksUp', 'ReadersDecrypt', 'GrantsForServicesOnly',
      ]);
    }
  });

  test('takes parameters for what it cannot know', () => {
    const stack = new Stack(new App(), 'Stack');
    const [managementAccountId, organizationId] = ['Management', 'Organization'].map(name => new CfnParameter(stack, name).valueAsString);
    new LogArchive(stack, 'Archive', { managementAccountId, organizationId });
    expect(policyOf(Template.fromStack(stack), 'Trail')[1].Resource)
      .toEqual(['<ArchiveTrail.Arn>/AWSLogs/<Management>/*', '<ArchiveTrail.Arn>/AWSLogs/<Organization>/*']);
  });

  test('locks in compliance mode when asked to, and keeps overwritten versions longer', () => {
    const template = newArchive({ retention: LogRetention.compliance({ years: 7 }) }).template();
    expect(bucketOf(template, 'Trail')).toMatchObject({
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 7 } } },
      LifecycleConfiguration: { Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: 7 * 366 + 30 } }] },
    });
  });

  test('takes another lifecycle', () => {
    const lifecycle = { coldStorageAfter: Duration.days(30), deepArchiveAfter: Duration.days(180), expireAfter: Duration.days(2557) };
    expect(bucketOf(newArchive({ lifecycle }).template(), 'Trail').LifecycleConfiguration).toMatchObject({ Rules: [{
      Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 30 }, { StorageClass: 'DEEP_ARCHIVE', TransitionInDays: 180 }],
      ExpirationInDays: 2557,
    }] });
  });

  describe('with readers', () => {
    const readers = ['arn:x:iam::444455556666:role/analyst', 'arn:x:iam::444455556666:role/soc/query', 'arn:x:iam::777788889999:role/analyst'];
    const template = newArchive({ readers }).template();
    const accounts = ['444455556666', '777788889999'].map(account => `arn:<AWS::Partition>:iam::${account}:root`);

    test('lets them decrypt through S3 only, in one statement that needs no role to exist', () => {
      for (const key of Object.values(template.findResources('AWS::KMS::Key'))) {
        const [reading] = readable(key.Properties.KeyPolicy.Statement).filter(({ Sid }) => Sid === 'ReadersDecrypt');
        expect(reading.Principal).toEqual({ AWS: ['arn:<AWS::Partition>:iam::<AWS::AccountId>:root', ...accounts] });
        expect(reading.Condition).toEqual({
          ArnEquals: { 'aws:PrincipalArn': ['arn:<AWS::Partition>:iam::<AWS::AccountId>:role/lz/lz-break-glass', ...readers] },
          StringEquals: { 'kms:ViaService': 's3.<AWS::Region>.amazonaws.com' },
        });
      }
    });

    test.each(['Trail', 'Delivery', 'AccessLogs'])('lets them list and read the %s bucket, and nothing else', name => {
      const common = { Effect: 'Allow', Principal: { AWS: accounts }, Condition: { ArnEquals: { 'aws:PrincipalArn': readers } } };
      expect(policyOf(template, name).filter(({ Sid }) => Sid.startsWith('Readers'))).toEqual([
        { Sid: 'ReadersList', ...common, Action: ['s3:ListBucket', 's3:ListBucketVersions'], Resource: `<Archive${name}.Arn>` },
        { Sid: 'ReadersRead', ...common, Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: `<Archive${name}.Arn>/*` },
      ]);
    });
  });

  test('takes the name of another trail', () => {
    const template = newArchive({ trailName: 'audit' }).template();
    expect(JSON.stringify(policyOf(template, 'Trail'))).toContain(':trail/audit"');
  });
});

describe('import', () => {
  test('needs no import: other accounts reach the archive by the names of the contract', () => {
    const { stack, archive } = newArchive();
    expect(stack.resolve(archive.trailBucket.bucketName)).toEqual({ Ref: expect.stringContaining('ArchiveTrail') });
    expect(stack.resolve(archive.deliveryBucket.bucketArn)).toEqual({ 'Fn::GetAtt': [expect.stringContaining('ArchiveDelivery'), 'Arn'] });
  });
});

describe('validation', () => {
  const trailBucket = (archive: LogArchive) => archive.trailBucket.node.findChild('Resource') as CfnBucket;

  test('fails with every problem at once', () => {
    const wrong = () => newArchive({ managementAccountId: '1234', organizationId: 'o-?', sources: [LogSource.serverAccessLogs(['other'])] });
    expect(wrong).toThrow(/3 problems/);
    expect(wrong).toThrow(/'managementAccountId' must be an account id of 12 digits, got "1234"/);
    expect(wrong).toThrow(/'organizationId' must be an organization id/);
    expect(wrong).toThrow(/'sources' must not contain server access logs/);
  });

  test.each<[string, (bucket: CfnBucket) => void]>([
    ['an attribute', bucket => { bucket.bucketEncryption = undefined; }],
    ['a deletion override', bucket => bucket.addPropertyDeletionOverride('BucketEncryption')],
    ['an override of the algorithm', bucket => bucket.addPropertyOverride(
      'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault', { SSEAlgorithm: 'AES256', KMSMasterKeyID: null })],
    ['a raw override', bucket => bucket.addOverride('Properties.BucketEncryption', undefined)],
  ])('fails when %s takes the key off a log bucket, and says that it has one of its own', (_, takeOff) => {
    const { archive, template } = newArchive();
    takeOff(trailBucket(archive));
    expect(template).toThrow(/'encryptionKey' of log bucket "Stack\/Archive\/Trail" must encrypt it, got .*: a log bucket has a customer managed key of its own/);
  });

  test('fails when an escape hatch takes off the lock, the versions or a public access block, and names each', () => {
    const { archive, template } = newArchive();
    trailBucket(archive).addPropertyDeletionOverride('ObjectLockConfiguration');
    trailBucket(archive).addPropertyOverride('VersioningConfiguration.Status', 'Suspended');
    trailBucket(archive).addPropertyOverride('PublicAccessBlockConfiguration.BlockPublicPolicy', false);
    expect(template).toThrow(/'versioningConfiguration' of log bucket .* must stay enabled/);
    expect(template).toThrow(/'objectLockConfiguration' of log bucket .* must keep a default retention/);
    expect(template).toThrow(/must block all public access, got BlockPublicPolicy off/);
  });

  test('fails when access logs get a customer managed key, which S3 could not use', () => {
    const { archive, template } = newArchive();
    (archive.accessLogBucket.node.findChild('Resource') as CfnBucket).bucketEncryption = {
      serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: archive.trailKey.keyArn } }],
    };
    expect(template).toThrow(/'bucketEncryption' of log bucket .* must be AES256, got "aws:kms": S3 writes access logs to no other bucket/);
  });

  test('fails for readers that are not single roles, and says what else is wrong in the same round', () => {
    const readers = ['arn:x:iam::444455556666:user/ann', 'arn:x:iam::444455556666:role/*', '444455556666'];
    const wrong = () => newArchive({ managementAccountId: '1', readers, lifecycle: { expireAfter: Duration.days(30) } });
    expect(wrong).toThrow(/^Stack\/Archive: 6 problems/);
    for (const reader of readers) {
      expect(wrong).toThrow(`'readers' must be ARNs of IAM roles without wildcards, got "${reader}"`);
    }
    expect(wrong).toThrow(/'managementAccountId' must be an account id[^]*'expireAfter' must be longer than the retention/);
  });

  test('fails when the lifecycle contradicts itself or the lock, with every problem at once', () => {
    const lifecycle = {
      coldStorageAfter: Duration.days(0), deepArchiveAfter: Duration.days(60), expireAfter: Duration.days(30),
      noncurrentExpireAfter: Duration.days(300),
    };
    const wrong = () => newArchive({ lifecycle });
    expect(wrong).toThrow(/'coldStorageAfter' must be at least 1 day, got 0/);
    expect(wrong).toThrow(/'deepArchiveAfter' must be at least 90 days after 'coldStorageAfter' \(0 days\), got 60/);
    expect(wrong).toThrow(/'expireAfter' must be longer than the retention of 366 days, got 30/);
    expect(wrong).toThrow(/'expireAfter' must be longer than the last move to cold storage \(60 days\), got 30/);
    expect(wrong).toThrow(/'noncurrentExpireAfter' must be longer than the retention of 366 days, got 300/);
  });
});
