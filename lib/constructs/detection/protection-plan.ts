import { throwProblems } from '../../core/errors';
import { duplicateProblems } from '../../core/validation';

/**
 * Where GuardDuty keeps its runtime agent up to date by itself; without it somebody installs the agent, and until then nothing is seen.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-management.html
 */
export enum RuntimeAgent {
  /** As an add-on of Amazon EKS clusters. */
  EKS = 'EKS_ADDON_MANAGEMENT',

  /** As a sidecar of Amazon ECS tasks on AWS Fargate. */
  FARGATE = 'ECS_FARGATE_AGENT_MANAGEMENT',

  /** On Amazon EC2 instances that AWS Systems Manager manages. */
  EC2 = 'EC2_AGENT_MANAGEMENT',
}

/**
 * What GuardDuty looks at besides its foundational sources: events of AWS CloudTrail, flow logs and DNS queries.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/what-is-guardduty.html
 */
export class ProtectionPlan {
  /** Requests for S3 objects: about USD 0.80 per million events. */
  public static readonly S3 = new ProtectionPlan('S3_DATA_EVENTS');

  /** Audit logs of Amazon EKS clusters: about USD 1.60 per million events. */
  public static readonly EKS_AUDIT_LOGS = new ProtectionPlan('EKS_AUDIT_LOGS');

  /** Volumes of an instance or container that behaves suspiciously are scanned for malware: about USD 0.03 per GB that is scanned. */
  public static readonly EBS_MALWARE = new ProtectionPlan('EBS_MALWARE_PROTECTION');

  /** Logins to Aurora and RDS databases: about USD 1 per vCPU and month. */
  public static readonly RDS_LOGINS = new ProtectionPlan('RDS_LOGIN_EVENTS');

  /** Network activity of Lambda functions: about USD 1 per GB. */
  public static readonly LAMBDA_NETWORK = new ProtectionPlan('LAMBDA_NETWORK_LOGS');

  /**
   * Processes, files and connections inside operating systems and containers: about USD 1.50 per vCPU and month with an agent; flow logs of
   * such instances are not billed then.
   *
   * @param agents where GuardDuty installs its agent; none: only where somebody else does
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html
   */
  public static runtimeMonitoring(...agents: RuntimeAgent[]): ProtectionPlan {
    throwProblems(undefined, duplicateProblems('agents', agents, 'name each agent once'));
    return new ProtectionPlan('RUNTIME_MONITORING', [...agents].sort());
  }

  /** Every plan, with the agent wherever GuardDuty can install it. */
  public static all(): ProtectionPlan[] {
    return [...ProtectionPlan.agentless(), ProtectionPlan.runtimeMonitoring(...Object.values(RuntimeAgent))];
  }

  /** Every plan that works without an agent. */
  public static agentless(): ProtectionPlan[] {
    const { S3, EKS_AUDIT_LOGS, EBS_MALWARE, RDS_LOGINS, LAMBDA_NETWORK } = ProtectionPlan;
    return [S3, EKS_AUDIT_LOGS, EBS_MALWARE, RDS_LOGINS, LAMBDA_NETWORK];
  }

  /**
   * The plan behind a feature of GuardDuty's API; runtime monitoring with every agent.
   *
   * @param featureName as the API spells it, such as "S3_DATA_EVENTS"
   */
  public static named(featureName: string): ProtectionPlan {
    const plan = ProtectionPlan.all().find(known => known.featureName === featureName);
    const names = ProtectionPlan.all().map(known => known.featureName).join(', ');
    throwProblems(undefined, plan ? [] : [`'featureName' must be a protection plan of GuardDuty, got ${JSON.stringify(featureName)}: use ${names}`]);
    return plan!;
  }

  private constructor(
    /** The feature, as the API of GuardDuty spells it. */
    public readonly featureName: string,
    /** Where GuardDuty installs its runtime agent. */
    public readonly agents: RuntimeAgent[] = [],
  ) {}
}
