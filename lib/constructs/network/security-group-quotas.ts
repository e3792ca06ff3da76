import { IConstruct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { wholeRangeProblems } from '../../core/validation';
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
}

/**
 * Counts the rules of security groups as AWS does, and fails the synthesis when a group has too many, instead of a deployment in the
 * middle: a range counts for its family, a group and a prefix list for both. A prefix list counts as one here, and in AWS as many as it may
 * have entries, so that a group below the quota may be above it in AWS.
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
    const { rulesPerDirection = 60 } = options;
    throwProblems(scope, wholeRangeProblems('rulesPerDirection', 'rules', rulesPerDirection, { min: 1, max: 1000 }, 'take it from Service Quotas (L-0EA8095F)'));
    if (!(CHECKED in scope)) {
      Object.defineProperty(scope, CHECKED, { value: true });
      scope.node.addValidation({ validate: () => [...ruleQuotaProblems(scope, rulesPerDirection)] });
    }
  }

  private constructor() {}
}
