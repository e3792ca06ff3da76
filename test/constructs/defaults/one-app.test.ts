import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecureDefaults, SecurityFindings } from '../../../lib/constructs/defaults';
import { DataClassification } from '../../../lib/constructs/data';
import { makeMistakes } from './mistaken-app';
import { failureOf, templateOf } from './secured';

/** The app, with the line or without. */
function mistaken(isSecured: boolean): Stack {
  const app = new App();
  if (isSecured) {
    SecureDefaults.applyTo(app, { asOf: '2026-11-22' });
    DataClassification.INTERNAL.applyTo(app);
  }
  const stack = new Stack(app, 'Shop', { env: { account: '111111111111', region: 'eu-central-1' } });
  makeMistakes(stack);
  return stack;
}

/** What is refused, by the construct and the rule. */
const REFUSED = [
  ['Site', 'bucket-public-access'], ['Ssh', 'administration-ports'], ['Plain', 'queue-encryption'], ['Everybody', 'public-principal'],
  ['Http', 'listener-encryption'], ['OldTls', 'listener-tls-version'], ['Database', 'database-public-access'], ['Database', 'database-password'],
  ['Database', 'database-deletion-protection'], ['Database', 'database-backups'], ['Database', 'database-encryption'],
  ['Share', 'file-system-encryption'], ['Token', 'secret-rotation'], ['AccessKey', 'iam-user'], ['Role', 'administrator-access'],
  ['Worker', 'hard-coded-secret'], ['Url', 'function-url-authorization'], ['Route', 'api-method-authorization'],
  ['Distribution', 'distribution-viewer-protocol'], ['Distribution', 'distribution-origin-protocol'], ['Distribution', 'distribution-tls-version'],
  ['Task', 'container-privilege'],
];

describe('an app that makes every classic mistake', () => {
  const stack = mistaken(true);
  const said = failureOf(stack.node.root as App);
  const template = Template.fromJSON(templateOf(stack));

  test.each(REFUSED)('is told of %s by the rule %s, with what mends it', (construct, ruleId) => {
    const paragraph = said.split('\n\n').find(text => text.includes(`SecureDefaults::${ruleId}`) && text.includes(`Shop/${construct}`));
    expect(paragraph).toMatch(/must[^]*Suggested fix: \S/);
  });

  test.each<[string, string, object]>([
    ['a bucket', 'AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
      },
      BucketEncryption: Match.anyValue(), VersioningConfiguration: { Status: 'Enabled' },
    }],
    ['a queue', 'AWS::SQS::Queue', { KmsMasterKeyId: Match.anyValue() }],
    ['a topic', 'AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() }],
    ['a volume', 'AWS::EC2::Volume', { Encrypted: true }],
    ['a log group', 'AWS::Logs::LogGroup', { RetentionInDays: 365 }],
    ['a key', 'AWS::KMS::Key', { EnableKeyRotation: true, KeyPolicy: { Statement: [] } }],
    ['a table', 'AWS::DynamoDB::Table', {
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, DeletionProtectionEnabled: true,
    }],
    ['data without a tag', 'AWS::S3::Bucket', { Tags: Match.arrayWith([{ Key: 'DataClassification', Value: 'internal' }]) }],
  ])('gets what nobody wrote: %s', (_, cfnType, properties) => {
    template.hasResourceProperties(cfnType, properties);
  });

  test('would have all of it without the line', () => {
    const rules = new Set(SecurityFindings.of(mistaken(false)).map(({ ruleId }) => ruleId));
    expect(REFUSED.map(([, ruleId]) => ruleId).filter(ruleId => !rules.has(ruleId))).toEqual([]);
    expect([...rules]).toEqual(expect.arrayContaining(['data-classified', 'topic-encryption', 'key-rotation', 'log-group-retention', 'bucket-tls-only']));
  });
});
