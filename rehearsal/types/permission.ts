import { Context } from '../../lib/policy';
import { Operation, Permission, PropertyUse } from '../aws/contract';

/** Why a property is kept without effect. */
export const inert = (reason: string): PropertyUse => ({ inert: reason });

export const TAGS = inert('tags change nothing about who may do what here');
export const DESCRIPTION = inert('text for people');
export const SCHEMA = 'CloudFormation registry schema (handlers and properties; properties as shipped with cfn-lint 1.51.0)';

/** The endpoint of a global service. */
const GLOBAL_REGION = 'us-east-1';

/** Builds permissions: several actions on one resource, under one condition. */
export function permissions(
  actions: readonly string[],
  resource?: (operation: Operation) => string,
  options: { readonly when?: (operation: Operation) => boolean; readonly context?: (operation: Operation) => Context } = {},
): readonly Permission[] {
  return actions.map(action => ({ action, resource, ...options, region: /^(iam|organizations):/.test(action) ? GLOBAL_REGION : undefined }));
}

/** Whether a property is there on create, or changes on update. */
export const given = (...properties: readonly string[]) => (operation: Operation): boolean => properties.some(property => operation.kind === 'update'
  ? operation.changes(property)
  : operation.properties[property] !== undefined);

/** Whether an update changes one of the properties. */
export const changed = (...properties: readonly string[]) => (operation: Operation): boolean =>
  properties.some(property => operation.changes(property));
