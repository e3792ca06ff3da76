import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { throwProblems } from '../../core/errors';
import { ADMINISTRATOR } from './job-functions/administrator';
import { AUDITOR } from './job-functions/auditor';
import { BILLING } from './job-functions/billing';
import { DEVELOPER } from './job-functions/developer';
import { NETWORK } from './job-functions/network';
import { READ_ONLY } from './job-functions/read-only';
import { SECURITY_RESPONDER } from './job-functions/security-responder';
import { JobFunctionProps } from './job-function-props';
import { PermissionsBoundary } from './permissions-boundary';
import { jobFunctionProblems } from './private/job-function-problems';

/**
 * What people of one job may do, wherever they come from: a role in each account, or a permission set of IAM Identity Center.
 *
 *     ADMINISTRATOR        everything in the account but its guardrails, the platform and IAM users
 *     DEVELOPER            workloads and their roles
 *     READ_ONLY            how things are configured and how they run; no data
 *     AUDITOR              what an audit looks at; no data
 *     BILLING              bills, payments, budgets; no workload
 *     NETWORK              networks and names; no IAM, no workload
 *     SECURITY_RESPONDER   looks everywhere, isolates, takes evidence; builds and deletes nothing
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
 */
export class JobFunction {
  /** Everything in the account but its guardrails, the platform and IAM users, for an hour. */
  public static readonly ADMINISTRATOR = new JobFunction(ADMINISTRATOR);

  /** Workloads, and roles for them that have the boundary of developers. */
  public static readonly DEVELOPER = new JobFunction(DEVELOPER);

  /**
   * How things are configured and how they run, but no data: no object, message, secret or table is read. Environment variables and
   * templates are configuration, so keep secrets out of them.
   */
  public static readonly READ_ONLY = new JobFunction(READ_ONLY);

  /** What an audit looks at, in every service, but no data. */
  public static readonly AUDITOR = new JobFunction(AUDITOR);

  /** Bills, payments, budgets and taxes; sees no workload. */
  public static readonly BILLING = new JobFunction(BILLING);

  /** Networks, their edges and their names; no IAM, no instance, no data. */
  public static readonly NETWORK = new JobFunction(NETWORK);

  /** Looks everywhere, isolates instances and identities, takes snapshots; builds and deletes nothing. */
  public static readonly SECURITY_RESPONDER = new JobFunction(SECURITY_RESPONDER);

  /**
   * A job of your own.
   *
   * @param props what people of that job may do
   */
  public static of(props: JobFunctionProps): JobFunction {
    throwProblems(undefined, jobFunctionProblems(props));
    return new JobFunction(props);
  }

  /** The name, such as "developer". */
  public readonly jobFunctionName: string;

  /** What people of this job do. */
  public readonly description: string;

  /** Managed policies of AWS, by what follows "policy/" in their ARNs. */
  public readonly awsManagedPolicies: string[];

  /** The most that they may ever do. */
  public readonly boundary: PermissionsBoundary;

  /** How long a session may last. */
  public readonly maxSessionDuration: Duration;

  private readonly statements: PolicyStatement[];

  private constructor(props: JobFunctionProps) {
    this.jobFunctionName = props.jobFunctionName;
    this.description = props.description;
    this.awsManagedPolicies = [...props.awsManagedPolicies ?? []];
    this.boundary = props.boundary ?? PermissionsBoundary.DEVELOPER;
    this.maxSessionDuration = props.maxSessionDuration ?? Duration.hours(1);
    this.statements = [...props.statements ?? []];
  }

  /** What else they may do, and may not; each time a copy. */
  public get policyStatements(): PolicyStatement[] {
    return this.statements.map(statement => statement.copy());
  }

  /**
   * The same as the content of a policy, for the inline policy of a permission set; partition and account are those of the stack that it
   * stands in, or any. Undefined where the managed policies say it all.
   */
  public get policyDocument(): Record<string, unknown> | undefined {
    const document = new PolicyDocument({ statements: this.policyStatements });
    return document.isEmpty ? undefined : document.toJSON() as Record<string, unknown>;
  }
}
