import { NamedPolicy, PolicyDocument, PrincipalIdentity } from '../../../lib/policy';
import { parseArn } from '../arn';
import { AwsError, Caller, Origin, RehearsalFailure, Rule } from '../contract';
import { frozen } from '../frozen';
import type { World } from '../world';
import { AWS_MANAGED_POLICIES } from './access-policies';
import { Group, groupsOf, IdentityProvider, InstanceProfile, PolicyHolder, User } from './iam-identities';

/** Roles, users, groups, providers, managed policies and the settings of central root management. */
export interface IamState {
  /** Roles by ARN. */
  readonly roles: Map<string, Role>;
  /** Users by ARN. */
  readonly users: Map<string, User>;
  /** Groups by ARN. */
  readonly groups: Map<string, Group>;
  /** OIDC and SAML providers by ARN. */
  readonly providers: Map<string, IdentityProvider>;
  /** Instance profiles by ARN. */
  readonly instanceProfiles: Map<string, InstanceProfile>;
  /** Customer managed policies by ARN. */
  readonly managedPolicies: Map<string, ManagedPolicy>;
  /** Roles and users that policies name and that are taken for existing, with the rule that asks for them. */
  readonly assumedPrincipals: Map<string, Rule>;
  rootCredentialsManagement?: RootFeature;
  rootSessions?: RootFeature;
}

/** A feature of central root management that is on, and what switched it on. */
export interface RootFeature {
  /** The deployment that switched it on, counted from 1. */
  readonly deployment: number;
  origin?: Origin;
}

/** An IAM role with its policies. */
export interface Role extends PolicyHolder {
  readonly arn: string;
  readonly id: string;
  readonly path: string;
  readonly accountId: string;
  origin?: Origin;
  trust: PolicyDocument;
  boundary?: string;
  /** The AWS service of a service-linked role. */
  readonly linkedService?: string;
}

/** An inline policy of a role, and the resource that put it there. */
export interface InlinePolicy {
  readonly document: PolicyDocument;
  origin?: Origin;
}

/** A customer managed policy. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  origin?: Origin;
  document: PolicyDocument;
  /** Earlier versions that are kept: iam:SetDefaultPolicyVersion brings one of them back. @default - none */
  earlier?: readonly PolicyDocument[];
}

/** What a role is made of. */
export interface RoleProps {
  readonly accountId: string;
  readonly name: string;
  readonly path?: string;
  readonly trust: PolicyDocument;
  readonly managed?: readonly string[];
  readonly boundary?: string;
  origin?: Origin;
  readonly linkedService?: string;
}

export const initialIam = (): IamState => ({
  roles: new Map(), users: new Map(), groups: new Map(), providers: new Map(), instanceProfiles: new Map(), managedPolicies: new Map(),
  assumedPrincipals: new Map(),
});

const ALLOW_ALL: PolicyDocument = frozen({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** Trust of a role that the services may assume. */
export const trustOfService = (service: string): PolicyDocument => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});

/** Trust of a role that an account's root, hence whomever that account lets, may assume. */
export const trustOfAccount = (partition: string, accountId: string): PolicyDocument => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }],
});

export const roleArn = (world: World, accountId: string, name: string, path = '/'): string => `arn:${world.partition}:iam::${accountId}:role${path}${name}`;

export const administratorAccess = (world: World): string => `arn:${world.partition}:iam::aws:policy/AdministratorAccess`;

/** Creates a role; names are unique in an account, whatever the path. */
export function createRole(world: World, props: RoleProps): Role {
  if (findRole(world, props.accountId, props.name)) {
    throw new AwsError('EntityAlreadyExistsException', `Role with name ${props.name} already exists.`);
  }
  return addRole(world, props);
}

/** Adds a role whose name is free. */
function addRole(world: World, props: RoleProps): Role {
  const { accountId, name, path = '/' } = props;
  const role: Role = {
    arn: roleArn(world, accountId, name, path),
    id: `AROA${world.identifiers.letters(`role:${accountId}:${name}`, 17).toUpperCase()}`,
    name, path, accountId,
    trust: frozen(props.trust),
    inline: new Map(),
    managed: new Set(props.managed),
    boundary: props.boundary,
    origin: props.origin,
    linkedService: props.linkedService,
  };
  world.state.iam.roles.set(role.arn, role);
  return role;
}

/** The role of this name in the account, whatever its path. */
export function findRole(world: World, accountId: string, name: string): Role | undefined {
  for (const role of world.state.iam.roles.values()) {
    if (role.name === name && role.accountId === accountId) {
      return role;
    }
  }
  return undefined;
}

/** The role that takes a name in the account: names are not distinguished by case, nor by path. */
export function twinOfRole(world: World, accountId: string, name: string): Role | undefined {
  const lowerCase = name.toLowerCase();
  for (const role of world.state.iam.roles.values()) {
    if (role.accountId === accountId && role.name.toLowerCase() === lowerCase) {
      return role;
    }
  }
  return undefined;
}

/** The role, or NoSuchEntity. */
export function getRole(world: World, accountId: string, name: string): Role {
  const role = findRole(world, accountId, name);
  if (!role) {
    throw new AwsError('NoSuchEntityException', `The role with name ${name} cannot be found.`);
  }
  return role;
}

/** Creates the service-linked role of an AWS service, unless the account has it: then AWS says that its name has been taken. */
export function createServiceLinkedRole(world: World, accountId: string, service: string, origin?: Origin): Role {
  const name = serviceLinkedRoleName(service);
  if (findRole(world, accountId, name)) {
    throw new AwsError('InvalidInputException', `Service role name ${name} has been taken in this account, please try a different suffix.`);
  }
  const path = pathOfService(service);
  return addRole(world, { accountId, name, path, trust: trustOfService(service), linkedService: service, origin });
}

/** Finds the service-linked role of a service in an account. */
export function findServiceLinkedRole(world: World, accountId: string, service: string): Role | undefined {
  const name = SERVICE_LINKED_ROLES[service];
  return name === undefined ? undefined : world.state.iam.roles.get(roleArn(world, accountId, name, pathOfService(service)));
}

const pathOfService = (service: string) => `/aws-service-role/${service}/`;

/**
 * Names of service-linked roles, as AWS fixed them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const SERVICE_LINKED_ROLES: Readonly<Record<string, string>> = {
  'organizations.amazonaws.com': 'AWSServiceRoleForOrganizations',
  'cloudtrail.amazonaws.com': 'AWSServiceRoleForCloudTrail',
  'access-analyzer.amazonaws.com': 'AWSServiceRoleForAccessAnalyzer',
  'config.amazonaws.com': 'AWSServiceRoleForConfig',
  'config-multiaccountsetup.amazonaws.com': 'AWSServiceRoleForConfigMultiAccountSetup',
  'config-conforms.amazonaws.com': 'AWSServiceRoleForConfigConforms',
  'guardduty.amazonaws.com': 'AWSServiceRoleForAmazonGuardDuty',
  'malware-protection.guardduty.amazonaws.com': 'AWSServiceRoleForAmazonGuardDutyMalwareProtection',
  'securityhub.amazonaws.com': 'AWSServiceRoleForSecurityHub',
  'inspector2.amazonaws.com': 'AWSServiceRoleForAmazonInspector2',
  'macie.amazonaws.com': 'AWSServiceRoleForAmazonMacie',
  'detective.amazonaws.com': 'AWSServiceRoleForDetective',
  'ram.amazonaws.com': 'AWSServiceRoleForResourceAccessManager',
  'ipam.amazonaws.com': 'AWSServiceRoleForIPAM',
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/eice-slr.html
  'ec2-instance-connect.amazonaws.com': 'AWSServiceRoleForEc2InstanceConnect',
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html and the like of each service
  'elasticloadbalancing.amazonaws.com': 'AWSServiceRoleForElasticLoadBalancing',
  'ecs.amazonaws.com': 'AWSServiceRoleForECS',
  'ecs.application-autoscaling.amazonaws.com': 'AWSServiceRoleForApplicationAutoScaling_ECSService',
  'ops.apigateway.amazonaws.com': 'AWSServiceRoleForAPIGateway',
  'stacksets.cloudformation.amazonaws.com': 'AWSServiceRoleForCloudFormationStackSetsOrgAdmin',
  'member.org.stacksets.cloudformation.amazonaws.com': 'AWSServiceRoleForCloudFormationStackSetsOrgMember',
};

function serviceLinkedRoleName(service: string): string {
  const name = SERVICE_LINKED_ROLES[service];
  if (!name) {
    const message = `the rehearsal does not know the service-linked role of ${service}`;
    throw new RehearsalFailure({ kind: 'unknown', message, remedy: 'add its name to rehearsal/aws/services/iam.ts, with its source' });
  }
  return name;
}

/** ARN of the service-linked role of a service, whether it exists or not. */
export const serviceLinkedRoleArn = (world: World, accountId: string, service: string): string =>
  roleArn(world, accountId, serviceLinkedRoleName(service), `/aws-service-role/${service}/`);

/** The document behind the ARN of a managed policy, AWS's or the account's. */
export function managedPolicyDocument(world: World, arn: string): PolicyDocument {
  const customer = world.state.iam.managedPolicies.get(arn)?.document;
  const parts = parseArn(arn);
  const known = customer ?? (parts?.accountId === 'aws' ? AWS_MANAGED_POLICIES[parts.resource.replace(/^policy\//, '')] : undefined);
  if (known) {
    return known;
  }
  if (parts?.accountId === 'aws') {
    throw new RehearsalFailure({
      kind: 'unknown', message: `the rehearsal does not know the AWS managed policy ${arn}`, remedy: 'write its statements as a policy of the app, or add its document to rehearsal/aws/services/access-policies.ts',
    });
  }
  throw new AwsError('NoSuchEntityException', `Policy ${arn} does not exist or is not attachable.`);
}

const named = (world: World, arn: string): NamedPolicy => ({ name: arn.slice(arn.lastIndexOf('/') + 1), document: managedPolicyDocument(world, arn) });

/** The caller that a role's session is, with the role's policies as they are now. */
export function sessionOf(world: World, arn: string): Caller {
  const role = world.state.iam.roles.get(arn);
  if (!role) {
    throw new AwsError('NoSuchEntityException', `The role ${arn} cannot be found.`);
  }
  return {
    label: `role ${role.name} of ${role.accountId}`,
    principal: {
      arn: `arn:${world.partition}:sts::${role.accountId}:assumed-role/${role.name}/rehearsal`,
      kind: role.linkedService ? 'service-linked-role' : 'role',
      roleArn: role.arn,
      accountId: role.accountId,
    },
    accountId: role.accountId,
    identity: role.linkedService
      ? [{ name: role.name, document: ALLOW_ALL }]
      : policiesOf(world, role),
    boundary: role.boundary ? named(world, role.boundary) : undefined,
  };
}

const policiesOf = (world: World, { inline, managed }: PolicyHolder): readonly NamedPolicy[] => [
  ...[...inline].map(([name, policy]) => ({ name, document: policy.document })),
  ...[...managed].map(policy => named(world, policy)),
];

/** The caller that a user is: with the policies of its groups, as they are now. Whether MFA is present, the request tells. */
export function userCaller(world: World, arn: string): Caller {
  const user = world.state.iam.users.get(arn);
  if (!user) {
    throw new AwsError('NoSuchEntityException', `The user ${arn} cannot be found.`);
  }
  return {
    label: `user ${user.name} of ${user.accountId}`,
    principal: { arn, kind: 'user', accountId: user.accountId },
    accountId: user.accountId,
    identity: [user, ...groupsOf(world, user)].flatMap(holder => policiesOf(world, holder)),
    boundary: user.boundary ? named(world, user.boundary) : undefined,
  };
}

/** An AWS service that acts by itself: bound by resource policies and resource control policies only. */
export function serviceCaller(service: string): Caller {
  return { label: service, principal: { arn: service, kind: 'service' } satisfies PrincipalIdentity, identity: [] };
}

/** The root user of an account: everything is his, as far as SCPs let him. */
export function rootCaller(world: World, accountId: string): Caller {
  return {
    label: `root user of ${accountId}`,
    principal: { arn: `arn:${world.partition}:iam::${accountId}:root`, kind: 'account-root', accountId },
    accountId,
    identity: [{ name: 'root user', document: ALLOW_ALL }],
  };
}

/** Who a name stands for: a role, a user, a root user or an AWS service. */
export function principalOf(world: World, name: string): Caller {
  const parts = parseArn(name);
  if (!parts) {
    return serviceCaller(name);
  }
  if (parts.resource === 'root') {
    return rootCaller(world, parts.accountId);
  }
  return parts.resource.startsWith('user/') ? userCaller(world, name) : sessionOf(world, name);
}

/** Roles that `cdk bootstrap` leaves: only the one CloudFormation uses matters here. */
export function bootstrap(world: World, region: string, qualifier = 'hnb659fds'): void {
  const accountId = world.managementAccountId;
  const name = `cdk-${qualifier}-cfn-exec-role-${accountId}-${region}`;
  if (!findRole(world, accountId, name)) {
    createRole(world, { accountId, name, trust: trustOfService('cloudformation.amazonaws.com'), managed: [administratorAccess(world)] });
  }
}
