import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aspects, CfnCondition, CfnParameter, CfnResource, Fn, Stack, Stage, Validations } from 'aws-cdk-lib';
import { CfnBucket, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { PropertyInjectors } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DataClassification } from '../../../lib/constructs/data';
import { SecureDefaults, SecurityFindings, SecurityRule, SecurityTheme, SecurityWaiver } from '../../../lib/constructs/defaults';
import { writtenProperties } from '../../../lib/core/rendered-resources';
import { failureOf, secured, TODAY } from './secured';

const REASON = 'The site was public before the distribution came; it moves behind it this winter.';
const waiver = (props: Partial<SecurityWaiver> = {}): SecurityWaiver => ({
  rule: SecurityRule.BUCKET_PUBLIC_ACCESS, path: 'Shop/Bucket', reason: REASON, owner: 'web@example.com', expires: '2027-03-31', ...props,
});
const publicBucket = (stack: Stack) => { new CfnBucket(stack, 'Bucket', { publicAccessBlockConfiguration: { blockPublicAcls: false } }); };
const unencrypted = (stack: Stack) => { new Queue(stack, 'Queue', { encryption: QueueEncryption.UNENCRYPTED }); };

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly Violation[];
    readonly suppressedViolations?: readonly Violation[];
  }[];
}
interface Violation {
  readonly ruleName: string;
  readonly reason?: string;
  readonly ruleMetadata: Readonly<Record<string, string>>;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}
function reportOf(app: App) {
  const file = join(app.outdir, 'validation-report.json');
  const { pluginReports } = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { pluginReports: [] }) as Report;
  return pluginReports.filter(({ pluginName }) => pluginName === 'SecureDefaults');
}

describe('defaults', () => {
  test('an app that needs nothing synthesises', () => {
    expect(secured(stack => { new CfnQueue(stack, 'Queue'); }).failure).toBe('');
  });

  test('a finding names the construct, what is wrong and what to do', () => {
    const { failure, findings } = secured(publicBucket);
    expect(failure).toContain('Shop/Bucket');
    expect(failure).toMatch(/must\s+be\s+true,\s+got\s+false/);
    expect(failure).toMatch(/publish\s+by\s+a\s+CloudFront\s+distribution/);
    expect(findings).toContainEqual({
      ruleId: 'bucket-public-access', theme: SecurityTheme.PUBLIC_EXPOSURE, constructPath: 'Shop/Bucket', logicalId: 'Bucket', cfnType: 'AWS::S3::Bucket',
      problem: "'PublicAccessBlockConfiguration.BlockPublicAcls' must be true, got false",
      remedy: expect.stringContaining('publish by') as string, waiver: undefined,
    });
  });

  test('nothing that is written is overwritten, not even by an aspect of the user that comes with the default priority', () => {
    const { template } = secured(stack => {
      new CfnBucket(stack, 'Bucket');
      new CfnResource(stack, 'Raw', { type: 'AWS::S3::Bucket', properties: { VersioningConfiguration: { Status: 'Suspended' } } });
      Aspects.of(stack).add({ visit: node => {
        if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::S3::Bucket') {
          (node as CfnBucket).versioningConfiguration = { status: 'Suspended' };
        }
      } });
    });
    // the third is that of access logs, which the aspect visits too
    template.resourcePropertiesCountIs('AWS::S3::Bucket', { VersioningConfiguration: { Status: 'Suspended' } }, 3);
  });

  test('what a condition decides is left as it is', () => {
    const { template } = secured(stack => {
      const isPlain = new CfnCondition(stack, 'IsPlain', { expression: Fn.conditionEquals(new CfnParameter(stack, 'Plain').valueAsString, 'yes') });
      new CfnBucket(stack, 'Bucket', { versioningConfiguration: Fn.conditionIf(isPlain.logicalId, { Status: 'Suspended' }, { Status: 'Enabled' }) });
    });
    template.hasResourceProperties('AWS::S3::Bucket', { VersioningConfiguration: { 'Fn::If': ['IsPlain', { Status: 'Suspended' }, { Status: 'Enabled' }] } });
  });

  test('it fails too where something else is acknowledged, and cannot be acknowledged away', () => {
    const { failure } = secured(stack => {
      publicBucket(stack);
      Validations.of(stack).acknowledge({ id: 'SecureDefaults::bucket-public-access', reason: REASON }, { id: 'Other::Rule', reason: REASON });
    });
    expect(failure).toContain('bucket-public-access');
  });
});

describe('options', () => {
  test('a waiver lets it stand, and the report tells the reason, the owner and the day', () => {
    const { app, failure, template, findings } = secured(publicBucket, [waiver()]);
    expect(failure).toBe('');
    // Not even what was left open is corrected: the waiver is for all four.
    template.hasResourceProperties('AWS::S3::Bucket', { PublicAccessBlockConfiguration: { BlockPublicAcls: false } });
    expect(findings.map(finding => finding.waiver?.owner)).toEqual(Array(4).fill('web@example.com'));
    const [{ violations, suppressedViolations = [] }] = reportOf(app);
    expect(violations).toEqual([]);
    expect(suppressedViolations[0]).toMatchObject({
      ruleName: expect.stringContaining('bucket-public-access') as string, reason: `${REASON} (web@example.com, until 2027-03-31)`,
      ruleMetadata: { owner: 'web@example.com', expires: '2027-03-31' }, violatingConstructs: [{ constructPath: 'Shop/Bucket' }],
    });
  });

  test('a waiver is for its rule and its path alone', () => {
    const { failure } = secured(stack => {
      publicBucket(stack);
      new CfnBucket(stack, 'Buckets', { publicAccessBlockConfiguration: { blockPublicAcls: false }, versioningConfiguration: { status: 'Suspended' } });
    }, [waiver()]);
    expect(failure).toContain('Shop/Buckets');
    expect(failure).toContain('bucket-versioning');
    expect(failure).not.toMatch(/Shop\/Bucket\b/);
  });

  test('a waiver for a path is for all in it, and for what was made before', () => {
    expect(secured(stack => { unencrypted(stack); }, [waiver({ rule: SecurityRule.QUEUE_ENCRYPTION, path: 'Shop/Queue' })], 'after').failure).toBe('');
  });

  test('an injector of the user on an inner scope stays, and what it makes wrong is still found', () => {
    const { findings } = secured(stack => {
      PropertyInjectors.of(stack).add({
        constructUniqueId: Queue.PROPERTY_INJECTION_ID, inject: props => ({ ...props as object, encryption: QueueEncryption.UNENCRYPTED }),
      });
      new Queue(stack, 'Queue');
    });
    expect(findings.map(({ ruleId }) => ruleId)).toContain('queue-encryption');
  });

  test('an injector of the user on the same scope stays', () => {
    const app = new App();
    const inject = (props: object) => ({ ...props, encryption: BucketEncryption.S3_MANAGED });
    const own = { constructUniqueId: Bucket.PROPERTY_INJECTION_ID, inject };
    PropertyInjectors.of(app).add(own);
    SecureDefaults.applyTo(app, { asOf: TODAY });
    expect(PropertyInjectors.of(app).for(Bucket.PROPERTY_INJECTION_ID)).toBe(own);
  });
});

describe('import', () => {
  test('a stage and a stack can have them alone, and neighbours are left alone', () => {
    const app = new App();
    DataClassification.PUBLIC.applyTo(app);
    const stage = new Stage(app, 'Production');
    const inside = new Stack(stage, 'Inside');
    const outside = new Stack(app, 'Outside');
    [inside, outside].forEach(publicBucket);
    const topic = new CfnTopic(outside, 'Topic');
    SecureDefaults.applyTo(stage, { asOf: TODAY });
    const failure = failureOf(app);
    expect(failure).toContain('Production/Inside/Bucket');
    expect(failure).not.toContain('Outside');
    expect(writtenProperties(topic).KmsMasterKeyId).toBeUndefined();
  });

  test('applied to the app, they reach stages, once', () => {
    const app = new App();
    DataClassification.PUBLIC.applyTo(app);
    SecureDefaults.applyTo(app, { asOf: TODAY });
    const stage = new Stage(app, 'Production');
    DataClassification.PUBLIC.applyTo(stage);
    SecureDefaults.applyTo(stage, { asOf: TODAY });
    publicBucket(new Stack(stage, 'Shop'));
    expect(failureOf(app)).toContain('Production/Shop/Bucket');
    expect(reportOf(app).flatMap(({ violations }) => violations).map(({ ruleName }) => ruleName)).toHaveLength(1);
  });

  test('fails when a stage of an app that has them has none, where no aspect of the app comes, and says to apply them there', () => {
    const app = new App();
    SecureDefaults.applyTo(app, { asOf: TODAY });
    new CfnQueue(new Stack(new Stage(app, 'Production'), 'Shop'), 'Queue');
    expect(failureOf(app)).toMatch(/aspects\s+of\s+an\s+app\s+do\s+not\s+reach\s+its\s+stages[\s\S]*Production[\s\S]*apply\s+them\s+to\s+the\s+stage/);
  });

  test('applied twice, they say it once and know the waivers of both times', () => {
    const { app, failure } = secured(stack => {
      publicBucket(stack);
      unencrypted(stack);
      SecureDefaults.applyTo(stack.node.root, { asOf: TODAY, waivers: [waiver()] });
    });
    expect(failure).not.toContain('bucket-public-access');
    expect(reportOf(app).flatMap(({ violations }) => violations)).toHaveLength(1);
  });

  test('findings can be asked of any construct, without a line in the app', () => {
    const stack = new Stack();
    publicBucket(stack);
    expect(SecurityFindings.of(stack).filter(({ theme }) => theme === SecurityTheme.PUBLIC_EXPOSURE)).toHaveLength(4);
  });
});

describe('validation', () => {
  const applied = (waivers: SecurityWaiver[], asOf = TODAY) => () => SecureDefaults.applyTo(new App(), { asOf, waivers });

  test('accepts a waiver on its last day', () => {
    expect(applied([waiver({ expires: TODAY })])).not.toThrow();
  });

  test.each<[string, Partial<SecurityWaiver>, RegExp]>([
    ['has ended', { expires: '2026-11-21' }, /'waivers\[0\].expires' must not be before 'asOf' "2026-11-22", got "2026-11-21": the waiver of bucket-public-access for "Shop\/Bucket" has ended; mend what it was for and remove it, or let web@example.com give a new day/],
    ['ends in years', { expires: '2028-01-01' }, /at most 366 days after 'asOf'/],
    ['has no day', { expires: '2027-02-30' }, /must be a day as YYYY-MM-DD, got "2027-02-30"/],
    ['has no reason', { reason: 'legacy' }, /'waivers\[0\].reason' must have 20 to 500 characters/],
    ['belongs to nobody', { owner: '@' }, /'waivers\[0\].owner' must be an e-mail address or a team/],
    ['is for no path', { path: '' }, /'waivers\[0\].path' must be the path of a construct/],
  ])('fails when a waiver %s, and says what to do', (_, props, message) => {
    expect(applied([waiver(props)])).toThrow(message);
  });

  test('fails when two waivers are the same, when the day is none, and says everything at once', () => {
    expect(applied([waiver(), waiver()])).toThrow(/'waivers' must not repeat, got "bucket-public-access Shop\/Bucket" 2 times/);
    expect(applied([waiver({ reason: 'x', owner: '@' })], 'today')).toThrow(/3 problems/);
  });

  test('fails when another day is said later, which would let waivers hold that have ended', () => {
    const app = new App();
    SecureDefaults.applyTo(app, { asOf: TODAY });
    expect(() => SecureDefaults.applyTo(new Stack(app, 'Shop'), { asOf: '2020-01-01', waivers: [waiver({ expires: '2020-12-01' })] }))
      .toThrow(/'asOf' must be "2026-11-22", the day that the app has said already, got "2020-01-01": give one day to all of the app/);
  });

  test('fails when a waiver was given before, or gives blanks for a reason', () => {
    const app = new App();
    SecureDefaults.applyTo(app, { asOf: TODAY, waivers: [waiver()] });
    expect(() => SecureDefaults.applyTo(new Stack(app, 'Shop'), { asOf: TODAY, waivers: [waiver()] })).toThrow(/'waivers' must not repeat/);
    expect(applied([waiver({ reason: ' '.repeat(30) })])).toThrow(/'waivers\[0\].reason' must have 20 to 500 characters/);
  });

  test('fails when a waiver is for a place outside of its scope', () => {
    const stack = new Stack(new App(), 'Shop');
    expect(() => SecureDefaults.applyTo(stack, { asOf: TODAY, waivers: [waiver({ path: 'Other/Bucket' })] })).toThrow(/must be the path of a construct in "Shop"/);
  });

  test('fails when the scope is in no app, and says to apply them to the app', () => {
    expect(() => SecureDefaults.applyTo(new Construct(undefined as unknown as Construct, ''), { asOf: TODAY })).toThrow(/'scope' must be an app, or in one/);
  });

  test('fails when a waiver matches nothing, or names no construct, and says to remove it', () => {
    const { failure } = secured(stack => { new CfnBucket(stack, 'Bucket'); }, [
      waiver({ rule: SecurityRule.QUEUE_ENCRYPTION }), waiver({ path: 'Shop/Gone' }),
    ]);
    expect(failure).toMatch(/matches\s+nothing:\s+the\s+waiver\s+of\s+queue-encryption\s+for\s+"Shop\/Bucket"/);
    expect(failure).toMatch(/names\s+no\s+construct:\s+the\s+waiver\s+of\s+bucket-public-access\s+for\s+"Shop\/Gone"/);
    expect(failure).toContain('remove it');
  });
});

describe('the catalogue', () => {
  test('each rule has an id of its own in kebab-case, which its constant is called after', () => {
    const named = Object.entries(SecurityRule).filter(([, value]) => typeof value === 'object') as [string, SecurityRule][];
    expect(named.map(([name]) => name)).toEqual(named.map(([, { ruleId }]) => ruleId.toUpperCase().replace(/-/g, '_')));
    expect(named.every(([, { ruleId }]) => /^[a-z]+(-[a-z]+)+$/.test(ruleId))).toBe(true);
    expect(SecurityRule.all()).toHaveLength(named.length);
  });

  test('each rests on a page of AWS', () => {
    expect(SecurityRule.all().filter(({ source }) => !source.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  });
});
