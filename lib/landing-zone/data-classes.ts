import { ConformanceRule, ConformanceTheme } from '../constructs/detection';
import { RequiredTag } from '../constructs/data';
import { GuardrailOptions, Guardrails, GuardrailSet, TagRule } from '../constructs/guardrails';
import { GuardrailPlacement } from './guardrail-rollout';
import { LandingZoneProps } from './landing-zone-props';

/** The tags that the organization asks for: the class of data first. */
export function requiredTagsOf({ dataClassification: said }: LandingZoneProps): RequiredTag[] {
  const customClasses = [...new Map(said?.customClasses?.map(one => [one.className, one])).values()];
  return said ? [RequiredTag.dataClassification(customClasses), ...said.requiredTags ?? []] : [];
}

/** What guardrails are told: what the user decides otherwise, and the tags in words. */
export function guardrailOptionsOf(props: LandingZoneProps): GuardrailOptions | undefined {
  const { guardrails, dataClassification: said } = props;
  if (!said) {
    return guardrails?.options;
  }
  const { enforcedFor, reportRequiredFor } = said;
  const [dataClassification, ...requiredTags] = requiredTagsOf(props)
    .map(({ tagKey, tagValues }): TagRule => ({ tagKey, tagValues, enforcedFor, reportRequiredFor }));
  return { ...guardrails?.options, dataClassification, requiredTags };
}

/** The tag policy on every unit, where the placements are the recommended ones. */
export function tagPlacements({ dataClassification }: LandingZoneProps): GuardrailPlacement[] {
  return dataClassification ? [GuardrailPlacement.onTopLevel(GuardrailSet.of('data-classification', [Guardrails.DATA_CLASSIFICATION]))] : [];
}

/** Of the types that hold data, those that the rule of AWS Config knows. */
const RULED_TYPES = ['AWS::DynamoDB::Table', 'AWS::EC2::Volume', 'AWS::RDS::DBInstance', 'AWS::Redshift::Cluster', 'AWS::S3::Bucket'];

/**
 * The rule of AWS Config that finds what lacks the tags.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/required-tags.html
 */
export function tagThemes(props: LandingZoneProps): ConformanceTheme[] {
  const tags = requiredTagsOf(props);
  return tags.length === 0 ? [] : [ConformanceTheme.of('required-tags', [ConformanceRule.managed({
    ruleName: 'required-tags',
    identifier: 'REQUIRED_TAGS',
    description: 'What holds data says of which class it is, and has the other tags that the organization asks for.',
    resourceTypes: RULED_TYPES,
    inputParameters: Object.assign({}, ...tags.map(({ tagKey, tagValues }, index) => ({
      [`tag${index + 1}Key`]: tagKey,
      ...tagValues && { [`tag${index + 1}Value`]: tagValues.join(',') },
    }))) as Record<string, string>,
  })])];
}
