import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { PermissionsBoundary } from './permissions-boundary';

/** Properties of a job function. */
export interface JobFunctionProps {
  /**
   * The name, such as "data-scientist": lower case letters, digits and hyphens, at most 29 characters. Roles are called "lz-" and the
   * name.
   */
  readonly jobFunctionName: string;

  /** What people of this job do, in a sentence. */
  readonly description: string;

  /**
   * Managed policies of AWS, by what follows "policy/" in their ARNs, such as "job-function/ViewOnlyAccess".
   *
   * @default - none
   */
  readonly awsManagedPolicies?: string[];

  /**
   * What else they may do, and may not; at most 10,240 characters together.
   *
   * @default - nothing
   */
  readonly statements?: PolicyStatement[];

  /**
   * The most that they may ever do.
   *
   * @default PermissionsBoundary.DEVELOPER
   */
  readonly boundary?: PermissionsBoundary;

  /**
   * How long a session may last, 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;
}
