import { CfnResource } from 'aws-cdk-lib';
import { acknowledge } from './acknowledge';
import { writtenProperties } from './rendered-resources';

/**
 * Tells the rules of Control Tower (CT.LAMBDA.PR.2) that a permission to call a function is closed although its source is put together in
 * the template: the rule reads a source that is one text or one reference, and AWS does not document that API Gateway names its account,
 * by which the permission could be closed as well.
 *
 * @see https://docs.aws.amazon.com/controltower/latest/controlreference/lambda-rules.html
 */
export function acknowledgePermission(resource: CfnResource): void {
  const { Principal: principal, SourceArn: source } = writtenProperties(resource);
  if (principal !== '*' && typeof source === 'object' && source !== null && 'Fn::Join' in source) {
    acknowledge(resource, {
      id: 'cdk-validator-cfnguard::lambda_function_public_access_prohibited_check',
      reason: 'One service may call it, for the one source that SourceArn names: the rule cannot read an ARN that is put together in the template.',
    });
  }
}
