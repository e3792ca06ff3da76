import { Problems } from '../../core/validation';

/** A mistake in COMPLIANCE mode can be undone by nobody, AWS included: S3 itself would take 100 years. */
const MAX_COMPLIANCE_YEARS = 10;
/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DefaultRetention.html */
const MAX_GOVERNANCE_YEARS = 100;
/** The longest a year can be, so that a lifecycle never ends before a lock does. */
const DAYS_PER_YEAR = 366;

/** How long: in days or in years, one of them. */
export interface RetentionPeriod {
  /**
   * Whole days, at least 1.
   *
   * @default - given in years
   */
  readonly days?: number;

  /**
   * Whole years, at least 1.
   *
   * @default - given in days; one year where neither is given
   */
  readonly years?: number;
}

/**
 * How long nobody can delete or overwrite a log, by S3 Object Lock.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export class LogRetention {
  /**
   * Locked for everybody but holders of s3:BypassGovernanceRetention. The landing zone's guardrail "log archive protected" denies that
   * permission without an exemption, so the lock gives way only to whoever detaches that policy in the management account: a mistake can be
   * mended.
   *
   * @param period how long; one year by default, what PCI DSS asks for (10.5.1)
   */
  public static governance(period: RetentionPeriod = {}): LogRetention {
    return new LogRetention('GOVERNANCE', period, MAX_GOVERNANCE_YEARS);
  }

  /**
   * Locked for everybody, the root user and AWS included, until the period is over: neither the period nor the account's bill can be
   * shortened, and the account cannot be emptied before. At most 10 years. Choose it where a regulation asks for it, after a trial with
   * governance.
   *
   * @param period how long
   */
  public static compliance(period: RetentionPeriod): LogRetention {
    return new LogRetention('COMPLIANCE', period, MAX_COMPLIANCE_YEARS, period.days === undefined && period.years === undefined
      ? ["'period' of a compliance retention must be given, got {}: nobody can shorten it later, so it has no default"]
      : []);
  }

  /** GOVERNANCE or COMPLIANCE, as S3 spells them. */
  public readonly mode: string;

  /** The period as it was given. */
  public readonly period: RetentionPeriod;

  /** The most days that the period can last, leap years counted. */
  public readonly maximumDays: number;

  /** @internal Mistakes in it, for the construct that takes it to report with its own. */
  public readonly _problems: Problems;

  private constructor(mode: string, period: RetentionPeriod, maximumYears: number, problems: Problems = []) {
    const given = period.days === undefined && period.years === undefined ? { years: 1 } : period;
    this._problems = [...problems, ...periodProblems(mode.toLowerCase(), given, maximumYears)];
    this.mode = mode;
    this.period = given;
    this.maximumDays = given.days ?? given.years! * DAYS_PER_YEAR;
  }
}

function periodProblems(mode: string, period: RetentionPeriod, maximumYears: number): Problems {
  if (period.days !== undefined && period.years !== undefined) {
    return [`'period' of a ${mode} retention must be in days or in years, got ${JSON.stringify(period)}: leave one out`];
  }
  return [
    ...countProblems(mode, 'days', period.days, maximumYears * 365),
    ...countProblems(mode, 'years', period.years, maximumYears),
  ];
}

function countProblems(mode: string, unit: string, count: number | undefined, max: number): Problems {
  return count === undefined || (Number.isInteger(count) && count >= 1 && count <= max)
    ? []
    : [`'${unit}' of a ${mode} retention must be a whole number from 1 to ${max}, got ${count}: choose a period in that range`];
}
