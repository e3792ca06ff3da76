import { NetworkPart } from './networks';

/** Names that rules of a DNS firewall are about. */
export interface DomainList extends NetworkPart {
  domains: readonly string[];
}

/** A rule of a DNS firewall; the lowest number that matches decides. */
export interface DnsRule {
  readonly priority: number;
  readonly action: string;
  /** A list of the account, or one of AWS; none for detectors. */
  readonly domainListId?: string;
}

/** Rules of a DNS firewall. */
export interface DnsRuleGroup extends NetworkPart {
  rules: readonly DnsRule[];
}

/** Puts rules in front of a VPC. */
export interface DnsRuleAssociation extends NetworkPart {
  readonly groupId: string;
  readonly vpcId: string;
  priority: number;
}

/** What a VPC does while its DNS firewall fails. */
export interface DnsFirewallSetting extends NetworkPart {
  readonly vpcId: string;
  failOpen: boolean;
}

/** Where queries are logged. */
export interface QueryLog extends NetworkPart {
  readonly destinationArn: string;
}

/** Logs the queries of a VPC. */
export interface QueryLogAssociation extends NetworkPart {
  readonly configId: string;
  readonly vpcId: string;
}

/** Route 53 Resolver, by id. */
export interface ResolverState {
  readonly domainLists: Map<string, DomainList>;
  readonly ruleGroups: Map<string, DnsRuleGroup>;
  readonly ruleAssociations: Map<string, DnsRuleAssociation>;
  readonly settings: Map<string, DnsFirewallSetting>;
  readonly queryLogs: Map<string, QueryLog>;
  readonly queryLogAssociations: Map<string, QueryLogAssociation>;
}

export const initialResolver = (): ResolverState => ({
  domainLists: new Map(), ruleGroups: new Map(), ruleAssociations: new Map(), settings: new Map(),
  queryLogs: new Map(), queryLogAssociations: new Map(),
});
