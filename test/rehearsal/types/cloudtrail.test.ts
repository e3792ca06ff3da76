import { lostLogs } from '../../../rehearsal/aws/log-delivery';
import { recordsEvent } from '../../../rehearsal/aws/recorded-events';
import { createServiceLinkedRole } from '../../../rehearsal/aws/services/iam';
import { HOME, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION, refusalOf, trusts, UNIT, WORKLOAD, Workbench } from './workbench';

const TRAIL = 'AWS::CloudTrail::Trail';
const TRAIL_ARN = `arn:aws:cloudtrail:${HOME}:${MANAGEMENT}:trail/trail`;
const ORIGIN = { stackId: 'stack', logicalId: 'Activation' };
const IN_ARCHIVE = { accountId: LOG_ARCHIVE };

const from = { StringEquals: { 'aws:SourceArn': TRAIL_ARN } };
const cloudTrail = { Service: 'cloudtrail.amazonaws.com' };
const writes = (folder: string) => ({
  Sid: folder, Effect: 'Allow', Principal: cloudTrail, Action: 's3:PutObject', Resource: `arn:aws:s3:::logs/AWSLogs/${folder}/*`,
  Condition: { StringEquals: { ...from.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' } },
});
const BUCKET_STATEMENTS = [
  { Sid: 'acl', Effect: 'Allow', Principal: cloudTrail, Action: 's3:GetBucketAcl', Resource: 'arn:aws:s3:::logs', Condition: from },
  writes(MANAGEMENT), writes(ORGANIZATION.organizationId),
];
const KEY_STATEMENTS = [
  { Sid: 'administer', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${LOG_ARCHIVE}:root` }, Action: 'kms:*', Resource: '*' },
  {
    Sid: 'encrypt', Effect: 'Allow', Principal: cloudTrail, Action: 'kms:GenerateDataKey*', Resource: '*',
    Condition: { ...from, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${MANAGEMENT}:trail/*` } },
  },
  { Sid: 'use', Effect: 'Allow', Principal: cloudTrail, Action: ['kms:DescribeKey', 'kms:Decrypt'], Resource: '*', Condition: from },
];
const STREAMS = [`log-group:trail:log-stream:${MANAGEMENT}_CloudTrail_${HOME}*`, `log-group:trail:log-stream:${ORGANIZATION.organizationId}_*`];

interface Setup { without?: string; keyRegion?: string; streams?: string[]; trust?: string }

/** Everything that an organization trail needs, or all but one thing. */
async function prepared({ without, keyRegion = HOME, streams = STREAMS, trust = 'cloudtrail.amazonaws.com' }: Setup = {}) {
  const bench = new Workbench({ organization: { ...ORGANIZATION, enabledPolicyTypes: ['RESOURCE_CONTROL_POLICY'] } });
  const { organizations } = bench.world.state;
  if (without !== 'trusted access') organizations.trustedServices.set('cloudtrail.amazonaws.com', { origin: ORIGIN });
  if (without !== 'service-linked role') createServiceLinkedRole(bench.world, MANAGEMENT, 'cloudtrail.amazonaws.com', ORIGIN);
  const policy = (statements: { Sid: string }[]) => ({ Version: '2012-10-17', Statement: statements.filter(({ Sid }) => Sid !== without) });
  const key = await bench.create('AWS::KMS::Key', 'Key', { KeyPolicy: policy(KEY_STATEMENTS) }, { ...IN_ARCHIVE, region: keyRegion });
  const encryption = { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] };
  await bench.create('AWS::S3::Bucket', 'Bucket', { BucketName: 'logs', BucketEncryption: encryption }, IN_ARCHIVE);
  await bench.create('AWS::S3::BucketPolicy', 'BucketPolicy', { Bucket: 'logs', PolicyDocument: policy(BUCKET_STATEMENTS) }, IN_ARCHIVE);
  const group = await bench.create('AWS::Logs::LogGroup', 'Group', { LogGroupName: 'trail' });
  const allowed = streams.map(stream => `arn:aws:logs:${HOME}:${MANAGEMENT}:${stream}`);
  const role = await bench.create('AWS::IAM::Role', 'Role', {
    RoleName: 'trail', AssumeRolePolicyDocument: trusts(trust),
    Policies: [{ PolicyName: 'write', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: allowed }] } }],
  });
  const properties = {
    TrailName: 'trail', S3BucketName: 'logs', IsLogging: true, IsOrganizationTrail: true, KMSKeyId: key.attributes.Arn,
    CloudWatchLogsLogGroupArn: group.attributes.Arn, CloudWatchLogsRoleArn: role.attributes.Arn,
  };
  return { bench, properties };
}

describe('an organization trail', () => {
  test('is created when all is there, and writes into a bucket that is not empty any more', async () => {
    const { bench, properties } = await prepared();
    const { attributes } = await bench.create(TRAIL, 'Trail', properties);
    expect(attributes.Arn).toBe(TRAIL_ARN);
    expect(lostLogs(bench.world)).toEqual([]);
    expect((await refusalOf(bench.delete('AWS::S3::Bucket', 'Bucket', IN_ARCHIVE))).rule).toBe('s3/bucket-empty');
  });

  const missing: readonly (readonly [string, Setup])[] = [
    ['cloudtrail/trusted-access', { without: 'trusted access' }],
    ['cloudtrail/service-linked-role', { without: 'service-linked role' }],
    ['cloudtrail/bucket-acl-check', { without: 'acl' }],
    ['cloudtrail/bucket-write', { without: MANAGEMENT }],
    ['cloudtrail/bucket-write-organization', { without: ORGANIZATION.organizationId }],
    ['cloudtrail/key-usable', { without: 'encrypt' }],
    ['cloudtrail/key-usable', { without: 'use' }],
    ['cloudtrail/key-in-bucket-region', { keyRegion: 'us-east-1' }],
    ['cloudtrail/log-role-assumable', { trust: 'ec2.amazonaws.com' }],
    ['cloudtrail/log-role-writes', { streams: [STREAMS[0]] }],
    ['cloudtrail/log-role-writes', { streams: [STREAMS[1]] }],
  ];

  test.each(missing)('fails by %s with %j', async (rule, setup) => {
    const { bench, properties } = await prepared(setup);
    expect((await refusalOf(bench.create(TRAIL, 'Trail', properties))).rule).toBe(rule);
  });

  test.each([
    ['cloudtrail/bucket-exists', { S3BucketName: 'none' }],
    ['cloudtrail/log-group', { CloudWatchLogsLogGroupArn: `arn:aws:logs:${HOME}:${MANAGEMENT}:log-group:trail` }],
    ['cloudtrail/log-group', { CloudWatchLogsRoleArn: undefined }],
    ['cloudtrail/events', { InsightSelectors: [{ InsightType: 'ApiCallRate' }] }],
    ['cloudtrail/events', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Managment'] }] }] }],
    ['cloudtrail/events', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'readOnly', Equals: ['true'] }] }] }],
    ['cloudtrail/events', { AdvancedEventSelectors: [{ FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Management'] }, { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::b'] },
    ] }] }],
    ['cloudtrail/events', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'], Contains: ['x'] }] }] }],
    ['cloudtrail/events', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, { Field: 'readOnly' }] }] }],
    ['cloudtrail/events', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }], EventSelectors: [{}] }],
    ['cloudtrail/events', { EventSelectors: [{ ReadWriteType: 'Both' }] }],
    ['cloudtrail/events', { IsMultiRegionTrail: true }],
    ['cloudtrail/log-group', { CloudWatchLogsLogGroupArn: `arn:aws:logs:${HOME}:${MANAGEMENT}:log-group:other:*` }],
  ])('fails by %s with %j', async (rule, change) => {
    const { bench, properties } = await prepared();
    expect((await refusalOf(bench.create(TRAIL, 'Trail', { ...properties, ...change }))).rule).toBe(rule);
  });

  test.each([['aws', 'us-east-1'], ['aws-us-gov', 'us-gov-west-1']])('records global services in %s, unless it leaves them out', (partition, region) => {
    const { world } = new Workbench({ organization: ORGANIZATION, partition });
    const trail = { arn: 't', name: 't', accountId: MANAGEMENT, region: HOME, bucketName: 'b', organization: true, logging: true, multiRegion: true };
    const recorded = (globalServices: boolean, where = region, eventSource = 'iam.amazonaws.com') =>
      recordsEvent(world, { ...trail, globalServices }, WORKLOAD, where, { eventSource, eventName: 'CreateUser' });
    expect([recorded(true), recorded(false), recorded(false, HOME), recorded(false, region, 'ec2.amazonaws.com')]).toEqual([true, false, true, true]);
  });

  test('records what its selectors say: every management event when there are none', async () => {
    const { bench, properties } = await prepared();
    await bench.create(TRAIL, 'Trail', properties);
    const [trail] = bench.world.state.cloudtrail.trails.values();
    const read = { eventSource: 'kms.amazonaws.com', eventName: 'DescribeKey' };
    const write = { ...read, eventName: 'DisableKey' };
    const data = { eventCategory: 'Data', eventName: 'GetObject', resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::logs/file' }] };
    const recorded = async (more: object) => {
      await bench.update(TRAIL, 'Trail', { ...properties, ...more });
      return [read, write, data].map(event => recordsEvent(bench.world, trail, WORKLOAD, HOME, event));
    };
    expect(await recorded({})).toEqual([true, true, false]);
    expect(await recorded({ EventSelectors: [{ ReadWriteType: 'WriteOnly' }] })).toEqual([false, true, false]);
    expect(await recorded({ EventSelectors: [{ ExcludeManagementEventSources: ['kms.amazonaws.com'] }] })).toEqual([false, false, false]);
    const objects = { Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::logs/'] };
    const ofData = [{ IncludeManagementEvents: false, DataResources: [objects] }];
    expect(await recorded({ EventSelectors: ofData })).toEqual([false, false, true]);
    const management = { Field: 'eventCategory', Equals: ['Management'] };
    expect(await recorded({ AdvancedEventSelectors: [{ FieldSelectors: [management, { Field: 'readOnly', Equals: ['true'] }] }] })).toEqual([true, false, false]);
  });

  test('fails in a member account that is no delegated administrator', async () => {
    const { bench, properties } = await prepared();
    const elsewhere = { ...properties, CloudWatchLogsLogGroupArn: undefined, CloudWatchLogsRoleArn: undefined };
    expect((await refusalOf(bench.create(TRAIL, 'Trail', elsewhere, { accountId: WORKLOAD }))).rule).toBe('cloudtrail/management-account');
  });

  test('fails unless a declared path leads to what it needs', async () => {
    const { bench, properties } = await prepared();
    expect(await refusalOf(bench.create(TRAIL, 'Trail', properties, { undeclared: true }))).toMatchObject({ kind: 'order', rule: 'cloudtrail/trusted-access' });
  });

  test('fails as the sixth trail of a region', async () => {
    const { bench, properties } = await prepared();
    const { trails } = bench.world.state.cloudtrail;
    ['a', 'b', 'c', 'd', 'e'].forEach(name => trails.set(name, {
      arn: name, name, accountId: MANAGEMENT, region: HOME, bucketName: 'none', organization: false, logging: true, multiRegion: false, globalServices: false,
    }));
    expect((await refusalOf(bench.create(TRAIL, 'Trail', properties))).rule).toBe('cloudtrail/trail-quota');
  });

  test('loses its logs when a resource control policy cuts CloudTrail off later', async () => {
    const { bench, properties } = await prepared();
    await bench.create(TRAIL, 'Trail', properties);
    const content = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' }] };
    await bench.create('AWS::Organizations::Policy', 'P', { Name: 'p', Type: 'RESOURCE_CONTROL_POLICY', Content: content, TargetIds: [UNIT] });
    expect(lostLogs(bench.world).map(failure => failure.details.rule?.id)).toEqual(['cloudtrail/bucket-write', 'cloudtrail/bucket-write-organization']);
  });
});

describe('AWS::AccessAnalyzer::Analyzer', () => {
  const ANALYZER = 'AWS::AccessAnalyzer::Analyzer';

  test('brings the service-linked role along, and is one of the account in a region', async () => {
    const bench = new Workbench();
    await bench.create(ANALYZER, 'A', { Type: 'ACCOUNT' }, { accountId: WORKLOAD });
    await bench.create(ANALYZER, 'B', { Type: 'ACCOUNT' }, { accountId: WORKLOAD, region: 'us-east-1' });
    expect((await refusalOf(bench.create(ANALYZER, 'C', { Type: 'ACCOUNT' }, { accountId: WORKLOAD }))).rule).toBe('access-analyzer/one-per-region');
    expect([...bench.world.state.iam.roles.keys()]).toContain(`arn:aws:iam::${WORKLOAD}:role/aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer`);
  });

  test('of the organization needs trusted access, the role in the management account and the delegation', async () => {
    const bench = new Workbench();
    const create = () => bench.create(ANALYZER, 'A', { Type: 'ORGANIZATION' }, IN_ARCHIVE);
    expect((await refusalOf(create())).rule).toBe('access-analyzer/organization-analyzer');
    const { organizations } = bench.world.state;
    organizations.trustedServices.set('access-analyzer.amazonaws.com', {});
    createServiceLinkedRole(bench.world, MANAGEMENT, 'access-analyzer.amazonaws.com');
    expect((await refusalOf(create())).rule).toBe('access-analyzer/organization-analyzer');
    organizations.delegatedAdministrators.set(`${LOG_ARCHIVE}/access-analyzer.amazonaws.com`, { accountId: LOG_ARCHIVE, service: 'access-analyzer.amazonaws.com' });
    await create();
  });
});
