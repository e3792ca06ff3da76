import { Context } from '../../lib/policy';
import { stackById } from '../engine/stack-state';
import { Origin } from './contract';
import { parseArn } from './arn';
import { tableOf } from './services/dynamodb';
import { findBus } from './services/eventbridge';
import { aliasesOf, findKey, keyOriginOf } from './services/kms';
import type { World } from './world';

/** Account that owns a resource: the one in its ARN, or for a bucket the one that made it; undefined where nobody knows. */
export function resourceOwner(world: World, resource: string): string | undefined {
  const parts = parseArn(resource);
  return parts?.accountId || (parts?.service === 's3' ? bucketOf(world, parts.resource)?.accountId : undefined);
}

/**
 * Condition keys that AWS takes from the resource of a request, for whoever asks: deployments and questions get the same ones.
 *
 * A key without values is one that the resource is known not to have; what is not here, the world does not know.
 */
export function resourceContextOf(world: World, resource: string, action: string): Context {
  const parts = parseArn(resource);
  switch (parts?.service) {
    case 'kms': {
      const key = findKey(world, resource);
      return key ? { 'kms:ResourceAliases': aliasesOf(world, key.arn), 'kms:KeyOrigin': keyOriginOf(world, key), ...tags(world, key.origin) } : {};
    }
    case 's3': {
      const bucket = bucketOf(world, parts.resource);
      return bucket ? { 's3:ResourceAccount': bucket.accountId } : {};
    }
    case 'iam':
      return identityContext(world, resource, action);
    case 'lambda':
      return tags(world, world.state.lambda.functions.get(resource)?.origin);
    case 'secretsmanager':
      return tags(world, world.state.secrets.secrets.get(resource)?.origin, 'secretsmanager:');
    case 'dynamodb':
      return tags(world, tableOf(world, resource)?.origin);
    case 'organizations':
      return policyType(world, parts.resource);
    default:
      return {};
  }
}

/** Whether the world has the resource, and so knows its policy, or that it has none. */
export function isKnownResource(world: World, resource: string): boolean {
  const parts = parseArn(resource);
  switch (parts?.service) {
    case 's3': return bucketOf(world, parts.resource) !== undefined;
    case 'kms': return findKey(world, resource) !== undefined;
    case 'iam': return world.state.iam.roles.has(resource) || world.state.iam.users.has(resource);
    case 'sns': return world.state.sns.topics.has(resource);
    case 'sqs': return world.state.sqs.queues.has(resource);
    case 'lambda': return world.state.lambda.functions.has(resource);
    case 'events': return findBus(world, resource) !== undefined;
    case 'secretsmanager': return world.state.secrets.secrets.has(resource);
    case 'elasticfilesystem': return world.state.efs.fileSystems.has(resource);
    case 'dynamodb': return tableOf(world, resource) !== undefined;
    default: return false;
  }
}

/**
 * Actions on a role or user whose boundary the request carries. Where one is created or given, the request says it itself.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const ON_BOUNDED =
  /^iam:((Attach|Detach|Put|Delete)(Role|User)Policy|Delete(Role|User)PermissionsBoundary|DeleteRole|UpdateAssumeRolePolicy|UpdateRole(Description)?)$/i;
const GIVING_BOUNDARY = /^iam:(Create(Role|User)|Put(Role|User)PermissionsBoundary)$/i;

/** The boundary of the role or user, and that an action on it has no such key; tags that the template gives. */
function identityContext(world: World, resource: string, action: string): Context {
  const { roles, users } = world.state.iam;
  const identity = roles.get(resource) ?? users.get(resource);
  const boundary = identity?.boundary === undefined ? [] : [identity.boundary];
  return {
    ...identity && ON_BOUNDED.test(action) ? { 'iam:PermissionsBoundary': boundary } : {},
    ...!ON_BOUNDED.test(action) && !GIVING_BOUNDARY.test(action) && /^iam:/i.test(action) ? { 'iam:PermissionsBoundary': [] } : {},
    ...tags(world, identity?.origin, 'iam:'),
  };
}

/** How AWS's SDKs ask S3, as aws:SecureTransport is true of every request. */
export const S3_REQUEST: Context = {
  's3:TlsVersion': '1.3', 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:authType': 'REST-HEADER', 's3:signatureAge': '0',
};

function bucketOf(world: World, resource: string) {
  return world.state.s3.buckets.get(resource.split('/')[0]);
}

function policyType(world: World, resource: string): Context {
  const policy = world.state.organizations.policies.get(resource.slice(resource.lastIndexOf('/') + 1));
  return policy ? { 'organizations:PolicyType': policy.type } : {};
}

/** Tags as the template gives them. People may add others, so those that are not there are unknown rather than absent. */
function tags(world: World, origin: Origin | undefined, also?: string): Context {
  const declared = origin && stackById(world, origin.stackId)?.resources[origin.logicalId]?.properties.Tags;
  const pairs = Array.isArray(declared) ? declared as readonly { readonly Key: string; readonly Value: string }[] : [];
  return Object.fromEntries(pairs.flatMap(({ Key, Value }) =>
    ['aws:', ...also ? [also] : []].map(prefix => [`${prefix}ResourceTag/${Key}`, String(Value)])));
}
