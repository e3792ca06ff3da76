import { throwProblems } from '../../core/errors';
import { wholeRangeProblems } from '../../core/validation';

/** A day of the week on which Macie runs a job. */
export enum MacieWeekday {
  /** Monday */
  MONDAY = 'MONDAY',
  /** Tuesday */
  TUESDAY = 'TUESDAY',
  /** Wednesday */
  WEDNESDAY = 'WEDNESDAY',
  /** Thursday */
  THURSDAY = 'THURSDAY',
  /** Friday */
  FRIDAY = 'FRIDAY',
  /** Saturday */
  SATURDAY = 'SATURDAY',
  /** Sunday */
  SUNDAY = 'SUNDAY',
}

/**
 * When Macie looks. A run that comes back looks at what is new or has changed since the one before.
 *
 * @see https://docs.aws.amazon.com/macie/latest/user/discovery-jobs-schedule.html
 */
export class MacieSchedule {
  /** Every day. */
  public static daily(): MacieSchedule {
    return new MacieSchedule({ dailySchedule: {} });
  }

  /**
   * Every week.
   *
   * @param day the day on which it runs
   */
  public static weekly(day: MacieWeekday): MacieSchedule {
    return new MacieSchedule({ weeklySchedule: { dayOfWeek: day } });
  }

  /**
   * Every month.
   *
   * @param day the day on which it runs, 1 to 31; in a shorter month the last one
   */
  public static monthly(day: number): MacieSchedule {
    throwProblems(undefined, wholeRangeProblems('day', 'days', day, { min: 1, max: 31 }, 'choose a day of the month'));
    return new MacieSchedule({ monthlySchedule: { dayOfMonth: day } });
  }

  /** Once, now. */
  public static once(): MacieSchedule {
    return new MacieSchedule(undefined);
  }

  private constructor(
    /** @internal */
    public readonly _frequency: Record<string, unknown> | undefined,
  ) {}
}
