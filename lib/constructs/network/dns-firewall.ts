import { throwProblems } from '../../core/errors';
import { duplicateProblems, Problems, shapeProblems } from '../../core/validation';

/** What is done with a query that is not wanted. */
export enum DnsFirewallAction {
  /** Answered as if the name did not exist, and logged. */
  BLOCK = 'BLOCK',

  /** Answered, and told of in the query logs: to see what a list would block before it does. */
  ALERT = 'ALERT',
}

/** What a threat detector of AWS must be sure of before a rule applies. */
export enum DnsThreatConfidence {
  /** Few false alarms. */
  HIGH = 'HIGH',

  /** A balance of both. */
  MEDIUM = 'MEDIUM',

  /** Most threats are found, with false alarms. */
  LOW = 'LOW',
}

/** Names that a VPC does not resolve. */
export interface DnsFirewallOptions {
  /**
   * Names of one's own, such as "*.example.com".
   *
   * @default - none
   */
  readonly blockedDomains?: string[];

  /**
   * Lists that AWS keeps, such as AWSManagedDomainsMalwareDomainList, by their ids. A list has another id in each region:
   * `aws route53resolver list-firewall-domain-lists` tells it.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html
   */
  readonly blockedDomainListIds?: string[];

  /**
   * What a detector must be sure of that finds tunnels and generated names, whatever domain they are in (DNS Firewall Advanced). Costs more
   * per query.
   *
   * @default - no detectors
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/firewall-advanced.html
   */
  readonly threatDetection?: DnsThreatConfidence;

  /**
   * Names that are always resolved, before any other rule.
   *
   * @default - none
   */
  readonly allowedDomains?: string[];

  /**
   * What is done with a query that a rule finds.
   *
   * @default DnsFirewallAction.BLOCK
   */
  readonly action?: DnsFirewallAction;

  /**
   * Whether queries are answered while the firewall itself fails: availability before security.
   *
   * @default false - they are not
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-vpc-configuration.html
   */
  readonly failOpen?: boolean;
}

/** How a firewall behaves that resolves a list of names only. */
export interface DnsAllowListOptions {
  /**
   * Whether queries are answered while the firewall itself fails: availability before security.
   *
   * @default false - they are not
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-vpc-configuration.html
   */
  readonly failOpen?: boolean;
}

/**
 * Route 53 Resolver DNS Firewall in front of a VPC.
 *
 * Costs about USD 0.0005 per domain of an own list and month, and 0.60 per million queries; see the page for its advanced rules.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html
 * @see https://aws.amazon.com/route53/pricing/
 */
export class DnsFirewall {
  /**
   * A firewall that resolves all names but those that are found.
   *
   * Fails when nothing is blocked, and for names that are none.
   *
   * @param options which names
   */
  public static blocking(options: DnsFirewallOptions): DnsFirewall {
    throwProblems(undefined, firewallProblems(options));
    return new DnsFirewall(options, false);
  }

  /**
   * A firewall that resolves a list of names and nothing else. The names of AWS's endpoints must stand on it where they are needed.
   *
   * @param allowedDomains the names, such as "*.amazonaws.com"
   * @param options what happens while it fails
   */
  public static allowingOnly(allowedDomains: string[], options: DnsAllowListOptions = {}): DnsFirewall {
    throwProblems(undefined, [
      ...allowedDomains.length === 0 ? ["'allowedDomains' must name a domain, got none: nothing would be resolved"] : [],
      ...domainProblems('allowedDomains', allowedDomains),
    ]);
    return new DnsFirewall({ allowedDomains, blockedDomains: ['*'], failOpen: options.failOpen ?? false }, true);
  }

  private constructor(
    /** What is asked of it. */
    public readonly options: DnsFirewallOptions,
    /** Whether it resolves what is allowed, and nothing else. */
    public readonly allowsOnly: boolean,
  ) {}
}

function firewallProblems(options: DnsFirewallOptions): Problems {
  const { blockedDomains = [], blockedDomainListIds = [], threatDetection, allowedDomains = [] } = options;
  return [
    ...blockedDomains.length + blockedDomainListIds.length === 0 && !threatDetection
      ? ["'options' must block something, got nothing: give 'blockedDomains', 'blockedDomainListIds' or 'threatDetection'"] : [],
    ...domainProblems('blockedDomains', blockedDomains),
    ...domainProblems('allowedDomains', allowedDomains),
    ...duplicateProblems('blockedDomainListIds', blockedDomainListIds, 'name it once'),
    ...blockedDomainListIds.flatMap(id => shapeProblems('blockedDomainListIds', id, /^rslvr-fdl-[a-z0-9]+$/, 'be the id of a domain list',
      'take it from `aws route53resolver list-firewall-domain-lists`')),
  ];
}

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_UpdateFirewallDomains.html */
function domainProblems(prop: string, domains: readonly string[]): Problems {
  return [
    ...duplicateProblems(prop, domains, 'name it once'),
    ...domains.flatMap(domain => shapeProblems(prop, domain, /^(\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?)$/i,
      'be names such as "example.com" or "*.example.com"', 'leave out the protocol and the path')),
  ];
}
