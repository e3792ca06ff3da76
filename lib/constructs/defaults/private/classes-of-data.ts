import { DATA_TYPES, valuesOfTag } from '../../../core/data-types';
import { DATA_CLASSIFICATION_TAG } from '../../../core/naming';
import { RenderedResource } from '../../../core/rendered-resources';
import { DataClassification } from '../../data';
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
