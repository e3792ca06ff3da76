import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Tells cdk-nag why a role has managed policies of AWS. */
export function acknowledgeAwsPolicies(role: IConstruct, names: readonly string[], reason: string): void {
  for (const name of names) {
    Validations.of(role.node.defaultChild ?? role).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`, reason,
    });
  }
}
