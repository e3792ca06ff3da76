import { Context } from '../../lib/policy';
import { Operation } from '../aws/contract';
import { record, records } from './values';

/** Tags as a template gives them: as a list of keys and values, or as an object. */
export function tagsOf({ properties }: Pick<Operation, 'properties'>, property = 'Tags'): Readonly<Record<string, string>> {
  const listed = Array.isArray(properties[property])
    ? records(properties, property).map(({ Key, Value }) => [String(Key), String(Value)])
    : Object.entries(record(properties, property)).map(([key, value]) => [key, String(value)]);
  return Object.fromEntries(listed) as Readonly<Record<string, string>>;
}

/**
 * Condition keys of a request that sets tags.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tagkeys
 */
export function taggedContext(operation: Pick<Operation, 'properties'>, property = 'Tags'): Context {
  const tags = tagsOf(operation, property);
  return {
    ...Object.keys(tags).length > 0 ? { 'aws:TagKeys': Object.keys(tags) } : {},
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
}
