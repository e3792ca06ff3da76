import { TagManager } from 'aws-cdk-lib';
import { DATA_TYPES } from '../../../core/data-types';
import { DATA_CLASSIFICATION_TAG } from '../../../core/naming';
import { RenderedResource } from '../../../core/rendered-resources';
import { DataClassification } from '../../data';
import { CLASSIFICATION_SOURCE, classNamesOf, DATA_TYPE_NAMES } from '../private/classes-of-data';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const TAG = `tag '${DATA_CLASSIFICATION_TAG}'`;

export const DATA_CLASSIFIED: RuleDefinition = {
  id: 'data-classified',
  theme: SecurityTheme.CLASSIFICATION,
  title: 'What holds data says of which class it is, once',
  remedy: 'say DataClassification.INTERNAL.applyTo(scope), or another class, of the resource or of the closest scope that holds data of one class',
  source: CLASSIFICATION_SOURCE,
  cfnTypes: DATA_TYPE_NAMES,
  problems: resource => classNamesOf(resource).flatMap(value =>
    value === undefined ? [missing(resource)] : contradictions(resource, value)),
};

/** What is made without a class of the CDK takes no tags of its scope. */
function missing({ construct, cfnType }: RenderedResource): string {
  const said = TagManager.of(construct) ? undefined : DataClassification.tryFind(construct)?.className;
  return said === undefined ? `${TAG} must say the class of the data, got none`
    : `${TAG} must be ${JSON.stringify(said)}, as DataClassification says of the construct, got none: write it into '${DATA_TYPES[cfnType].tags}', `
      + 'since this resource takes no tags of its scope';
}

/** A tag that says otherwise than `applyTo`, or that `applyTo` of a scope has written over. */
function contradictions({ construct }: RenderedResource, value: string): string[] {
  const said = DataClassification.tryFind(construct)?.className;
  const written = ownTags(construct).find(({ key }) => key === DATA_CLASSIFICATION_TAG)?.value;
  return [
    ...said !== undefined && said !== value ? [`${TAG} must be ${JSON.stringify(said)}, as DataClassification says of the construct, got ${JSON.stringify(value)}`] : [],
    ...written !== undefined && written !== value ? [`${TAG} must be ${JSON.stringify(value)}, as the scope says, got ${JSON.stringify(written)} in its own tags`] : [],
  ];
}

interface OwnTag {
  readonly key?: unknown;
  readonly value?: unknown;
}

/** Tags that were written into a resource of level 1 itself, before aspects add theirs. */
function ownTags(construct: RenderedResource['construct']): readonly OwnTag[] {
  const { tagsRaw } = construct as unknown as { readonly tagsRaw?: unknown };
  return Array.isArray(tagsRaw) ? tagsRaw as readonly OwnTag[] : Object.entries(tagsRaw ?? {}).map(([key, value]) => ({ key, value }));
}
