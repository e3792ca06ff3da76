import { Role } from '../aws/services/iam';
import { User } from '../aws/services/iam-identities';
import { Tools } from './edge';
import { Held } from './held';
import { Technique } from './technique';

/** A role or a user. */
export type Identity = Role | User;

/** What a change is about: whose permissions, and who makes it. */
export interface Case extends Tools {
  readonly by: Held;
  readonly held: Held;
  readonly identity: Identity;
  readonly technique: Technique;
}

/** Whether it is a user, and may be in groups. */
export const isUser = (identity: Identity): identity is User => 'groups' in identity;
