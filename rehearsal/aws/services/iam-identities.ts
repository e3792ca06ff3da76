import { AwsError, Origin } from '../contract';
import type { World } from '../world';
import type { InlinePolicy } from './iam';

/** What policies are attached to: a role, a user, a group. */
export interface PolicyHolder {
  readonly name: string;
  readonly inline: Map<string, InlinePolicy>;
  /** ARNs of managed policies. */
  readonly managed: Set<string>;
}

/** An IAM user: a password or a key of its own, and the policies of its groups. */
export interface User extends PolicyHolder {
  readonly arn: string;
  readonly id: string;
  path: string;
  readonly accountId: string;
  origin?: Origin;
  boundary?: string;
  /** Names of groups of the account, with the resource that put the user there. */
  readonly groups: Map<string, Origin | undefined>;
  /** Whether the user has a password. */
  password: boolean;
}

/** A group of IAM users: it holds policies, and is no principal. */
export interface Group extends PolicyHolder {
  readonly arn: string;
  readonly id: string;
  readonly path: string;
  readonly accountId: string;
  origin?: Origin;
}

/** An identity provider whose assertions roles of the account may trust. */
export interface IdentityProvider {
  readonly arn: string;
  readonly kind: 'oidc' | 'saml';
  readonly accountId: string;
  origin?: Origin;
  /** Audiences of an OIDC provider. @default - a SAML provider has none */
  audiences?: readonly string[];
}

/** What gives a role to EC2 instances. */
export interface InstanceProfile {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  origin?: Origin;
  /** Name of its role; the quota is one. */
  role?: string;
}

/** What a user or a group is made of. */
export interface IdentityProps {
  readonly accountId: string;
  readonly name: string;
  readonly path?: string;
  readonly managed?: readonly string[];
  readonly origin?: Origin;
}

type Kind = 'user' | 'group' | 'instance-profile' | 'saml-provider' | 'oidc-provider';

export const identityArn = (world: World, accountId: string, kind: Kind, name: string, path = '/'): string =>
  `arn:${world.partition}:iam::${accountId}:${kind}${path}${name}`;

/** Names of users and groups are not distinguished by case. */
const isCalled = (name: string, accountId: string) => (known: { readonly name: string; readonly accountId: string }) =>
  known.accountId === accountId && known.name.toLowerCase() === name.toLowerCase();

export const findUser = ({ state }: World, accountId: string, name: string): User | undefined =>
  [...state.iam.users.values()].find(isCalled(name, accountId));
export const findGroup = ({ state }: World, accountId: string, name: string): Group | undefined =>
  [...state.iam.groups.values()].find(isCalled(name, accountId));

/** The user, or NoSuchEntity. */
export const getUser = (world: World, accountId: string, name: string): User => findUser(world, accountId, name) ?? missing('user', name);
/** The group, or NoSuchEntity. */
export const getGroup = (world: World, accountId: string, name: string): Group => findGroup(world, accountId, name) ?? missing('group', name);

function missing(kind: 'user' | 'group', name: string): never {
  throw new AwsError('NoSuchEntityException', `The ${kind} with name ${name} cannot be found.`);
}

/** Creates a user; names are unique in an account, whatever the path. */
export function createUser(world: World, props: IdentityProps & { readonly boundary?: string }): User {
  const { accountId, name, path = '/', boundary, origin } = props;
  if (findUser(world, accountId, name)) {
    throw new AwsError('EntityAlreadyExistsException', `User with name ${name} already exists.`);
  }
  const id = `AIDA${world.identifiers.letters(`user:${accountId}:${name}`, 17).toUpperCase()}`;
  const arn = identityArn(world, accountId, 'user', name, path);
  const policies = { inline: new Map(), managed: new Set(props.managed) };
  const user: User = { arn, id, name, path, accountId, origin, boundary, ...policies, groups: new Map(), password: false };
  world.state.iam.users.set(arn, user);
  return user;
}

/** Creates a group; names are unique in an account, whatever the path. */
export function createGroup(world: World, { accountId, name, path = '/', managed, origin }: IdentityProps): Group {
  if (findGroup(world, accountId, name)) {
    throw new AwsError('EntityAlreadyExistsException', `Group with name ${name} already exists.`);
  }
  const id = `AGPA${world.identifiers.letters(`group:${accountId}:${name}`, 17).toUpperCase()}`;
  const arn = identityArn(world, accountId, 'group', name, path);
  const group: Group = { arn, id, name, path, accountId, origin, inline: new Map(), managed: new Set(managed) };
  world.state.iam.groups.set(arn, group);
  return group;
}

/** The groups of a user that are there. */
export const groupsOf = (world: World, { accountId, groups }: User): readonly Group[] =>
  [...groups.keys()].map(name => findGroup(world, accountId, name)).filter(group => group !== undefined);
