import { Aws, Duration, IResource, Resource } from 'aws-cdk-lib';
import { CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { jobFunctionName, PERMISSION_SET_ROLE_PATH, permissionSetRolePattern } from '../../core/naming';
import { lengthProblems, rangeProblems, shapeProblems } from '../../core/validation';
import { JobFunction } from './job-function';
import { instanceProblems } from './private/identity-center-problems';

/** @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html */
const SESSION_HOURS = { min: 1, max: 12 };
/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
const NAME = /^[\w+=,.@-]{1,32}$/;
const MAX_DESCRIPTION = 700;

/** A permission set of IAM Identity Center. */
export interface IPermissionSet extends IResource {
  /** Its ARN, such as "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef". */
  readonly permissionSetArn: string;
}

/** Properties of a permission set. */
export interface PermissionSetProps {
  /**
   * ARN of the organization's instance of IAM Identity Center, which is enabled by hand; the stack stands in its region, in the management
   * account.
   */
  readonly instanceArn: string;

  /** What people who wear it may do, and the boundary that they have: one of the library's, or `JobFunction.of({ … })`. */
  readonly jobFunction: JobFunction;

  /**
   * The name, 1 to 32 characters. People choose by it in the access portal, and it stands in the names of the roles. Another name is
   * another permission set.
   *
   * @default - "lz-" and the name of the job function
   */
  readonly permissionSetName?: string;

  /**
   * How long a session in an account may last, 1 to 12 hours.
   *
   * @default - that of the job function
   */
  readonly sessionDuration?: Duration;
}

/**
 * What people of one job may do, as IAM Identity Center brings it into accounts: a permission set, which becomes a role in each account
 * that `PermissionSetAssignments` gives it to somebody in.
 *
 * The role always has the boundary of the job function, which IAM Identity Center takes from the account by its name. Where the account
 * lacks it the assignment fails: deploy the account's baseline first.
 *
 * A change is brought into every account by CloudFormation, which waits for it. It holds for open sessions too, all but their length.
 *
 * Costs nothing.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocmp.html
 */
export class PermissionSet extends Resource implements IPermissionSet {
  /**
   * Takes a permission set that exists, for assignments: nothing about it is changed or known.
   *
   * @param scope the scope of the construct
   * @param id the id of the construct
   * @param permissionSetArn its ARN
   */
  public static fromPermissionSetArn(scope: Construct, id: string, permissionSetArn: string): IPermissionSet {
    class Imported extends Resource implements IPermissionSet {
      public readonly permissionSetArn = permissionSetArn;
    }
    throwProblems(scope, shapeProblems('permissionSetArn', permissionSetArn, /^arn:[\w-]+:sso:::permissionSet\/(sso)?ins-[\w.-]{16}\/ps-[\w./-]{16}$/,
      'be the ARN of a permission set', 'take it from `aws sso-admin list-permission-sets`'));
    return new Imported(scope, id);
  }

  /** The ARN of the permission set. */
  public readonly permissionSetArn: string;

  /** The name of the permission set. */
  public readonly permissionSetName: string;

  public constructor(scope: Construct, id: string, props: PermissionSetProps) {
    super(scope, id);
    const { instanceArn, jobFunction } = props;
    const name = props.permissionSetName ?? jobFunctionName(jobFunction.jobFunctionName);
    const sessionDuration = props.sessionDuration ?? jobFunction.maxSessionDuration;
    throwProblems(this, [
      ...instanceProblems(instanceArn),
      ...shapeProblems('permissionSetName', name, NAME, 'have 1 to 32 letters, digits or "+=,.@-_"', 'give a shorter one'),
      ...lengthProblems('description', jobFunction.description, MAX_DESCRIPTION),
      ...rangeProblems('sessionDuration', 'hours', sessionDuration.toHours({ integral: false }), SESSION_HOURS),
    ]);

    const { boundary } = jobFunction;
    const resource = new CfnPermissionSet(this, 'Resource', {
      instanceArn,
      name,
      description: jobFunction.description,
      sessionDuration: sessionDuration.toIsoString(),
      managedPolicies: jobFunction.awsManagedPolicies.map(policy => `arn:${Aws.PARTITION}:iam::aws:policy/${policy}`),
      inlinePolicy: jobFunction.policyDocument,
      permissionsBoundary: { customerManagedPolicyReference: { name: boundary.policyName, path: boundary.policyPath } },
    });

    this.permissionSetArn = resource.attrPermissionSetArn;
    this.permissionSetName = name;
  }

  /**
   * Pattern of the ARNs of the roles that the permission set is, in every account: for conditions on aws:PrincipalArn, by ArnLike. IAM
   * Identity Center adds sixteen characters to the name, and the path has its region, but for us-east-1.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
   */
  public get roleArnPattern(): string {
    return `arn:${Aws.PARTITION}:iam::*:role${PERMISSION_SET_ROLE_PATH}*${permissionSetRolePattern(this.permissionSetName)}`;
  }
}
