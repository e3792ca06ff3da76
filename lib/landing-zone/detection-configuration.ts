import {
  AlertSubscription, BudgetThreshold, ConformancePackParameters, ConformanceRuleException, DisabledControl, FindingAutomation,
  FindingSuppression, RemediationSwitch, Severity,
} from '../constructs/detection';

/** Who is told what. Each severity has a topic of its own in the management account and in the security account. */
export interface AlertsConfiguration {
  /** Who is called at once: root used, detection switched off, break-glass. At least one subscription; each address confirms it by mail. */
  readonly critical: AlertSubscription[];

  /**
   * Who reads on the same day.
   *
   * @default - the same as `critical`
   */
  readonly high?: AlertSubscription[];

  /**
   * Who is told of what is only recorded, such as each change of a security group. Noisy by nature: a dashboard or a ticket queue.
   *
   * @default - nobody: alarms show in CloudWatch
   */
  readonly low?: AlertSubscription[];

  /**
   * Alarms and events of another severity than the catalogue's, by id, such as `{ 'network-gateway-changes': Severity.HIGH }`.
   *
   * @default - the catalogue's
   */
  readonly severities?: Record<string, Severity>;

  /**
   * Ids of alarms that are left out.
   *
   * @default - none
   */
  readonly without?: string[];

  /**
   * The page that alerts link to: your copy of docs/runbook.md.
   *
   * @default - the page of this library
   */
  readonly runbookUrl?: string;
}

/** What the security services are told beyond the preset. */
export interface DetectionConfiguration {
  /**
   * What the rules of AWS Config measure against.
   *
   * @default - the numbers of CIS AWS Foundations Benchmark
   */
  readonly ruleParameters?: ConformancePackParameters;

  /**
   * Rules of AWS Config that are left out, each with its reason.
   *
   * @default - none
   */
  readonly ruleExceptions?: ConformanceRuleException[];

  /**
   * Rules of AWS Config whose findings are remedied, by whom and how often; needs `automationRole`.
   *
   * @default - none: rules report, nobody's resource is changed
   */
  readonly remediations?: RemediationSwitch[];

  /**
   * Path and name of the role with which automations remedy, which every account holds, such as "lz/lz-remediation".
   *
   * @default - none
   */
  readonly automationRole?: string;

  /**
   * Ids of accounts that get no rules of AWS Config since they have no recorder: those that are suspended, or quarantined before the
   * baseline reached them. One account without a recorder keeps a pack from all accounts.
   *
   * @default - none: every account gets them, the management account too
   */
  readonly excludedAccounts?: string[];

  /**
   * Resource types that AWS Config does not record, such as "AWS::EC2::NetworkInterface" where they change by the minute.
   *
   * @default - none
   */
  readonly unrecordedResourceTypes?: string[];

  /**
   * Findings of GuardDuty that are archived as they come.
   *
   * @default - none
   */
  readonly findingSuppressions?: FindingSuppression[];

  /**
   * Controls of Security Hub that are off in every account, each with its reason.
   *
   * @default - none
   */
  readonly disabledControls?: DisabledControl[];

  /**
   * What Security Hub does with findings as they come.
   *
   * @default FindingAutomation.defaults()
   */
  readonly findingAutomations?: FindingAutomation[];

  /**
   * Days without use after which Access Analyzer reports a permission, 1 to 365.
   *
   * @default 90
   */
  readonly unusedAccessAge?: number;
}

/** What the organization may spend. */
export interface CostsConfiguration {
  /** What all accounts together may cost in a month, in US dollars. */
  readonly monthlyBudget: number;

  /**
   * When somebody is told, at most ten.
   *
   * @default - 80 and 100 percent spent, 100 percent forecasted
   */
  readonly thresholds?: BudgetThreshold[];

  /**
   * How many US dollars a service must cost more than expected before it is an anomaly worth telling.
   *
   * @default 100
   */
  readonly anomalyImpact?: number;

  /**
   * The ARN of the monitor of AWS services that the management account has already: it can have one, and AWS makes it where somebody opened
   * Cost Explorer.
   *
   * @default - one is created
   */
  readonly anomalyMonitorArn?: string;
}
