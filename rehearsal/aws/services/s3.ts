import { PolicyDocument } from '../../../lib/policy';
import { AwsError, Origin } from '../contract';
import type { World } from '../world';

/** Buckets of all accounts: their names are global in a partition. */
export interface S3State {
  readonly buckets: Map<string, Bucket>;
}

/** A bucket and what of its settings matters to others. */
export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  versioned: boolean;
  objectLock?: ObjectLock;
  blocksPublicPolicy: boolean;
  /** ARN or id of the key that encrypts new objects by default. */
  encryptionKey?: string;
  /** Whether S3 Bucket Keys are on. */
  bucketKey: boolean;
  policy?: BucketPolicy;
  /** Where S3 delivers the access logs of this bucket. */
  accessLogs?: { readonly bucketName: string; readonly prefix: string };
  /** Whether a service delivers logs to it: then it is not empty. */
  holdsLogs: boolean;
}

/** Object Lock of a bucket; without mode there is no default retention. */
export interface ObjectLock {
  readonly mode?: 'GOVERNANCE' | 'COMPLIANCE';
  readonly days?: number;
}

/** The policy of a bucket and the resource that put it there. */
export interface BucketPolicy {
  readonly document: PolicyDocument;
  origin?: Origin;
}

export const initialS3 = (): S3State => ({ buckets: new Map() });

export const bucketArn = (world: World, name: string): string => `arn:${world.partition}:s3:::${name}`;

/** Creates a bucket; its name must be free in the whole partition. */
export function createBucket(world: World, props: Pick<Bucket, 'name' | 'accountId' | 'region' | 'origin'>): Bucket {
  const taken = world.state.s3.buckets.get(props.name);
  if (taken) {
    const own = taken.accountId === props.accountId;
    throw new AwsError(own ? 'BucketAlreadyOwnedByYou' : 'BucketAlreadyExists', own ? `${props.name} already exists` : `The requested bucket name ${props.name} is not available.`);
  }
  const bucket: Bucket = {
    ...props, arn: bucketArn(world, props.name), versioned: false, blocksPublicPolicy: true, bucketKey: false, holdsLogs: false,
  };
  world.state.s3.buckets.set(props.name, bucket);
  return bucket;
}

/** The bucket, or NoSuchBucket. */
export function getBucket(world: World, name: string): Bucket {
  const bucket = world.state.s3.buckets.get(name);
  if (!bucket) {
    throw new AwsError('NoSuchBucket', `The specified bucket ${name} does not exist.`);
  }
  return bucket;
}
