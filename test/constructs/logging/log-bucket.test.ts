import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { KeyPurpose, ManagedKey } from '../../../lib/constructs/encryption';
import { LogBucket, LogBucketProps, LogDestination, LogRetention, LogSource } from '../../../lib/constructs/logging';

function newBucket(props: Partial<LogBucketProps>, withKey = true) {
  const stack = new Stack(new App(), 'Stack');
  const purposes = [KeyPurpose.logDelivery('o-a1b2c3d4e5')];
  const encryptionKey = withKey ? new ManagedKey(stack, 'Key', { alias: 'alias/lz/test', description: 'Encrypts a test', purposes }) : undefined;
  new LogBucket(stack, 'Logs', {
    bucketName: 'lz-test', destination: LogDestination.DELIVERY, sources: [], organizationId: 'o-a1b2c3d4e5', encryptionKey, ...props,
  });
  return Template.fromStack(stack);
}

describe('options', () => {
  test('locks for days when the retention is in days', () => {
    newBucket({ destination: LogDestination.LOCKED, retention: LogRetention.governance({ days: 30 }) }).hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } } },
    });
  });
});

describe('validation', () => {
  test('fails when a log bucket is made without its key, and says how to make one', () => {
    expect(() => newBucket({}, false)).toThrow(/'encryptionKey' must be given to a log bucket of destination DELIVERY, got none: make a ManagedKey/);
  });

  test('fails when access logs are given a key, and says why', () => {
    expect(() => newBucket({ destination: LogDestination.ACCESS_LOGS })).toThrow(/'encryptionKey' must not be given to a bucket of access logs/);
  });

  test('fails when a source belongs to another kind of bucket, and names it', () => {
    expect(() => newBucket({ destination: LogDestination.LOCKED, sources: [LogSource.config('o-a1b2c3d4e5')] }))
      .toThrow(/'sources' must all have the destination LOCKED, got \["AWS Config"\]/);
  });
});
