import { Context } from '../../lib/policy';
import { Operation, Outcome, Permission, ResourceType } from '../aws/contract';
import { createGroup, findGroup, findUser, getGroup, getUser, Group, identityArn } from '../aws/services/iam-identities';
import { IAM } from '../rules';
import { checkInlineSize, checkManagedPolicies, requireGrammar, requireHolder } from './iam-checks';
import { join } from './iam-user';
import { changed, given, permissions, SCHEMA, schema } from './permission';
import { document, physicalName, plannedName, records, text, texts } from './values';

const MAX_GROUPS = 300;
const MAX_NAME = 128;

const outcome = ({ name, arn }: Group): Outcome => ({ physicalId: name, attributes: { Arn: arn } });

const arnOfGroup = (property: string) => (operation: Operation): string => {
  const name = plannedName(operation, property);
  return findGroup(operation.world, operation.accountId, name)?.arn
    ?? identityArn(operation.world, operation.accountId, 'group', name, text(operation.properties, 'Path') ?? '/');
};

function attachments(operation: Operation): readonly Context[] {
  const policies = new Set([...texts(operation.properties, 'ManagedPolicyArns'), ...texts(operation.previous ?? {}, 'ManagedPolicyArns')]);
  return [...policies].map(arn => ({ 'iam:PolicyARN': arn }));
}

const onGroup = (actions: readonly string[], more: Pick<Permission, 'when' | 'each'> = {}) => permissions(actions, arnOfGroup('GroupName'), more);

/** A group of users with its policies. */
export const GROUP: ResourceType = {
  typeName: 'AWS::IAM::Group',
  source: schema('aws-iam-group'),
  properties: { GroupName: 'interpreted', Path: 'interpreted', ManagedPolicyArns: 'interpreted', Policies: 'interpreted' },
  nested: { Policies: ['PolicyName', 'PolicyDocument'] },
  required: [],
  createOnly: ['GroupName'],
  permissions: {
    create: [
      ...onGroup(['iam:CreateGroup', 'iam:GetGroup']),
      ...onGroup(['iam:PutGroupPolicy', 'iam:GetGroupPolicy'], { when: given('Policies') }),
      ...onGroup(['iam:AttachGroupPolicy'], { when: given('ManagedPolicyArns'), each: attachments }),
    ],
    update: [
      ...onGroup(['iam:GetGroup']),
      ...onGroup(['iam:UpdateGroup'], { when: changed('Path') }),
      ...onGroup(['iam:PutGroupPolicy', 'iam:GetGroupPolicy', 'iam:DeleteGroupPolicy'], { when: given('Policies') }),
      ...onGroup(['iam:AttachGroupPolicy', 'iam:DetachGroupPolicy'], { when: given('ManagedPolicyArns'), each: attachments }),
    ],
    delete: [
      ...onGroup(['iam:GetGroup', 'iam:ListAttachedGroupPolicies', 'iam:ListGroupPolicies', 'iam:DeleteGroup']),
      ...onGroup(['iam:GetGroupPolicy', 'iam:DeleteGroupPolicy'], { when: given('Policies') }),
      ...onGroup(['iam:DetachGroupPolicy'], { when: given('ManagedPolicyArns'), each: attachments }),
    ],
  },
  create: operation => {
    const { world, accountId, origin, properties } = operation;
    const name = physicalName(operation, 'GroupName', MAX_NAME);
    const twin = findGroup(world, accountId, name);
    operation.require(IAM.GROUP_NAME_UNIQUE, !twin, `group ${twin?.name} exists already in ${accountId}`, 'choose another name: case does not count');
    const count = [...world.state.iam.groups.values()].filter(group => group.accountId === accountId).length + 1;
    operation.require(IAM.GROUPS, count <= MAX_GROUPS, `${accountId} would have ${count} groups, ${MAX_GROUPS} are allowed`, 'merge groups');
    check(operation);
    return outcome(apply(operation, createGroup(world, { accountId, name, path: text(properties, 'Path'), origin })));
  },
  update: operation => {
    const group = getGroup(operation.world, operation.accountId, String(operation.physicalId));
    check(operation);
    records(operation.previous ?? {}, 'Policies').forEach(policy => group.inline.delete(String(policy.PolicyName)));
    texts(operation.previous ?? {}, 'ManagedPolicyArns').forEach(arn => group.managed.delete(arn));
    return outcome(apply(operation, group));
  },
  delete: operation => {
    operation.world.state.iam.groups.delete(getGroup(operation.world, operation.accountId, String(operation.physicalId)).arn);
  },
};

function check(operation: Operation): void {
  const inline = records(operation.properties, 'Policies').map(policy => document(policy, 'PolicyDocument'));
  inline.forEach(policy => requireGrammar(operation, policy));
  checkInlineSize(operation, inline, 'group');
  checkManagedPolicies(operation, texts(operation.properties, 'ManagedPolicyArns'));
}

function apply({ properties, origin }: Operation, group: Group): Group {
  records(properties, 'Policies').forEach(policy => group.inline.set(String(policy.PolicyName), { document: document(policy, 'PolicyDocument'), origin }));
  texts(properties, 'ManagedPolicyArns').forEach(arn => group.managed.add(arn));
  return group;
}

/** Users that are put into a group. */
export const USER_TO_GROUP_ADDITION: ResourceType = {
  typeName: 'AWS::IAM::UserToGroupAddition',
  source: SCHEMA,
  properties: { GroupName: 'interpreted', Users: 'interpreted' },
  required: ['GroupName', 'Users'],
  createOnly: [],
  permissions: {
    create: permissions(['iam:GetGroup', 'iam:AddUserToGroup'], arnOfGroup('GroupName')),
    update: permissions(['iam:GetGroup', 'iam:AddUserToGroup', 'iam:RemoveUserFromGroup'], arnOfGroup('GroupName')),
    delete: permissions(['iam:GetGroup', 'iam:RemoveUserFromGroup'], arnOfGroup('GroupName')),
  },
  create: addUsers,
  update: operation => {
    removeUsers(operation, operation.previous ?? {});
    return addUsers(operation);
  },
  delete: operation => removeUsers(operation, operation.properties),
};

function addUsers(operation: Operation): Outcome {
  const { world, accountId, properties, stackName, logicalId } = operation;
  const name = String(properties.GroupName);
  const group = requireHolder(operation, 'group', name, findGroup(world, accountId, name));
  texts(properties, 'Users').map(user => requireHolder(operation, 'user', user, findUser(world, accountId, user)))
    .forEach(user => join(operation, user, group.name));
  return { physicalId: operation.physicalId ?? `${stackName}-${logicalId}`, attributes: {} };
}

function removeUsers({ world, accountId }: Operation, properties: Readonly<Record<string, unknown>>): void {
  texts(properties, 'Users').forEach(name => getUser(world, accountId, name).groups.delete(String(properties.GroupName)));
}
