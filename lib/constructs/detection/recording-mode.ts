/**
 * How often AWS Config records what changed.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html#select-resources-recording-frequency
 */
export class RecordingMode {
  /**
   * Every change when it happens: about USD 0.003 per configuration item. Rules see a change within minutes.
   *
   * @see https://aws.amazon.com/config/pricing/
   */
  public static readonly CONTINUOUS = new RecordingMode('CONTINUOUS');

  /**
   * The state once a day, where it differs from the day before: about USD 0.012 per configuration item. Cheaper where a resource changes
   * more than four times on the days on which it changes, as in accounts with Auto Scaling; rules see a change up to a day later, and what
   * came and went on one day is never seen. AWS Firewall Manager needs CONTINUOUS.
   *
   * @see https://aws.amazon.com/config/pricing/
   */
  public static readonly DAILY = new RecordingMode('DAILY');

  private constructor(
    /** As the API of AWS Config spells it. */
    public readonly recordingFrequency: string,
  ) {}
}
