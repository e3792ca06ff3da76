import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Problems } from '../../../core/validation';

/** What a log bucket must still be after every escape hatch. */
export interface LogBucketPromise {
  /** The bucket in words. */
  readonly name: string;
  readonly managedKey: boolean;
  readonly locked: boolean;
}

/** The parts of a rendered bucket that the promise is about. */
interface RenderedBucket {
  readonly BucketEncryption?: {
    readonly ServerSideEncryptionConfiguration?: readonly {
      readonly ServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: string; readonly KMSMasterKeyID?: unknown };
    }[];
  };
  readonly ObjectLockConfiguration?: { readonly Rule?: { readonly DefaultRetention?: unknown } };
  readonly ObjectLockEnabled?: boolean;
  readonly PublicAccessBlockConfiguration?: Readonly<Record<string, unknown>>;
  readonly VersioningConfiguration?: { readonly Status?: string };
}

/** Problems of the bucket as the template will show it, overrides included. */
export function renderedBucketProblems(bucket: CfnBucket, promise: LogBucketPromise): Problems {
  const rendered = render(bucket);
  const where = `of log bucket ${promise.name}`;
  return [
    ...encryptionProblems(rendered, promise, where),
    ...(rendered.VersioningConfiguration?.Status === 'Enabled' ? []
      : [`'versioningConfiguration' ${where} must stay enabled, got ${JSON.stringify(rendered.VersioningConfiguration)}: remove the override`]),
    ...(!promise.locked || (rendered.ObjectLockEnabled && rendered.ObjectLockConfiguration?.Rule?.DefaultRetention) ? []
      : [`'objectLockConfiguration' ${where} must keep a default retention, got ${JSON.stringify(rendered.ObjectLockConfiguration)}: remove the override`]),
    ...publicAccessProblems(rendered, where),
  ];
}

function encryptionProblems(rendered: RenderedBucket, promise: LogBucketPromise, where: string): Problems {
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } =
    rendered.BucketEncryption?.ServerSideEncryptionConfiguration?.[0]?.ServerSideEncryptionByDefault ?? {};
  if (promise.managedKey && (algorithm !== 'aws:kms' || !key)) {
    return [`'encryptionKey' ${where} must encrypt it, got ${JSON.stringify(rendered.BucketEncryption) ?? 'no encryption'}: `
      + 'a log bucket has a customer managed key of its own; remove the override'];
  }
  return promise.managedKey || algorithm === 'AES256' ? []
    : [`'bucketEncryption' ${where} must be AES256, got ${JSON.stringify(algorithm) ?? 'no encryption'}: S3 writes access logs to no other bucket`];
}

function publicAccessProblems(rendered: RenderedBucket, where: string): Problems {
  const open = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets']
    .filter(block => rendered.PublicAccessBlockConfiguration?.[block] !== true);
  return open.length === 0 ? [] : [`'publicAccessBlockConfiguration' ${where} must block all public access, got ${open.join(', ')} off: remove the override`];
}

/** Overrides are applied by the one method that writes the template: it is internal, and the only place that knows them. */
function render(bucket: CfnResource): RenderedBucket {
  const { Resources } = Stack.of(bucket).resolve((bucket as unknown as { _toCloudFormation(): object })._toCloudFormation());
  const [resource] = Object.values(Resources as Record<string, { readonly Properties?: RenderedBucket }>);
  return resource?.Properties ?? {};
}
