import { Names } from 'aws-cdk-lib';
import {
  CfnFirewallConfig, CfnFirewallDomainList, CfnFirewallRuleGroup, CfnFirewallRuleGroupAssociation,
  CfnResolverQueryLoggingConfig, CfnResolverQueryLoggingConfigAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';
import { DnsFirewall, DnsFirewallAction } from '../dns-firewall';
import { DnsQueryLogs } from '../dns-query-logs';

const THREATS = ['DGA', 'DICTIONARY_DGA', 'DNS_TUNNELING'];
/** After the rules of AWS Firewall Manager, which take the numbers up to 100. */
const ASSOCIATION_PRIORITY = 101;
const MAX_NAME = 64;

/** Queries of a VPC are logged. */
export function logQueries(scope: Construct, vpc: string, logs: DnsQueryLogs): void {
  const config = new CfnResolverQueryLoggingConfig(scope, 'QueryLogs', { name: nameOf(scope, 'queries'), destinationArn: logs.destinationArn });
  new CfnResolverQueryLoggingConfigAssociation(scope, 'QueryLogsOfVpc', { resolverQueryLogConfigId: config.attrId, resourceId: vpc });
}

/** A group of rules, in the order: what is allowed, lists, detectors. */
export function associateFirewall(scope: Construct, vpc: string, firewall: DnsFirewall): void {
  const group = new CfnFirewallRuleGroup(scope, 'DnsRules', {
    name: nameOf(scope, 'rules'),
    firewallRules: rulesOf(scope, firewall).map((rule, index) => ({ ...rule, priority: (index + 1) * 10 })),
  });
  new CfnFirewallConfig(scope, 'DnsFirewall', { resourceId: vpc, firewallFailOpen: firewall.options.failOpen ? 'ENABLED' : 'DISABLED' });
  new CfnFirewallRuleGroupAssociation(scope, 'DnsRulesOfVpc', {
    firewallRuleGroupId: group.attrId, vpcId: vpc, priority: ASSOCIATION_PRIORITY, mutationProtection: 'DISABLED',
  });
}

type Rule = Omit<CfnFirewallRuleGroup.FirewallRuleProperty, 'priority'>;

function rulesOf(scope: Construct, { options }: DnsFirewall): readonly Rule[] {
  const { allowedDomains = [], blockedDomains = [], blockedDomainListIds = [], threatDetection } = options;
  const { action = DnsFirewallAction.BLOCK } = options;
  const found = action === DnsFirewallAction.BLOCK ? { action, blockResponse: 'NXDOMAIN' } : { action };
  return [
    ...allowedDomains.length > 0
      // of a chain of aliases, only the name that was asked for has to stand on the list
      ? [{ action: 'ALLOW', firewallDomainListId: listOf(scope, 'AllowedDomains', allowedDomains), firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN' }]
      : [],
    ...blockedDomains.length > 0 ? [{ ...found, firewallDomainListId: listOf(scope, 'BlockedDomains', blockedDomains) }] : [],
    ...blockedDomainListIds.map(firewallDomainListId => ({ ...found, firewallDomainListId })),
    ...threatDetection ? THREATS.map(dnsThreatProtection => ({ ...found, dnsThreatProtection, confidenceThreshold: threatDetection })) : [],
  ];
}

const listOf = (scope: Construct, id: string, domains: readonly string[]): string =>
  new CfnFirewallDomainList(scope, id, { name: nameOf(scope, id), domains: [...domains] }).attrId;

const nameOf = (scope: Construct, what: string): string =>
  `${Names.uniqueResourceName(scope, { maxLength: MAX_NAME - what.length - 1, separator: '-' })}-${what}`;
