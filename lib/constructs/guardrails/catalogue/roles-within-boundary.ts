import { PLATFORM_POLICY_PATTERN } from '../../../core/naming';
import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Teams make roles themselves, and none of them exceeds the boundary: neither at birth, nor by a policy that is added to a role without
 * one, nor by another boundary, nor by removing it. The negated operator is meant to match where the key is absent: that is the role
 * without a boundary. Service-linked roles are made by another action and have none. IAM users are included, or one would be the way out.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export const ROLES_WITHIN_BOUNDARY = new ParameterizedGuardrail({
  id: 'G15',
  title: 'Roles of teams have a boundary',
  intent: 'Nobody but the platform makes or empowers a role or an IAM user that has none of the permissions boundaries that the organization allows.',
  threat: 'A pipeline that may make roles makes one with more permissions than its own, and takes it.',
  adoption: 'Deploy the boundary to every account first, under the path /lz/, where G11 protects it. Roles that exist keep what they have, and '
    + 'before they have the boundary no further policy is attached to them or put inline; what this does not see is a new version of a policy '
    + 'they have, and a policy of a group their IAM users are in. In CDK apps set the context @aws-cdk/core:permissionsBoundary; bootstrap with '
    + '--custom-permissions-boundary for all roles (a CLI that gives it to the execution role only needs a template of your own), or by a StackSet.',
  breaks: 'Templates and consoles that make a role without the boundary, a default bootstrap of CDK among them.',
  belongsTo: [GuardrailScope.WORKLOADS, GuardrailScope.SANDBOX, GuardrailScope.STAGING],
  compliance: [...cis('2.14', '2.15', '1.15'), ...fsbp('IAM.1')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  denies: ({ permissionsBoundaries = [PLATFORM_POLICY_PATTERN] }) => [
    {
      actions: [
        'iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:CreateRole', 'iam:CreateUser', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy',
        'iam:PutUserPermissionsBoundary', 'iam:PutUserPolicy',
      ],
      conditions: { ArnNotLikeIfExists: { 'iam:PermissionsBoundary': permissionsBoundaries } },
    },
    { actions: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'] },
  ],
});
