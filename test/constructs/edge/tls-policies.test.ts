import { SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { SecurityPolicyProtocol } from 'aws-cdk-lib/aws-cloudfront';
import { SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  API_DOMAIN_TLS, API_ENDPOINT_TLS, DISTRIBUTION_TLS, LOAD_BALANCER_TLS, TlsPolicies,
} from '../../../lib/constructs/edge/private/tls-policies';

const TABLES: [string, TlsPolicies, string[]][] = [
  ['load balancers', LOAD_BALANCER_TLS, Object.values(SslPolicy)],
  ['distributions', DISTRIBUTION_TLS, Object.values(SecurityPolicyProtocol)],
  ['domains of APIs', API_DOMAIN_TLS, Object.values(SecurityPolicy)],
];

/** TLS 1.1 and older, by the names that AWS gives policies; "Ext" has ciphers without forward secrecy. */
const OLD = /SSLv3|TLSv1$|TLSv1_|TLSv1\.1|TLS_1_0|TLS13-1-[01]|TLS-1-|FS-|2016-08|Ext/;

test.each(TABLES)('the current policies of %s are all known to CDK, with a source and the day it was read', (_, { current, source, readOn }, known) => {
  expect(known).toEqual(expect.arrayContaining([...current]));
  expect(new Set(current).size).toBe(current.length);
  expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  expect(readOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test.each(TABLES)('no current policy of %s speaks an old TLS', (_, { current }) => {
  expect(current.filter(policy => OLD.test(policy))).toEqual([]);
});

test('the defaults', () => {
  expect([LOAD_BALANCER_TLS, DISTRIBUTION_TLS, API_DOMAIN_TLS].map(({ current: [first] }) => first)).toEqual([
    'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', 'TLSv1.2_2021', 'TLS_1_2',
  ]);
  expect(API_DOMAIN_TLS.current).toEqual(expect.arrayContaining(Object.values(API_ENDPOINT_TLS)));
});

test('what CDK knows beside them is old, or was decided upon', () => {
  const others = TABLES.flatMap(([, { current }, known]) => known.filter(policy => !current.includes(policy)));
  expect(others.filter(policy => !OLD.test(policy))).toEqual(['TLSv1.2_2018', 'TLSv1.2_2019', 'SecurityPolicy_TLS12_2018_EDGE']);
});
