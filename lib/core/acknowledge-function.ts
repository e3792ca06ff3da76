import { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge';
import { acknowledgeNist } from './nist-exceptions';

/** Rules of Control Tower as its plugin for CDK names them: CT.LAMBDA.PR.3 and CT.CLOUDWATCH.PR.3. */
const INSIDE_VPC = 'cdk-validator-cfnguard::lambda_inside_vpc_check';
const CUSTOMER_MANAGED_KEY = 'cdk-validator-cfnguard::cloudwatch_log_group_encrypted_check';

/** Tells Control Tower and NIST why a function that stands in a template has no VPC, and its log group no key of its own. */
export function acknowledgeFunction(handler: IConstruct, logGroup: IConstruct): void {
  acknowledge(handler, {
    id: INSIDE_VPC,
    reason: 'It calls APIs of AWS, and nothing calls it but CloudFormation and EventBridge through Lambda. In a VPC it would need one with a way out in each '
      + 'account and region, before the landing zone has made any.',
  });
  acknowledge(logGroup, {
    id: CUSTOMER_MANAGED_KEY,
    reason: 'A diary of deployments without data, encrypted by CloudWatch Logs. CloudTrail keeps the evidence, under a key of its own; one more for each '
      + 'account and region would cost a dollar a month each.',
  });
  acknowledgeNist(handler, 'LambdaConcurrency', 'LambdaDLQ', 'LambdaInsideVPC');
  acknowledgeNist(logGroup, 'CloudWatchLogGroupEncrypted');
}
