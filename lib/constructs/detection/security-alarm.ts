import { alertName } from '../../core/runbook';
import { Severity } from './severity';

/** What an alarm watches for, and why. */
export interface SecurityAlarmProps {
  /** Name of the alarm without "lz-", and of its section in the runbook with it, such as "root-usage". */
  readonly id: string;

  /** How urgent it is. */
  readonly severity: Severity;

  /** What happened when it goes off, in one sentence, for whoever reads the mail. */
  readonly description: string;

  /** The filter on CloudTrail's events, at most 1,024 characters. */
  readonly pattern: string;

  /**
   * Ids of the requirements of the CIS AWS Foundations Benchmark 7.0 that it answers.
   *
   * @default - none: CIS does not ask for it
   */
  readonly cis?: string[];

  /**
   * How many events within five minutes set it off.
   *
   * @default 1
   */
  readonly threshold?: number;
}

/**
 * One thing to be told of, as data: a filter on the events of the organization trail, and what to say.
 *
 * @example
 * new SecurityAlarm({
 *   id: 'production-database-deleted',
 *   severity: Severity.CRITICAL,
 *   description: 'A database was deleted.',
 *   pattern: '{ ($.eventSource = rds.amazonaws.com) && ($.eventName = DeleteDBInstance) }',
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export class SecurityAlarm {
  /** Name of the alarm without "lz-". */
  public readonly id: string;

  /** Name of the alarm, of its metric and of its filter: "lz-" and the id. Also the anchor in the runbook. */
  public readonly alarmName: string;

  /** How urgent it is. */
  public readonly severity: Severity;

  /** What happened when it goes off. */
  public readonly description: string;

  /** The filter on CloudTrail's events. */
  public readonly pattern: string;

  /** Ids of CIS AWS Foundations Benchmark 7.0. */
  public readonly cis: string[];

  /** How many events within five minutes set it off. */
  public readonly threshold: number;

  /** @param props what it watches for, and why. */
  public constructor(props: SecurityAlarmProps) {
    this.id = props.id;
    this.alarmName = alertName(props.id);
    this.severity = props.severity;
    this.description = props.description;
    this.pattern = props.pattern;
    this.cis = props.cis ?? [];
    this.threshold = props.threshold ?? 1;
  }

  /**
   * The same alarm, more or less urgent.
   *
   * @param severity how urgent it is
   */
  public withSeverity(severity: Severity): SecurityAlarm {
    return new SecurityAlarm({ ...this, severity });
  }
}
