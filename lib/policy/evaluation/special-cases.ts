import { Facts } from './facts';

/**
 * SCPs bind identities of member accounts, root users included; neither service-linked roles nor services.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 */
export function serviceControlApplies({ principal }: Facts): boolean {
  return principal.isIdentity && principal.kind !== 'service-linked-role';
}

/**
 * RCPs bind everybody but service-linked roles, and never retiring a grant.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html
 */
export function resourceControlApplies({ principal, action }: Facts): boolean {
  return principal.kind !== 'service-linked-role' && action !== 'kms:retiregrant';
}

/**
 * Keys and roles are closed even to their own account: without a word in the key policy or the trust policy, identity policies do nothing.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function resourcePolicyDecides({ action, resource }: Facts): boolean {
  return (action.startsWith('kms:') && resource.includes(':key/')) || (action.startsWith('sts:') && resource.includes(':role/'));
}

/**
 * A root session in a member account is granted by central root access, not by a policy of that account.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 */
export function grantedWithoutResourcePolicy({ action }: Facts): boolean {
  return action === 'sts:assumeroot';
}

/**
 * "No permissions are required to perform this operation", and an explicit deny does not stop it.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function needsNoPermission({ principal, action }: Facts): boolean {
  return action === 'sts:getcalleridentity' && principal.kind !== 'anonymous';
}
