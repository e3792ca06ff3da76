import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge';

/**
 * Tells cdk-nag why a role's resources end in wildcards.
 *
 * cdk-nag names a finding by the ARN as the template shows it, and what another stack contributes to it is known only after references have
 * been resolved: so this acknowledges while the tree is validated, which is after that and before cdk-nag looks.
 */
export function acknowledgeWildcards(role: IConstruct, arns: readonly string[], reason: string): void {
  role.node.addValidation({
    validate: () => {
      for (const arn of arns) {
        acknowledge(role, { id: `AwsSolutions::AwsSolutions-IAM5[Resource::${flatten(Stack.of(role).resolve(arn))}]`, reason });
      }
      return [];
    },
  });
}

/** An ARN, or any intrinsic, as cdk-nag prints it. */
export function flatten(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const { Ref: reference, 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported, 'Fn::Join': join } = value as Intrinsic;
  if (imported !== undefined) {
    return flatten(imported);
  }
  if (join) {
    return join[1].map(flatten).join(join[0]);
  }
  return reference || attribute ? `<${reference ?? attribute!.join('.')}>` : JSON.stringify(value);
}

interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly string[];
  readonly 'Fn::ImportValue'?: unknown;
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
}
