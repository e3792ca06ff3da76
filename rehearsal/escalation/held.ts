import { asList, NamedPolicy, PolicyDocument, statementsOf } from '../../lib/policy';
import { Caller } from '../aws/contract';
import { frozen } from '../aws/frozen';
import { Role } from '../aws/services/iam';
import { User } from '../aws/services/iam-identities';
import { World } from '../aws/world';

/** One step on the way from where the search began. */
export interface Step {
  /** Id of a technique of the catalogue. */
  readonly technique: string;
  /** ARN of the principal whose calls it takes. */
  readonly from: string;
  /** ARN of the principal that is held, or holds more, afterwards. */
  readonly to: string;
  /** What is done, in words. */
  readonly explanation: string;
}

/** A principal whose credentials somebody has, and what its permissions became on the way. */
export interface Held {
  /** ARN of the role, the user or the root user. */
  readonly arn: string;
  readonly accountId: string;
  readonly caller: Caller;
  /** What was changed about it on the way. */
  readonly changes: ReadonlySet<Change>;
  /** Whether policies that ask for its tags find those that they ask for. */
  readonly anyTags: boolean;
  readonly path: readonly Step[];
}

/** What was changed about permissions: everything may be added, denials and the boundary may be gone. */
export type Change = 'everything' | 'policies' | 'boundary' | 'groups' | 'versions' | 'tags' | 'new'
  | 'denials' | 'inline-denials' | 'rewritten-denials' | 'left-groups' | 'denials-of-groups' | 'inline-denials-of-groups';

/** What tells principals apart, together with their permissions. */
export const keyOf = ({ arn, changes, caller }: Held): string =>
  [arn, [...changes].sort().join('+'), changes.has('boundary') || changes.has('new') ? caller.boundary?.name ?? 'unbounded' : ''].join('|');

const EVERYTHING: PolicyDocument = frozen({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
/** The policy that somebody writes for himself. */
export const OF_CHOICE: NamedPolicy = { name: 'a policy of one\'s choice', document: EVERYTHING };

/** The role or user in the world; undefined for root users and for those that a technique makes. */
export const identityOf = ({ state }: World, { arn }: Pick<Held, 'arn'>): Role | User | undefined => state.iam.roles.get(arn) ?? state.iam.users.get(arn);

/** A caller that a technique makes: a new role or user with every permission, or that of a policy, below a boundary. */
export function newCaller(kind: 'role' | 'user', arn: string, accountId: string, boundary: NamedPolicy | undefined, policy = OF_CHOICE): Caller {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const session = `${arn.replace(':iam:', ':sts:').replace(/:role\/.*/, '')}:assumed-role/${name}/rehearsal`;
  return {
    label: `new ${kind} ${name} of ${accountId}`,
    principal: kind === 'user' ? { arn, kind, accountId } : { arn: session, kind, roleArn: arn, accountId },
    accountId, boundary,
    identity: [policy],
  };
}

/** Whether a policy allows every action on everything, without a condition. */
export function allowsEverything(identity: readonly NamedPolicy[]): boolean {
  return identity.flatMap(({ document }) => statementsOf(document)).some(({ Effect, Action, Resource, Condition }) =>
    Effect === 'Allow' && Condition === undefined && asList(Action).includes('*') && asList(Resource).includes('*'));
}
