import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { operationalAlarm } from '../../core/operational-alarm';
import { duplicateProblems, lengthProblems, Problems, shapeProblems } from '../../core/validation';
import { ADDITIONAL_ALARMS, alertKeyAlarm, archiveAlarm } from './alarms/additional-alarms';
import { CIS_ALARMS } from './alarms/cis-alarms';
import { ROOT_ALARMS } from './alarms/root-alarms';
import { IAlertTopics } from './i-alert-topics';
import { frozen } from './private/frozen';
import { SecurityAlarm } from './security-alarm';
import { Severity } from './severity';

/** Longest filter: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
const MAX_PATTERN = 1024;
/** Metric filters of one log group: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MAX_FILTERS = 100;
/** Where the metrics are; names are those of the alarms. */
const NAMESPACE = 'LandingZone/Security';
const MAX_DESCRIPTION = 1024;

/** Properties of the alarms on a trail's log group. */
export interface SecurityAlarmsProps {
  /** The log group that the organization trail writes to. */
  readonly logGroup: ILogGroup;

  /** Who is told, by severity. In the account and region of the log group: an alarm cannot publish elsewhere. */
  readonly topics: IAlertTopics;

  /**
   * What to watch for.
   *
   * @default SecurityAlarms.all()
   */
  readonly alarms?: SecurityAlarm[];

  /**
   * Ids of alarms to leave out, such as "vpc-changes". CIS asks for those that name a requirement of section 5.
   *
   * @default - none
   */
  readonly without?: string[];

  /**
   * Other severities than the catalogue's, by the ids of the alarms.
   *
   * @default - those of the catalogue
   */
  readonly severities?: Record<string, Severity>;

  /**
   * Address of the runbook's page, for the link in each message; "#lz-root-usage" is put behind it.
   *
   * @default - the page of this library
   */
  readonly runbookUrl?: string;
}

/**
 * Alarms on what happens in any account and region of the organization: a metric filter on the trail's log group and an alarm for each.
 *
 *     event ──► trail ──► log group ──► metric filter ──► alarm ──► topic of the severity ──► who subscribed
 *
 * CloudTrail delivers to the log group about five minutes after an event, and an alarm looks every five minutes: this is the net that
 * catches everything. What must be known within seconds is routed by EventBridge besides.
 *
 * No event is the normal state, so missing data is not breaching, and no filter publishes zeros. One event sets an alarm off, except where
 * single events are noise: 25 denied calls and 10 failed sign-ins within five minutes.
 *
 * Prices: about USD 0.10 a month for each alarm; about USD 0.30 a month for each metric, prorated by the hour, only in hours in which an
 * event matched. Metric filters are free of charge. All of the catalogue cost about USD 4 a month, and up to about USD 10 more where every
 * filter matches in every hour.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export class SecurityAlarms extends Construct {
  /** Every use of a root user: sign-in, calls, password or MFA, e-mail, access keys, AssumeRoot, and the end of central root management. */
  public static readonly ROOT: SecurityAlarm[] = frozen(ROOT_ALARMS);

  /** What CIS AWS Foundations Benchmark 7.0 asks for in 5.1 to 5.15, but 5.3, which is among `ROOT`. */
  public static readonly CIS: SecurityAlarm[] = frozen(CIS_ALARMS);

  /** What the lists of CIS leave out: break-glass use, detection switched off, shared snapshots and the like. */
  public static readonly ADDITIONAL: SecurityAlarm[] = frozen(ADDITIONAL_ALARMS);

  /** The whole catalogue. */
  public static all(): SecurityAlarm[] {
    return [...SecurityAlarms.ROOT, ...SecurityAlarms.CIS, ...SecurityAlarms.ADDITIONAL];
  }

  /**
   * What would make the logs of the archive unreadable or take them away.
   *
   * @param logArchiveAccountId the account that holds the archive
   */
  public static logArchiveTampering(logArchiveAccountId: string): SecurityAlarm {
    return archiveAlarm(logArchiveAccountId);
  }

  /**
   * What would make the topics of alerts fall silent: their keys.
   *
   * @param accountIds the accounts that hold topics: the management account and the security account
   */
  public static alertKeyTampering(accountIds: string[]): SecurityAlarm {
    return alertKeyAlarm(accountIds);
  }

  private readonly logGroup: ILogGroup;
  private readonly topics: IAlertTopics;
  private readonly runbookUrl?: string;
  private readonly watched: SecurityAlarm[] = [];

  public constructor(scope: Construct, id: string, props: SecurityAlarmsProps) {
    super(scope, id);
    this.logGroup = props.logGroup;
    this.topics = props.topics;
    this.runbookUrl = props.runbookUrl;
    const { alarms = SecurityAlarms.all(), without = [], severities = {} } = props;
    throwProblems(this, [
      ...alarmProblems(alarms), ...unknownAlarmProblems('without', without, alarms), ...unknownAlarmProblems('severities', Object.keys(severities), alarms),
    ]);

    for (const alarm of alarms.filter(({ id: name }) => !without.includes(name))) {
      this.addAlarm(alarm.withSeverity(severities[alarm.id] ?? alarm.severity));
    }
  }

  /** What is watched for, with the severities that hold here. */
  public get alarms(): SecurityAlarm[] {
    return [...this.watched];
  }

  /**
   * Watches for one more thing on the same log group.
   *
   * @param alarm of the catalogue, or one of yours; of each id there is one
   */
  public addAlarm(alarm: SecurityAlarm): void {
    throwProblems(this, alarmProblems([...this.watched, alarm]));
    this.watched.push(alarm);
    const { alarmName, severity } = alarm;
    new MetricFilter(this, `${alarm.id}-filter`, {
      logGroup: this.logGroup,
      filterName: alarmName,
      filterPattern: FilterPattern.literal(alarm.pattern),
      metricNamespace: NAMESPACE,
      metricName: alarmName,
      metricValue: '1',
    });
    this.topics.addAlarm(operationalAlarm(this, alarm.id, {
      alarmName,
      severityName: severity.severityName,
      meaning: alarm.description,
      cis: alarm.cis,
      metric: new Metric({ namespace: NAMESPACE, metricName: alarmName, statistic: Stats.SUM, period: Duration.minutes(5) }),
      threshold: alarm.threshold,
      runbookUrl: this.runbookUrl,
    }), severity);
  }
}

function alarmProblems(alarms: readonly SecurityAlarm[]): Problems {
  return [
    ...alarms.flatMap(oneAlarmProblems),
    ...duplicateProblems('alarms', alarms.map(({ id }) => id), 'name each once'),
    ...(alarms.length > MAX_FILTERS ? [`'alarms' must be at most ${MAX_FILTERS}, got ${alarms.length}: a log group has no more metric filters`] : []),
  ];
}

function unknownAlarmProblems(prop: string, named: readonly string[], alarms: readonly SecurityAlarm[]): Problems {
  const ids = alarms.map(({ id }) => id);
  return named.filter(name => !ids.includes(name)).map(name =>
    `'${prop}' must name alarms, got ${JSON.stringify(name)}: choose among ${ids.join(', ')}`);
}

function oneAlarmProblems({ id, pattern, description, threshold }: SecurityAlarm): Problems {
  return [
    ...shapeProblems('id', id, /^[a-z][a-z0-9-]{0,99}$/, 'have 1 to 100 lower-case letters, digits and "-"', 'rename the alarm'),
    ...lengthProblems('pattern', pattern, MAX_PATTERN),
    ...shapeProblems('pattern', pattern, /^\{.*\}$/s, 'be a filter on JSON, in "{ }"', `correct the pattern of alarm "${id}"`),
    ...lengthProblems('description', description, MAX_DESCRIPTION - 400),
    ...(Number.isInteger(threshold) && threshold >= 1 ? [] : [`'threshold' of alarm "${id}" must be a whole number from 1, got ${threshold}: say how many events set it off`]),
  ];
}
