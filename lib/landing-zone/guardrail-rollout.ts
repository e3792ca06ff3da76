import { GuardrailProfile, GuardrailSet } from '../constructs/guardrails';
import { ROOT, SECURITY_UNIT, STAGING_UNIT, isWithin } from './organizational-unit-path';

/**
 * How far the guardrails reach. Promotion is a change of this one value, with its own `cdk diff`:
 *
 *     staged()  ──►  on(['PolicyStaging', 'Sandbox'])  ──►  everywhere()          detached(): the way back out
 */
export class GuardrailRollout {
  /** Every set on all its units: for a new organization. */
  public static everywhere(): GuardrailRollout {
    return new GuardrailRollout(undefined);
  }

  /** Every set on the unit "PolicyStaging" only: the start for an organization that is adopted. */
  public static staged(): GuardrailRollout {
    return new GuardrailRollout([STAGING_UNIT]);
  }

  /**
   * Every set on those of its units that lie at or below the named ones, and on the named ones that lie below its units.
   *
   * @param organizationalUnits paths such as "Sandbox" or "Workloads/NonProduction"
   */
  public static on(organizationalUnits: string[]): GuardrailRollout {
    return new GuardrailRollout(organizationalUnits);
  }

  /** Every policy that can deny or break something stays, attached to nothing: for the day a guardrail keeps people from working. */
  public static detached(): GuardrailRollout {
    return new GuardrailRollout([]);
  }

  /** The paths this rollout is limited to; undefined for no limit. */
  public readonly organizationalUnits?: string[];

  private constructor(organizationalUnits: string[] | undefined) {
    this.organizationalUnits = organizationalUnits;
  }

  /**
   * The units that a set placed on `placed` is attached to.
   *
   * @param placed paths the set belongs to
   */
  public targetsOf(placed: string[]): string[] {
    if (!this.organizationalUnits) {
      return placed;
    }
    const inside = placed.filter(path => this.organizationalUnits!.some(limit => isWithin(path, limit)));
    const below = this.organizationalUnits.filter(limit =>
      placed.some(path => isWithin(limit, path)) && !inside.some(path => isWithin(limit, path)));
    return [...inside, ...below];
  }
}

/** Options of a placement by exclusion. */
export interface PlacementOptions {
  /**
   * Top-level units to leave out.
   *
   * @default - none
   */
  readonly excludedUnits?: string[];
}

/** A guardrail set and the units it belongs to. */
export class GuardrailPlacement {
  /**
   * The placements of a landing zone that names none. Where it has a `network`, `GuardrailSet.NETWORK` and `GuardrailSet.PRIVATE_NETWORKS`
   * stand beside them on the units that get networks.
   *
   * The identity perimeter stays off the unit "Security" until every writer of logs is proved to pass it; the log archive's own set is on
   * that unit only.
   */
  public static recommended(): GuardrailPlacement[] {
    return [
      GuardrailPlacement.onTopLevel(GuardrailSet.FOUNDATION),
      GuardrailPlacement.on(GuardrailSet.LOG_ARCHIVE, [SECURITY_UNIT]),
      GuardrailPlacement.onTopLevel(GuardrailSet.TRANSPORT),
      GuardrailPlacement.onTopLevel(GuardrailSet.IDENTITY_PERIMETER, { excludedUnits: [SECURITY_UNIT] }),
      GuardrailPlacement.onTopLevel(GuardrailSet.ACCOUNT_HARDENING),
    ];
  }

  /**
   * Each of the recommended top-level units with all that `GuardrailProfile` has for its purpose, as one set, so that it fits the quotas;
   * units of other names are workloads. Read in docs/guardrails.md what it breaks, and begin with `GuardrailRollout.staged()`.
   */
  public static strict(): GuardrailPlacement[] {
    const profiles: [string, GuardrailProfile][] = [
      [SECURITY_UNIT, GuardrailProfile.SECURITY], ['Infrastructure', GuardrailProfile.INFRASTRUCTURE], ['Sandbox', GuardrailProfile.SANDBOX],
      ['Suspended', GuardrailProfile.SUSPENDED], [STAGING_UNIT, GuardrailProfile.STAGING],
    ];
    return [
      ...profiles.map(([unit, profile]) => GuardrailPlacement.on(profile.strictSet(), [unit])),
      GuardrailPlacement.onTopLevel(GuardrailProfile.WORKLOADS.strictSet(), { excludedUnits: profiles.map(([unit]) => unit) }),
    ];
  }

  /**
   * A set on named units.
   *
   * @param set what is attached
   * @param organizationalUnits paths; "Root" is the whole organization
   */
  public static on(set: GuardrailSet, organizationalUnits: string[]): GuardrailPlacement {
    return new GuardrailPlacement(set, organizationalUnits, [], false);
  }

  /**
   * A set on named units, although some of its guardrails say that they do not belong there: an identity perimeter on the unit of the log
   * archive, say, which may cut off writers of logs.
   *
   * @param set what is attached
   * @param organizationalUnits paths; "Root" is the whole organization
   */
  public static againstAdvice(set: GuardrailSet, organizationalUnits: string[]): GuardrailPlacement {
    return new GuardrailPlacement(set, organizationalUnits, [], true);
  }

  /**
   * A set on every unit directly below the root, those that are added later too.
   *
   * @param set what is attached
   * @param options units to leave out
   */
  public static onTopLevel(set: GuardrailSet, options: PlacementOptions = {}): GuardrailPlacement {
    return new GuardrailPlacement(set, undefined, options.excludedUnits ?? [], false);
  }

  /** What is attached. */
  public readonly set: GuardrailSet;

  /** Paths it belongs to; undefined for every top-level unit. */
  public readonly organizationalUnits?: string[];

  /** Top-level units that are left out. */
  public readonly excludedUnits: string[];

  /** Whether it stands although guardrails of the set do not belong there. */
  public readonly isAgainstAdvice: boolean;

  private constructor(set: GuardrailSet, organizationalUnits: string[] | undefined, excludedUnits: string[], isAgainstAdvice: boolean) {
    this.set = set;
    this.isAgainstAdvice = isAgainstAdvice;
    this.organizationalUnits = organizationalUnits;
    this.excludedUnits = excludedUnits;
  }

  /**
   * The paths it belongs to among the units of an organization.
   *
   * @param paths every path of the organization
   */
  public placedOn(paths: string[]): string[] {
    return this.organizationalUnits ?? paths.filter(path => path !== ROOT && !path.includes('/') && !this.excludedUnits.includes(path));
  }
}
