import { ServicePresets, ServiceSelection, ServiceSelectionOverrides } from '../controls';
import { throwProblems } from '../core/errors';
import { serviceProblems } from './configuration/service-problems';

/**
 * A choice among the services that cost money, by how much an organization wants to see. Guardrails, trail, archive, alarms, external
 * access analyzers and the baseline of accounts are the same in each. `landing-zone estimate` prints what each costs a month.
 *
 * @example
 * const preset = LandingZonePreset.STANDARD.changedBy({ macie: true, trailLogRetentionDays: 731 });
 */
export class LandingZonePreset {
  /**
   * What nobody should be without: GuardDuty's foundational sources, AWS Config once a day with the identity rules, and the trail
   * searchable for 90 days. No Security Hub.
   */
  public static readonly ESSENTIAL = new LandingZonePreset('essential', ServicePresets.ESSENTIAL);

  /**
   * What a landing zone in use wants: AWS Config as things change with every conformance pack, every GuardDuty plan that needs no agent,
   * Security Hub with AWS's own and the CIS standard, unused access, and the trail searchable for a year.
   */
  public static readonly STANDARD = new LandingZonePreset('standard', ServicePresets.STANDARD);

  /**
   * Everything: besides the standard, data events of S3 objects, GuardDuty inside operating systems, NIST SP 800-53, Inspector, Macie and
   * Detective, and the trail searchable for two years.
   */
  public static readonly COMPLETE = new LandingZonePreset('complete', ServicePresets.COMPLETE);

  /** Every preset, the cheapest first. */
  public static all(): LandingZonePreset[] {
    return [LandingZonePreset.ESSENTIAL, LandingZonePreset.STANDARD, LandingZonePreset.COMPLETE];
  }

  /** "essential", "standard" or "complete"; with changes, such as "standard, changed". */
  public readonly presetName: string;

  /** What it chooses. */
  public readonly services: ServiceSelection;

  private constructor(presetName: string, services: ServiceSelection) {
    this.presetName = presetName;
    this.services = services;
  }

  /**
   * This preset with other choices in places. Fails when they do not fit together, and says each of them.
   *
   * @param overrides what differs; a list replaces the whole list of the preset
   */
  public changedBy(overrides: ServiceSelectionOverrides): LandingZonePreset {
    const base = overrides.guardDuty === false ? { ...this.services, guardDutyPlans: [] } : this.services;
    const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
    const services: ServiceSelection = { ...base, ...Object.fromEntries(given) };
    throwProblems(undefined, serviceProblems(services));
    return new LandingZonePreset(`${this.presetName.replace(/, changed$/, '')}, changed`, services);
  }
}
