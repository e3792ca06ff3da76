import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ConformanceRule } from '../conformance-rule';

/** What a pack has in some of the regions. */
export interface PackVariant {
  readonly rules: ConformanceRule[];
  /** Empty where it is not known which regions there are. */
  readonly regions: readonly string[];
}

/** A pack as the region has it in which it is deployed. */
export interface PackByRegion {
  readonly templateBody: string;
  /** Where the pack has rules at all; undefined if that is everywhere. */
  readonly condition?: CfnCondition;
}

/** The rules of a theme as the regions have them, that with the most rules first: what a region lacks is left out in it alone. */
export function packVariants(rules: ConformanceRule[], regions: readonly string[] | undefined): readonly PackVariant[] {
  if (regions === undefined) {
    return [{ rules, regions: [] }];
  }
  const variants = new Map<string, PackVariant>();
  for (const region of regions) {
    const here = rules.filter(rule => !rule.notIn.includes(region));
    const key = here.map(({ ruleName }) => ruleName).join();
    variants.set(key, { rules: here, regions: [...variants.get(key)?.regions ?? [], region] });
  }
  return [...variants.values()].sort((one, other) => other.rules.length - one.rules.length);
}

/** What is left out for want of the rule in a region, such as "sqs-queue-no-public-access in ca-west-1". */
export function leftOutOf(rules: readonly ConformanceRule[], regions: readonly string[] = []): string[] {
  return rules.flatMap(rule => regions.filter(region => rule.notIn.includes(region)).map(region => `${rule.ruleName} in ${region}`));
}

/**
 * One pack of several variants: the first is what a region gets that none of the others names, and one without rules is no pack there.
 *
 * @param scope where the conditions stand that tell the regions apart
 * @param id what the ids of the conditions begin with
 * @param variants at least one
 * @param bodyOf the template of a pack with these rules
 */
export function packByRegion(
  scope: Construct, id: string, variants: readonly PackVariant[], bodyOf: (rules: ConformanceRule[]) => string,
): PackByRegion {
  const [most, ...others] = variants;
  const fewer = others.map((variant, index) => ({ ...variant, condition: inOneOf(scope, `${id}-${index + 1}`, variant.regions) }));
  const templateBody = fewer.reduce(
    (otherwise, { rules, condition }) => Fn.conditionIf(condition.logicalId, bodyOf(rules), otherwise).toString(), bodyOf(most.rules));
  const none = fewer.find(({ rules }) => rules.length === 0);
  return { templateBody, condition: none && new CfnCondition(scope, `${id}-any`, { expression: Fn.conditionNot(none.condition) }) };
}

function inOneOf(scope: Construct, id: string, regions: readonly string[]): CfnCondition {
  return new CfnCondition(scope, id, { expression: Fn.conditionOr(...regions.map(region => Fn.conditionEquals(Aws.REGION, region))) });
}
