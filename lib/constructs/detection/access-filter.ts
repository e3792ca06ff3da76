import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { throwProblems } from '../../core/errors';
import { Problems, shapeProblems } from '../../core/validation';

/**
 * What a finding of IAM Access Analyzer must say in one of its fields, such as "resource", "resourceType", "principal.AWS" or "isPublic".
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-filter-keys.html
 */
export class AccessFilter {
  /**
   * The field has one of the values.
   *
   * @param property the field
   * @param values the values
   */
  public static anyOf(property: string, values: string[]): AccessFilter {
    return AccessFilter.made(property, values, { property, eq: [...values] });
  }

  /**
   * The field has none of the values.
   *
   * @param property the field
   * @param values the values
   */
  public static noneOf(property: string, values: string[]): AccessFilter {
    return AccessFilter.made(property, values, { property, neq: [...values] });
  }

  /**
   * One of the texts is part of the field.
   *
   * @param property the field
   * @param values the texts
   */
  public static contains(property: string, values: string[]): AccessFilter {
    return AccessFilter.made(property, values, { property, contains: [...values] });
  }

  private static made(property: string, values: readonly string[], filter: CfnAnalyzer.FilterProperty): AccessFilter {
    throwProblems(undefined, problems(property, values));
    return new AccessFilter(filter);
  }

  private constructor(
    /** As CloudFormation has it. */
    public readonly filter: CfnAnalyzer.FilterProperty,
  ) {}
}

const problems = (property: string, values: readonly string[]): Problems => [
  ...shapeProblems('property', property, /^[A-Za-z][\w.:/-]*$/, 'be a filter key such as "resourceType"', "take it from Access Analyzer's list of filter keys"),
  ...values.length === 0 ? [`'values' of the filter on "${property}" must name a value, got none: name one, or leave the filter out`] : [],
];
