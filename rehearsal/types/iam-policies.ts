import { minify, PolicyDocument } from '../../lib/policy';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { ManagedPolicy } from '../aws/services/iam';
import { IAM } from '../rules';
import { checkInlineSize, requireGrammar, secondRegion } from './iam-checks';
import { attachedIn, declaredIn, onAttached, onEachAttached } from './iam-holders';
import { DESCRIPTION, permissions, schema } from './permission';
import { document, physicalName, plannedName, text } from './values';

/** Characters of a managed policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_MANAGED = 6_144;
/** Versions of a managed policy besides the default one. */
const MAX_EARLIER_VERSIONS = 4;

function put(operation: Operation): Outcome {
  const { properties, previous, origin } = operation;
  const policy = document(properties, 'PolicyDocument');
  requireGrammar(operation, policy);
  const name = String(properties.PolicyName);
  if (previous) {
    remove(operation, previous);
  }
  declaredIn(operation).forEach(({ kind, holder }) => {
    checkInlineSize(operation, [...[...holder.inline.values()].map(inline => inline.document), policy], kind);
    holder.inline.set(name, { document: policy, origin });
  });
  return { physicalId: name, attributes: { Id: name } };
}

function remove(operation: Operation, properties: Readonly<Record<string, unknown>>): void {
  attachedIn(operation, properties).forEach(holder => holder.inline.delete(String(properties.PolicyName)));
}

const inlinePolicy = (
  typeName: string, source: string, rest: Pick<ResourceType, 'properties' | 'required' | 'createOnly'>,
): ResourceType => ({
  typeName, source, ...rest,
  permissions: {
    create: onEachAttached(word => [`iam:Put${word}Policy`, `iam:Get${word}Policy`]),
    update: onEachAttached(word => [`iam:Put${word}Policy`, `iam:Delete${word}Policy`, `iam:Get${word}Policy`]),
    delete: onEachAttached(word => [`iam:Delete${word}Policy`, `iam:Get${word}Policy`]),
  },
  create: put,
  update: put,
  delete: operation => remove(operation, operation.properties),
});

/** An inline policy on roles, users and groups. */
export const INLINE_POLICY = inlinePolicy('AWS::IAM::Policy', schema('aws-iam-policy'), {
  properties: { PolicyName: 'interpreted', PolicyDocument: 'interpreted', Roles: 'interpreted', Users: 'interpreted', Groups: 'interpreted' },
  required: ['PolicyName', 'PolicyDocument'],
  createOnly: [],
});

const inlinePolicyOf = (word: 'Role' | 'User' | 'Group') =>
  inlinePolicy(`AWS::IAM::${word}Policy`, schema(`aws-iam-${word.toLowerCase()}policy`), {
    properties: { PolicyName: 'interpreted', PolicyDocument: 'interpreted', [`${word}Name`]: 'interpreted' },
    required: ['PolicyName', `${word}Name`],
    createOnly: ['PolicyName', `${word}Name`],
  });

/** An inline policy on one role. */
export const ROLE_POLICY = inlinePolicyOf('Role');
/** An inline policy on one user. */
export const USER_POLICY = inlinePolicyOf('User');
/** An inline policy on one group. */
export const GROUP_POLICY = inlinePolicyOf('Group');

const policyArn = (operation: Operation, name: string) =>
  `arn:${operation.world.partition}:iam::${operation.accountId}:policy${text(operation.properties, 'Path') ?? '/'}${name}`;
const plannedArn = (operation: Operation) =>
  operation.physicalId?.startsWith('arn:') ? operation.physicalId : policyArn(operation, plannedName(operation, 'ManagedPolicyName'));
const named = (operation: Operation) => ({ 'iam:PolicyARN': plannedArn(operation) });

function checkManaged(operation: Operation): PolicyDocument {
  const policy = document(operation.properties, 'PolicyDocument');
  requireGrammar(operation, policy);
  const size = minify(policy).length;
  operation.require(IAM.POLICY_SIZE, size <= MAX_MANAGED, `the managed policy has ${size} characters, ${MAX_MANAGED} are allowed`, 'split it');
  return policy;
}

/** Names are not distinguished by case, nor by path. */
function requireFreeName(operation: Operation, name: string): void {
  const { world, accountId } = operation;
  const owned = `:iam::${accountId}:`;
  const twin = [...world.state.iam.managedPolicies.values()].find(other =>
    other.arn.includes(owned) && other.name.toLowerCase() === name.toLowerCase());
  const remedy = 'put named policies into a StackSet of one region, or leave the name to CloudFormation';
  operation.require(IAM.POLICY_NAME_UNIQUE, !twin, `policy ${twin?.name} exists already in ${accountId}${secondRegion(operation, twin?.origin)}`, remedy);
}

/** The new document becomes the default version; the one before stays, as far as AWS keeps versions. */
function newVersion(policy: ManagedPolicy, content: PolicyDocument): void {
  if (minify(policy.document) !== minify(content)) {
    policy.earlier = [policy.document, ...policy.earlier ?? []].slice(0, MAX_EARLIER_VERSIONS);
    policy.document = content;
  }
}

/** A customer managed policy. */
export const MANAGED_POLICY: ResourceType = {
  typeName: 'AWS::IAM::ManagedPolicy',
  source: schema('aws-iam-managedpolicy'),
  properties: {
    ManagedPolicyName: 'interpreted', Path: 'interpreted', PolicyDocument: 'interpreted', Roles: 'interpreted', Users: 'interpreted',
    Groups: 'interpreted', Description: DESCRIPTION,
  },
  required: ['PolicyDocument'],
  createOnly: ['ManagedPolicyName', 'Description', 'Path'],
  permissions: {
    create: [
      ...permissions(['iam:CreatePolicy', 'iam:GetPolicy'], plannedArn),
      ...onAttached(word => [`iam:Attach${word}Policy`], named),
    ],
    update: [
      ...permissions(['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion', 'iam:ListPolicyVersions', 'iam:GetPolicy'], plannedArn),
      ...onAttached(word => [`iam:Attach${word}Policy`, `iam:Detach${word}Policy`], named),
    ],
    delete: [
      ...permissions(['iam:GetPolicy', 'iam:ListEntitiesForPolicy', 'iam:ListPolicyVersions', 'iam:DeletePolicyVersion', 'iam:DeletePolicy'], plannedArn),
      ...onAttached(word => [`iam:Detach${word}Policy`], named),
    ],
  },
  create: operation => {
    const policy = checkManaged(operation);
    const name = physicalName(operation, 'ManagedPolicyName', 128);
    const arn = policyArn(operation, name);
    const { managedPolicies } = operation.world.state.iam;
    requireFreeName(operation, name);
    const attached = declaredIn(operation);
    managedPolicies.set(arn, { arn, name, document: policy, origin: operation.origin });
    attached.forEach(({ holder }) => holder.managed.add(arn));
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },
  update: operation => {
    const arn = String(operation.physicalId);
    newVersion(operation.world.state.iam.managedPolicies.get(arn)!, checkManaged(operation));
    attachedIn(operation, operation.previous ?? {}).forEach(holder => holder.managed.delete(arn));
    declaredIn(operation).forEach(({ holder }) => holder.managed.add(arn));
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },
  delete: operation => {
    const arn = String(operation.physicalId);
    const { roles, users, groups, managedPolicies } = operation.world.state.iam;
    [roles, users, groups].forEach(holders => holders.forEach(holder => holder.managed.delete(arn)));
    managedPolicies.delete(arn);
  },
};
