import { publicNetwork, refusals } from './edge-workbench';

const ACL = 'WAFv2::WebACL';
const SET = 'WAFv2::IPSet';
const LOGGING = 'WAFv2::LoggingConfiguration';
const PUT = 'WAFv2::WebACLAssociation';
const VISIBILITY = { CloudWatchMetricsEnabled: true, MetricName: 'acl', SampledRequestsEnabled: true };

const acl = (...Rules: object[]) => ({ Scope: 'REGIONAL', DefaultAction: { Allow: {} }, VisibilityConfig: VISIBILITY, Rules });
const rule = (Name: string, Priority: number, more: object = {}) =>
  ({ Name, Priority, VisibilityConfig: VISIBILITY, Action: { Block: {} }, Statement: { GeoMatchStatement: { CountryCodes: ['AQ'] } }, ...more });
const managed = (Name: string, Priority = 0) =>
  rule(`${Name}${Priority}`, Priority, { Action: undefined, OverrideAction: { None: {} }, Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name } } });
const ofSet = (Arn: string) => rule('offices', 0, { Statement: { NotStatement: { Statement: { IPSetReferenceStatement: { Arn } } } } });

async function prepared() {
  const made = await publicNetwork();
  const { make, arnOf, subnets, group } = made;
  const set = await arnOf(SET, 'Set', { Scope: 'REGIONAL', IPAddressVersion: 'IPV4', Addresses: ['192.0.2.0/24'] });
  const own = await arnOf(ACL, 'Acl', acl());
  const other = await arnOf(ACL, 'Other', acl());
  const atEdge = await arnOf(ACL, 'Edge', { ...acl(), Scope: 'CLOUDFRONT' }, { region: 'us-east-1' });
  const balancer = (id: string, more: object) => make('ElasticLoadBalancingV2::LoadBalancer', id, { Name: id, Subnets: subnets, ...more });
  const [free, taken, network] = [await balancer('Free', { SecurityGroups: [group] }), await balancer('Taken', { SecurityGroups: [group] }), await balancer('Network', { Type: 'network' })];
  await make(PUT, 'Put', { WebACLArn: own, ResourceArn: taken });
  const [group1, group2] = [await arnOf('Logs::LogGroup', 'Logs', { LogGroupName: 'aws-waf-logs-web' }), await arnOf('Logs::LogGroup', 'Plain', { LogGroupName: 'web' })];
  const closed = await arnOf('S3::Bucket', 'Bucket', { BucketName: 'aws-waf-logs-closed' });
  return { ...made, set, own, other, atEdge, free, taken, network, group1, group2, closed };
}

const logging = (ResourceArn: string, ...LogDestinationConfigs: string[]) => ({ ResourceArn, LogDestinationConfigs });

describe('pre-conditions of web ACLs', () => {
  refusals(prepared, [
    ['wafv2/scope', 'a web ACL of CloudFront elsewhere', ACL, () => ({ ...acl(), Scope: 'CLOUDFRONT' })],
    ['wafv2/scope', 'a web ACL of CloudFront before a load balancer', PUT, ({ atEdge, free }) => ({ WebACLArn: atEdge, ResourceArn: free })],
    ['wafv2/rules', 'two default actions', ACL, () => ({ ...acl(), DefaultAction: { Allow: {}, Block: {} } })],
    ['wafv2/rules', 'two rules of one name', ACL, () => acl(rule('a', 0), rule('a', 1))],
    ['wafv2/rules', 'two rules of one priority', ACL, () => acl(rule('a', 0), rule('b', 0))],
    ['wafv2/rules', 'a rule without an action', ACL, () => acl(rule('a', 0, { Action: undefined }))],
    ['wafv2/rules', 'a rule with an action and an override', ACL, () => acl(rule('a', 0, { OverrideAction: { None: {} } }))],
    ['wafv2/rules', 'a rule that compares with nothing', ACL, () => acl(rule('a', 0, { Statement: {} }))],
    ['wafv2/rules', 'a managed group that is none', ACL, () => acl(managed('AWSManagedRulesNothing'))],
    ['wafv2/rules', 'an IP set that does not exist', ACL, ({ set }) => acl(ofSet(`${set}x`))],
    ['wafv2/rules', 'an IP set that is not waited for', ACL, ({ set }) => acl(ofSet(set)), { undeclared: true }],
    ['wafv2/rules', 'all addresses in an IP set', SET, () => ({ Scope: 'REGIONAL', IPAddressVersion: 'IPV4', Addresses: ['0.0.0.0/0'] })],
    ['wafv2/capacity', 'eight groups of 700 units', ACL, () => acl(...[0, 1, 2, 3, 4, 5, 6, 7].map(priority => managed('AWSManagedRulesCommonRuleSet', priority)))],
    ['wafv2/association', 'a network load balancer', PUT, ({ own, network }) => ({ WebACLArn: own, ResourceArn: network })],
    ['wafv2/association', 'a second web ACL', PUT, ({ other, taken }) => ({ WebACLArn: other, ResourceArn: taken })],
    ['wafv2/association', 'what does not exist', PUT, ({ own, free }) => ({ WebACLArn: own, ResourceArn: `${free}x` })],
    ['wafv2/association', 'a web ACL that is not waited for', PUT, ({ own, free }) => ({ WebACLArn: own, ResourceArn: free }), { undeclared: true }],
    ['wafv2/logging', 'two destinations', LOGGING, ({ own, group1, group2 }) => logging(own, group1, group2)],
    ['wafv2/logging', 'a destination of another name', LOGGING, ({ own, group2 }) => logging(own, group2)],
    ['wafv2/logging', 'a bucket that does not exist', LOGGING, ({ own }) => logging(own, 'arn:aws:s3:::aws-waf-logs-none')],
    ['wafv2/logging', 'a bucket that takes no logs', LOGGING, ({ own, closed }) => logging(own, closed)],
    ['wafv2/logging', 'a web ACL that does not exist', LOGGING, ({ own, group1 }) => logging(`${own}x`, group1)],
    [undefined, 'rules that are right', ACL, ({ set }) => acl(ofSet(set), managed('AWSManagedRulesCommonRuleSet', 1))],
    [undefined, 'a first web ACL', PUT, ({ own, free }) => ({ WebACLArn: own, ResourceArn: free })],
    [undefined, 'a log group of the right name', LOGGING, ({ own, group1 }) => logging(own, group1)],
  ]);
});
