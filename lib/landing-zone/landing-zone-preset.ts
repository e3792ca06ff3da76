import { RecordingFrequency, ServiceSelection, ServiceSelectionOverrides } from '../controls';
import { throwProblems } from '../core/errors';
import { serviceProblems } from './configuration/service-problems';

const FSBP = 'aws-foundational-security-best-practices/v/1.0.0';
const CIS = 'cis-aws-foundations-benchmark/v/5.0.0';
const NIST_800_53 = 'nist-800-53/v/5.0.0';

/** What GuardDuty adds without an agent anywhere. */
const AGENTLESS_PLANS = ['S3_DATA_EVENTS', 'EKS_AUDIT_LOGS', 'EBS_MALWARE_PROTECTION', 'RDS_LOGIN_EVENTS', 'LAMBDA_NETWORK_LOGS'];

/**
 * A choice among the services that cost money, by how much an organization wants to see. Guardrails, trail, archive, alarms, external
 * access analyzers and the baseline of accounts are the same in each. `landing-zone estimate` prints what each costs a month.
 *
 * @example
 * const preset = LandingZonePreset.STANDARD.changedBy({ macie: true, trailLogRetentionDays: 90 });
 */
export class LandingZonePreset {
  /**
   * What nobody should be without: GuardDuty's foundational sources, AWS Config once a day with the identity rules, and the trail
   * searchable for 90 days. No Security Hub.
   */
  public static readonly ESSENTIAL = new LandingZonePreset('essential', {
    recordingFrequency: RecordingFrequency.DAILY,
    conformancePacks: ['identity'],
    trailLogRetentionDays: 90,
    trailDataEvents: [],
    guardDuty: true,
    guardDutyPlans: [],
    securityStandards: [],
    unusedAccess: false,
    inspectorScans: [],
    macie: false,
    detective: false,
  });

  /**
   * What a landing zone in use wants: AWS Config as things change with every conformance pack, every GuardDuty plan that needs no agent,
   * Security Hub with AWS's own and the CIS standard, unused access, and the trail searchable for a year.
   */
  public static readonly STANDARD = new LandingZonePreset('standard', {
    ...LandingZonePreset.ESSENTIAL.services,
    recordingFrequency: RecordingFrequency.CONTINUOUS,
    conformancePacks: ['identity', 'detection', 'network', 'data-at-rest', 'data-in-transit'],
    trailLogRetentionDays: 365,
    guardDutyPlans: AGENTLESS_PLANS,
    securityStandards: [FSBP, CIS],
    unusedAccess: true,
  });

  /**
   * Everything: besides the standard, data events of S3 objects, GuardDuty inside operating systems, NIST SP 800-53, Inspector, Macie and
   * Detective, and the trail searchable for two years.
   */
  public static readonly COMPLETE = new LandingZonePreset('complete', {
    ...LandingZonePreset.STANDARD.services,
    trailLogRetentionDays: 731,
    trailDataEvents: ['AWS::S3::Object'],
    guardDutyPlans: [...AGENTLESS_PLANS, 'RUNTIME_MONITORING'],
    securityStandards: [FSBP, CIS, NIST_800_53],
    inspectorScans: ['EC2', 'ECR', 'LAMBDA'],
    macie: true,
    detective: true,
  });

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
