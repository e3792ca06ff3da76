import { Duration } from 'aws-cdk-lib';
import { Problems, Range, shapeProblems, wholeRangeProblems } from '../../../core/validation';
import { KeyChoice } from '../key-choice';

/** What a class of data means. */
export interface ClassMeaning {
  readonly className: string;
  readonly keyChoice: KeyChoice;
  readonly isKeyRequired: boolean;
  readonly versionRetention: Duration;
  readonly backupRetention?: Duration;
  readonly allowsPublicAccess: boolean;
  readonly allowsInternetEgress: boolean;
  readonly isDiscovered: boolean;
}

/** A hundred years: AWS Backup and S3 take no longer than they are asked for, and a typing error shows. */
const DAYS = { min: 1, max: 36_500 };

/** What a class means, without what else it can. */
export const meaningOf = (one: ClassMeaning): ClassMeaning => {
  const { className, keyChoice, isKeyRequired, versionRetention, backupRetention } = one;
  const { allowsPublicAccess, allowsInternetEgress, isDiscovered } = one;
  return { className, keyChoice, isKeyRequired, versionRetention, backupRetention, allowsPublicAccess, allowsInternetEgress, isDiscovered };
};

/**
 * Why a class cannot be.
 *
 * @param taken names of the classes that exist
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html (values of tags)
 */
export function classProblems(meaning: ClassMeaning, taken: readonly string[]): Problems {
  const { className, versionRetention, backupRetention } = meaning;
  const namesake = taken.find(name => name.toLowerCase() === className.toLowerCase());
  return [
    ...shapeProblems('className', className, /^[A-Za-z][\w.-]{0,62}$/, 'be 1 to 63 letters, digits, "-", "_" or ".", a letter first',
      'choose a word that can be the value of a tag'),
    ...namesake === undefined ? []
      : [`'className' must not be called like the class "${namesake}" in any spelling, got "${className}": tags tell them apart, people do not; choose another word`],
    ...dayProblems('versionRetention', versionRetention, DAYS),
    ...dayProblems('backupRetention', backupRetention, { ...DAYS, min: 0 }),
    ...contradictions(meaning),
  ];
}

/**
 * What excludes each other.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html (anonymous requests read nothing that AWS KMS encrypts)
 */
function contradictions({ className, keyChoice, isKeyRequired, allowsPublicAccess, allowsInternetEgress }: ClassMeaning): Problems {
  const ofClass = `of class "${className}"`;
  const isOurs = keyChoice !== KeyChoice.AWS_OWNED;
  return [
    ...allowsPublicAccess && (isOurs || isKeyRequired)
      ? [`'keyChoice' ${ofClass} must be KeyChoice.AWS_OWNED, and 'isKeyRequired' false, where 'allowsPublicAccess' is true, got "${keyChoice}" and `
        + `${isKeyRequired}: nobody reads what a key of yours encrypts without signing in, so choose one of the two`] : [],
    ...allowsPublicAccess && !allowsInternetEgress
      ? [`'allowsInternetEgress' ${ofClass} must be true where 'allowsPublicAccess' is, got false: what everybody may read has left already`] : [],
    ...!isOurs && !allowsPublicAccess && (isKeyRequired || !allowsInternetEgress)
      ? [`'keyChoice' ${ofClass} must be a key of yours where 'isKeyRequired' is true or 'allowsInternetEgress' false, got "${keyChoice}": take `
        + 'KeyChoice.OWN_KEY or KeyChoice.APPLICATION_KEY, which you can deny'] : [],
  ];
}

function dayProblems(prop: string, duration: Duration | undefined, range: Range): Problems {
  return duration === undefined || duration.isUnresolved() ? []
    : wholeRangeProblems(prop, 'days', duration.toDays({ integral: false }), range, 'choose a number in that range');
}
