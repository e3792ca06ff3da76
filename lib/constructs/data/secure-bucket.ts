import { IPropertyInjector } from 'aws-cdk-lib';
import { Bucket, BucketProps, CfnBucket, EventType, IBucketNotificationDestination, NotificationKeyFilter } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { injectorOf } from '../../core/property-injection';
import { organizationIdProblems } from '../../core/validation';
import { PublicPrincipals } from '../identity';
import { DataClassification } from './data-classification';
import { KeyChoice } from './key-choice';
import { acknowledgeBucket } from './private/bucket-exceptions';
import { keepInside } from './private/bucket-perimeter';
import { securedBucketProps, weakerBucketProps } from './private/bucket-props';
import { injectedBucketProps } from './private/injected-buckets';
import { classOf } from './private/key-of-class';
import { refuseWeaker, statedClass } from './private/refusals';

/** Properties of a secure bucket: those of the CDK's bucket, the class of its data, and who may come near it. */
export interface SecureBucketProps extends BucketProps {
  /**
   * How bad it is when its objects come into the wrong hands: the class chooses the key, and how long versions are kept.
   *
   * @default - that of the closest scope that has one
   */
  readonly classification?: DataClassification;

  /**
   * The only organization whose identities reach the bucket, such as "o-a1b2c3d4e5". AWS services reach it by their own statements.
   *
   * @default - the account alone, where the data is to be found by Macie (confidential and restricted); otherwise whoever is granted access
   */
  readonly organizationId?: string;
}

/**
 * A bucket of Amazon S3 that is private, versioned and reached by TLS alone, encrypted by the class of its data, and whose requests are
 * logged in the `AccessLogBucket` of the stack.
 *
 * Public data has no key of yours and may be served by CloudFront; the bucket itself is not public either. Confidential and restricted data
 * is denied to identities of other accounts, whatever else the policy allows.
 *
 * It stays when its stack goes. `removalPolicy: DESTROY` is taken, unlike by stores of other services: S3 deletes no bucket with objects or
 * versions in it, and `autoDeleteObjects` is refused.
 *
 * Events go to EventBridge, natively: `eventBridgeEnabled`. The CDK's notifications to queues, topics and functions need a custom resource
 * that may configure every bucket, and are refused.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class SecureBucket extends Bucket {
  /**
   * Gives the same defaults to every `s3.Bucket` of a scope, by `PropertyInjectors.of(scope).add(…)`, but for the ownership of objects,
   * since the CDK may give an ACL to one that takes the logs of others. One that S3 logs to is encrypted by S3; one that load balancers log
   * to must say `BucketEncryption.S3_MANAGED`.
   */
  public static defaults(): IPropertyInjector {
    return injectorOf<BucketProps>(Bucket.PROPERTY_INJECTION_ID, (props, { scope, id }) => injectedBucketProps(scope, id, props));
  }

  /** @internal What props cannot say. */
  public static _complete(bucket: Bucket): void {
    acknowledgeBucket(bucket.node.defaultChild as CfnBucket, classOf(bucket).keyChoice !== KeyChoice.AWS_OWNED);
  }

  public constructor(scope: Construct, id: string, props: SecureBucketProps = {}) {
    const classification = statedClass(scope, props.classification);
    refuseWeaker(scope, id, 's3.Bucket', weakerBucketProps(props, classification));
    throwProblems(scope, props.organizationId === undefined ? [] : organizationIdProblems('organizationId', props.organizationId));
    super(scope, id, { ...securedBucketProps(scope, id, props, classification), eventBridgeEnabled: undefined });
    props.classification?.applyTo(this);

    if (props.eventBridgeEnabled) {
      this.enableEventBridgeNotification();
    }
    if (props.organizationId !== undefined || isGuarded(classification)) {
      keepInside(this, props.organizationId);
    }
    SecureBucket._complete(this);
    PublicPrincipals.refuse(this);
  }

  /** Sends the events of the bucket to the default bus of the account, where rules pick them up. */
  public override enableEventBridgeNotification(): void {
    (this.node.defaultChild as CfnBucket).notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }

  /**
   * Refused: the CDK does it by a function that may configure every bucket of the account.
   *
   * @param eventType what happens to an object
   * @param dest who is told
   * @param filters which objects
   * @throws always, and says what to do instead
   */
  public override addEventNotification(
    eventType: EventType, dest: IBucketNotificationDestination, ...filters: NotificationKeyFilter[]
  ): void {
    const got = JSON.stringify({ eventType, dest: dest.constructor.name, ...filters.length > 0 ? { filters } : {} });
    throwProblems(this, [`'addEventNotification' must not be used, got ${got}: set 'eventBridgeEnabled' and add an events.Rule, or use s3.Bucket `
      + 'with a waiver of SecureDefaults']);
  }
}

/** Data that Macie looks after, under a key of yours. */
const isGuarded = ({ isDiscovered, keyChoice }: DataClassification): boolean => isDiscovered && keyChoice !== KeyChoice.AWS_OWNED;
