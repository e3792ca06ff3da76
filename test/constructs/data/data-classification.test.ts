import { App, CfnResource, Duration, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { DataClassification, KeyChoice } from '../../../lib/constructs/data';

const { PUBLIC, INTERNAL, CONFIDENTIAL, RESTRICTED } = DataClassification;
const newStack = () => new Stack(new App(), 'Stack');
const TAG = 'DataClassification';

/** The classes that the template says of buckets. */
const tagsOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket'))
  .map(({ Properties }) => Properties?.Tags?.find(({ Key }: { Key: string }) => Key === TAG)?.Value).sort();

describe('defaults', () => {
  test('are four classes, each at least as strict as the one before it', () => {
    expect(DataClassification.standard().map(({ className }) => className)).toEqual(['public', 'internal', 'confidential', 'restricted']);
    const keys = [KeyChoice.AWS_OWNED, KeyChoice.APPLICATION_KEY, KeyChoice.OWN_KEY];
    const rank = ({ keyChoice }: DataClassification) => keys.indexOf(keyChoice);
    DataClassification.standard().slice(1).forEach((stricter, index) => {
      const before = DataClassification.standard()[index];
      expect(rank(stricter)).toBeGreaterThanOrEqual(rank(before));
      expect(stricter.versionRetention.toDays()).toBeGreaterThanOrEqual(before.versionRetention.toDays());
      expect(stricter.backupRetention?.toDays() ?? 0).toBeGreaterThan(before.backupRetention?.toDays() ?? 0);
      expect(stricter.allowsInternetEgress && !before.allowsInternetEgress).toBe(false);
      expect(before.isDiscovered && !stricter.isDiscovered).toBe(false);
    });
    expect(DataClassification.standard().filter(one => one.allowsPublicAccess)).toEqual([PUBLIC]);
    expect(DataClassification.standard().filter(one => !one.allowsInternetEgress)).toEqual([RESTRICTED]);
    expect(DataClassification.standard().filter(one => one.isKeyRequired)).toEqual([CONFIDENTIAL, RESTRICTED]);
  });

  test('tag what is in a scope, lists and maps alike', () => {
    const stack = newStack();
    RESTRICTED.applyTo(stack);
    new CfnBucket(stack, 'B');
    new CfnParameter(stack, 'P', { type: 'String', value: 'x' });
    expect(tagsOf(stack)).toEqual(['restricted']);
    Template.fromStack(stack).hasResourceProperties('AWS::SSM::Parameter', { Tags: { [TAG]: 'restricted' } });
  });
});

describe('options', () => {
  test('the closest scope counts, for the choice of a key as for the tag, whatever was said first', () => {
    const stack = newStack();
    const inner = new Construct(stack, 'Inner');
    const bucket = new Bucket(inner, 'A');
    const sibling = new CfnBucket(inner, 'B');
    const outside = new CfnBucket(stack, 'C');
    CONFIDENTIAL.applyTo(bucket);
    RESTRICTED.applyTo(inner);
    INTERNAL.applyTo(stack);
    const found = [bucket, sibling, outside, inner].map(one => DataClassification.find(one));
    expect(found).toEqual([CONFIDENTIAL, RESTRICTED, INTERNAL, RESTRICTED]);
    expect(DataClassification.find(bucket.node.defaultChild!)).toBe(CONFIDENTIAL);
    expect(tagsOf(stack)).toEqual(['confidential', 'internal', 'restricted']);
  });

  test('a second word on a construct replaces the first', () => {
    const stack = newStack();
    new CfnBucket(stack, 'B');
    INTERNAL.applyTo(stack);
    RESTRICTED.applyTo(stack);
    expect(DataClassification.find(stack)).toBe(RESTRICTED);
    expect(tagsOf(stack)).toEqual(['restricted']);
  });

  test('a class of your own is like another one but for what it says', () => {
    const health = DataClassification.custom({ className: 'health', backupRetention: Duration.days(3650), keyChoice: undefined });
    expect(health).toMatchObject({ className: 'health', keyChoice: KeyChoice.OWN_KEY, allowsInternetEgress: false, isDiscovered: true });
    expect(health.backupRetention?.toDays()).toBe(3650);
    const drafts = DataClassification.custom({ className: 'drafts', like: INTERNAL, backupRetention: Duration.days(0) });
    expect(drafts).toMatchObject({ keyChoice: KeyChoice.APPLICATION_KEY, allowsInternetEgress: true, backupRetention: undefined });
  });

  test('classes are the same by what they mean', () => {
    const like = (days: number) => DataClassification.custom({ className: 'health', versionRetention: Duration.days(days) });
    expect(like(10).isSameAs(like(10))).toBe(true);
    expect(like(10).isSameAs(DataClassification.custom({ className: 'health', versionRetention: Duration.hours(240) }))).toBe(true);
    expect(like(10).isSameAs(like(11))).toBe(false);
    expect(INTERNAL.isSameAs(CONFIDENTIAL)).toBe(false);
  });

  test('the classes of an app can be listed, each once', () => {
    const stack = newStack();
    [INTERNAL, RESTRICTED, INTERNAL].forEach((one, index) => one.applyTo(new Construct(stack, `C${index}`)));
    expect(DataClassification.appliedIn(stack.node.root)).toEqual([INTERNAL, RESTRICTED]);
    expect(DataClassification.appliedIn(stack.node.findChild('C1'))).toEqual([RESTRICTED]);
  });
});

describe('import', () => {
  test('knows nothing of a tag that somebody added himself', () => {
    const stack = newStack();
    Tags.of(stack).add(TAG, 'internal');
    expect(DataClassification.tryFind(stack)).toBeUndefined();
    expect(DataClassification.tryFind(new CfnResource(stack, 'R', { type: 'AWS::S3::Bucket' }))).toBeUndefined();
  });
});

describe('validation', () => {
  test('fails when nobody said the class, and says how to', () => {
    const stack = newStack();
    expect(() => DataClassification.find(new CfnBucket(stack, 'B'))).toThrow(/Stack\/B: 'classification' must say what the data is.*INTERNAL.applyTo\(stack\)/);
  });

  test('fails when a class contradicts itself, and says all of it at once', () => {
    const attempt = () => DataClassification.custom({
      className: 'Public', like: RESTRICTED, allowsPublicAccess: true, versionRetention: Duration.hours(5), backupRetention: Duration.days(99_999),
    });
    expect(attempt).toThrow(/5 problems/);
    expect(attempt).toThrow(/must not be called like the class "public"/);
    expect(attempt).toThrow(/'keyChoice' of class "Public" must be KeyChoice.AWS_OWNED/);
    expect(attempt).toThrow(/'allowsInternetEgress' of class "Public" must be true/);
  });

  test.each([
    ['a name that no tag takes', { className: 'top secret!' }, /'className' must be 1 to 63 letters/],
    ['no name', { className: '' }, /'className' must be 1 to 63 letters/],
    ['a key that is not yours where nothing may leave', { className: 'x', keyChoice: KeyChoice.AWS_OWNED }, /must be a key of yours/],
    ['versions that are not kept for a day', { className: 'x', versionRetention: Duration.days(0) }, /'versionRetention' must be 1 to 36500 whole days, got 0/],
  ])('fails on %s', (_, props, message) => {
    expect(() => DataClassification.custom(props)).toThrow(message);
  });

  test('fails when one name has two meanings in an app', () => {
    const stack = newStack();
    const health = (days: number) => DataClassification.custom({ className: 'health', versionRetention: Duration.days(days) });
    health(1).applyTo(stack);
    expect(() => health(1).applyTo(new Construct(stack, 'Same'))).not.toThrow();
    expect(() => health(2).applyTo(new Construct(stack, 'Other'))).toThrow(/must mean one thing in an app, got two classes "health"/);
  });
});
