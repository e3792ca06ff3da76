import { asList, Context, NamedPolicy } from '../../lib/policy';
import { accountIdOf } from '../api/principals';
import { parseArn } from '../aws/arn';
import { DecisionRequest } from '../aws/authorization';
import { Caller } from '../aws/contract';
import { globalRegion } from '../aws/regions';
import { isKnownResource, resourceOwner } from '../aws/resource-context';
import { findKey } from '../aws/services/kms';
import { World } from '../aws/world';
import { Question } from './question';

/** Services whose one endpoint signs in the first region of the partition. */
const GLOBAL_SERVICES = ['account', 'cloudfront', 'iam', 'organizations', 'route53', 'shield', 'support'];

/** Whether a service has one endpoint for all regions. */
export const isGlobal = (action: string): boolean => GLOBAL_SERVICES.includes(action.slice(0, action.indexOf(':')).toLowerCase());

/** A request whose region is known. */
export type RegionalRequest = DecisionRequest & { readonly region: string };

/** The request that a question is about. */
export function requestOf(world: World, { action, resource: named = '*', region, context }: Question, accountId: string): RegionalRequest {
  const resource = keyArn(world, action, withAccountIds(world, named));
  return {
    action, resource,
    context: context && contextWithAccountIds(world, context),
    region: region ?? (isGlobal(action) ? globalRegion(world.partition) : parseArn(resource)?.region || world.homeRegion),
    resourceAccountId: resourceOwner(world, resource) ?? accountId,
  };
}

/** AWS decides about the key that an alias names, but for what is done to the alias itself. */
function keyArn(world: World, action: string, resource: string): string {
  return /^kms:(?!\w+Alias$)/i.test(action) ? findKey(world, resource)?.arn ?? resource : resource;
}

/** `{name}` stands for the id of the account of that name. */
export function withAccountIds(world: World, text: string): string {
  return text.replace(/\{([^{}]+)\}/g, (_, name: string) => accountIdOf(world, name));
}

function contextWithAccountIds(world: World, context: Context): Context {
  return Object.fromEntries(Object.entries(context).map(([key, values]) =>
    [key, asList(values).map(value => withAccountIds(world, value))]));
}

/**
 * The policy of a resource that the deployment did not make: nobody knows it. Principals of the same account need none, but for keys and
 * roles, which are taken as AWS makes them: the account's identity policies decide. Everybody else is taken as let in, so that the
 * answer tells what the policies of the organization let through.
 */
export function assumedResourcePolicy(world: World, caller: Caller, request: DecisionRequest): NamedPolicy | undefined {
  const { action, resource, resourceAccountId } = request;
  if (resource === '*' || isKnownResource(world, resource)) {
    return undefined;
  }
  const isOwn = caller.accountId !== undefined && caller.accountId === resourceAccountId;
  if (!isOwn) {
    return allowing('policy that lets everybody in', '*');
  }
  const isClosed = /^arn:[^:]+:(kms:.*:key\/|iam:.*:role\/)/.test(resource) && /^(kms|sts):/i.test(action);
  return isClosed ? allowing('policy that lets its account in', { AWS: `arn:${world.partition}:iam::${resourceAccountId}:root` }) : undefined;
}

function allowing(name: string, principal: '*' | { readonly AWS: string }): NamedPolicy {
  return { name, document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: '*', Resource: '*' }] } };
}
