import { CfnUser } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { Problems, shapeProblems } from '../../core/validation';
import { PermissionsBoundary } from './permissions-boundary';
import { UserGroup } from './user-group';

/** Properties of an IAM user. */
export interface IamUserProps {
  /** The name of the user, unique in the account: 1 to 64 letters, digits and +=,.@_-. */
  readonly userName: string;

  /** What the user is part of, 1 to 10: all that he may do comes from there. */
  readonly groups: UserGroup[];

  /**
   * The most that the user may do; there is no way to have none.
   *
   * @default PermissionsBoundary.DEVELOPER
   */
  readonly boundary?: PermissionsBoundary;
}

/**
 * A person without an identity provider: an IAM user in groups that ask for MFA, with a boundary, and no policy or key of his own.
 *
 * The template has no password, since whoever reads the template would have it too. An administrator gives the first one by hand, which
 * must be changed: `aws iam create-login-profile --user-name … --password … --password-reset-required`. The user signs in, changes it,
 * enrols a device on the page "Security credentials", and signs in once more, with MFA. `aws login` takes that session to the command
 * line, where a group has AWS's policy SignInLocalDevelopmentAccess.
 *
 * Not for break-glass users: the boundary keeps everybody from the break-glass role.
 *
 * The user has no path, since the ARN of "yourself" in a policy has none. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users.html
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html
 */
export class IamUser extends Construct {
  /** The name of the user. */
  public readonly userName: string;

  /** The ARN of the user. */
  public readonly userArn: string;

  public constructor(scope: Construct, id: string, props: IamUserProps) {
    super(scope, id);
    const { boundary = PermissionsBoundary.DEVELOPER } = props;
    throwProblems(this, userProblems(props));
    const user = new CfnUser(this, 'Resource', {
      userName: props.userName,
      groups: props.groups.map(({ groupName }) => groupName),
      permissionsBoundary: boundary.policyArn,
    });

    this.userName = user.ref;
    this.userArn = user.attrArn;
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_GROUPS = 10;

function userProblems({ userName, groups }: IamUserProps): Problems {
  return [
    ...shapeProblems('userName', userName, /^[\w+=,.@-]{1,64}$/, 'have 1 to 64 letters, digits and +=,.@_-', 'choose another name'),
    ...groups.length < 1 || groups.length > MAX_GROUPS
      ? [`'groups' must be 1 to ${MAX_GROUPS}, got ${groups.length}: a user without one would need no MFA`] : [],
  ];
}
