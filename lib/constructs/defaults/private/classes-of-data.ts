import { Construct } from 'constructs';
import { DATA_TYPES, valuesOfTag } from '../../../core/data-types';
import { DATA_CLASSIFICATION_TAG } from '../../../core/naming';
import { RenderedResource } from '../../../core/rendered-resources';
import { DataClassification, KeyChoice } from '../../data';
import { ApplicationKey } from '../../encryption';
import { isUnknown } from './problems';

/** The types that hold data. */
export const DATA_TYPE_NAMES: readonly string[] = Object.keys(DATA_TYPES);

/** What tells the class of data. */
export const CLASSIFICATION_SOURCE = 'https://docs.aws.amazon.com/whitepapers/latest/data-classification/data-classification.html';

/** What a resource says of its class, in each place that has tags; what only the deployment knows is left out. */
export const classNamesOf = (resource: RenderedResource): (string | undefined)[] =>
  valuesOfTag(resource, DATA_CLASSIFICATION_TAG).filter(value => !isUnknown(value));

/** The classes of a resource: those that its tags name, or else that of the closest scope; unknown names are another rule's. */
export function classesOf(resource: RenderedResource): DataClassification[] {
  const named = classNamesOf(resource).filter(value => value !== undefined);
  const found = named.length > 0
    ? named.map(value => DataClassification._named(resource.construct, value))
    : [DataClassification.tryFind(resource.construct)];
  return [...new Set(found.filter(one => one !== undefined))];
}

/** The class that decides where nobody named any: the missing tag is another rule's. */
export const classToFillIn = (resource: RenderedResource): DataClassification => classesOf(resource)[0] ?? DataClassification.CONFIDENTIAL;

/** The key that a resource gets by its class: that of its stack or one of its own; undefined where AWS's is enough. */
export function keyToFillIn(resource: RenderedResource): string | undefined {
  const { node } = resource.construct;
  switch (classToFillIn(resource).keyChoice) {
    case KeyChoice.AWS_OWNED: return undefined;
    case KeyChoice.APPLICATION_KEY: return ApplicationKey.of(resource.construct).keyArn;
    case KeyChoice.OWN_KEY: return ApplicationKey.forResource(node.scope as Construct, node.id).keyArn;
  }
}
