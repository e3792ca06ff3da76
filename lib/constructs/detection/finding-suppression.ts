import { throwProblems } from '../../core/errors';
import { lengthProblems, Problems, shapeProblems } from '../../core/validation';

/** Properties of a suppression. */
export interface FindingSuppressionProps {
  /** 3 to 64 letters, digits, ".", "-" or "_"; unique in the detector, and create-only. */
  readonly suppressionName: string;

  /** Why these findings are expected, up to 512 characters: what a reviewer reads. */
  readonly reason: string;

  /** Types of findings, such as "Recon:EC2/Portscan"; a finding is suppressed only if it has one of them. */
  readonly findingTypes: string[];

  /**
   * What else a finding must say: attribute of GuardDuty's filters to the values it may have, such as
   * `{ 'resource.instanceDetails.imageId': ['ami-…'] }`. Without any, the types are suppressed in every account.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_filter-findings.html
   */
  readonly where?: Record<string, string[]>;
}

/**
 * Findings of GuardDuty that are expected, and therefore archived as soon as they arise: they reach neither Security Hub nor EventBridge
 * nor the log archive, only the list of archived findings of the administrator.
 *
 * Narrow it by `where`: an intruder is suppressed as well as the vulnerability scanner is.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html
 */
export class FindingSuppression {
  /**
   * A suppression, with its reason.
   *
   * @param props what is suppressed, and why
   */
  public static of(props: FindingSuppressionProps): FindingSuppression {
    throwProblems(undefined, problems(props));
    return new FindingSuppression(props.suppressionName, props.reason, [...props.findingTypes], { ...props.where });
  }

  private constructor(
    /** The name of the filter. */
    public readonly suppressionName: string,
    /** Why these findings are expected. */
    public readonly reason: string,
    /** Types of findings. */
    public readonly findingTypes: string[],
    /** What else a finding must say, by attribute. */
    public readonly where: Record<string, string[]>,
  ) {}
}

/** GuardDuty's own limits of a filter. */
const MAX_REASON = 512;

function problems({ suppressionName, reason, findingTypes, where = {} }: FindingSuppressionProps): Problems {
  return [
    ...shapeProblems('suppressionName', suppressionName, /^[\w.-]{3,64}$/, 'have 3 to 64 letters, digits, ".", "-" or "_"', 'rename it'),
    ...lengthProblems('reason', reason, MAX_REASON),
    ...shapeProblems('reason', reason, /^[\w\s.,:;(){}[\]/-]*$/, 'have letters, digits, spaces and ".,:;()[]{}/-_" only', 'reword it'),
    ...findingTypes.length === 0 ? ["'findingTypes' must name a type of finding, got none: a suppression without one hides every finding"] : [],
    ...findingTypes.flatMap(type => shapeProblems('findingTypes', type, /^[\w]+:[\w]+\/[\w.!-]+$/, 'be types such as "Recon:EC2/Portscan"',
      'take it from the finding types in the user guide of GuardDuty')),
    ...Object.entries(where).filter(([, values]) => values.length === 0)
      .map(([attribute]) => `'where' must give values to "${attribute}", got none: name a value, or leave the attribute out`),
    ...'type' in where ? ["'where' must not contain \"type\": name the types in 'findingTypes'"] : [],
  ];
}
