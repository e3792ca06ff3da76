import { Rule } from '../aws/contract';

const GUIDE = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide';
const API = 'https://docs.aws.amazon.com/Route53/latest/APIReference';

/** What Route 53 Resolver asks of DNS firewalls and query logs. */
export const RESOLVER = {
  EXISTS: {
    id: 'resolver/parts-exist',
    statement: 'Domain lists, rule groups, query logs and VPCs that a part of a DNS firewall names exist in its region, and the template says that they are there first.',
    source: `${API}/API_route53resolver_AssociateFirewallRuleGroup.html (ResourceNotFoundException)`,
  },
  RULES: {
    id: 'resolver/firewall-rules',
    statement: 'Each rule of a DNS firewall has a priority of its own in its group, and is about one list of domains or about one threat with a confidence; BLOCK says how it answers.',
    source: `${GUIDE}/resolver-dns-firewall-rule-settings.html`,
  },
  PRIORITY: {
    id: 'resolver/association-priority',
    statement: 'Rule groups of a VPC have priorities of their own between 101 and 9,899.',
    source: `${API}/API_route53resolver_AssociateFirewallRuleGroup.html`,
  },
  DOMAINS: {
    id: 'resolver/domains',
    statement: 'A domain of a list is a name of letters, digits, "-" and "_" with "*" at most at its beginning.',
    source: `${API}/API_route53resolver_UpdateFirewallDomains.html`,
  },
  DESTINATION: {
    id: 'resolver/query-log-destination',
    statement: 'The bucket or log group of query logs exists; a bucket lets delivery.logs.amazonaws.com check it and write below AWSLogs/ for the account, and so does its key.',
    source: `${GUIDE}/resolver-query-logs-choosing-target-resource.html, https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html`,
  },
  QUOTA: {
    id: 'resolver/quotas',
    statement: 'A VPC has at most 5 rule groups, and one query log for a configuration.',
    source: `${GUIDE}/DNSLimitations.html#limits-api-entities-resolver`,
  },
} as const satisfies Record<string, Rule>;
