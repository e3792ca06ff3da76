import { GuardrailScope } from './guardrail-scope';
import { GuardrailSet } from './guardrail-set';

/** What each maturity adds to the one before. */
interface ProfileSteps {
  readonly foundation: GuardrailSet[];
  readonly recommended: GuardrailSet[];
  readonly strict: GuardrailSet[];
}

/** What binds principals and resources of every account that works. */
const EVERYWHERE: ProfileSteps = {
  foundation: [GuardrailSet.FOUNDATION, GuardrailSet.TRANSPORT],
  recommended: [
    GuardrailSet.ACCOUNT_HARDENING, GuardrailSet.IDENTITY_PERIMETER, GuardrailSet.RECOMMENDED, GuardrailSet.RECOMMENDED_RESOURCES,
  ],
  strict: [GuardrailSet.STRICT, GuardrailSet.STRICT_RESOURCES],
};

/**
 * The sets that belong on an organizational unit of a purpose, by maturity. Sets are increments: those of a maturity stand beside those of
 * the one before.
 *
 * @example
 * for (const set of GuardrailProfile.WORKLOADS.recommended()) {
 *   new GuardrailPolicies(this, set.id, { set, targets: [PolicyTarget.organizationalUnit(workloads)], parameters });
 * }
 */
export class GuardrailProfile {
  /** The log archive and security tooling. No perimeter: some writers of logs sign as accounts of AWS. The archive has its own set. */
  public static readonly SECURITY = new GuardrailProfile(GuardrailScope.SECURITY, {
    foundation: [...EVERYWHERE.foundation, GuardrailSet.LOG_ARCHIVE],
    recommended: [GuardrailSet.ACCOUNT_HARDENING, GuardrailSet.LOG_ARCHIVE_RESOURCES, GuardrailSet.RECOMMENDED],
    strict: [GuardrailSet.STRICT],
  });

  /** Shared networks and services: it makes what the network set keeps from others. */
  public static readonly INFRASTRUCTURE = new GuardrailProfile(GuardrailScope.INFRASTRUCTURE, EVERYWHERE);

  /** The accounts that do what the organization is for. */
  public static readonly WORKLOADS = new GuardrailProfile(GuardrailScope.WORKLOADS, {
    ...EVERYWHERE, strict: [...EVERYWHERE.strict, GuardrailSet.NETWORK],
  });

  /** Where people try things out, networks too, within limits of cost. The network set beside them would not fit four policies. */
  public static readonly SANDBOX = new GuardrailProfile(GuardrailScope.SANDBOX, {
    ...EVERYWHERE, recommended: [...EVERYWHERE.recommended, GuardrailSet.SANDBOX],
  });

  /** Frozen accounts: nothing works that could be denied, so little else is needed. */
  public static readonly SUSPENDED = new GuardrailProfile(GuardrailScope.SUSPENDED, {
    foundation: [...EVERYWHERE.foundation, GuardrailSet.QUARANTINE],
    recommended: [GuardrailSet.ACCOUNT_HARDENING, GuardrailSet.IDENTITY_PERIMETER],
    strict: [],
  });

  /** Where policies are tried: as workloads. */
  public static readonly STAGING = new GuardrailProfile(GuardrailScope.STAGING, {
    ...EVERYWHERE, strict: [...EVERYWHERE.strict, GuardrailSet.NETWORK],
  });

  /** Every profile. */
  public static all(): GuardrailProfile[] {
    return [
      GuardrailProfile.SECURITY, GuardrailProfile.INFRASTRUCTURE, GuardrailProfile.WORKLOADS, GuardrailProfile.SANDBOX,
      GuardrailProfile.SUSPENDED, GuardrailProfile.STAGING,
    ];
  }

  /** The purpose of the units it is for. */
  public readonly scope: GuardrailScope;

  private readonly steps: ProfileSteps;

  private constructor(scope: GuardrailScope, steps: ProfileSteps) {
    this.scope = scope;
    this.steps = steps;
  }

  /** What a unit starts with. */
  public foundation(): GuardrailSet[] {
    return filled(this.steps.foundation);
  }

  /** The foundation, and what a landing zone in use wants. */
  public recommended(): GuardrailSet[] {
    return [...this.foundation(), ...filled(this.steps.recommended)];
  }

  /** The recommended sets, and what breaks habits. */
  public strict(): GuardrailSet[] {
    return [...this.recommended(), ...filled(this.steps.strict)];
  }

  /** What `recommended` holds as one set: its guardrails share policies, and take fewer attachments than sets side by side. */
  public recommendedSet(): GuardrailSet {
    return this.asOne('recommended', this.recommended());
  }

  /**
   * What `strict` holds as one set. It fits the quotas that every organization has; the same sets side by side do not, since each begins
   * a policy of its own.
   */
  public strictSet(): GuardrailSet {
    return this.asOne('strict', this.strict());
  }

  private asOne(maturity: string, sets: GuardrailSet[]): GuardrailSet {
    return GuardrailSet.of(`${this.scope.scopeName}-${maturity}`, sets.flatMap(({ guardrails }) => guardrails));
  }
}

function filled(sets: GuardrailSet[]): GuardrailSet[] {
  return sets.filter(({ guardrails }) => guardrails.length > 0);
}
