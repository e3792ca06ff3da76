import { DATA_CLASSIFICATION_TAG } from '../../../core/naming';
import { DataClassification } from '../../data';
import { CLASSIFICATION_SOURCE, classNamesOf, DATA_TYPE_NAMES } from '../private/classes-of-data';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const NAMES = DataClassification.standard().map(({ className }) => className);

export const DATA_CLASS_KNOWN: RuleDefinition = {
  id: 'data-class-known',
  theme: SecurityTheme.CLASSIFICATION,
  title: 'The class of data is one that is defined',
  remedy: 'use one of the classes, or make one of your own by DataClassification.custom and apply it',
  source: CLASSIFICATION_SOURCE,
  cfnTypes: DATA_TYPE_NAMES,
  problems: resource => classNamesOf(resource)
    .filter((value): value is string => value !== undefined && !DataClassification._named(resource.construct, value))
    .map(value => `tag '${DATA_CLASSIFICATION_TAG}' must be one of ${JSON.stringify(NAMES)}, got ${JSON.stringify(value)}`),
};
