import { throwProblems } from '../../core/errors';
import { DATA_CLASSIFICATION_TAG } from '../../core/naming';
import { duplicateProblems, lengthProblems, Problems, shapeProblems } from '../../core/validation';
import { DataClassification } from './data-classification';

const MAX_TAG_KEY = 128;

/** What a value of a tag can hold at all, in every service. */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * A tag that resources must have, and the values that it may have.
 *
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html
 */
export class RequiredTag {
  /**
   * The class of the data.
   *
   * @param customClasses classes of your own, besides those that this library comes with @default - none
   */
  public static dataClassification(customClasses: DataClassification[] = []): RequiredTag {
    const classes = [...DataClassification.standard(), ...customClasses];
    return RequiredTag.oneOf(DATA_CLASSIFICATION_TAG, classes.map(({ className }) => className));
  }

  /**
   * A tag with any value, if it has one.
   *
   * @param tagKey key of the tag, in the spelling that counts, such as "Owner"
   */
  public static anyValue(tagKey: string): RequiredTag {
    return RequiredTag.matching(tagKey, '.*\\S.*', 'anything');
  }

  /**
   * A tag whose value is one of a list.
   *
   * @param tagKey key of the tag, such as "Environment"
   * @param tagValues what it may be, such as "production"
   */
  public static oneOf(tagKey: string, tagValues: string[]): RequiredTag {
    const problems = [
      ...tagValues.length > 0 ? [] : [`'tagValues' of tag "${tagKey}" must name a value, got []: name those that are allowed, or use RequiredTag.anyValue`],
      ...duplicateProblems('tagValues', tagValues, 'name each value once'),
      ...tagValues.flatMap(value => shapeProblems('tagValues', value, TAG_TEXT, 'hold letters, digits, spaces and _.:/=+-@', 'choose other words')),
      ...tagValues.flatMap(value => lengthProblems('tagValues', value, 256)),
    ];
    return new RequiredTag(tagKey, tagValues, `be one of ${JSON.stringify(tagValues)}`, value => tagValues.includes(value), problems);
  }

  /**
   * A tag whose value has a shape. AWS Organizations and AWS Config do not know patterns: there the tag is required with any value.
   *
   * @param tagKey key of the tag, such as "CostCenter"
   * @param pattern a regular expression that the whole value must match, such as "[0-9]{4}"
   * @param sample a value that matches it, for whoever reads the message, such as "4711"
   */
  public static matching(tagKey: string, pattern: string, sample: string): RequiredTag {
    const expression = compiled(pattern);
    const rule = pattern === '.*\\S.*' ? 'not be empty' : `match /^${pattern}$/, such as ${JSON.stringify(sample)}`;
    const problems = [
      ...expression ? [] : [`'pattern' of tag "${tagKey}" must be a regular expression, got ${JSON.stringify(pattern)}: correct it`],
      ...!expression || expression.test(sample) ? [] : [`'sample' of tag "${tagKey}" must match 'pattern', got ${JSON.stringify(sample)}: correct one of the two`],
    ];
    return new RequiredTag(tagKey, undefined, rule, value => expression?.test(value) ?? false, problems);
  }

  /** Key of the tag. */
  public readonly tagKey: string;

  /** What its value may be; undefined where any is allowed, or what matches a pattern. */
  public readonly tagValues?: string[];

  private constructor(
    tagKey: string, tagValues: string[] | undefined,
    private readonly rule: string, private readonly matches: (value: string) => boolean, problems: Problems,
  ) {
    throwProblems(undefined, [
      ...lengthProblems('tagKey', tagKey, MAX_TAG_KEY),
      ...shapeProblems('tagKey', tagKey, TAG_TEXT, 'hold letters, digits, spaces and _.:/=+-@', 'choose other words'),
      ...shapeProblems('tagKey', tagKey, /^(?!aws:)/i, 'not begin with "aws:"', 'AWS keeps those to itself, choose another one'),
      ...problems,
    ]);
    this.tagKey = tagKey;
    this.tagValues = tagValues && [...tagValues];
  }

  /**
   * What is wrong with a value, undefined being none at all.
   *
   * @internal
   */
  public _problemsOf(value: string | undefined, otherKeys: readonly string[]): Problems {
    if (value !== undefined) {
      return isUnknown(value) || this.matches(value) ? [] : [`tag '${this.tagKey}' must ${this.rule}, got ${JSON.stringify(value)}: correct it`];
    }
    const misspelt = otherKeys.find(key => key.toLowerCase() === this.tagKey.toLowerCase());
    return [misspelt === undefined
      ? `tag '${this.tagKey}' must ${this.rule}, got none: say Tags.of(scope).add('${this.tagKey}', …)`
        + `${this.tagKey === DATA_CLASSIFICATION_TAG ? ', or better DataClassification.INTERNAL.applyTo(scope)' : ''}`
      : `tag '${this.tagKey}' must be spelt so, got '${misspelt}': tags tell capitals from small letters`];
  }
}

/** What only the deployment knows. */
const isUnknown = (value: string): boolean => /<[^<>]*>/.test(value);

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}
