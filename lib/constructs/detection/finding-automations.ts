import { CfnAutomationRule } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { duplicateProblems, Problems } from '../../core/validation';
import { FindingAutomation } from './finding-automation';

/** Properties of the automations of a region. */
export interface FindingAutomationsProps {
  /**
   * What is done with findings, the first that applies first.
   *
   * @default FindingAutomation.defaults()
   */
  readonly automations?: FindingAutomation[];
}

/**
 * What Security Hub does with findings of every account of the organization, as they come in.
 *
 * A rule works in the region it stands in alone, linked or not: so this belongs into every baseline region, into the account that
 * administers Security Hub there.
 *
 * Price: none.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/create-automation-rules.html
 */
export class FindingAutomations extends Construct {
  public constructor(scope: Construct, id: string, props: FindingAutomationsProps = {}) {
    super(scope, id);
    const { automations = FindingAutomation.defaults() } = props;
    throwProblems(this, problems(automations));
    automations.forEach((automation, index) => {
      new CfnAutomationRule(this, automation.automationName, {
        ruleName: automation.automationName,
        ruleOrder: index + 1,
        ruleStatus: 'ENABLED',
        description: automation.reason,
        isTerminal: automation.terminal,
        criteria: automation.criteria,
        actions: [{ type: 'FINDING_FIELDS_UPDATE', findingFieldsUpdate: automation.update }],
      });
    });
  }
}

/** Rules of an administrator in a region: https://docs.aws.amazon.com/securityhub/latest/userguide/automation-rules.html */
const MAX_RULES = 100;

function problems(automations: readonly FindingAutomation[]): Problems {
  return [
    ...duplicateProblems('automations', automations.map(({ automationName }) => automationName), 'give each its name'),
    ...automations.length > MAX_RULES ? [`'automations' must be at most ${MAX_RULES}, got ${automations.length}: merge some of them`] : [],
  ];
}
