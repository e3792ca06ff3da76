import { Operation, Permission, PropertyUse } from '../aws/contract';

/** Why a property is kept without effect. */
export const inert = (reason: string): PropertyUse => ({ inert: reason });

export const TAGS = inert('tags matter where a policy asks for aws:ResourceTag: those of keys, roles and functions are looked up then');
export const DESCRIPTION = inert('text for people');
/** Properties were compared with cfn-lint; the permissions of the handlers are from memory and not compared with anything. */
export const SCHEMA = 'CloudFormation registry schema (properties as shipped with cfn-lint 1.51.0; permissions of the handlers unverified)';

/** Permissions were compared with `handlers.permissions` of a schema that was read; it names no conditions, those are the model's. */
export const schema = (name: string): string =>
  `github.com/pulumi/pulumi-aws-native/blob/master/aws-cloudformation-schema/${name}.json (registry schema: permissions of the handlers as listed there, their conditions are the model's; properties: cfn-lint 1.51.0)`;

/** The endpoint of global services. */
const GLOBAL_REGION = 'us-east-1';

/** Builds permissions: several actions on one resource, under one condition. */
export function permissions(
  actions: readonly string[],
  resource?: (operation: Operation) => string,
  options: Pick<Permission, 'when' | 'context' | 'each'> = {},
): readonly Permission[] {
  return actions.map(action => ({ action, resource, ...options, region: /^(iam|organizations|cloudfront|route53):/.test(action) ? GLOBAL_REGION : undefined }));
}

/** Whether a property is there on create, or changes on update. */
export const given = (...properties: readonly string[]) => (operation: Operation): boolean => properties.some(property => operation.kind === 'update'
  ? operation.changes(property)
  : operation.properties[property] !== undefined);

/** Whether an update changes one of the properties. */
export const changed = (...properties: readonly string[]) => (operation: Operation): boolean =>
  properties.some(property => operation.changes(property));

/** Whether an update gives a property another value. */
export const givenAnew = (property: string) => (operation: Operation): boolean =>
  operation.changes(property) && operation.properties[property] !== undefined;

/** Whether an update takes a property away. */
export const takenAway = (property: string) => (operation: Operation): boolean =>
  operation.changes(property) && operation.properties[property] === undefined;
