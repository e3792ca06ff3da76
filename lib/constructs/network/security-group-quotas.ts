import { IConstruct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { Problems, wholeRangeProblems } from '../../core/validation';
import { groupsPerInterfaceProblems, groupsPerRegionProblems } from './private/group-quota-problems';
import { ruleQuotaProblems } from './private/rule-quota-problems';

const CHECKED = Symbol.for('cdk-secure-landing-zone.security-group-quotas');

/** Quotas of an account that were raised. */
export interface SecurityGroupQuotaOptions {
  /**
   * Rules that a group may have, in each direction, of IPv4 and of IPv6.
   *
   * @default 60
   */
  readonly rulesPerDirection?: number;

  /**
   * Groups that a network interface may have: 1 to 16. With `rulesPerDirection` multiplied it is at most 1,000, which AWS asks for.
   *
   * @default 5
   */
  readonly groupsPerInterface?: number;

  /**
   * Groups that an account may have in a region.
   *
   * @default 2500
   */
  readonly groupsPerRegion?: number;

  /**
   * How many rules a prefix list that stands elsewhere counts for, by its id: as many as it may have entries, and 55 for that of
   * CloudFront. Lists of the same app are known.
   *
   * @default - each counts for one
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html#aws-managed-prefix-list-weights
   */
  readonly prefixListWeights?: Record<string, number>;
}

/** What AWS takes. */
const RULES = { min: 1, max: 1000 };
const GROUPS = { min: 1, max: 16 };
const MAX_PRODUCT = 1000;
const MAX_REGION = 1_000_000;

/**
 * Counts security groups and their rules as AWS does, and fails the synthesis when there are too many, instead of a deployment in the
 * middle.
 *
 *     rules of a group, in a direction     a range counts for its family, a group for both, a prefix list for as many as its entries may be
 *     groups of a network interface        what a resource names, whatever its property is called
 *     groups of an account in a region     of all stacks that say where they go, and of each other one by itself
 *
 * Of a resource with conditions the branch with the most is counted. What another app makes is not: the quota is of all of them.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
 */
export class SecurityGroupQuotas {
  /**
   * Checks all groups below a scope, as soon as it is synthesised. The first call for a scope decides.
   *
   * @param scope an app, a stage, a stack or any construct
   * @param options quotas that were raised
   */
  public static check(scope: IConstruct, options: SecurityGroupQuotaOptions = {}): void {
    const { rulesPerDirection = 60, groupsPerInterface = 5, groupsPerRegion = 2500, prefixListWeights = {} } = options;
    throwProblems(scope, optionProblems(rulesPerDirection, groupsPerInterface, groupsPerRegion));
    if (!(CHECKED in scope)) {
      Object.defineProperty(scope, CHECKED, { value: true });
      scope.node.addValidation({ validate: () => [
        ...ruleQuotaProblems(scope, rulesPerDirection, prefixListWeights),
        ...groupsPerInterfaceProblems(scope, groupsPerInterface),
        ...groupsPerRegionProblems(scope, groupsPerRegion),
      ] });
    }
  }

  private constructor() {}
}

function optionProblems(rules: number, groups: number, groupsPerRegion: number): Problems {
  return [
    ...wholeRangeProblems('rulesPerDirection', 'rules', rules, RULES, 'take it from Service Quotas (L-0EA8095F)'),
    ...wholeRangeProblems('groupsPerInterface', 'groups', groups, GROUPS, 'take it from Service Quotas (L-2AFB9258)'),
    ...wholeRangeProblems('groupsPerRegion', 'groups', groupsPerRegion, { min: 1, max: MAX_REGION }, 'take it from Service Quotas (L-E79EC296)'),
    ...rules * groups > MAX_PRODUCT
      ? [`'rulesPerDirection' must be at most ${MAX_PRODUCT} multiplied by 'groupsPerInterface', got ${rules} x ${groups}: AWS raises one only where the other stays low`]
      : [],
  ];
}
