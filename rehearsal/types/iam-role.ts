import { Context, minify } from '../../lib/policy';
import { Operation, Outcome, Permission, ResourceType } from '../aws/contract';
import { createRole, getRole, Role, roleArn, twinOfRole } from '../aws/services/iam';
import { IAM } from '../rules';
import { checkBoundary, checkInlineSize, checkManagedPolicies, requireGrammar, secondRegion } from './iam-checks';
import { DESCRIPTION, given, givenAnew, inert, permissions, schema, TAGS, takenAway } from './permission';
import { refuseTrustCycle, requirePrincipals, requireUnnamed } from './principals';
import { document, physicalName, plannedName, records, text, texts } from './values';

/** Characters of a trust policy, by default: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_TRUST_POLICY = 2_048;
const MAX_ROLE_NAME = 64;

const outcome = (role: Role): Outcome => ({ physicalId: role.name, attributes: { Arn: role.arn, RoleId: role.id } });

const arnOfRole = (operation: Operation) =>
  roleArn(operation.world, operation.accountId, plannedName(operation, 'RoleName'), text(operation.properties, 'Path') ?? '/');

const boundary = ({ properties }: Operation): Record<string, string> =>
  properties.PermissionsBoundary === undefined ? {} : { 'iam:PermissionsBoundary': String(properties.PermissionsBoundary) };

/** One call attaches or detaches one policy; those that an update takes away are detached. */
function attachments(operation: Operation): readonly Context[] {
  const policies = new Set([...texts(operation.properties, 'ManagedPolicyArns'), ...texts(operation.previous ?? {}, 'ManagedPolicyArns')]);
  return [...policies].map(arn => ({ ...boundary(operation), 'iam:PolicyARN': arn }));
}

const onRole = (actions: readonly string[], when?: Permission['when']) => permissions(actions, arnOfRole, { when, context: boundary });

/** What the handlers look at before they answer. */
const READS = onRole(['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies']);

/** A role with its trust and its policies. */
export const ROLE: ResourceType = {
  typeName: 'AWS::IAM::Role',
  source: schema('aws-iam-role'),
  properties: {
    RoleName: 'interpreted', Path: 'interpreted', AssumeRolePolicyDocument: 'interpreted', Policies: 'interpreted', ManagedPolicyArns: 'interpreted',
    PermissionsBoundary: 'interpreted', Description: DESCRIPTION, Tags: TAGS, MaxSessionDuration: inert('sessions of the rehearsal do not expire'),
  },
  nested: { Policies: ['PolicyName', 'PolicyDocument'] },
  required: ['AssumeRolePolicyDocument'],
  createOnly: ['RoleName', 'Path'],
  permissions: {
    create: [
      ...onRole(['iam:CreateRole']),
      ...READS,
      ...onRole(['iam:PutRolePolicy', 'iam:GetRolePolicy'], given('Policies')),
      ...permissions(['iam:AttachRolePolicy'], arnOfRole, { when: given('ManagedPolicyArns'), each: attachments }),
      ...onRole(['iam:TagRole'], given('Tags')),
    ],
    update: [
      ...READS,
      ...onRole(['iam:UpdateAssumeRolePolicy'], given('AssumeRolePolicyDocument')),
      ...onRole(['iam:UpdateRole'], given('Description', 'MaxSessionDuration')),
      ...onRole(['iam:UpdateRoleDescription'], given('Description')),
      ...onRole(['iam:GetRolePolicy', 'iam:PutRolePolicy', 'iam:DeleteRolePolicy'], given('Policies')),
      ...permissions(['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], arnOfRole, { when: given('ManagedPolicyArns'), each: attachments }),
      ...onRole(['iam:PutRolePermissionsBoundary'], givenAnew('PermissionsBoundary')),
      ...onRole(['iam:DeleteRolePermissionsBoundary'], takenAway('PermissionsBoundary')),
      ...onRole(['iam:TagRole', 'iam:UntagRole'], given('Tags')),
    ],
    delete: [
      ...READS,
      ...onRole(['iam:DeleteRole']),
      ...onRole(['iam:DeleteRolePolicy'], given('Policies')),
      ...permissions(['iam:DetachRolePolicy'], arnOfRole, { when: given('ManagedPolicyArns'), each: attachments }),
    ],
  },
  create: operation => {
    const { world, accountId, origin, properties } = operation;
    const name = physicalName(operation, 'RoleName', MAX_ROLE_NAME);
    const path = text(properties, 'Path');
    const trust = document(properties, 'AssumeRolePolicyDocument');
    refuseTrustCycle(operation, IAM.TRUST_CYCLE, roleArn(world, accountId, name, path), trust);
    checkRole(operation, name);
    requireUnnamed(operation, roleArn(world, accountId, name, path));
    const role = createRole(world, { accountId, name, path, trust, origin });
    return outcome(apply(operation, role));
  },
  update: operation => {
    const role = getRole(operation.world, operation.accountId, String(operation.physicalId));
    check(operation);
    role.trust = document(operation.properties, 'AssumeRolePolicyDocument');
    records(operation.previous ?? {}, 'Policies').forEach(policy => role.inline.delete(String(policy.PolicyName)));
    texts(operation.previous ?? {}, 'ManagedPolicyArns').forEach(arn => role.managed.delete(arn));
    return outcome(apply(operation, role));
  },
  delete: operation => {
    operation.world.state.iam.roles.delete(getRole(operation.world, operation.accountId, String(operation.physicalId)).arn);
  },
  import: operation => {
    const role = getRole(operation.world, operation.accountId, String(operation.physicalId));
    role.origin = operation.origin;
    return outcome(role);
  },
};

function checkRole(operation: Operation, name: string): void {
  const { world, accountId } = operation;
  const twin = twinOfRole(world, accountId, name);
  const remedy = 'put named roles into a StackSet of one region, or leave the name to CloudFormation';
  operation.require(IAM.ROLE_NAME_UNIQUE, !twin, `role ${twin?.name} exists already in ${accountId}${secondRegion(operation, twin?.origin)}`, remedy);
  check(operation);
}

function check(operation: Operation): void {
  const { properties } = operation;
  const trust = document(properties, 'AssumeRolePolicyDocument');
  const size = minify(trust).length;
  operation.require(IAM.TRUST_POLICY_SIZE, size <= MAX_TRUST_POLICY, `the trust policy has ${size} characters`, 'trust fewer principals, or by a condition');
  requirePrincipals(operation, IAM.TRUST_PRINCIPALS_EXIST, trust);
  const inline = records(properties, 'Policies').map(policy => document(policy, 'PolicyDocument'));
  inline.forEach(policy => requireGrammar(operation, policy));
  checkInlineSize(operation, inline, 'role');
  checkManagedPolicies(operation, texts(properties, 'ManagedPolicyArns'));
  checkBoundary(operation);
}

function apply({ properties, origin }: Operation, role: Role): Role {
  records(properties, 'Policies').forEach(policy => role.inline.set(String(policy.PolicyName), { document: document(policy, 'PolicyDocument'), origin }));
  texts(properties, 'ManagedPolicyArns').forEach(arn => role.managed.add(arn));
  role.boundary = text(properties, 'PermissionsBoundary');
  return role;
}
