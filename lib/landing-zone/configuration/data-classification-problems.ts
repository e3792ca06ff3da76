import { Guardrails } from '../../constructs/guardrails';
import { DATA_CLASSIFICATION_TAG } from '../../core/naming';
import { duplicateProblems, shapeProblems } from '../../core/validation';
import { LandingZoneProps } from '../landing-zone-props';

/** The rule of AWS Config takes six tags, the class of data among them. */
const MAX_REQUIRED_TAGS = 5;

/** As tag policies name types. */
const TAGGED_TYPE = /^[a-z0-9-]+:(ALL_SUPPORTED|[a-z][A-Za-z0-9/-]*)$/;

/** Classes of data: each once, said in one place, and in the tag policy that is placed. */
export function dataClassificationProblems({ dataClassification: said, guardrails }: LandingZoneProps): string[] {
  if (!said) {
    return [];
  }
  const { customClasses = [], requiredTags = [] } = said;
  const names = customClasses.map(({ className }) => className.toLowerCase());
  const keys = requiredTags.map(({ tagKey }) => tagKey);
  const placed = guardrails?.placements?.flatMap(({ set }) => set.guardrails.map(({ id }) => id));
  const isPlaced = placed?.includes(Guardrails.DATA_CLASSIFICATION.id) ?? true;
  return [
    // AWS tells keys and values of a tag policy apart without their case.
    ...duplicateProblems('dataClassification.customClasses', names, 'name each class once'),
    ...duplicateProblems('dataClassification.requiredTags', keys.map(key => key.toLowerCase()), 'name each tag once'),
    ...keys.filter(key => key.toLowerCase() === DATA_CLASSIFICATION_TAG.toLowerCase()).map(key =>
      `'dataClassification.requiredTags' must name the tags besides ${DATA_CLASSIFICATION_TAG}, got "${key}": leave it out, it is required in any case`),
    ...keys.length > MAX_REQUIRED_TAGS
      ? [`'dataClassification.requiredTags' must have at most ${MAX_REQUIRED_TAGS} tags, got ${keys.length}: the rule of AWS Config takes no more; leave some out`] : [],
    ...['dataClassification', 'requiredTags'].filter(option => option in (guardrails?.options ?? {})).map(option =>
      `'guardrails.options.${option}' must be left out beside 'dataClassification', got both: say it there`),
    ...(['enforcedFor', 'reportRequiredFor'] as const).flatMap(prop => (said[prop] ?? []).flatMap(one => shapeProblems(`dataClassification.${prop}`, one,
      TAGGED_TYPE, 'be resource types such as "s3:bucket" or "ec2:ALL_SUPPORTED"', 'take it from AWS\'s list of resource types'))),
    ...isPlaced ? []
      : [`'guardrails.placements' must place ${Guardrails.DATA_CLASSIFICATION.id} where 'dataClassification' is said, got it nowhere: `
        + 'add GuardrailPlacement.onTopLevel(GuardrailSet.of(\'data-classification\', [Guardrails.DATA_CLASSIFICATION])), or leave one of the two out'],
  ];
}
