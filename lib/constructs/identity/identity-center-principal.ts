import { throwProblems } from '../../core/errors';
import { Problems, shapeProblems } from '../../core/validation';

/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html */
const ID = /^([0-9a-f]{10}-)?[A-Fa-f0-9]{8}(-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}$/;

/**
 * Who may wear a permission set: a group or a user of IAM Identity Center, by the id that the identity store gave it. Names are not taken,
 * since whoever may rename a group could take the place of another.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/welcome.html
 */
export class IdentityCenterPrincipal {
  /**
   * Everybody in a group. To be preferred: who joins or leaves is decided in the identity provider, and nothing is deployed for it.
   *
   * @param groupId its id, such as "93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b5a": `aws identitystore get-group-id` tells it
   */
  public static group(groupId: string): IdentityCenterPrincipal {
    return new IdentityCenterPrincipal(groupId, 'GROUP', idProblems('groupId', groupId));
  }

  /**
   * One user. For the exception: access of one person that nobody's departure takes away.
   *
   * @param userId its id, such as "93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b5b": `aws identitystore get-user-id` tells it
   */
  public static user(userId: string): IdentityCenterPrincipal {
    return new IdentityCenterPrincipal(userId, 'USER', idProblems('userId', userId));
  }

  private constructor(
    /** The id in the identity store. */
    public readonly principalId: string,
    /** What it is, as AWS spells it: "GROUP" or "USER". */
    public readonly principalType: string,
    problems: Problems,
  ) {
    throwProblems(undefined, problems);
  }
}

const idProblems = (prop: string, id: string): Problems =>
  shapeProblems(prop, id, ID, 'be an id of the identity store: a UUID, in older ones with ten characters before it', 'take the id, not the name');
