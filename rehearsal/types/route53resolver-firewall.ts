import { Operation, ResourceType } from '../aws/contract';
import { DnsFirewallSetting, DnsRule, DnsRuleAssociation, DnsRuleGroup, DomainList } from '../aws/services/resolver';
import { RESOLVER } from '../rules/resolver';
import { partNamed, refuseWhileUsed, requireQuota } from './ec2';
import { inert } from './permission';
import { resolverState, resolverType } from './route53resolver';
import { numeric, records, text, texts } from './values';

const NAME = inert('a name for people');
const ANSWERS = inert('no name is resolved in the rehearsal');
const DOMAIN = /^(\*|(\*\.?)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?)$/;
/** Lists of AWS exist in each region, under ids that the rehearsal cannot know. */
const MANAGED_LIST = /^rslvr-fdl-[0-9a-z]+$/;
const PRIORITIES = { min: 101, max: 9899 };
const MAX_GROUPS = 5;

/** A list of names. Lists in a file are refused by name. */
export const DOMAIN_LIST: ResourceType = resolverType<DomainList>({
  typeName: 'AWS::Route53Resolver::FirewallDomainList',
  source: 'aws-route53resolver-firewalldomainlist',
  prefix: 'rslvr-fdl',
  arnType: 'firewall-domain-list',
  properties: { Name: NAME, Domains: 'interpreted', Tags: 'interpreted' },
  required: [],
  createOnly: ['Name'],
  calls: {
    read: 'ListTagsForResource', create: ['CreateFirewallDomainList', 'UpdateFirewallDomains'], update: ['UpdateFirewallDomains'], delete: ['DeleteFirewallDomainList'],
  },
  parts: operation => resolverState(operation).domainLists,
  make: (operation, base) => ({ ...base, domains: domainsOf(operation) }),
  change: (operation, list) => {
    list.domains = domainsOf(operation);
  },
  remove: (operation, { id }) =>
    refuseWhileUsed(operation, id, [...resolverState(operation).ruleGroups.values()]
      .filter(({ rules }) => rules.some(({ domainListId }) => domainListId === id))),
  attributes: ({ domains }) => ({ DomainCount: domains.length }),
});

function domainsOf(operation: Operation): readonly string[] {
  const domains = texts(operation.properties, 'Domains');
  const wrong = domains.filter(domain => !DOMAIN.test(domain));
  operation.require(RESOLVER.DOMAINS, wrong.length === 0, `${wrong.join(', ')} is no domain`, 'write names such as *.example.com');
  return domains;
}

/** Rules of a DNS firewall. Rules about categories of content or of threats are refused by name. */
export const DNS_RULE_GROUP: ResourceType = resolverType<DnsRuleGroup>({
  typeName: 'AWS::Route53Resolver::FirewallRuleGroup',
  source: 'aws-route53resolver-firewallrulegroup',
  prefix: 'rslvr-frg',
  arnType: 'firewall-rule-group',
  properties: { Name: NAME, FirewallRules: 'interpreted', Tags: 'interpreted' },
  nested: {
    FirewallRules: [
      'Action', 'BlockOverrideDnsType', 'BlockOverrideDomain', 'BlockOverrideTtl', 'BlockResponse', 'ConfidenceThreshold', 'DnsThreatProtection',
      'FirewallDomainListId', 'FirewallDomainRedirectionAction', 'Priority', 'Qtype',
    ],
  },
  required: [],
  createOnly: ['Name'],
  calls: {
    read: 'GetFirewallRuleGroup',
    create: ['CreateFirewallRuleGroup', 'ListFirewallRules', 'CreateFirewallRule', 'ListTagsForResource'],
    update: ['ListFirewallRules', 'CreateFirewallRule', 'UpdateFirewallRule', 'DeleteFirewallRule', 'ListTagsForResource'],
    delete: ['DeleteFirewallRuleGroup', 'ListFirewallRules', 'DeleteFirewallRule', 'ListTagsForResource'],
  },
  parts: operation => resolverState(operation).ruleGroups,
  make: (operation, base) => ({ ...base, rules: rulesOf(operation) }),
  change: (operation, group) => {
    group.rules = rulesOf(operation);
  },
  remove: (operation, { id }) =>
    refuseWhileUsed(operation, id, [...resolverState(operation).ruleAssociations.values()].filter(({ groupId }) => groupId === id)),
  attributes: ({ rules }) => ({ RuleCount: rules.length }),
});

function rulesOf(operation: Operation): readonly DnsRule[] {
  const rules = records(operation.properties, 'FirewallRules');
  const priorities = rules.map(rule => numeric(rule, 'Priority'));
  operation.require(RESOLVER.RULES, new Set(priorities).size === rules.length && !priorities.includes(undefined), `the priorities are ${priorities.join(', ')}`, 'give each rule its own');
  return rules.map(rule => {
    const [domainListId, threat, action] = ['FirewallDomainListId', 'DnsThreatProtection', 'Action'].map(name => text(rule, name));
    operation.require(RESOLVER.RULES, (domainListId === undefined) !== (threat === undefined), `rule ${text(rule, 'Priority')} names ${domainListId ?? 'no list'} and ${threat ?? 'no threat'}`, 'name one');
    operation.require(RESOLVER.RULES, threat === undefined || (text(rule, 'ConfidenceThreshold') !== undefined && action !== 'ALLOW'), `the rule about ${threat} has no confidence, or allows`, 'give ConfidenceThreshold');
    operation.require(RESOLVER.RULES, (action === 'BLOCK') === (text(rule, 'BlockResponse') !== undefined), `${action} has the answer ${text(rule, 'BlockResponse') ?? 'none'}`, 'give BlockResponse to BLOCK, and to no other');
    const { domainLists } = resolverState(operation);
    if (domainListId !== undefined && (domainLists.has(domainListId) || !MANAGED_LIST.test(domainListId))) {
      partNamed(operation, domainLists, domainListId, RESOLVER.EXISTS);
    }
    return { priority: numeric(rule, 'Priority')!, action: String(action), domainListId };
  });
}

/** Puts rules in front of a VPC. */
export const DNS_RULE_ASSOCIATION: ResourceType = resolverType<DnsRuleAssociation>({
  typeName: 'AWS::Route53Resolver::FirewallRuleGroupAssociation',
  source: 'aws-route53resolver-firewallrulegroupassociation',
  prefix: 'rslvr-frgassoc',
  arnType: 'firewall-rule-group-association',
  properties: {
    Name: NAME, FirewallRuleGroupId: 'interpreted', VpcId: 'interpreted', Priority: 'interpreted', Tags: 'interpreted',
    MutationProtection: inert('who changes an association here is the stack that made it'),
  },
  required: ['FirewallRuleGroupId', 'VpcId', 'Priority'],
  createOnly: ['FirewallRuleGroupId', 'VpcId'],
  calls: {
    read: 'GetFirewallRuleGroupAssociation', create: ['AssociateFirewallRuleGroup', 'ListTagsForResource', 'ec2:DescribeVpcs'],
    update: ['UpdateFirewallRuleGroupAssociation', 'ListTagsForResource'], delete: ['DisassociateFirewallRuleGroup', 'ListTagsForResource'],
  },
  parts: operation => resolverState(operation).ruleAssociations,
  make: (operation, base) => {
    const { ruleGroups, ruleAssociations } = resolverState(operation);
    const { properties, world } = operation;
    const vpcId = partNamed(operation, world.state.networks.vpcs, properties.VpcId, RESOLVER.EXISTS).id;
    requireQuota(operation, RESOLVER.QUOTA, [...ruleAssociations.values()].filter(other => other.vpcId === vpcId).length, MAX_GROUPS, `rule groups of ${vpcId}`);
    const groupId = partNamed(operation, ruleGroups, properties.FirewallRuleGroupId, RESOLVER.EXISTS).id;
    return prioritize(operation, { ...base, vpcId, groupId, priority: 0 });
  },
  change: (operation, association) => void prioritize(operation, association),
});

function prioritize(operation: Operation, association: DnsRuleAssociation): DnsRuleAssociation {
  const priority = numeric(operation.properties, 'Priority')!;
  const { id, vpcId } = association;
  const taken = [...resolverState(operation).ruleAssociations.values()]
    .some(other => other.vpcId === vpcId && other.id !== id && other.priority === priority);
  operation.require(RESOLVER.PRIORITY, !taken && priority >= PRIORITIES.min && priority <= PRIORITIES.max, `the priority ${priority} is ${taken ? 'taken' : 'out of range'}`, 'choose another');
  return Object.assign(association, { priority });
}

/** What a VPC does while its DNS firewall fails: a setting that every VPC has. */
export const DNS_FIREWALL: ResourceType = resolverType<DnsFirewallSetting>({
  typeName: 'AWS::Route53Resolver::FirewallConfig',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_UpdateFirewallConfig.html (permissions of the handler not compared with the schema)',
  prefix: 'rslvr-fc',
  arnType: 'firewall-config',
  properties: { ResourceId: 'interpreted', FirewallFailOpen: ANSWERS },
  required: ['ResourceId', 'FirewallFailOpen'],
  createOnly: ['ResourceId'],
  calls: { read: 'GetFirewallConfig', create: ['UpdateFirewallConfig', 'ec2:DescribeVpcs'], update: ['UpdateFirewallConfig'], delete: ['UpdateFirewallConfig'] },
  parts: operation => resolverState(operation).settings,
  make: (operation, base) => ({
    ...base,
    vpcId: partNamed(operation, operation.world.state.networks.vpcs, operation.properties.ResourceId, RESOLVER.EXISTS).id,
    failOpen: text(operation.properties, 'FirewallFailOpen') === 'ENABLED',
  }),
  change: (operation, setting) => {
    setting.failOpen = text(operation.properties, 'FirewallFailOpen') === 'ENABLED';
  },
  attributes: (_, { accountId }) => ({ OwnerId: accountId }),
});
