import { minify, NamedPolicy, PolicyDocument, PolicyLevel } from '../../../lib/policy';
import { AwsError, Origin } from '../contract';
import { frozen } from '../frozen';
import type { World } from '../world';
import { arnOf, OrganizationPolicy, requireOrganization } from './organization-state';
import { nameOf, unitsAbove } from './organization-tree';

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

/** Virtual time until an enabled policy type is ENABLED. */
export const POLICY_TYPE_READY_AFTER = 5_000;

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

/**
 * SCPs or RCPs from the root to an account; undefined where none apply: the management account, another organization, a type that is not
 * enabled.
 */
export function policyLevels(world: World, accountId: string, type: string): readonly PolicyLevel[] | undefined {
  const above = unitsAbove(world, accountId);
  if (accountId === world.managementAccountId || above.length === 0 || world.state.organizations.policyTypes.get(type)?.status !== 'ENABLED') {
    return undefined;
  }
  return [...above, accountId].map(id => ({
    node: nameOf(world, id), policies: attachedPolicies(world, id, type).map(policy => policy.document),
  }));
}

/** Policies of a type that are attached to a root, unit or account itself. */
export function attachedPolicies(world: World, targetId: string, type: string): readonly OrganizationPolicy[] {
  return [...world.state.organizations.policies.values()].filter(policy => policy.type === type && policy.targets.has(targetId));
}

/** The policies that AWS attaches everywhere when their type is enabled. */
const DEFAULT_POLICIES: Readonly<Record<string, { readonly id: string; readonly name: string; readonly statement: object }>> = {
  SERVICE_CONTROL_POLICY: { id: 'p-FullAWSAccess', name: 'FullAWSAccess', statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
  RESOURCE_CONTROL_POLICY: {
    id: 'p-RCPFullAWSAccess', name: 'RCPFullAWSAccess', statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
  },
};

/** Makes the policy that AWS attaches everywhere when a type is enabled, and attaches it everywhere. */
export function addDefaultPolicy(world: World, type: string): void {
  const { policies, units, accounts } = world.state.organizations;
  const standard = DEFAULT_POLICIES[type];
  if (!standard || policies.has(standard.id)) {
    return;
  }
  const document = { Version: '2012-10-17', Statement: [standard.statement] } as NamedPolicy['document'];
  policies.set(standard.id, {
    id: standard.id, name: standard.name, type, awsManaged: true, content: JSON.stringify(document), targets: new Map(),
    document: { name: standard.name, document },
    arn: `arn:${world.partition}:organizations::aws:policy/${type.toLowerCase()}/${standard.id}`,
  });
  const members = [...accounts.values()].filter(account => account.parentId).map(account => account.id);
  [...units.keys(), ...members].forEach(id => attachDefaults(world, id));
}

/** Attaches the policies of AWS to a root, unit or account. */
export function attachDefaults(world: World, targetId: string): void {
  [...world.state.organizations.policies.values()]
    .filter(policy => policy.awsManaged)
    .forEach(policy => policy.targets.set(targetId, undefined));
}
