import { lintPolicy, minify, PolicyDocument } from '../../lib/policy';
import { parseArn } from '../aws/arn';
import { Operation, Origin } from '../aws/contract';
import { managedPolicyDocument } from '../aws/services/iam';
import { IAM } from '../rules';
import { text } from './values';

/** Characters of all inline policies together: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_INLINE = { role: 10_240, group: 5_120, user: 2_048 } as const;
const MAX_MANAGED_POLICIES = 10;

/** What policies are attached to. */
export type HolderKind = keyof typeof MAX_INLINE;

/** Tells whose fault it is that a name is taken: that of a template which goes to two regions of an account. */
export const secondRegion = ({ logicalId }: Operation, twin?: Origin): string =>
  twin?.logicalId === logicalId ? ': the template runs in a second region of the account' : '';

/** Refuses an identity policy that IAM would call malformed. */
export function requireGrammar(operation: Operation, policy: PolicyDocument): void {
  const findings = lintPolicy(policy, 'identity');
  operation.require(IAM.POLICY_GRAMMAR, findings.length === 0, findings.map(finding => finding.message).join('; '), findings[0]?.remedy);
}

/** Refuses inline policies that are together larger than a role, a group or a user takes. */
export function checkInlineSize(operation: Operation, policies: readonly PolicyDocument[], kind: HolderKind): void {
  const size = policies.reduce((sum, policy) => sum + minify(policy).length, 0);
  const most = MAX_INLINE[kind];
  operation.require(IAM.POLICY_SIZE, size <= most, `inline policies of the ${kind} have ${size} characters, ${most} are allowed`, 'use wildcards or a managed policy');
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

/** Refuses a permissions boundary that does not exist in the account, or may not exist yet. */
export function checkBoundary(operation: Operation): void {
  const arn = text(operation.properties, 'PermissionsBoundary');
  if (arn === undefined) {
    return;
  }
  const { world, accountId } = operation;
  const owner = parseArn(arn)?.accountId;
  if (owner === 'aws') {
    managedPolicyDocument(world, arn);
    return;
  }
  const policy = world.state.iam.managedPolicies.get(arn);
  const remedy = owner === accountId ? 'create the policy first, in a template that the account gets before this one' : `name a managed policy of ${accountId}`;
  operation.require(IAM.BOUNDARY_EXISTS, owner === accountId && policy !== undefined, `the permissions boundary ${arn} does not exist in ${accountId}`, remedy);
  operation.requirePath(IAM.BOUNDARY_EXISTS, policy?.origin, `the permissions boundary ${arn} may not exist yet`);
}

/** The role, user or group that something names: refused where it does not exist, or may not exist yet. */
export function requireHolder<Holder extends { readonly name: string; readonly origin?: Origin }>(
  operation: Operation, kind: HolderKind, name: string, holder: Holder | undefined,
): Holder {
  const remedy = 'correct the name, or create it before';
  operation.require(IAM.ATTACHED_ENTITIES, holder !== undefined, `${kind} ${name} does not exist in ${operation.accountId}`, remedy);
  operation.requirePath(IAM.ATTACHED_ENTITIES, holder?.origin, `${kind} ${name} may not exist yet`);
  return holder!;
}
