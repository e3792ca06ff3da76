import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { ApplicationKey } from '../../encryption';
import { DataClassification } from '../data-classification';
import { KeyChoice } from '../key-choice';

/** The class of the data of a construct; confidential where nobody said it: the missing tag is found by a rule of `SecureDefaults`. */
export const classOf = (scope: IConstruct): DataClassification => DataClassification.tryFind(scope) ?? DataClassification.CONFIDENTIAL;

/**
 * The customer managed key of a resource, by the class of its data; undefined where AWS's own key is enough.
 *
 * @param scope where the resource is made
 * @param id of the resource
 * @param classification of its data @default - that of its scope
 */
export function keyOfClass(scope: Construct, id: string, classification: DataClassification = classOf(scope)): IKey | undefined {
  switch (classification.keyChoice) {
    case KeyChoice.AWS_OWNED: return undefined;
    case KeyChoice.APPLICATION_KEY: return ApplicationKey.of(scope);
    case KeyChoice.OWN_KEY: return ownKey(scope, `${id}Key`, classification);
  }
}

function ownKey(scope: Construct, id: string, classification: DataClassification): IKey {
  const key = ApplicationKey.forResource(scope, id);
  if (DataClassification.tryFind(scope) !== classification) {
    classification.applyTo(key);
  }
  return key;
}
