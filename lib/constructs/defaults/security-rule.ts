import { RuleDefinition } from './private/rule-definition';
import * as rules from './rules';
import { SecurityTheme } from './security-theme';

/**
 * A rule of security for application stacks: what must be, why, and what to do.
 *
 * `SecureDefaults` corrects and refuses by these, `SecurityFindings` tells what they say, and waivers name them.
 */
export class SecurityRule {
  /** Buckets block public access, all four ways. */
  public static readonly BUCKET_PUBLIC_ACCESS = new SecurityRule(rules.BUCKET_PUBLIC_ACCESS);

  /** All rules, in the order of their themes. */
  public static all(): SecurityRule[] {
    const own = Object.values(SecurityRule).filter((value): value is SecurityRule => value instanceof SecurityRule);
    return Object.values(SecurityTheme).flatMap(theme => own.filter(rule => rule.theme === theme));
  }

  /** Id of the rule, such as "bucket-public-access". */
  public readonly ruleId: string;

  /** What it is about. */
  public readonly theme: SecurityTheme;

  /** What must be, in a sentence. */
  public readonly title: string;

  /** What to do about a finding. */
  public readonly remedy: string;

  /** The page of AWS that it rests on. */
  public readonly source: string;

  /** Types of the resources that it looks at; none where it looks at all of them. */
  public readonly cfnTypes: string[];

  /** Whether SecureDefaults corrects what nobody wrote, and not only refuses what is wrong. */
  public readonly corrects: boolean;

  /** @internal */
  public readonly _definition: RuleDefinition;

  private constructor(definition: RuleDefinition) {
    this._definition = definition;
    this.ruleId = definition.id;
    this.theme = definition.theme;
    this.title = definition.title;
    this.remedy = definition.remedy;
    this.source = definition.source;
    this.cfnTypes = [...definition.cfnTypes ?? []];
    this.corrects = definition.fillings !== undefined || definition.complete !== undefined;
  }
}
