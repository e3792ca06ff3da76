import { ApplicablePolicies, AuthorizationRequest, Context, Decision, evaluate, NamedPolicy } from '../../lib/policy';
import { Authorization, AwsError, Caller } from './contract';
import { resourceContextOf, resourceOwner, S3_REQUEST } from './resource-context';
import { resourcePolicyOf } from './resource-policies';
import { isReady } from './services/accounts';
import { policyLevels } from './services/organization-policies';
import { organizationPathOf } from './services/organization-tree';
import type { World } from './world';

/** A request whose region may be left to the home region. */
export type DecisionRequest = Omit<Authorization, 'region'> & { readonly region?: string };

/**
 * Services whose resources resource control policies reach.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
const RESOURCE_CONTROLLED_SERVICES = [
  's3', 'sts', 'kms', 'sqs', 'secretsmanager', 'ecr', 'aoss', 'cognito-identity', 'cognito-idp', 'logs', 'dynamodb',
];

/** Global services answer in accounts that are a second old; so do the organization's own. */
const ALWAYS_READY = ['iam', 'sts', 'organizations', 'cloudformation', 'account'];

/** A request with all that the world knows of it, and every policy that has a say in it. */
export interface DecisionInputs {
  readonly request: AuthorizationRequest;
  readonly policies: ApplicablePolicies;
}

/** Whether AWS would let the caller do it, and why. */
export function decide(world: World, caller: Caller, request: DecisionRequest): Decision {
  const inputs = decisionInputs(world, caller, request);
  return evaluate(inputs.request, inputs.policies);
}

/** What a decision is made from: the same for a call of the deployment and for a question. */
export function decisionInputs(world: World, caller: Caller, request: DecisionRequest): DecisionInputs {
  const resourceAccountId = request.resourceAccountId ?? resourceOwner(world, request.resource) ?? caller.accountId;
  return {
    request: requestOf(world, caller, request, resourceAccountId),
    policies: applicablePolicies(world, caller, request, resourceAccountId),
  };
}

/** A service of an account that AWS still prepares answers OptInRequired, to everybody. */
export function refuseUnlessReady(world: World, caller: Caller, request: Authorization): void {
  const accountId = request.resourceAccountId ?? caller.accountId;
  const service = serviceOf(request.action);
  if (accountId && !ALWAYS_READY.includes(service) && !isReady(world, accountId)) {
    throw new AwsError('OptInRequired', `The AWS Access Key Id needs a subscription for the service ${service} (account ${accountId} is new)`);
  }
}

function requestOf(world: World, caller: Caller, request: DecisionRequest, resourceAccountId: string | undefined): AuthorizationRequest {
  const { organization } = world.state.organizations;
  const accountId = caller.principal.accountId ?? caller.accountId;
  const member = accountId !== undefined && organizationPathOf(world, accountId) !== undefined;
  return {
    principal: Object.assign({}, caller.principal, { accountId, organizationId: member ? organization?.id : undefined }),
    action: request.action,
    resource: request.resource,
    resourceAccountId,
    context: contextOf(world, caller, request, resourceAccountId),
  };
}

/**
 * Condition keys that every request carries, and those of the request itself.
 *
 * aws:ViaAWSService is false: CloudFormation acts with a service role and not with its caller's forwarded session.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function contextOf(world: World, caller: Caller, request: DecisionRequest, resourceAccountId: string | undefined): Context {
  const accountPath = resourceAccountId ? organizationPathOf(world, resourceAccountId) : undefined;
  const keys: Record<string, string | readonly string[] | undefined> = {
    'aws:RequestedRegion': request.region ?? world.homeRegion,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': caller.principal.kind === 'service' ? undefined : 'false',
    'aws:ResourceAccount': resourceAccountId,
    'aws:ResourceOrgID': accountPath && world.state.organizations.organization?.id,
    'aws:ResourceOrgPaths': accountPath,
    'aws:PrincipalOrgPaths': caller.accountId ? organizationPathOf(world, caller.accountId) : undefined,
    ...serviceOf(request.action) === 's3' ? S3_REQUEST : {},
    ...resourceContextOf(world, request.resource, request.action),
    ...request.context,
  };
  return Object.fromEntries(Object.entries(keys).filter((entry): entry is [string, string | readonly string[]] => entry[1] !== undefined));
}

function applicablePolicies(
  world: World, caller: Caller, request: DecisionRequest, resourceAccountId: string | undefined,
): ApplicablePolicies {
  const bound = caller.principal.kind !== 'service' && caller.principal.kind !== 'service-linked-role';
  const controlled = caller.principal.kind !== 'service-linked-role' && RESOURCE_CONTROLLED_SERVICES.includes(serviceOf(request.action));
  return {
    serviceControl: bound && caller.accountId ? policyLevels(world, caller.accountId, 'SERVICE_CONTROL_POLICY') : undefined,
    resourceControl: controlled && resourceAccountId ? policyLevels(world, resourceAccountId, 'RESOURCE_CONTROL_POLICY') : undefined,
    identity: caller.identity,
    boundary: caller.boundary,
    session: caller.session,
    resource: resourcePolicyOf(world, request.action, request.resource) satisfies NamedPolicy | undefined,
  };
}

const serviceOf = (action: string) => action.slice(0, action.indexOf(':')).toLowerCase();
