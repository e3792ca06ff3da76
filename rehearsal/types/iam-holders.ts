import { Context } from '../../lib/policy';
import { Operation, Permission } from '../aws/contract';
import { findRole, roleArn } from '../aws/services/iam';
import { findGroup, findUser, identityArn, PolicyHolder } from '../aws/services/iam-identities';
import type { World } from '../aws/world';
import { HolderKind, requireHolder } from './iam-checks';
import { given, permissions } from './permission';
import { texts } from './values';

type Values = Readonly<Record<string, unknown>>;

/** How a policy names what it is attached to. */
interface Naming {
  readonly kind: HolderKind;
  /** As actions call it: `Role` of `iam:PutRolePolicy`. */
  readonly word: string;
  /** Property with one name, and with several. */
  readonly one: string;
  readonly many: string;
  readonly find: (world: World, accountId: string, name: string) => PolicyHolder | undefined;
  readonly arn: (world: World, accountId: string, name: string) => string;
}

const NAMINGS: readonly Naming[] = [
  {
    kind: 'role', word: 'Role', one: 'RoleName', many: 'Roles', find: findRole,
    arn: (world, accountId, name) => findRole(world, accountId, name)?.arn ?? roleArn(world, accountId, name),
  },
  {
    kind: 'user', word: 'User', one: 'UserName', many: 'Users', find: findUser,
    arn: (world, accountId, name) => findUser(world, accountId, name)?.arn ?? identityArn(world, accountId, 'user', name),
  },
  {
    kind: 'group', word: 'Group', one: 'GroupName', many: 'Groups', find: findGroup,
    arn: (world, accountId, name) => findGroup(world, accountId, name)?.arn ?? identityArn(world, accountId, 'group', name),
  },
];

/** A role, user or group that a policy is attached to. */
export interface Attached {
  readonly kind: HolderKind;
  readonly holder: PolicyHolder;
}

const namesIn = (properties: Values, { one, many }: Pick<Naming, 'one' | 'many'>) =>
  properties[one] === undefined ? texts(properties, many) : [String(properties[one])];

/** What the properties of a policy name, as far as it is there: what is gone has taken its policies along. */
export function attachedIn({ world, accountId }: Operation, properties: Values): readonly PolicyHolder[] {
  return NAMINGS.flatMap(naming => namesIn(properties, naming).map(name => naming.find(world, accountId, name)))
    .filter(holder => holder !== undefined);
}

/** What a policy names, each of which the template must declare to be there first. */
export function declaredIn(operation: Operation): readonly Attached[] {
  const { world, accountId, properties } = operation;
  return NAMINGS.flatMap(({ kind, find, ...naming }) => namesIn(properties, naming)
    .map(name => ({ kind, holder: requireHolder(operation, kind, name, find(world, accountId, name)) })));
}

/**
 * Permissions on what a policy is attached to: `actionsOf('Role')` says which. They are authorised on the first of each kind, since all are
 * in one account.
 */
export function onAttached(
  actionsOf: (word: string) => readonly string[], context: (operation: Operation) => Context,
): readonly Permission[] {
  return NAMINGS.flatMap(naming => permissions(
    actionsOf(naming.word),
    ({ world, accountId, properties, previous }) => {
      const [name = '*'] = [...namesIn(properties, naming), ...namesIn(previous ?? {}, naming)];
      return naming.arn(world, accountId, name);
    },
    { context, when: given(naming.one, naming.many) },
  ));
}

/** Permissions on what a policy is attached to, whatever changes about the policy. */
export function onEachAttached(actionsOf: (word: string) => readonly string[]): readonly Permission[] {
  return NAMINGS.flatMap(naming => permissions(
    actionsOf(naming.word),
    ({ world, accountId, properties }) => naming.arn(world, accountId, namesIn(properties, naming)[0]),
    { when: ({ properties }) => namesIn(properties, naming).length > 0 },
  ));
}
