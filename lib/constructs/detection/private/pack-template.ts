import { ConformancePackParameters } from '../conformance-pack-parameters';
import { ConformanceRule } from '../conformance-rule';
import { RemediationSwitch } from '../remediation-switch';

/** What the template of a pack is made of. */
export interface PackTemplateProps {
  readonly rules: readonly ConformanceRule[];
  readonly parameters: ConformancePackParameters;
  readonly remediations: readonly RemediationSwitch[];
  /** Path and name of the role of the automations, in every account. */
  readonly automationRole?: string;
  /** Whether it takes the parameter that tells one putting from another. */
  readonly countsAttempts?: boolean;
}

/** The parameter of a pack that no rule reads. */
export const ATTEMPT = 'Attempt';

/**
 * The template of a conformance pack. AWS documents YAML, of which JSON is a part; its resources are rules and remediations only, and they
 * are created by AWS Config's service-linked role in each account.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/custom-conformance-pack.html
 */
export function packTemplate(props: PackTemplateProps): Record<string, unknown> {
  const { rules, parameters, remediations, automationRole, countsAttempts } = props;
  const resources = rules.flatMap(rule => [
    [logicalId(rule), configRule(rule, parameters)],
    ...remediations.filter(({ ruleName }) => ruleName === rule.ruleName)
      .map(wanted => [`${logicalId(rule)}Remediation`, remediation(rule, wanted, automationRole)]),
  ]);
  const attempt = { Parameters: { [ATTEMPT]: { Type: 'String' } } };
  return { ...countsAttempts && attempt, Resources: Object.fromEntries(resources) };
}

const logicalId = ({ ruleName }: ConformanceRule): string => ruleName.split('-').map(word => word[0].toUpperCase() + word.slice(1)).join('');

function configRule(rule: ConformanceRule, parameters: ConformancePackParameters): Record<string, unknown> {
  const inputs = rule.inputParameters(parameters);
  const { source, resourceTypes = [] } = rule._evaluation;
  return {
    Type: 'AWS::Config::ConfigRule',
    Properties: {
      ConfigRuleName: rule.ruleName,
      Description: rule.description,
      ...Object.keys(inputs).length > 0 && { InputParameters: inputs },
      ...resourceTypes.length > 0 && { Scope: { ComplianceResourceTypes: resourceTypes } },
      Source: source,
    },
  };
}

function remediation(rule: ConformanceRule, wanted: RemediationSwitch, automationRole?: string): Record<string, unknown> {
  const { document, resourceIdParameter, staticParameters, resourceType } = rule.remediation!;
  const fixed = (value: unknown) => ({ StaticValue: { Values: [value] } });
  return {
    Type: 'AWS::Config::RemediationConfiguration',
    DependsOn: logicalId(rule),
    Properties: {
      ConfigRuleName: rule.ruleName,
      ResourceType: resourceType,
      TargetType: 'SSM_DOCUMENT',
      TargetId: document,
      Parameters: {
        // The account is known where the pack is deployed: these are intrinsics of the pack, not of this stack.
        AutomationAssumeRole: fixed({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${automationRole}` }),
        [resourceIdParameter]: { ResourceValue: { Value: 'RESOURCE_ID' } },
        ...Object.fromEntries(Object.entries(staticParameters).map(([name, value]) => [name, fixed(value)])),
      },
      Automatic: wanted.isAutomatic,
      ...wanted.isAutomatic && { MaximumAutomaticAttempts: wanted.maximumAttempts, RetryAttemptSeconds: wanted.retryAttemptSeconds },
    },
  };
}
