import { NamedPolicy, PolicyDocument } from '../../../lib/policy';
import { AwsError, Origin } from '../contract';
import { WorldOptions } from '../options';
import { defaultRegions } from '../regions';
import type { World } from '../world';

/** The organization, its tree, its policies and what is switched on in it. */
export interface OrganizationsState {
  organization?: Organization;
  /** Organizational units and the root, by id. */
  readonly units: Map<string, Unit>;
  /** Every account of the world by id; those of the organization have a parent. */
  readonly accounts: Map<string, Account>;
  /** Policy types of the root that are, or are about to be, enabled. */
  readonly policyTypes: Map<string, PolicyTypeState>;
  readonly policies: Map<string, OrganizationPolicy>;
  /** Services with trusted access, and what switched it on. */
  readonly trustedServices: Map<string, { readonly origin?: Origin }>;
  /** `account id/service principal` and what registered it. */
  readonly delegatedAdministrators: Map<string, { readonly accountId: string; readonly service: string; readonly origin?: Origin }>;
  /** What delegates the management of policies to member accounts. */
  resourcePolicy?: OrganizationResourcePolicy;
  /** Accounts that joined, moved, were suspended or left, in order: what automatic deployment of StackSets reacts to. */
  readonly events: AccountEvent[];
}

/** An organization with all features. */
export interface Organization {
  readonly id: string;
  readonly arn: string;
  readonly rootId: string;
  origin?: Origin;
}

/** The root or an organizational unit. */
export interface Unit {
  readonly id: string;
  readonly arn: string;
  name: string;
  /** Undefined for the root. */
  readonly parentId?: string;
  origin?: Origin;
}

/** An AWS account. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Root or unit; undefined for an account outside the organization. */
  parentId?: string;
  status: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';
  readonly joinedMethod: 'CREATED' | 'INVITED';
  /** Virtual time from which its services answer. */
  readonly readyAt: number;
  /** Whether its root user has credentials: an account that is born under central root management has none. */
  readonly rootCredentials: boolean;
  /** Regions that are enabled in it. */
  readonly regions: readonly string[];
  /** The deployment that created it, counted from 1; 0 before the first. */
  readonly deployment: number;
  origin?: Origin;
}

/** Enabling a policy type is asynchronous: it is ENABLED once somebody asks after a while. */
export interface PolicyTypeState {
  status: 'PENDING_ENABLE' | 'ENABLED';
  readonly readyAt: number;
  origin?: Origin;
}

/** An organization policy and its targets (root, unit, account ids) with what attached each. */
export interface OrganizationPolicy {
  readonly id: string;
  readonly arn: string;
  readonly type: string;
  readonly awsManaged: boolean;
  origin?: Origin;
  name: string;
  /** Minified, as sent. */
  content: string;
  document: NamedPolicy;
  readonly targets: Map<string, Origin | undefined>;
}

/** The resource policy of the organization. */
export interface OrganizationResourcePolicy {
  readonly id: string;
  readonly arn: string;
  document: PolicyDocument;
  origin?: Origin;
}

/** Something that happened to an account: what StackSets with automatic deployment answer. */
export interface AccountEvent {
  readonly kind: 'joined' | 'moved' | 'suspended' | 'left';
  readonly accountId: string;
  /** Ids of the units above the account before, root first. */
  readonly from: readonly string[];
  /** Ids of the units above the account after, root first. */
  readonly to: readonly string[];
}

/** A world without an organization: the management account to be, alone. */
export function initialOrganizations(options: WorldOptions): OrganizationsState {
  const { managementAccountId: id, partition = 'aws' } = options;
  const management: Account = {
    id, name: 'management', email: `management@${id}.example`, status: 'ACTIVE', joinedMethod: 'INVITED', readyAt: 0, rootCredentials: true, deployment: 0,
    regions: [...new Set([...defaultRegions(partition), ...options.regions])],
  };
  return {
    units: new Map(), accounts: new Map([[id, management]]), policyTypes: new Map(), policies: new Map(), trustedServices: new Map(),
    delegatedAdministrators: new Map(), events: [],
  };
}

/** The organization, or AWSOrganizationsNotInUseException. */
export function requireOrganization(world: World): Organization {
  const { organization } = world.state.organizations;
  if (!organization) {
    throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  }
  return organization;
}

/** ARN of a thing of the organization: all of them carry the management account. */
export const arnOf = (world: World, resource: string) => `arn:${world.partition}:organizations::${world.managementAccountId}:${resource}`;
