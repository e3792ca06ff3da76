import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { Problems } from '../../core/validation';
import { DnsFirewall } from './dns-firewall';
import { DnsQueryLogs } from './dns-query-logs';
import { associateFirewall, logQueries } from './private/dns-resources';

/** What watches and filters the names that a VPC asks for. */
export interface DnsProtectionOptions {
  /**
   * Where every query of the VPC is logged.
   *
   * @default - queries are not logged
   */
  readonly queryLogs?: DnsQueryLogs;

  /**
   * Which names are not resolved.
   *
   * @default - all are
   */
  readonly firewall?: DnsFirewall;
}

/**
 * What watches and filters the names that a VPC asks Route 53 Resolver for: programs that were broken into call home by them, and carry
 * data out in them where no other way is open.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html
 */
export class DnsProtection {
  /** Neither logs nor a filter. */
  public static none(): DnsProtection {
    return new DnsProtection({});
  }

  /**
   * Query logs, a firewall, or both.
   *
   * Fails when neither is given.
   *
   * @param options what is wanted
   */
  public static of(options: DnsProtectionOptions): DnsProtection {
    throwProblems(undefined, emptyProblems(options));
    return new DnsProtection(options);
  }

  private constructor(private readonly options: DnsProtectionOptions) {}

  /**
   * Puts it into a VPC.
   *
   * @param scope where its resources stand; once in a scope
   * @param vpc the id of the VPC, whose DNS support is on
   */
  public addToVpc(scope: Construct, vpc: string): void {
    const { queryLogs, firewall } = this.options;
    if (queryLogs) {
      logQueries(scope, vpc, queryLogs);
    }
    if (firewall) {
      associateFirewall(scope, vpc, firewall);
    }
  }
}

const emptyProblems = ({ queryLogs, firewall }: DnsProtectionOptions): Problems =>
  queryLogs || firewall ? [] : ["'options' must ask for 'queryLogs' or 'firewall', got neither: call 'none' for that"];
