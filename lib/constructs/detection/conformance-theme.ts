import { Problems, shapeProblems } from '../../core/validation';
import { DATA_AT_REST_RULES } from './config-rules/data-at-rest';
import { DATA_IN_TRANSIT_RULES } from './config-rules/data-in-transit';
import { DETECTION_RULES } from './config-rules/detection';
import { IDENTITY_RULES } from './config-rules/identity';
import { NETWORK_RULES } from './config-rules/network';
import { ConformanceRule } from './conformance-rule';

/**
 * Rules of AWS Config about one subject: what becomes one conformance pack.
 *
 * What a rule finds stands in AWS Config of the account, in the aggregator and, as an event, on the security bus; it changes nothing.
 */
export class ConformanceTheme {
  /** Who may sign in, with what, and what he may do. */
  public static readonly IDENTITY = new ConformanceTheme('identity', IDENTITY_RULES);

  /** What happens is seen, kept and told. */
  public static readonly DETECTION = new ConformanceTheme('detection', DETECTION_RULES);

  /** Who can reach what. */
  public static readonly NETWORK = new ConformanceTheme('network', NETWORK_RULES);

  /** Data that lies somewhere is encrypted, and not public. */
  public static readonly DATA_AT_REST = new ConformanceTheme('data-at-rest', DATA_AT_REST_RULES);

  /** Data that travels is encrypted, by a protocol and a certificate that are good. */
  public static readonly DATA_IN_TRANSIT = new ConformanceTheme('data-in-transit', DATA_IN_TRANSIT_RULES);

  /** Every theme of the catalogue. */
  public static all(): ConformanceTheme[] {
    const { IDENTITY, DETECTION, NETWORK, DATA_AT_REST, DATA_IN_TRANSIT } = ConformanceTheme;
    return [IDENTITY, DETECTION, NETWORK, DATA_AT_REST, DATA_IN_TRANSIT];
  }

  /**
   * A theme of your own.
   *
   * @param themeName what its packs are named after: words in lower case joined by "-"
   * @param rules its rules
   */
  public static of(themeName: string, rules: ConformanceRule[]): ConformanceTheme {
    const problems = shapeProblems('themeName', themeName, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'be words in lower case joined by "-"', 'rename the theme');
    return new ConformanceTheme(themeName, rules, problems);
  }

  /** What its packs are named after. */
  public readonly themeName: string;

  /** Its rules. */
  public readonly rules: ConformanceRule[];

  /** @internal Mistakes in it and its rules, for the packs to report with their own. */
  public readonly _problems: Problems;

  private constructor(themeName: string, rules: ConformanceRule[], problems: Problems = []) {
    this.themeName = themeName;
    this.rules = rules;
    this._problems = [...problems, ...rules.flatMap(rule => rule._problems)];
  }
}
