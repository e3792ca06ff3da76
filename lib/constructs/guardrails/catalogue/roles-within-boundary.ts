import { ISOLATION_POLICY_NAMES, PLATFORM_POLICY_PATTERN } from '../../../core/naming';
import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Policies of AWS that only deny: with one of them a responder freezes a role, most of all one that has no boundary.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSDenyAll.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html
 */
const ISOLATION = ISOLATION_POLICY_NAMES.map(name => `arn:*:iam::aws:policy/${name}`);

const withoutBoundary = (boundaries: string[]): GuardrailStatement => ({
  actions: ['iam:CreateRole', 'iam:CreateUser', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:PutUserPermissionsBoundary', 'iam:PutUserPolicy'],
  conditions: { ArnNotLikeIfExists: { 'iam:PermissionsBoundary': boundaries } },
});

/** Keys of one operator must all match: what is attached gives something, and nothing bounds whom it is attached to. */
const attachments = (boundaries: string[]): GuardrailStatement => ({
  actions: ['iam:AttachRolePolicy', 'iam:AttachUserPolicy'],
  conditions: { ArnNotLikeIfExists: { 'iam:PermissionsBoundary': boundaries, 'iam:PolicyARN': ISOLATION } },
});

const REMOVAL: GuardrailStatement = { actions: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'] };

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
  adoption: 'The boundaries are in every account: the landing zone deploys them under the path /lz/, where G11 protects them. What makes roles has to name one: '
    + 'bootstrap each account and Region with --custom-permissions-boundary and --apply-permissions-boundary-to-all-roles, or by a StackSet, and set the context '
    + '@aws-cdk/core:permissionsBoundary in CDK apps. Until every bootstrap has it, pipelines fail at their next role, so no profile has this guardrail. Roles that '
    + 'exist keep what they have; before they have a boundary no further policy is attached to them or put inline, but for those that only deny. What this does '
    + 'not see is a new version of a policy they have, and a policy of a group their IAM users are in. It fits into the recommended set of every profile, and '
    + 'beside the sets that a landing zone with networks places on workloads; into the strict set of workloads only with a greater quota.',
  breaks: 'Templates and consoles that make a role without the boundary, a default bootstrap of CDK among them.',
  belongsTo: [GuardrailScope.WORKLOADS, GuardrailScope.SANDBOX, GuardrailScope.STAGING],
  compliance: [...cis('2.14', '2.15', '1.15'), ...fsbp('IAM.1')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  denies: ({ permissionsBoundaries: allowed = [PLATFORM_POLICY_PATTERN] }) => [withoutBoundary(allowed), attachments(allowed), REMOVAL],
});
