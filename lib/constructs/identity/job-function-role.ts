import { CfnRole, ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ACCESS_PATH, jobFunctionName } from '../../core/naming';
import { widenByName } from '../../core/own-constructs';
import { AccessRole } from './access-role';
import { JobFunction } from './job-function';
import { acknowledgeAwsPolicies } from './private/aws-policies';
import { acknowledgePatterns } from './private/policy-wildcards';
import { RoleTrust } from './role-trust';

/** Properties of a role for people of one job. */
export interface JobFunctionRoleProps {
  /** What they may do. */
  readonly jobFunction: JobFunction;

  /** Who they are; at least one. */
  readonly trusts: RoleTrust[];
}

/**
 * The role of an account for people of one job: `lz-` and the name of the job, under /access/, where guardrails bind it.
 *
 * Its name is fixed: one per account, in one region. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_define_guardrails.html
 */
export class JobFunctionRole extends AccessRole {
  /** What people of this role may do. */
  public readonly jobFunction: JobFunction;

  public constructor(scope: Construct, id: string, props: JobFunctionRoleProps) {
    const { jobFunction, trusts } = props;
    super(scope, id, {
      trusts,
      path: ACCESS_PATH,
      roleName: jobFunctionName(jobFunction.jobFunctionName),
      description: jobFunction.description,
      boundary: jobFunction.boundary,
      managedPolicies: jobFunction.awsManagedPolicies.map(name => ManagedPolicy.fromAwsManagedPolicyName(name)),
      statements: jobFunction.policyStatements,
      maxSessionDuration: jobFunction.maxSessionDuration,
    });
    widenByName(this, 'administrator-access');
    acknowledgeAwsPolicies(this, jobFunction.awsManagedPolicies, 'AWS keeps the policies of job functions complete as services come; a boundary limits them.');
    acknowledgePatterns(
      this.node.defaultChild as CfnRole, jobFunction.policyStatements, 'A job is the same in every account, so it names what it is about by patterns; a boundary limits it.',
    );
    this.jobFunction = jobFunction;
  }
}
