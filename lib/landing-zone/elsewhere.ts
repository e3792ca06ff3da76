import { Aws, CfnCondition, CfnResource, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Has what lies below a scope made in every region of its StackSet but one: there another stack makes it, under the same name. */
export function elsewhereThan(region: string, scope: Construct): void {
  const condition = new CfnCondition(scope, 'Elsewhere', { expression: Fn.conditionNot(Fn.conditionEquals(Aws.REGION, region)) });
  for (const resource of scope.node.findAll().filter(CfnResource.isCfnResource)) {
    resource.cfnOptions.condition = condition;
  }
}
