import { Token } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IConstruct } from 'constructs';
import { ConfigurationError } from '../../../core/errors';
import { DataClassification } from '../data-classification';
import { KeyChoice } from '../key-choice';

/** A prop that somebody wrote weaker than the default is. */
export interface Weaker {
  /** Its name. */
  readonly prop: string;
  /** What it must be, such as "be true". */
  readonly rule: string;
  /** What was written. */
  readonly got: unknown;
  /** Whether that is weaker at all. */
  readonly isWeaker: boolean;
  /** What to do instead @default - to leave it out */
  readonly remedy?: string;
}

/**
 * Refuses all props that are weaker than the default, at once.
 *
 * @param scope where the resource would be made
 * @param id of the resource
 * @param plain the construct of CDK for whoever really needs the weaker prop, such as "sqs.Queue"
 * @param props those that may be weaker
 */
export function refuseWeaker(scope: IConstruct, id: string, plain: string, props: readonly Weaker[]): void {
  const problems = props.filter(({ isWeaker }) => isWeaker).map(({ prop, rule, got, remedy = 'leave it out' }) =>
    `'${prop}' must ${rule}, got ${JSON.stringify(got) ?? 'none'}: ${remedy}, or use ${plain} with a waiver of SecureDefaults`);
  if (problems.length > 0) {
    throw new ConfigurationError(problems, [scope.node.path, id].filter(part => part !== '').join('/'));
  }
}

/** The class that was said of a resource, or of the closest scope around it; fails when nobody said one. */
export const statedClass = (scope: IConstruct, said?: DataClassification): DataClassification => said ?? DataClassification.find(scope);

/** A key that AWS manages, named for data that is to have a customer managed one. */
export function weakerKey(prop: string, key: IKey | undefined, { className, keyChoice }: DataClassification): Weaker {
  const isManagedByAws = key !== undefined && !Token.isUnresolved(key.keyId) && key.keyId.startsWith('alias/aws/');
  return {
    prop, rule: `be a customer managed key for ${className} data`, got: isManagedByAws ? key.keyId : undefined,
    isWeaker: isManagedByAws && keyChoice !== KeyChoice.AWS_OWNED,
  };
}
