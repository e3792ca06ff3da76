import { Aws, Token } from 'aws-cdk-lib';
import { ConfigurationError } from '../../core/errors';
import { ADMINISTRATOR_BOUNDARY, BOUNDARY_PATH, DEVELOPER_BOUNDARY } from '../../core/naming';

/** What follows the account in the ARN of a customer managed policy: path, then name. */
const POLICY_ARN = /:policy(\/(?:[\w+=,.@-]+\/)*)([\w+=,.@-]{1,128})$/;

/**
 * The most that a role may ever do, whatever its policies say: a managed policy that every account has under the same name.
 *
 * A boundary is named and not imported, so a role has it in whichever account its template ends up. Where the boundary is missing IAM
 * refuses the role: deploy `DeveloperBoundary` and `AdministratorBoundary` first; in one template the order follows by itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class PermissionsBoundary {
  /** Workloads without administration: `DeveloperBoundary`. */
  public static readonly DEVELOPER = new PermissionsBoundary(DEVELOPER_BOUNDARY, BOUNDARY_PATH);

  /** Administration without a way out of it: `AdministratorBoundary`. */
  public static readonly ADMINISTRATOR = new PermissionsBoundary(ADMINISTRATOR_BOUNDARY, BOUNDARY_PATH);

  /**
   * A customer managed policy of your own. Put it under the path /lz/, where guardrails protect it, or whoever it binds may edit it.
   *
   * @param policyArn its ARN, whose path and name are written out; partition and account may be tokens
   */
  public static ofPolicyArn(policyArn: string): PermissionsBoundary {
    const [, path, name] = POLICY_ARN.exec(policyArn) ?? [];
    if (name === undefined) {
      const shown = Token.isUnresolved(policyArn) ? 'a token' : JSON.stringify(policyArn);
      throw new ConfigurationError([`'policyArn' must end in ":policy/" with path and name of a policy, got ${shown}: write path and name out`]);
    }
    return new PermissionsBoundary(name, path, policyArn);
  }

  private constructor(
    /** The name of the policy. */
    public readonly policyName: string,
    /** The path of the policy, with slashes at both ends. */
    public readonly policyPath: string,
    /** The ARN of the policy in the account that the template is deployed to. */
    public readonly policyArn: string = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:policy${policyPath}${policyName}`,
  ) {}
}
