import { minify, PolicyDocument } from '../../../lib/policy';
import { AwsError, Origin } from '../contract';
import { frozen } from '../frozen';
import type { World } from '../world';
import { arnOf, attachedPolicies, OrganizationPolicy, requireOrganization } from './organizations';

/**
 * Characters that a policy of a type may have, and policies of it that a target may have.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const QUOTAS: Readonly<Record<string, { readonly size: number; readonly attachments: number }>> = {
  SERVICE_CONTROL_POLICY: { size: 5_120, attachments: 5 },
  RESOURCE_CONTROL_POLICY: { size: 5_120, attachments: 5 },
  AISERVICES_OPT_OUT_POLICY: { size: 2_500, attachments: 5 },
  CHATBOT_POLICY: { size: 10_000, attachments: 5 },
};
const DEFAULT_QUOTA = { size: 10_000, attachments: 10 };

export const maxPolicySize = (world: World, type: string): number =>
  world.state.quotas.policySize?.[type] ?? (QUOTAS[type] ?? DEFAULT_QUOTA).size;

export const maxPolicyAttachments = (world: World, type: string): number =>
  world.state.quotas.policyAttachments?.[type] ?? (QUOTAS[type] ?? DEFAULT_QUOTA).attachments;

/** What a policy says, as it is sent: CloudFormation minifies an object and leaves a string as it is. */
export interface PolicyContent {
  readonly name: string;
  readonly content: unknown;
}

/** The text of the content as it counts against the quota. */
export const contentText = (content: unknown): string => typeof content === 'string' ? content : minify(content);

const named = ({ name, content }: PolicyContent) => frozen({ name, document: JSON.parse(contentText(content)) as PolicyDocument });

/** Creates a policy that is attached nowhere yet. */
export function createPolicy(world: World, type: string, props: PolicyContent, origin?: Origin): OrganizationPolicy {
  const { id: organizationId } = requireOrganization(world);
  const id = `p-${world.identifiers.letters(`policy:${type}:${props.name}`, 8)}`;
  const policy: OrganizationPolicy = {
    id, type, origin, name: props.name, awsManaged: false, content: contentText(props.content), document: named(props), targets: new Map(),
    arn: arnOf(world, `policy/${organizationId}/${type.toLowerCase()}/${id}`),
  };
  world.state.organizations.policies.set(id, policy);
  return policy;
}

/** Gives a policy new content. */
export function updatePolicy(policy: OrganizationPolicy, props: PolicyContent): void {
  policy.name = props.name;
  policy.content = contentText(props.content);
  policy.document = named(props);
}

/** Whether there is a root, unit or account of this id to attach a policy to. */
export function isTarget(world: World, id: string): boolean {
  const { units, accounts } = world.state.organizations;
  return units.has(id) || accounts.get(id)?.parentId !== undefined;
}

/** Attaches a policy to a root, unit or account. */
export function attachPolicy(world: World, policy: OrganizationPolicy, targetId: string, origin?: Origin): void {
  if (!isTarget(world, targetId)) {
    throw new AwsError('TargetNotFoundException', `You specified the target ${targetId}, which does not exist.`);
  }
  policy.targets.set(targetId, origin);
}

/** Whether a target keeps a policy of the type when this one is detached. */
export const keepsOne = (world: World, policy: OrganizationPolicy, targetId: string): boolean =>
  attachedPolicies(world, targetId, policy.type).some(other => other.id !== policy.id);
