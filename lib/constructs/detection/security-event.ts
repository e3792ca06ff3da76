import { alertName } from '../../core/runbook';
import { Severity } from './severity';

/** Where an event comes up, and so where it has to be caught. */
export enum SecurityEventOrigin {
  /** In every account, in the region where it happens. */
  EVERY_ACCOUNT = 'EVERY_ACCOUNT',

  /** In every account, and only where the partition has its global services such as IAM and AWS Organizations: us-east-1, mostly. */
  EVERY_ACCOUNT_GLOBAL = 'EVERY_ACCOUNT_GLOBAL',

  /** In the management account. */
  MANAGEMENT_ACCOUNT = 'MANAGEMENT_ACCOUNT',

  /** In the account that administers the service for the organization, in every region: findings of all accounts. */
  SECURITY_ACCOUNT = 'SECURITY_ACCOUNT',

  /** In the account that administers the service, in the home region, where findings of all accounts and regions are aggregated. */
  SECURITY_ACCOUNT_HOME = 'SECURITY_ACCOUNT_HOME',
}

/** What to be told of, and where it comes up. */
export interface SecurityEventProps {
  /** Name of the event's rules without "lz-", and of its section in the runbook with it, such as "root-usage". */
  readonly id: string;

  /** How urgent it is. */
  readonly severity: Severity;

  /** What happened, in one sentence, for whoever reads the mail. */
  readonly description: string;

  /** Where it comes up. */
  readonly origin: SecurityEventOrigin;

  /** The event pattern, at most 2,048 characters. Its `source` lists services of AWS: what anybody can send is no alert. */
  readonly pattern: Record<string, unknown>;

  /**
   * What of the event stands in the message, line by line: a word to a JSON path, such as `{ who: '$.detail.userIdentity.arn' }`. Account,
   * region and time stand there anyway.
   *
   * @default - who, what and from where, as CloudTrail records them
   */
  readonly details?: Record<string, string>;

  /**
   * Whether calls that only read are meant too, as CloudTrail counts them: those that begin with Get, List and Describe, and AssumeRole
   * among others. Rules do not get these unless they ask for them.
   *
   * @default false
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
   */
  readonly readOnlyCalls?: boolean;

  /**
   * Ids of the requirements of the CIS AWS Foundations Benchmark 7.0 that it answers.
   *
   * @default - none: CIS does not ask for it
   */
  readonly cis?: string[];
}

/** What CloudTrail says of a call. A value that an event lacks leaves its line empty. */
const CALL = {
  what: '$.detail.eventName',
  who: '$.detail.userIdentity.arn',
  identity: '$.detail.userIdentity.type',
  from: '$.detail.sourceIPAddress',
  error: '$.detail.errorCode',
};

/**
 * One thing to be told of within seconds, as data: an event pattern, where the event comes up, and what to say.
 *
 * @example
 * new SecurityEvent({
 *   id: 'production-database-deleted',
 *   severity: Severity.CRITICAL,
 *   description: 'A database was deleted.',
 *   origin: SecurityEventOrigin.EVERY_ACCOUNT,
 *   pattern: { 'source': ['aws.rds'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventName: ['DeleteDBInstance'] } },
 * });
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export class SecurityEvent {
  /** Name of the event's rules without "lz-". */
  public readonly id: string;

  /** Name of the rule that routes it: "lz-" and the id. Also the anchor in the runbook. */
  public readonly ruleName: string;

  /** How urgent it is. */
  public readonly severity: Severity;

  /** What happened. */
  public readonly description: string;

  /** Where it comes up. */
  public readonly origin: SecurityEventOrigin;

  /** The event pattern. */
  public readonly pattern: Record<string, unknown>;

  /** What of the event stands in the message: a word to a JSON path. */
  public readonly details: Record<string, string>;

  /** Whether calls that only read are meant too. */
  public readonly readOnlyCalls: boolean;

  /** Ids of CIS AWS Foundations Benchmark 7.0. */
  public readonly cis: string[];

  /** @param props what to be told of, and where it comes up. */
  public constructor(props: SecurityEventProps) {
    this.id = props.id;
    this.ruleName = alertName(props.id);
    this.severity = props.severity;
    this.description = props.description;
    this.origin = props.origin;
    this.pattern = props.pattern;
    this.details = props.details ?? CALL;
    this.readOnlyCalls = props.readOnlyCalls ?? false;
    this.cis = props.cis ?? [];
  }

  /**
   * The same event, more or less urgent.
   *
   * @param severity how urgent it is
   */
  public withSeverity(severity: Severity): SecurityEvent {
    return new SecurityEvent({ ...this, severity });
  }
}
