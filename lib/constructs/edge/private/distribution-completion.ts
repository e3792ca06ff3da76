import { Names, Stack } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../../../core/acknowledge';
import { AccessLogBucket } from '../../logging';
import { DistributionLogs } from '../distribution-logs';
import { CLOUDFRONT_REGION } from './cloudfront-region';

const ROOT_OBJECT = 'DistributionConfig.DefaultRootObject';
/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html */
const MAX_DELIVERY_NAME = 60;

/** What is read of a distribution's template. */
interface RenderedDistribution {
  readonly defaultRootObject?: string;
  readonly logging?: unknown;
  readonly defaultCacheBehavior?: { readonly targetOriginId?: string };
  readonly origins?: readonly { readonly id: string; readonly s3OriginConfig?: unknown }[];
}

const rendered = (resource: CfnDistribution): RenderedDistribution =>
  Stack.of(resource).resolve(resource.distributionConfig) as RenderedDistribution;

/**
 * Gives a distribution, of an L2 or not, what its template leaves out: a root object, and logs where its stack lies in us-east-1.
 */
export function completeDistribution(resource: CfnDistribution): void {
  if (rendered(resource).logging === undefined && !(LOGGED in resource) && Stack.of(resource).region === CLOUDFRONT_REGION) {
    deliverLogs(resource, DistributionLogs.accessLogBucket());
  }
  completeRootObject(resource);
}

/** Gives a distribution of a bucket the root object it needs; tells the judges why that of a server has none. */
export function completeRootObject(resource: CfnDistribution): void {
  const { defaultRootObject, defaultCacheBehavior, origins = [] } = rendered(resource);
  const origin = origins.find(({ id }) => id === defaultCacheBehavior?.targetOriginId);
  if (defaultRootObject !== undefined) {
    return;
  }
  if (origin?.s3OriginConfig !== undefined) {
    resource.addPropertyOverride(ROOT_OBJECT, 'index.html');
    return;
  }
  acknowledge(resource, {
    id: 'cdk-validator-cfnguard::cloudfront_default_root_object_configured_check',
    reason: 'A server answers for "/" by itself; a root object would ask it for a page that it may not have.',
  });
}

const DELIVERY = 'LogDelivery';
/** Somebody has seen to the logs of a distribution that has it. */
const LOGGED = Symbol.for('cdk-secure-landing-zone.distribution-logs');

const scopeOf = (resource: CfnDistribution): Construct =>
  resource.node.scope?.node.defaultChild === resource ? resource.node.scope as Construct : resource as unknown as Construct;

/**
 * Standard logging v2: a source, a destination, and what joins them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function deliverLogs(resource: CfnDistribution, { _elsewhere }: DistributionLogs): void {
  const reason = _elsewhere ?? 'Standard logging v2 delivers its logs, which the resource itself does not tell of; v1 would need a bucket with ACLs.';
  ['AwsSolutions::AwsSolutions-CFR3', 'cdk-validator-cfnguard::cloudfront_access_logs_enabled_check']
    .forEach(id => acknowledge(resource, { id, reason }));
  Object.defineProperty(resource, LOGGED, { value: true });
  if (_elsewhere === undefined) {
    newDelivery(new Construct(scopeOf(resource), DELIVERY), resource);
  }
}

function newDelivery(scope: Construct, resource: CfnDistribution): void {
  const name = Names.uniqueResourceName(scope, { maxLength: MAX_DELIVERY_NAME, separator: '-' });
  const bucket = AccessLogBucket.of(resource);
  bucket.allowVendedLogs(name);
  const distributionArn = Stack.of(resource).formatArn({ service: 'cloudfront', region: '', resource: 'distribution', resourceName: resource.ref });
  const source = new CfnDeliverySource(scope, 'Source', { name, logType: 'ACCESS_LOGS', resourceArn: distributionArn });
  const destination = new CfnDeliveryDestination(scope, 'Destination', { name, destinationResourceArn: bucket.bucketArn, outputFormat: 'json' });
  const delivery = new CfnDelivery(scope, 'Resource', {
    deliverySourceName: source.ref,
    deliveryDestinationArn: destination.attrArn,
    s3SuffixPath: '{DistributionId}/{yyyy}/{MM}/{dd}/{HH}',
  });
  delivery.node.addDependency(bucket.policy!);
}

/** Tells the judges what is somebody else's to choose. */
export function acknowledgeChoices(resource: CfnDistribution): void {
  acknowledge(resource, {
    id: 'AwsSolutions::AwsSolutions-CFR1',
    reason: 'Which countries are served is for the owner of the application to say; nothing follows from it for the security of others.',
  });
  acknowledge(resource, {
    id: 'cdk-validator-cfnguard::cloudfront_origin_failover_enabled_check',
    reason: 'A second origin is a matter of availability, and doubles what has to be protected; the owner of the application chooses it.',
  });
}
