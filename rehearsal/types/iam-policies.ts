import { lintPolicy, minify, PolicyDocument } from '../../lib/policy';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { findRole, getRole, managedPolicyDocument, Role, roleArn } from '../aws/services/iam';
import { IAM } from '../rules';
import { DESCRIPTION, permissions, SCHEMA, schema } from './permission';
import { document, physicalName, plannedName, text, texts } from './values';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_INLINE = 10_240;
const MAX_MANAGED = 6_144;
const MAX_MANAGED_POLICIES = 10;

/** Refuses an identity policy that IAM would call malformed. */
export function requireGrammar(operation: Operation, policy: PolicyDocument): void {
  const findings = lintPolicy(policy, 'identity');
  operation.require(IAM.POLICY_GRAMMAR, findings.length === 0, findings.map(finding => finding.message).join('; '), findings[0]?.remedy);
}

/** Refuses inline policies that are together larger than a role takes. */
export function checkInlineSize(operation: Operation, policies: readonly PolicyDocument[]): void {
  const size = policies.reduce((sum, policy) => sum + minify(policy).length, 0);
  operation.require(IAM.POLICY_SIZE, size <= MAX_INLINE, `inline policies have ${size} characters, ${MAX_INLINE} are allowed`, 'use wildcards or a managed policy');
}

/** Refuses managed policies that are too many, do not exist, or may not exist yet. */
export function checkManagedPolicies(operation: Operation, arns: readonly string[]): void {
  const remedy = 'merge customer managed policies';
  operation.require(IAM.MANAGED_POLICIES, arns.length <= MAX_MANAGED_POLICIES, `${arns.length} managed policies are attached`, remedy);
  arns.forEach(arn => {
    managedPolicyDocument(operation.world, arn);
    operation.requirePath(IAM.MANAGED_POLICIES, operation.world.state.iam.managedPolicies.get(arn)?.origin, `${arn} may not exist yet`);
  });
}

const rolesOf = ({ world, accountId, properties }: Operation): readonly Role[] =>
  roleNames(properties).map(name => getRole(world, accountId, name));
const roleNames = (properties: Readonly<Record<string, unknown>>) =>
  properties.RoleName === undefined ? texts(properties, 'Roles') : [String(properties.RoleName)];

/** Actions on roles are authorised on the first role: all of them are in one account. */
const firstRole = (operation: Operation) => {
  const [name = '*'] = roleNames(operation.properties);
  return findRole(operation.world, operation.accountId, name)?.arn ?? roleArn(operation.world, operation.accountId, name);
};

function put(operation: Operation): Outcome {
  const { properties, previous, origin } = operation;
  const policy = document(properties, 'PolicyDocument');
  requireGrammar(operation, policy);
  const name = String(properties.PolicyName);
  if (previous) {
    remove(operation, previous);
  }
  rolesOf(operation).forEach(role => {
    checkInlineSize(operation, [...[...role.inline.values()].map(inline => inline.document), policy]);
    role.inline.set(name, { document: policy, origin });
  });
  return { physicalId: name, attributes: { Id: name } };
}

function remove({ world, accountId }: Operation, properties: Readonly<Record<string, unknown>>): void {
  roleNames(properties).forEach(name => getRole(world, accountId, name).inline.delete(String(properties.PolicyName)));
}

const inlinePolicy = (
  typeName: string, source: string, rest: Pick<ResourceType, 'properties' | 'required' | 'createOnly'>,
): ResourceType => ({
  typeName, source, ...rest,
  permissions: {
    create: permissions(['iam:PutRolePolicy', 'iam:GetRolePolicy'], firstRole),
    update: permissions(['iam:PutRolePolicy', 'iam:DeleteRolePolicy', 'iam:GetRolePolicy'], firstRole),
    delete: permissions(['iam:DeleteRolePolicy', 'iam:GetRolePolicy'], firstRole),
  },
  create: put,
  update: put,
  delete: operation => remove(operation, operation.properties),
});

/** An inline policy on roles. `Groups` and `Users` are not modelled: a landing zone has no IAM users. */
export const INLINE_POLICY = inlinePolicy('AWS::IAM::Policy', schema('aws-iam-policy'), {
  properties: { PolicyName: 'interpreted', PolicyDocument: 'interpreted', Roles: 'interpreted' },
  required: ['PolicyName', 'PolicyDocument'],
  createOnly: [],
});

/** An inline policy on one role. */
export const ROLE_POLICY = inlinePolicy('AWS::IAM::RolePolicy', SCHEMA, {
  properties: { PolicyName: 'interpreted', PolicyDocument: 'interpreted', RoleName: 'interpreted' },
  required: ['PolicyName', 'RoleName'],
  createOnly: ['PolicyName', 'RoleName'],
});

const policyArn = (operation: Operation, name: string) =>
  `arn:${operation.world.partition}:iam::${operation.accountId}:policy${text(operation.properties, 'Path') ?? '/'}${name}`;
const plannedArn = (operation: Operation) =>
  operation.physicalId?.startsWith('arn:') ? operation.physicalId : policyArn(operation, plannedName(operation, 'ManagedPolicyName'));

function checkManaged(operation: Operation): PolicyDocument {
  const policy = document(operation.properties, 'PolicyDocument');
  requireGrammar(operation, policy);
  const size = minify(policy).length;
  operation.require(IAM.POLICY_SIZE, size <= MAX_MANAGED, `the managed policy has ${size} characters, ${MAX_MANAGED} are allowed`, 'split it');
  return policy;
}

/** A customer managed policy. `Groups` and `Users` are not modelled. */
export const MANAGED_POLICY: ResourceType = {
  typeName: 'AWS::IAM::ManagedPolicy',
  source: schema('aws-iam-managedpolicy'),
  properties: {
    ManagedPolicyName: 'interpreted', Path: 'interpreted', PolicyDocument: 'interpreted', Roles: 'interpreted', Description: DESCRIPTION,
  },
  required: ['PolicyDocument'],
  createOnly: ['ManagedPolicyName', 'Description', 'Path'],
  permissions: {
    create: permissions(['iam:CreatePolicy', 'iam:GetPolicy'], plannedArn),
    update: permissions(['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion', 'iam:ListPolicyVersions', 'iam:GetPolicy'], plannedArn),
    delete: permissions(['iam:GetPolicy', 'iam:ListEntitiesForPolicy', 'iam:ListPolicyVersions', 'iam:DeletePolicyVersion', 'iam:DeletePolicy'], plannedArn),
  },
  create: operation => {
    const policy = checkManaged(operation);
    const name = physicalName(operation, 'ManagedPolicyName', 128);
    const arn = policyArn(operation, name);
    const { managedPolicies } = operation.world.state.iam;
    if (managedPolicies.has(arn)) {
      operation.fail('EntityAlreadyExists', `a policy called ${name} already exists`);
    }
    managedPolicies.set(arn, { arn, name, document: policy, origin: operation.origin });
    rolesOf(operation).forEach(role => role.managed.add(arn));
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },
  update: operation => {
    const arn = String(operation.physicalId);
    operation.world.state.iam.managedPolicies.get(arn)!.document = checkManaged(operation);
    roleNames(operation.previous ?? {}).forEach(name => getRole(operation.world, operation.accountId, name).managed.delete(arn));
    rolesOf(operation).forEach(role => role.managed.add(arn));
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },
  delete: operation => {
    const arn = String(operation.physicalId);
    operation.world.state.iam.roles.forEach(role => role.managed.delete(arn));
    operation.world.state.iam.managedPolicies.delete(arn);
  },
};
