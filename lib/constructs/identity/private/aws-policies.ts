import { IConstruct } from 'constructs';
import { acknowledge } from '../../../core/acknowledge';

/** Tells cdk-nag why a role has managed policies of AWS. */
export function acknowledgeAwsPolicies(role: IConstruct, names: readonly string[], reason: string): void {
  for (const name of names) {
    acknowledge(role.node.defaultChild ?? role, {
      id: `AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`, reason,
    });
  }
}
