import { Context } from '../../lib/policy';
import { Operation, Outcome, Permission, ResourceType } from '../aws/contract';
import { createUser, findGroup, findUser, getUser, identityArn, User } from '../aws/services/iam-identities';
import { IAM } from '../rules';
import { checkBoundary, checkInlineSize, checkManagedPolicies, requireGrammar, requireHolder } from './iam-checks';
import { changed, given, givenAnew, inert, permissions, schema, TAGS, takenAway } from './permission';
import { requireUnnamed } from './principals';
import { document, physicalName, plannedName, records, text, texts } from './values';

const MAX_GROUPS = 10;
const MAX_NAME = 64;

const outcome = ({ name, arn }: User): Outcome => ({ physicalId: name, attributes: { Arn: arn } });

const arnOfUser = (operation: Operation) => {
  const name = plannedName(operation, 'UserName');
  return findUser(operation.world, operation.accountId, name)?.arn
    ?? identityArn(operation.world, operation.accountId, 'user', name, text(operation.properties, 'Path') ?? '/');
};

const boundary = ({ properties }: Operation): Record<string, string> =>
  properties.PermissionsBoundary === undefined ? {} : { 'iam:PermissionsBoundary': String(properties.PermissionsBoundary) };

/** One call attaches or detaches one policy; those that an update takes away are detached. */
function attachments(operation: Operation): readonly Context[] {
  const policies = new Set([...texts(operation.properties, 'ManagedPolicyArns'), ...texts(operation.previous ?? {}, 'ManagedPolicyArns')]);
  return [...policies].map(arn => ({ ...boundary(operation), 'iam:PolicyARN': arn }));
}

const onUser = (actions: readonly string[], when?: Permission['when']) => permissions(actions, arnOfUser, { when, context: boundary });
const onFirstGroup = (actions: readonly string[]) => permissions(actions, ({ world, accountId, properties, previous }) => {
  const [name = '*'] = [...texts(properties, 'Groups'), ...texts(previous ?? {}, 'Groups')];
  return identityArn(world, accountId, 'group', name);
}, { when: given('Groups') });

/** A user with its policies, its groups and its password. */
export const USER: ResourceType = {
  typeName: 'AWS::IAM::User',
  source: schema('aws-iam-user'),
  properties: {
    UserName: 'interpreted', Path: 'interpreted', Groups: 'interpreted', ManagedPolicyArns: 'interpreted', Policies: 'interpreted',
    PermissionsBoundary: 'interpreted', LoginProfile: 'interpreted', Tags: TAGS,
  },
  nested: {
    Policies: ['PolicyName', 'PolicyDocument'],
    LoginProfile: { Password: inert('nobody signs in with it in the rehearsal'), PasswordResetRequired: inert('nobody signs in with it in the rehearsal') },
  },
  required: [],
  createOnly: ['UserName'],
  permissions: {
    create: [
      ...onUser(['iam:CreateUser', 'iam:GetUser']),
      ...onUser(['iam:PutUserPolicy'], given('Policies')),
      ...permissions(['iam:AttachUserPolicy'], arnOfUser, { when: given('ManagedPolicyArns'), each: attachments }),
      ...onUser(['iam:CreateLoginProfile'], given('LoginProfile')),
      ...onFirstGroup(['iam:AddUserToGroup']),
      ...onUser(['iam:TagUser'], given('Tags')),
    ],
    update: [
      ...onUser(['iam:GetUser']),
      ...onUser(['iam:UpdateUser'], changed('Path')),
      ...onUser(['iam:PutUserPolicy', 'iam:DeleteUserPolicy'], given('Policies')),
      ...permissions(['iam:AttachUserPolicy', 'iam:DetachUserPolicy'], arnOfUser, { when: given('ManagedPolicyArns'), each: attachments }),
      ...onUser(['iam:PutUserPermissionsBoundary'], givenAnew('PermissionsBoundary')),
      ...onUser(['iam:DeleteUserPermissionsBoundary'], takenAway('PermissionsBoundary')),
      ...onUser(['iam:GetLoginProfile', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile', 'iam:DeleteLoginProfile'], changed('LoginProfile')),
      ...onFirstGroup(['iam:AddUserToGroup', 'iam:RemoveUserFromGroup']),
      ...onUser(['iam:TagUser', 'iam:UntagUser', 'iam:ListUserTags'], given('Tags')),
    ],
    delete: [
      ...onUser(['iam:GetUser', 'iam:ListAccessKeys', 'iam:ListGroupsForUser', 'iam:ListAttachedUserPolicies', 'iam:ListUserPolicies', 'iam:DeleteUser']),
      ...onUser(['iam:DeleteUserPolicy'], given('Policies')),
      ...permissions(['iam:DetachUserPolicy'], arnOfUser, { when: given('ManagedPolicyArns'), each: attachments }),
      ...onUser(['iam:DeleteLoginProfile'], given('LoginProfile')),
      ...onFirstGroup(['iam:RemoveUserFromGroup']),
    ],
  },
  create: operation => {
    const { world, accountId, origin, properties } = operation;
    const name = physicalName(operation, 'UserName', MAX_NAME);
    const path = text(properties, 'Path');
    const twin = findUser(world, accountId, name);
    operation.require(IAM.USER_NAME_UNIQUE, !twin, `user ${twin?.name} exists already in ${accountId}`, 'choose another name: case does not count');
    check(operation);
    requireUnnamed(operation, identityArn(world, accountId, 'user', name, path));
    return outcome(apply(operation, createUser(world, { accountId, name, path, origin })));
  },
  update: operation => {
    const user = getUser(operation.world, operation.accountId, String(operation.physicalId));
    check(operation);
    const previous = operation.previous ?? {};
    records(previous, 'Policies').forEach(policy => user.inline.delete(String(policy.PolicyName)));
    texts(previous, 'ManagedPolicyArns').forEach(arn => user.managed.delete(arn));
    texts(previous, 'Groups').forEach(name => user.groups.delete(name));
    return outcome(apply(operation, user));
  },
  delete: operation => {
    operation.world.state.iam.users.delete(getUser(operation.world, operation.accountId, String(operation.physicalId)).arn);
  },
};

function check(operation: Operation): void {
  const { properties, world, accountId } = operation;
  const inline = records(properties, 'Policies').map(policy => document(policy, 'PolicyDocument'));
  inline.forEach(policy => requireGrammar(operation, policy));
  checkInlineSize(operation, inline, 'user');
  checkManagedPolicies(operation, texts(properties, 'ManagedPolicyArns'));
  checkBoundary(operation);
  texts(properties, 'Groups').forEach(name => requireHolder(operation, 'group', name, findGroup(world, accountId, name)));
}

function apply(operation: Operation, user: User): User {
  const { properties, origin } = operation;
  records(properties, 'Policies').forEach(policy => user.inline.set(String(policy.PolicyName), { document: document(policy, 'PolicyDocument'), origin }));
  texts(properties, 'ManagedPolicyArns').forEach(arn => user.managed.add(arn));
  texts(properties, 'Groups').forEach(name => join(operation, user, name));
  user.boundary = text(properties, 'PermissionsBoundary');
  user.password = properties.LoginProfile !== undefined;
  return user;
}

/** Puts a user into a group; its quota is checked with those of other resources. */
export function join(operation: Operation, user: User, group: string): void {
  user.groups.set(group, operation.origin);
  operation.require(IAM.GROUPS, user.groups.size <= MAX_GROUPS, `user ${user.name} is in ${user.groups.size} groups, ${MAX_GROUPS} are allowed`, 'merge groups');
}

/** An access key: it is refused, since its secret would be an output of the template, and last for ever. */
export const ACCESS_KEY: ResourceType = {
  typeName: 'AWS::IAM::AccessKey',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html (rely on temporary credentials)',
  properties: { UserName: 'interpreted', Status: inert('it is refused whatever its status'), Serial: inert('it is refused whatever its serial') },
  required: ['UserName'],
  createOnly: ['UserName'],
  permissions: { create: permissions(['iam:CreateAccessKey'], arnOfUser), update: [], delete: [] },
  create: refuseKey,
  update: refuseKey,
  delete: () => undefined,
};

function refuseKey(operation: Operation): Outcome {
  operation.require(IAM.NO_ACCESS_KEYS, false, `${operation.logicalId} makes a key of user ${String(operation.properties.UserName)} that lasts for ever`,
    'assume a role: by a federated deployment identity, Identity Center or a user with MFA');
  return { physicalId: operation.logicalId, attributes: {} };
}
