import { RecordingFrequency, ServiceSelection } from './service-selection';

const FSBP = 'aws-foundational-security-best-practices/v/1.0.0';
const CIS = 'cis-aws-foundations-benchmark/v/5.0.0';
const NIST_800_53 = 'nist-800-53/v/5.0.0';

/** What GuardDuty adds without an agent anywhere. */
const AGENTLESS_PLANS = ['S3_DATA_EVENTS', 'EKS_AUDIT_LOGS', 'EBS_MALWARE_PROTECTION', 'RDS_LOGIN_EVENTS', 'LAMBDA_NETWORK_LOGS'];

/** The selections behind the presets of a landing zone, apart from everything that needs the CDK: the estimate reads them too. */
export class ServicePresets {
  /** What nobody should be without. */
  public static readonly ESSENTIAL: ServiceSelection = {
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
  };

  /** What a landing zone in use wants. */
  public static readonly STANDARD: ServiceSelection = {
    ...ServicePresets.ESSENTIAL,
    recordingFrequency: RecordingFrequency.CONTINUOUS,
    conformancePacks: ['identity', 'detection', 'network', 'data-at-rest', 'data-in-transit'],
    trailLogRetentionDays: 365,
    guardDutyPlans: AGENTLESS_PLANS,
    securityStandards: [FSBP, CIS],
    unusedAccess: true,
  };

  /** Everything. */
  public static readonly COMPLETE: ServiceSelection = {
    ...ServicePresets.STANDARD,
    trailLogRetentionDays: 731,
    trailDataEvents: ['AWS::S3::Object'],
    guardDutyPlans: [...AGENTLESS_PLANS, 'RUNTIME_MONITORING'],
    securityStandards: [FSBP, CIS, NIST_800_53],
    inspectorScans: ['EC2', 'ECR', 'LAMBDA'],
    macie: true,
    detective: true,
  };

  /** Every selection by the name of its preset, the cheapest first. */
  public static all(): Record<string, ServiceSelection> {
    return { essential: ServicePresets.ESSENTIAL, standard: ServicePresets.STANDARD, complete: ServicePresets.COMPLETE };
  }

  private constructor() {}
}
