import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { throwProblems } from '../../core/errors';
import { BREAK_GLASS_ROLE, ROLE_PATH } from '../../core/naming';
import { Problems, shapeProblems } from '../../core/validation';
import { AccessFilter } from './access-filter';

/** Properties of an archive rule. */
export interface AccessArchiveRuleProps {
  /** The name, unique in its analyzer: a letter, then letters, digits, ".", "-" or "_". */
  readonly ruleName: string;

  /** Why this access is intended: what a reviewer reads. It stands in the template's metadata. */
  readonly reason: string;

  /** What a finding must say to be archived: all of it. */
  readonly filters: AccessFilter[];
}

/**
 * Findings of an analyzer that are intended, and therefore archived as they arise.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-archive-rules.html
 */
export class AccessArchiveRule {
  /**
   * A rule, with its reason.
   *
   * @param props which findings, and why
   */
  public static of(props: AccessArchiveRuleProps): AccessArchiveRule {
    throwProblems(undefined, problems(props));
    return new AccessArchiveRule(props.ruleName, props.reason, props.filters.map(({ filter }) => filter));
  }

  /** The role to break glass with is not used, day after day: that is what it is for. */
  public static breakGlassUnused(): AccessArchiveRule {
    return AccessArchiveRule.of({
      ruleName: 'lz-break-glass',
      reason: 'A role for emergencies is unused until there is one; that it is used raises an alarm.',
      filters: [AccessFilter.contains('resource', [`:role${ROLE_PATH}${BREAK_GLASS_ROLE}`])],
    });
  }

  private constructor(
    /** The name of the rule. */
    public readonly ruleName: string,
    /** Why the access is intended. */
    public readonly reason: string,
    /** What a finding must say, as CloudFormation has it. */
    public readonly filters: CfnAnalyzer.FilterProperty[],
  ) {}
}

function problems({ filters, reason, ruleName }: AccessArchiveRuleProps): Problems {
  return [
    ...shapeProblems('ruleName', ruleName, /^[A-Za-z][\w.-]{0,254}$/, 'begin with a letter and have letters, digits, ".", "-" or "_"', 'rename it'),
    ...reason.trim() === '' ? [`'reason' of the archive rule "${ruleName}" must say why, got nothing: a reviewer has to know`] : [],
    ...filters.length === 0 ? [`'filters' of the archive rule "${ruleName}" must narrow the findings, got none: without one every finding is hidden`] : [],
  ];
}
