import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AccountTrail, AccountTrailProps, LogArchive, LogArchiveProps, LogSource, TrailDataEvents, TrailInsight } from '../../../lib/constructs/logging';
import { World } from '../../../rehearsal/aws/world';
import { judge } from '../control-tower';
import { deploy, HOME, MANAGEMENT } from '../deployed';

const ENV = { account: '111122223333', region: 'eu-central-1' };

interface Made {
  readonly archive?: LogArchiveProps;
  readonly trail?: Partial<AccountTrailProps>;
  /** Whether the archive stands in a stack of its own. */
  readonly apart?: boolean;
}

function made({ archive: archiveProps, trail: trailProps, apart }: Made = {}) {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: ENV });
  const archive = new LogArchive(apart ? new Stack(app, 'Logs', { env: ENV }) : stack, 'Archive', archiveProps);
  const trail = new AccountTrail(stack, 'Trail', { archive, ...trailProps });
  return { app, stack, archive, trail, template: () => Template.fromStack(stack) };
}

interface Statement {
  readonly Sid: string;
  readonly Resource: unknown;
  readonly Condition: unknown;
}

/** Joins and references as words. */
const readable = (value: unknown): Statement[] => JSON.parse(JSON.stringify(value, (_, part) => {
  const word = (one: unknown): string => typeof one === 'string' ? one : String(Object.values(one as object).flat()[0]).replace(/[0-9A-F]{8}$/, '');
  return part?.['Fn::Join'] ? part['Fn::Join'][1].map(word).join('') : part?.Ref ? word(part) : part;
}));

function statementsOf(template: Template, type: string, id: string, property: string): Statement[] {
  const found = Object.entries(template.findResources(type)).find(([logicalId]) => logicalId.startsWith(id));
  return readable(found![1].Properties[property].Statement);
}

const named = (statements: Statement[], sid: string) => statements.find(({ Sid }) => Sid === sid);

describe('defaults', () => {
  const { template: render } = made();
  const template = render();

  test('records every region of the account, validated, encrypted, into the archive and a log group', () => {
    template.hasResource('AWS::CloudTrail::Trail', {
      Properties: {
        TrailName: 'lz-account-trail', IsLogging: true, IsOrganizationTrail: false, IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
        S3BucketName: { Ref: Match.stringLikeRegexp('^ArchiveTrail') },
        KMSKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ArchiveTrailKey'), 'Arn'] },
        CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('TrailLogGroup'), 'Arn'] },
        AdvancedEventSelectors: [{ Name: 'Management events', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
      },
      DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ArchiveTrailPolicy')]),
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/lz/account-trail', RetentionInDays: 365, KmsKeyId: Match.anyValue() });
  });

  test('writes streams of its own account and region, and no others', () => {
    const [role] = Object.values(template.findResources('AWS::IAM::Role'));
    expect(readable(role.Properties.Policies[0].PolicyDocument.Statement)[0].Resource)
      .toBe('arn:AWS::Partition:logs:eu-central-1:111122223333:log-group:/lz/account-trail:log-stream:111122223333_CloudTrail_eu-central-1*');
  });

  test('alone writes to the locked bucket, below the folder of the account', () => {
    const statements = statementsOf(template, 'AWS::S3::BucketPolicy', 'ArchiveTrail', 'PolicyDocument');
    const trailArn = 'arn:AWS::Partition:cloudtrail:AWS::Region:AWS::AccountId:trail/lz-account-trail';
    expect(named(statements, 'TrailChecksBucket')?.Condition).toEqual({ StringEquals: { 'aws:SourceArn': trailArn } });
    expect(named(statements, 'TrailWrites')).toMatchObject({
      Resource: 'ArchiveTrail/AWSLogs/AWS::AccountId/*',
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trailArn } },
    });
    template.hasResourceProperties('AWS::S3::Bucket', { ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Years: 1 } } } });
  });

  test('has AWS Config of the account deliver beside it, and of no other', () => {
    const ofAccount = { StringEquals: { 'aws:SourceAccount': 'AWS::AccountId' } };
    const statements = statementsOf(template, 'AWS::S3::BucketPolicy', 'ArchiveDelivery', 'PolicyDocument');
    expect(named(statements, 'ConfigChecksBucket')?.Condition).toEqual(ofAccount);
    expect(named(statements, 'ConfigWrites')).toMatchObject({ Resource: 'ArchiveDelivery/AWS::AccountId/AWSLogs/AWS::AccountId/Config/*', Condition: ofAccount });
    expect(named(statementsOf(template, 'AWS::KMS::Key', 'ArchiveDeliveryKey', 'KeyPolicy'), 'ConfigEncrypts')?.Condition).toEqual(ofAccount);
  });

  test.each(['Trail', 'Delivery', 'AccessLogs'])('keeps principals of other accounts out of the bucket %s', bucket => {
    const statements = statementsOf(template, 'AWS::S3::BucketPolicy', `Archive${bucket}Policy`, 'PolicyDocument');
    expect(named(statements, 'DenyOtherAccounts')?.Condition)
      .toEqual({ StringNotEquals: { 'aws:PrincipalAccount': 'AWS::AccountId' }, Bool: { 'aws:PrincipalIsAWSService': 'false' } });
    expect(named(statements, 'DenyOtherOrganizations')).toBeUndefined();
  });

  test('lets no other account look up its keys', () => {
    expect(named(statementsOf(template, 'AWS::KMS::Key', 'ArchiveTrailKey', 'KeyPolicy'), 'OtherAccountLooksUp')).toBeUndefined();
  });

  test('passes cdk-nag, NIST 800-53 and the rules of Control Tower', () => {
    expect(judge(made({ apart: true }).app, { nist: true }).findings).toEqual([]);
  });
});

describe('options', () => {
  test('takes the name of the archive, another log group, data events and Insights', () => {
    const { template, trail, stack } = made({
      archive: { trailName: 'audit' },
      trail: {
        logGroupName: '/audit', logRetention: RetentionDays.THREE_MONTHS, dataEvents: [TrailDataEvents.lambdaInvocations()], insights: [TrailInsight.API_ERROR_RATE],
      },
    });
    template().hasResourceProperties('AWS::CloudTrail::Trail', {
      TrailName: 'audit', InsightSelectors: [{ InsightType: 'ApiErrorRateInsight' }], AdvancedEventSelectors: [Match.anyValue(), Match.anyValue()],
    });
    template().hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/audit', RetentionInDays: 90 });
    expect(JSON.stringify(stack.resolve(trail.trailArn))).toContain(':cloudtrail:eu-central-1:111122223333:trail/audit');
    expect(JSON.stringify(template().findResources('AWS::S3::BucketPolicy'))).toContain('trail/audit');
  });

  test('keeps what other sources of the account write', () => {
    const { template } = made({ archive: { sources: [LogSource.cloudTrailOfAccount('arn:x:cloudtrail:eu-central-1:111122223333:trail/t', '111122223333')] } });
    expect(JSON.stringify(template().findResources('AWS::S3::BucketPolicy'))).not.toContain('ConfigWrites');
  });
});

describe('import', () => {
  test('gives its log group to metric filters', () => {
    const { stack, trail } = made();
    expect(JSON.stringify(stack.resolve(trail.logGroup.logGroupName))).toContain('TrailLogGroup');
  });

  test.each([false, true])('is deployed, its archive in another stack: %s', async apart => {
    const world = new World({ managementAccountId: MANAGEMENT, regions: [HOME] });
    let archive: LogArchive | undefined;
    const account = MANAGEMENT;
    await deploy(world, ...apart ? [{ account, build: (stack: Stack) => { archive = new LogArchive(stack, 'Archive'); } }] : [], {
      account, build: stack => { new AccountTrail(stack, 'Trail', { archive: archive ?? new LogArchive(stack, 'Archive') }); },
    });
    expect([...world.state.cloudtrail.trails.values()].map(({ name, logging, organization }) => [name, logging, organization]))
      .toEqual([['lz-account-trail', true, false]]);
  });
});

describe('validation', () => {
  test('fails with the archive of an organization, and says what to use', () => {
    expect(() => made({ archive: { managementAccountId: '111122223333', organizationId: 'o-a1b2c3d4e5' } }))
      .toThrow(/'archive' must be that of an account, got "Stack\/Archive" of an organization: use OrganizationTrail/);
  });

  test('fails with every problem at once', () => {
    const wrong = () => made({ archive: { trailName: 'a--b' }, trail: { insights: [], dataEvents: [TrailDataEvents.of('s3')] } });
    expect(wrong).toThrow(/3 problems/);
    expect(wrong).toThrow(/'trailName' must have 3 to 128 letters and digits/);
  });

  test.each([
    [{ managementAccountId: '111122223333' }, "'managementAccountId' must come with 'organizationId', got \"111122223333\" alone"],
    [{ organizationId: 'o-a1b2c3d4e5' }, "'organizationId' must come with 'managementAccountId', got \"o-a1b2c3d4e5\" alone"],
  ])('fails with %j alone, which is neither an organization nor an account', (archive, message) => {
    expect(() => made({ archive })).toThrow(message);
  });
});
