import { ControlAnswer } from './control-answer';

/** What is known about a requirement. */
export interface ControlProps {
  /** Number in the CIS AWS Foundations Benchmark 7.0, such as "2.1.1". */
  readonly id: string;

  /** What it asks for, in our words. */
  readonly title: string;

  /** Level 1 or 2. */
  readonly level: number;

  /**
   * Its number in version 6.0.
   *
   * @default - it is new in 7.0
   */
  readonly cis6?: string;

  /**
   * Its number in version 5.0.
   *
   * @default - it is new in 7.0
   */
  readonly cis5?: string;

  /**
   * Controls of AWS Foundational Security Best Practices about the same.
   *
   * @default - none
   */
  readonly fsbp?: string[];

  /**
   * What prevents, detects and answers it.
   *
   * @default - nothing: then `manual` says why
   */
  readonly answers?: ControlAnswer[];

  /**
   * Why people must see to it themselves. What there is besides helps them; it is not the whole answer.
   *
   * @default - the answers are enough
   */
  readonly manual?: string;
}

/** A requirement, and what a landing zone does about it. */
export class Control {
  /** Number in the CIS AWS Foundations Benchmark 7.0. */
  public readonly id: string;

  /** What it asks for, in our words. */
  public readonly title: string;

  /** Level 1 or 2. */
  public readonly level: number;

  /** Its number in version 6.0, if it had one. */
  public readonly cis6?: string;

  /** Its number in version 5.0, if it had one. */
  public readonly cis5?: string;

  /** Controls of AWS Foundational Security Best Practices about the same. */
  public readonly fsbp: string[];

  /** What prevents, detects and answers it. */
  public readonly answers: ControlAnswer[];

  /** Why people must see to it themselves, if they must. */
  public readonly manual?: string;

  /** @param props what is known about it */
  public constructor(props: ControlProps) {
    this.id = props.id;
    this.title = props.title;
    this.level = props.level;
    this.cis6 = props.cis6;
    this.cis5 = props.cis5;
    this.fsbp = props.fsbp ?? [];
    this.answers = props.answers ?? [];
    this.manual = props.manual;
  }
}
