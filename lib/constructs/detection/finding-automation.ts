import { CfnAutomationRule } from 'aws-cdk-lib/aws-securityhub';
import { throwProblems } from '../../core/errors';
import { accountIdProblems, lengthProblems, Problems, shapeProblems } from '../../core/validation';
import { FindingCriteria } from './finding-criteria';
import { FindingSeverity } from './finding-severity';
import { criteriaOf } from './private/automation-criteria';

/** Properties of an automation that is asked for. */
export interface FindingAutomationProps {
  /** The name, 1 to 256 characters, unique in its region. */
  readonly automationName: string;

  /** Why these findings are changed, up to 1,024 characters: the rule's description, and a note on each of them up to 512 characters. */
  readonly reason: string;

  /** Which findings; one field at least. */
  readonly where: FindingCriteria;
}

/** Properties of an automation that changes a severity. */
export interface SeverityAutomationProps extends FindingAutomationProps {
  /** What the severity becomes. */
  readonly severity: FindingSeverity;
}

/**
 * What Security Hub does with a finding as it comes in.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/automation-rules.html
 */
export class FindingAutomation {
  /**
   * Findings that their product has archived count as resolved, so that the list of what is new is a list of work. One that becomes
   * active again is new again: Security Hub resets the status itself.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-securityhub-automationrule-workflowupdate.html
   */
  public static resolveArchived(): FindingAutomation {
    return new FindingAutomation('lz-resolve-archived', 'What its product has archived needs no work any more.', false,
      { recordState: [equals('ARCHIVED')], workflowStatus: ['NEW', 'NOTIFIED'].map(equals) }, { workflow: { status: 'RESOLVED' } });
  }

  /**
   * Findings that are accepted for a stated reason, and that nobody wants to read again. They stay in the list of suppressed ones, and stay
   * suppressed when they pass and fail again: so name a control and where, not a severity.
   *
   * @param props what is accepted, and why
   */
  public static suppress(props: FindingAutomationProps): FindingAutomation {
    return FindingAutomation.asked(props, true, { workflow: { status: 'SUPPRESSED' } });
  }

  /**
   * Findings that are graver here than AWS takes them to be, or less grave.
   *
   * @param props which findings, what severity, and why
   */
  public static changeSeverity(props: SeverityAutomationProps): FindingAutomation {
    return FindingAutomation.asked(props, false, { severity: { label: props.severity } });
  }

  /** What no organization misses: archived findings are resolved. */
  public static defaults(): FindingAutomation[] {
    return [FindingAutomation.resolveArchived()];
  }

  private static asked(props: FindingAutomationProps, terminal: boolean, update: FieldsUpdate): FindingAutomation {
    throwProblems(undefined, problems(props));
    const { automationName, reason, where } = props;
    const criteria = { ...criteriaOf(where), recordState: [equals('ACTIVE')], workflowStatus: ['NEW', 'NOTIFIED'].map(equals) };
    const note = { text: reason.slice(0, MAX_NOTE), updatedBy: automationName };
    return new FindingAutomation(automationName, reason, terminal, criteria, { ...update, note });
  }

  private constructor(
    /** The name of the rule. */
    public readonly automationName: string,
    /** Why findings are changed. */
    public readonly reason: string,
    /** Whether no other rule looks at the finding then. */
    public readonly terminal: boolean,
    /** Which findings, as CloudFormation has them. */
    public readonly criteria: CfnAutomationRule.AutomationRulesFindingFiltersProperty,
    /** What becomes of them. */
    public readonly update: CfnAutomationRule.AutomationRulesFindingFieldsUpdateProperty,
  ) {}
}

type FieldsUpdate = CfnAutomationRule.AutomationRulesFindingFieldsUpdateProperty;

const MAX_NAME = 256;
const MAX_REASON = 1024;
const MAX_NOTE = 512;

const equals = (value: string): CfnAutomationRule.StringFilterProperty => ({ comparison: 'EQUALS', value });

function problems({ automationName, reason, where }: FindingAutomationProps): Problems {
  const narrows = Object.keys(criteriaOf(where)).length > 0;
  return [
    ...lengthProblems('automationName', automationName, MAX_NAME),
    ...lengthProblems('reason', reason, MAX_REASON),
    ...(where.accountIds ?? []).flatMap(id => accountIdProblems('accountIds', id)),
    ...(where.controlIds ?? []).flatMap(id => shapeProblems('controlIds', id, /^[A-Za-z0-9]+\.\d+$/, 'be controls such as "S3.8"', 'correct it')),
    ...narrows ? [] : [`'where' of "${automationName}" must narrow the findings, got nothing: name a control, an account or a resource`],
  ];
}
