import { Acknowledgment, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Says why what a judge finds in a construct may stand.
 *
 * As `Validations.acknowledge` does, which takes ids such as `AwsSolutions::AwsSolutions-IAM5[Resource::*]` only since versions of CDK that
 * are newer than the oldest that this library works with: "::" twice was refused there.
 *
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.Validations.html
 */
export function acknowledge(construct: IConstruct, ...rules: readonly Acknowledgment[]): void {
  for (const { id, reason } of rules) {
    construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
  }
}
