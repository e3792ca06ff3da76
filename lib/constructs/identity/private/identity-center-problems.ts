import { Problems, shapeProblems } from '../../../core/validation';

/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
const INSTANCE_ARN = /^arn:[\w-]+:sso:::instance\/(sso)?ins-[\w.-]{16}$/;

/** What is wrong with the ARN of an instance of IAM Identity Center. */
export const instanceProblems = (arn: string): Problems => shapeProblems(
  'instanceArn', arn, INSTANCE_ARN, 'be the ARN of an instance, which ends in ":sso:::instance/ssoins-" and 16 characters',
  'enable IAM Identity Center by hand, then copy it from its settings',
);
