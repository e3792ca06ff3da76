import { Context } from '../../lib/policy';
import { Operation, Permission, ResourceType } from '../aws/contract';
import { record, records } from './values';

type Tags = Readonly<Record<string, string>>;

/** Calls that look at things, as far as their names tell. */
const READING = /^[a-z0-9-]+:(Get|List|Describe)/;
/** Calls that set tags, beside the one that makes the resource. */
const TAGGING = /^[a-z0-9-]+:(Tag[A-Z]|AddTags|CreateTags|ChangeTags|\w+WithTags$)/;
/** Calls that take tags away. */
const UNTAGGING = /^[a-z0-9-]+:(Untag|RemoveTags|DeleteTags)/;
/**
 * Calls that make resources without their tags: hosted zones are tagged afterwards; of buckets the keys are known for s3:TagResource
 * alone, which CloudFormation does not call.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html
 */
const MADE_WITHOUT_TAGS = ['route53:CreateHostedZone', 's3:CreateBucket'];

/** Tags as a template gives them: as a list of keys and values, or as an object. */
export function tagsOf({ properties }: Pick<Operation, 'properties'>, property = 'Tags'): Tags {
  const listed = Array.isArray(properties[property])
    ? records(properties, property).map(({ Key, Value }) => [String(Key), String(Value)])
    : Object.entries(record(properties, property)).map(([key, value]) => [key, String(value)]);
  return Object.fromEntries(listed) as Tags;
}

/**
 * Condition keys of a request that sets tags.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tagkeys
 */
export function taggedContext(operation: Pick<Operation, 'properties'>, property = 'Tags'): Context {
  return contextOf(tagsOf(operation, property));
}

/** Properties of a type that hold tags, by their names; what is no list and no object under such a name holds none. */
export const tagProperties = ({ properties }: Pick<ResourceType, 'properties'>): readonly string[] =>
  Object.keys(properties).filter(name => name.endsWith('Tags'));

/** Condition keys of tags for one call of a handler: those it sets with what it makes, those it sets later, or those it takes away. */
export function requestTags(type: Pick<ResourceType, 'properties' | 'permissions'>, permission: Permission, operation: Operation): Context {
  const { action } = permission;
  const tags = allTags(type, operation.properties);
  if (UNTAGGING.test(action)) {
    const gone = Object.keys(allTags(type, operation.previous ?? {})).filter(key => !(key in tags));
    return gone.length > 0 ? { 'aws:TagKeys': gone } : {};
  }
  return (operation.kind === 'create' && isMaking(type, permission)) || TAGGING.test(action) ? contextOf(tags) : {};
}

/**
 * Whether this is the call that makes a resource, the first that does more than read. A launch tags the instance, not its volumes and
 * its subnet.
 */
export function isMaking({ permissions }: Pick<ResourceType, 'permissions'>, permission: Permission): boolean {
  const making = permissions.create.find(({ action }) => !READING.test(action));
  const isSame = permission === making || (permission.action === making?.action && permission.action !== 'ec2:RunInstances');
  return isSame && !MADE_WITHOUT_TAGS.includes(permission.action);
}

function allTags(type: Pick<ResourceType, 'properties'>, properties: Operation['properties']): Tags {
  return Object.fromEntries(tagProperties(type).flatMap(name => Object.entries(tagsOf({ properties }, name))));
}

function contextOf(tags: Tags): Context {
  return {
    ...Object.keys(tags).length > 0 ? { 'aws:TagKeys': Object.keys(tags) } : {},
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
}
