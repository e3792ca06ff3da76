import { RenderedResource } from '../../../core/rendered-resources';
import { AccessLogBucket } from '../../logging';
import { itemsOf, propertyAt } from './problems';
import { isNamedBy, RenderedWorld } from './rendered-world';

/** What is asked who writes logs. */
export type World = Pick<RenderedWorld, 'withTypes'>;

const BUCKET = 'AWS::S3::Bucket';
const POLICY = 'AWS::S3::BucketPolicy';

/** S3 itself and load balancers, which deliver into buckets with SSE-S3 alone. */
const WITHOUT_KEY = /"(logging\.s3|logdelivery\.elasticloadbalancing)\.amazonaws\.com"/;

/** What delivers the logs of Network Load Balancers and distributions: under a key only where its policy lets it. */
const DELIVERY = /"delivery\.logs\.amazonaws\.com"/;

/**
 * Whether S3 or a load balancer writes access logs into a bucket, which it cannot do under a key of yours.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export const needsS3Encryption = (resource: RenderedResource, world: World): boolean => resource.cfnType === BUCKET && (
  world.withTypes([BUCKET]).some(({ properties }) => isNamedBy(resource, propertyAt(properties, 'LoggingConfiguration.DestinationBucketName')))
  || isWrittenBy(resource, world, WITHOUT_KEY));

/** Whether a bucket is there for access logs. */
export const isForAccessLogs = (resource: RenderedResource, world: World): boolean =>
  resource.construct.node.scopes.some(scope => AccessLogBucket._isHome(scope)) || needsS3Encryption(resource, world)
  || (resource.cfnType === BUCKET && isWrittenBy(resource, world, DELIVERY));

const isWrittenBy = (resource: RenderedResource, world: World, writer: RegExp): boolean =>
  world.withTypes([POLICY]).some(({ properties }) => isNamedBy(resource, properties.Bucket)
    && itemsOf(propertyAt(properties, 'PolicyDocument.Statement'))
      .some(({ Effect, Principal }) => Effect === 'Allow' && writer.test(JSON.stringify(Principal) ?? '')));
