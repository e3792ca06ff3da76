import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, BucketAccessControl, BucketEncryption, BucketProps, LifecycleRule, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AccessLogBucket } from '../../logging';
import { DataClassification } from '../data-classification';
import { KeyChoice } from '../key-choice';
import { classOf, keyOfClass } from './key-of-class';
import { Weaker, weakerKey } from './refusals';

/** S3 itself takes nothing older. @see https://aws.amazon.com/blogs/security/tls-1-2-required-for-aws-endpoints/ */
const OLDEST_TLS = 1.2;

/** Parts of an upload that nobody finished are paid for and seen by nobody. */
const UNFINISHED_UPLOADS = Duration.days(7);

/** Encryption by which the key is one of yours. */
const WITH_KEY = [BucketEncryption.KMS, BucketEncryption.DSSE];

/** Props of a bucket with what was left out filled in: private, versioned, TLS alone, access logs, and the key of its class of data. */
export function securedBucketProps(scope: Construct, id: string, props: BucketProps, classification = classOf(scope)): BucketProps {
  return AccessLogBucket._isHome(scope) ? props : {
    ...props,
    blockPublicAccess: props.blockPublicAccess ?? BlockPublicAccess.BLOCK_ALL,
    objectOwnership: props.objectOwnership ?? ownershipOf(props),
    versioned: props.versioned ?? true,
    enforceSSL: props.enforceSSL ?? true,
    ...props.enforceSSL === false ? {} : { minimumTLSVersion: props.minimumTLSVersion ?? OLDEST_TLS },
    lifecycleRules: lifecycleOf(props, classification),
    removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    ...encryptionOf(scope, id, props, classification),
    ...accessLogsOf(scope, id, props),
  };
}

/** Whoever asks for an ACL needs ACLs. */
function ownershipOf({ accessControl, publicReadAccess }: BucketProps): ObjectOwnership | undefined {
  const needsAcls = accessControl !== undefined && accessControl !== BucketAccessControl.PRIVATE && !publicReadAccess;
  return needsAcls ? undefined : ObjectOwnership.BUCKET_OWNER_ENFORCED;
}

function encryptionOf(scope: Construct, id: string, props: BucketProps, classification: DataClassification): BucketProps {
  const { encryption = BucketEncryption.KMS, encryptionKey, bucketKeyEnabled = true } = props;
  if (!WITH_KEY.includes(encryption)) {
    return {};
  }
  const key = encryptionKey ?? keyOfClass(scope, id, classification);
  // dual-layer encryption has no bucket key
  const bucketKey = encryption === BucketEncryption.KMS ? { bucketKeyEnabled } : {};
  return key ? { encryption, encryptionKey: key, ...bucketKey } : { encryption: BucketEncryption.S3_MANAGED };
}

/** Logs that a bucket writes into itself are left to whoever wants them. */
function accessLogsOf(scope: Construct, id: string, props: BucketProps): BucketProps {
  const { serverAccessLogsBucket, serverAccessLogsPrefix } = props;
  return serverAccessLogsBucket || serverAccessLogsPrefix ? {} : {
    serverAccessLogsBucket: AccessLogBucket.of(scope),
    serverAccessLogsPrefix: `${[AccessLogBucket.prefixOf(scope), id].filter(part => part !== '').join('/').replace(/[^\w/.-]/g, '-')}/`,
  };
}

/** Rules of the user are kept; what none of them says is added. */
function lifecycleOf({ lifecycleRules = [], versioned }: BucketProps, { versionRetention }: DataClassification): LifecycleRule[] {
  const saysOf = (prop: keyof LifecycleRule) => lifecycleRules.some(rule => rule.enabled !== false && rule[prop] !== undefined);
  const added: LifecycleRule = {
    ...saysOf('abortIncompleteMultipartUploadAfter') ? {} : { abortIncompleteMultipartUploadAfter: UNFINISHED_UPLOADS },
    ...versioned === false || saysOf('noncurrentVersionExpiration') ? {} : { noncurrentVersionExpiration: versionRetention },
  };
  return Object.keys(added).length === 0 ? lifecycleRules : [...lifecycleRules, added];
}

/** What is weaker than the default. */
export const weakerBucketProps = (props: BucketProps, classification: DataClassification): readonly Weaker[] => [
  ...weakerAccess(props),
  { prop: 'enforceSSL', rule: 'not be false', got: props.enforceSSL, isWeaker: props.enforceSSL === false },
  {
    prop: 'minimumTLSVersion', rule: `be ${OLDEST_TLS} or more`, got: props.minimumTLSVersion,
    isWeaker: props.minimumTLSVersion !== undefined && props.minimumTLSVersion < OLDEST_TLS,
  },
  { prop: 'versioned', rule: 'not be false', got: props.versioned, isWeaker: props.versioned === false },
  {
    prop: 'autoDeleteObjects', rule: 'not be true', got: props.autoDeleteObjects, isWeaker: props.autoDeleteObjects === true,
    remedy: 'empty the bucket before you delete it',
  },
  weakerKey('encryptionKey', props.encryptionKey, classification),
  weakerEncryption(props.encryption, classification),
];

const weakerAccess = (
  { blockPublicAccess, publicReadAccess, accessControl, objectOwnership, ...props }: BucketProps,
): readonly Weaker[] => {
  const throughCloudFront = 'put a SecureDistribution in front of the bucket';
  const website = props.websiteIndexDocument ?? props.websiteErrorDocument ?? props.websiteRedirect?.hostName;
  return [
    {
      prop: 'blockPublicAccess', rule: 'be BlockPublicAccess.BLOCK_ALL', got: blockPublicAccess,
      isWeaker: blockPublicAccess !== undefined && !blocksAll(blockPublicAccess),
    },
    { prop: 'publicReadAccess', rule: 'not be true', got: publicReadAccess, isWeaker: publicReadAccess === true, remedy: throughCloudFront },
    {
      prop: 'websiteIndexDocument', rule: 'be left out, since web sites of S3 have no TLS', got: website, isWeaker: website !== undefined,
      remedy: throughCloudFront,
    },
    {
      prop: 'accessControl', rule: 'be left out, since ACLs are disabled', got: accessControl,
      isWeaker: accessControl !== undefined && accessControl !== BucketAccessControl.PRIVATE, remedy: 'grant by policies',
    },
    {
      prop: 'objectOwnership', rule: 'be BUCKET_OWNER_ENFORCED', got: objectOwnership,
      isWeaker: objectOwnership !== undefined && objectOwnership !== ObjectOwnership.BUCKET_OWNER_ENFORCED,
    },
  ];
};

/** What is left out of a `BlockPublicAccess` is blocked or not by a flag of CDK. */
const blocksAll = ({ blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets }: BlockPublicAccess): boolean =>
  [blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets].every(blocked => blocked === true);

const weakerEncryption = (got: BucketProps['encryption'], { className, keyChoice }: DataClassification): Weaker =>
  keyChoice === KeyChoice.AWS_OWNED
    ? { prop: 'encryption', rule: 'not be UNENCRYPTED', got, isWeaker: got === BucketEncryption.UNENCRYPTED }
    : {
      prop: 'encryption', rule: `be KMS or DSSE with a customer managed key for ${className} data`, got,
      isWeaker: got !== undefined && !WITH_KEY.includes(got),
    };
