import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DataEventAccess, OrganizationTrail, OrganizationTrailProps, TrailDataEvents, TrailInsight } from '../../../lib/constructs/logging';
import { Organization } from '../../../lib/constructs/organization';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const ENV = { account: '111122223333', region: 'eu-central-1' };
const KEY_ARN = 'arn:x:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';

function newTrail(props: Partial<OrganizationTrailProps> = {}) {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' });
  const trail = new OrganizationTrail(stack, 'Trail', { organization, bucketName: 'lz-trail-444455556666-eu-central-1', keyArn: KEY_ARN, ...props });
  return { stack, trail, template: Template.fromStack(stack) };
}

function selectors(...dataEvents: TrailDataEvents[]) {
  return Object.values(newTrail({ dataEvents }).template.findResources('AWS::CloudTrail::Trail'))[0].Properties.AdvancedEventSelectors.slice(1);
}

const logs = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:logs:eu-central-1:111122223333:log-group:${name}`]] });

describe('defaults', () => {
  const { template } = newTrail();

  test('records every account and region, validated, encrypted, into bucket and log group', () => {
    template.hasResource('AWS::CloudTrail::Trail', {
      Properties: {
        TrailName: 'lz-organization-trail',
        IsLogging: true,
        IsOrganizationTrail: true,
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
        S3BucketName: 'lz-trail-444455556666-eu-central-1',
        KMSKeyId: KEY_ARN,
        CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('TrailLogGroup'), 'Arn'] },
        CloudWatchLogsRoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('TrailRole'), 'Arn'] },
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('records reads and writes of management, and nothing that costs', () => {
    template.hasResourceProperties('AWS::CloudTrail::Trail', {
      AdvancedEventSelectors: [{ Name: 'Management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
      InsightSelectors: Match.absent(),
      EventSelectors: Match.absent(),
    });
  });

  test('waits for the log group and for the role, whose policy stands in the role', () => {
    template.hasResource('AWS::CloudTrail::Trail', { DependsOn: [Match.stringLikeRegexp('TrailLogGroup'), Match.stringLikeRegexp('TrailRole')] });
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('keeps a year of events in an encrypted log group that outlives the stack', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: '/lz/organization-trail', RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('LogGroupKey'), 'Arn'] } },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  test('lets CloudWatch Logs use the key for this log group only', () => {
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/lz/log-groups' });
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logs('/lz/organization-trail') } },
    })]) } });
  });

  test('lets CloudTrail write the streams of the management account and of the organization, and no others', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      Path: '/lz/',
      AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } }] },
      Policies: [{ PolicyDocument: { Statement: [{
        Sid: 'WriteStreams',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [
          logs('/lz/organization-trail:log-stream:111122223333_CloudTrail_eu-central-1*'),
          logs('/lz/organization-trail:log-stream:o-a1b2c3d4e5_*'),
        ],
      }] } }],
    });
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' });
      new OrganizationTrail(stack, 'Trail', { organization, bucketName: 'lz-trail', keyArn: KEY_ARN });
    });
  });

  test('is clean under cdk-nag when another stack made the organization', () => {
    synthesizeUnderCdkNag(stack => {
      const organization = new Organization(new Stack(stack.node.scope!, 'First', { env: ENV }), 'Organization');
      new OrganizationTrail(stack, 'Trail', { organization, bucketName: 'lz-trail', keyArn: KEY_ARN });
    });
  });
});

describe('options', () => {
  test('records objects of every bucket, but not what CloudTrail writes into the archive', () => {
    const [elsewhere, archive] = selectors(TrailDataEvents.s3Objects());
    const bucket = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${name}`]] });
    const buckets = ['lz-trail-', 'lz-delivery-', 'lz-access-logs-'].map(bucket);
    expect(elsewhere.FieldSelectors).toEqual([
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      { Field: 'resources.ARN', NotStartsWith: buckets },
    ]);
    expect(archive.FieldSelectors).toEqual([
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      { Field: 'readOnly', Equals: ['true'] },
      { Field: 'resources.ARN', StartsWith: buckets },
    ]);
  });

  test('records writes of some buckets only', () => {
    const [writes, ...others] = selectors(TrailDataEvents.s3Objects({ access: DataEventAccess.WRITE, arnPrefixes: ['arn:x:s3:::finance-'] }));
    expect(others).toEqual([]);
    expect(writes.FieldSelectors).toEqual(expect.arrayContaining([
      { Field: 'readOnly', Equals: ['false'] },
      { Field: 'resources.ARN', StartsWith: ['arn:x:s3:::finance-'], NotStartsWith: expect.anything() },
    ]));
  });

  test('records functions, tables and other kinds of resources', () => {
    const recorded = selectors(TrailDataEvents.lambdaInvocations(), TrailDataEvents.dynamoDbItems({ access: DataEventAccess.READ }), TrailDataEvents.of('AWS::SNS::Topic'));
    expect(recorded.map(({ FieldSelectors }: { FieldSelectors: { Equals: string[] }[] }) => FieldSelectors[1].Equals[0]))
      .toEqual(['AWS::Lambda::Function', 'AWS::DynamoDB::Table', 'AWS::SNS::Topic']);
  });

  test('looks for unusual rates when asked to', () => {
    newTrail({ insights: [TrailInsight.API_CALL_RATE, TrailInsight.API_ERROR_RATE] }).template.hasResourceProperties('AWS::CloudTrail::Trail', {
      InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }],
    });
  });

  test('takes other names and another retention', () => {
    const { template, trail, stack } = newTrail({ trailName: 'audit', logGroupName: '/audit', logRetention: RetentionDays.THREE_MONTHS });
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/audit', RetentionInDays: 90 });
    expect(trail.trailName).toBe('audit');
    expect(JSON.stringify(stack.resolve(trail.trailArn))).toContain(':cloudtrail:eu-central-1:111122223333:trail/audit');
  });
});

describe('import', () => {
  test('gives its log group to metric filters', () => {
    const { stack, trail } = newTrail();
    expect(JSON.stringify(stack.resolve(trail.logGroup.logGroupName))).toContain('TrailLogGroup');
  });
});

describe('validation', () => {
  test('fails with every problem at once, and says what to do', () => {
    const wrong = () => newTrail({
      trailName: 'a--b', bucketName: 'My Bucket', keyArn: 'arn:x:kms:eu-central-1:444455556666:alias/lz/trail',
      dataEvents: [TrailDataEvents.s3Objects(), TrailDataEvents.s3Objects()], insights: [],
    });
    expect(wrong).toThrow(/5 problems/);
    expect(wrong).toThrow(/'trailName' must have 3 to 128 letters and digits.*got "a--b"/);
    expect(wrong).toThrow(/'bucketName' must be the name of a bucket, got "My Bucket"/);
    expect(wrong).toThrow(/'keyArn' must be the ARN of a key, not of an alias, got .*: look the alias up by KeyArnLookup/);
    expect(wrong).toThrow(/'dataEvents' must not repeat, got "AWS::S3::Object" 2 times: put both into one/);
    expect(wrong).toThrow(/'insights' must name something, got \[\]: leave it out/);
  });

  test('fails for a resource type that is none, together with the rest, and says where', () => {
    expect(() => newTrail({ dataEvents: [TrailDataEvents.of('s3')], insights: [] }))
      .toThrow(/^Stack\/Trail: 2 problems\n.*'resourceType' must be a type such as "AWS::SNS::Topic", got "s3".*\n.*'insights' must name something/);
  });
});
