import { CfnRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { acknowledge } from '../../../core/acknowledge';
import { acknowledgeWildcards } from '../../../core/acknowledge-wildcards';

/** Tells cdk-nag why a policy that is the same in every account names actions and resources by patterns: exactly those that it has. */
export function acknowledgePatterns(policy: CfnRole, statements: readonly PolicyStatement[], reason: string): void {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const actions = new Set(allows.flatMap(statement => statement.actions).filter(action => action.includes('*')));
  for (const action of actions) {
    acknowledge(policy, { id: `AwsSolutions::AwsSolutions-IAM5[Action::${action}]`, reason });
  }
  const resources = new Set(allows.flatMap(statement => statement.resources).filter(arn => arn.includes('*')));
  acknowledgeWildcards(policy, [...resources], reason);
}
