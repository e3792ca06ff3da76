import { IResolveContext, Lazy, Stack } from 'aws-cdk-lib';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AccessLogBucket } from '../../logging';

type Attribute = CfnLoadBalancer.LoadBalancerAttributeProperty;

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html */
const APPLICATION = {
  'deletion_protection.enabled': 'true',
  'routing.http.drop_invalid_header_fields.enabled': 'true',
  'routing.http.desync_mitigation_mode': 'defensive',
};

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-load-balancer-attributes.html */
const NETWORK = { 'deletion_protection.enabled': 'true', 'load_balancing.cross_zone.enabled': 'true' };

/**
 * Gives a load balancer, of an L2 or not, the attributes that its template leaves out: logs go to the stack's bucket of access logs. What
 * the template says stays as it is. Connection logs tell of handshakes that failed, which no access log does.
 */
export function completeLoadBalancer(resource: CfnLoadBalancer): void {
  const isNetwork = resource.type === 'network';
  if (resource.type === 'gateway') {
    return;
  }
  const written = resource.loadBalancerAttributes;
  const said = attributesOf(Stack.of(resource).resolve(written));
  const logs = isNetwork ? ['access_logs'] : ['access_logs', 'connection_logs'];
  const missing: Record<string, string> = {
    ...isNetwork ? NETWORK : APPLICATION, ...Object.assign({}, ...logs.filter(log => !said.has(`${log}.s3.enabled`)).map(log => logTo(log, resource, isNetwork))),
  };
  resource.loadBalancerAttributes = Lazy.uncachedAny({
    produce: (context: IResolveContext) => {
      const now = context.resolve(written) as Attribute[] | undefined ?? [];
      const known = attributesOf(now);
      return [...now, ...Object.entries(missing).filter(([key]) => !known.has(key)).map(([key, value]) => ({ key, value }))];
    },
  });
}

function logTo(log: string, resource: CfnLoadBalancer, isNetwork: boolean): Record<string, string> {
  const bucket = AccessLogBucket.of(resource);
  const prefix = AccessLogBucket.prefixOf(resource.node.scope?.node.defaultChild === resource ? resource.node.scope : resource);
  if (isNetwork) {
    bucket.allowNetworkLoadBalancerLogs(prefix);
  } else {
    bucket.allowLoadBalancerLogs(prefix);
  }
  // Elastic Load Balancing writes a test file at once, and fails where it may not
  resource.node.addDependency(bucket.policy!);
  return { [`${log}.s3.enabled`]: 'true', [`${log}.s3.bucket`]: bucket.bucketName, [`${log}.s3.prefix`]: prefix };
}

const attributesOf = (attributes: unknown): ReadonlySet<string> =>
  new Set(Array.isArray(attributes) ? (attributes as Attribute[]).map(({ key }) => key ?? '') : []);
