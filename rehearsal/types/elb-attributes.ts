import { Operation } from '../aws/contract';
import { LOAD_BALANCING } from '../rules/load-balancing';
import { records } from './values';

const LOGS = ['access_logs.s3.enabled', 'access_logs.s3.bucket', 'access_logs.s3.prefix'];
const COMMON = ['deletion_protection.enabled', 'load_balancing.cross_zone.enabled', 'ipv6.deny_all_igw_traffic', 'zonal_shift.config.enabled', ...LOGS];

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html */
export const LOAD_BALANCER_ATTRIBUTES = {
  application: [
    ...COMMON, 'idle_timeout.timeout_seconds', 'client_keep_alive.seconds', 'connection_logs.s3.enabled', 'connection_logs.s3.bucket',
    'connection_logs.s3.prefix', 'health_check_logs.s3.enabled', 'health_check_logs.s3.bucket', 'health_check_logs.s3.prefix',
    'routing.http.desync_mitigation_mode', 'routing.http.drop_invalid_header_fields.enabled', 'routing.http.preserve_host_header.enabled',
    'routing.http.x_amzn_tls_version_and_cipher_suite.enabled', 'routing.http.xff_client_port.enabled', 'routing.http.xff_header_processing.mode',
    'routing.http2.enabled', 'waf.fail_open.enabled',
  ],
  network: [...COMMON, 'dns_record.client_routing_policy', 'secondary_ips.auto_assigned.per_subnet'],
} as const;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html */
export const TARGET_GROUP_ATTRIBUTES: readonly string[] = [
  'deregistration_delay.timeout_seconds', 'stickiness.enabled', 'stickiness.type', 'load_balancing.cross_zone.enabled',
  'target_group_health.dns_failover.minimum_healthy_targets.count', 'target_group_health.dns_failover.minimum_healthy_targets.percentage',
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count',
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage', 'load_balancing.algorithm.type',
  'load_balancing.algorithm.anomaly_mitigation', 'slow_start.duration_seconds', 'stickiness.app_cookie.cookie_name',
  'stickiness.app_cookie.duration_seconds', 'stickiness.lb_cookie.duration_seconds', 'lambda.multi_value_headers.enabled',
  'deregistration_delay.connection_termination.enabled', 'preserve_client_ip.enabled', 'proxy_protocol_v2.enabled',
  'target_health_state.unhealthy.connection_termination.enabled', 'target_health_state.unhealthy.draining_interval_seconds',
];

/** Of listeners: headers of TLS that are renamed, headers of answers that are set, and how long TCP may be idle. */
export const LISTENER_ATTRIBUTE = /^(tcp\.idle_timeout\.seconds|routing\.http\.(request|response)\.[a-z0-9_]+\.(header_name|header_value|enabled))$/;

/** Attributes by their key, once all are known and given once. */
export function attributesOf(operation: Operation, property: string, known: readonly string[] | RegExp): ReadonlyMap<string, string> {
  const pairs = records(operation.properties, property).map(({ Key, Value }) => [String(Key), String(Value)] as const);
  const keys = pairs.map(([key]) => key);
  const isKnown = (key: string) => known instanceof RegExp ? known.test(key) : known.includes(key);
  const strange = keys.filter((key, index) => !isKnown(key) || keys.indexOf(key) !== index);
  operation.require(LOAD_BALANCING.ATTRIBUTES, strange.length === 0, `'${property}' has ${strange.join(', ')}, unknown or twice`, 'correct the key, or leave it out');
  return new Map(pairs);
}
