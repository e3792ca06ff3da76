import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { configuration } from '../../config/landing-zone';
import { LandingZone, LandingZoneProps, logging } from '../../lib';

const { logArchive } = configuration;
const READER = 'arn:aws:iam::444455556666:role/analyst';

/** Makes the example with other props; answers its stacks and member templates by path. */
function landingZone(props: Partial<LandingZoneProps>): (path: string) => Template {
  const app = new App();
  new LandingZone(app, 'LandingZone', { ...configuration, ...props });
  return path => Template.fromStack(app.node.findAll().filter(Stack.isStack).find(({ node }) => node.path === `LandingZone/${path}`)!);
}

const ARCHIVE = 'LogArchive/StackSet/Template';

test('the archive takes its lifecycle and its readers from the props', () => {
  const lifecycle = { expireAfter: Duration.days(2557) };
  const archive = landingZone({ logArchive: { ...logArchive, lifecycle, readers: [READER] } })(ARCHIVE);
  archive.hasResourceProperties('AWS::S3::Bucket', {
    ObjectLockEnabled: true, LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 2557 })] },
  });
  for (const policy of Object.values(archive.findResources('AWS::S3::BucketPolicy'))) {
    expect(JSON.stringify(policy)).toContain(READER);
  }
  for (const key of Object.values(archive.findResources('AWS::KMS::Key'))) {
    expect(JSON.stringify(key)).toContain(READER);
  }
});

test('the trail takes its events, its insights and the retention of its log group from the props', () => {
  const trail = landingZone({ trail: {
    dataEvents: [logging.TrailDataEvents.lambdaInvocations()], insights: [logging.TrailInsight.API_ERROR_RATE],
    logRetention: RetentionDays.TWO_YEARS,
  } })('Trail');
  trail.hasResourceProperties('AWS::CloudTrail::Trail', {
    InsightSelectors: [{ InsightType: 'ApiErrorRateInsight' }],
    AdvancedEventSelectors: [Match.objectLike({ Name: 'Management events' }), Match.objectLike({ Name: 'AWS::Lambda::Function' })],
  });
  trail.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/lz/organization-trail', RetentionInDays: 731 });
});

test('fails for a retention and readers that are none, both at once, and says where', () => {
  const retention = logging.LogRetention.compliance({ years: 11 });
  expect(() => landingZone({ logArchive: { ...logArchive, retention, readers: ['analyst'] } }))
    .toThrow(/'years' of a compliance retention must be a whole number from 1 to 10, got 11[^]*'readers' must be ARNs of IAM roles/);
});
