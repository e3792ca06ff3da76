import { PolicyDocument } from '../../lib/policy';
import { Operation } from '../aws/contract';

type Values = Readonly<Record<string, unknown>>;

/** A string property; numbers that a parameter turned into text stay text. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return value === undefined ? undefined : String(value);
}

/** A number, also where the template wrote it as text. */
export function numeric(values: Values, name: string): number | undefined {
  return values[name] === undefined ? undefined : Number(values[name]);
}

/** A boolean, also where the template wrote it as text. */
export function flag(values: Values, name: string): boolean | undefined {
  return values[name] === undefined ? undefined : String(values[name]) === 'true';
}

/** An object, empty when absent. */
export function record(values: Values, name: string): Values {
  const value = values[name];
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value as Values : {};
}

/** A list of strings, empty when absent. */
export const texts = (values: Values, name: string): readonly string[] => list(values, name).map(String);

/** A list, empty when absent. */
export function list(values: Values, name: string): readonly unknown[] {
  return Array.isArray(values[name]) ? values[name] : [];
}

/** A list of objects, empty when absent. */
export const records = (values: Values, name: string): readonly Values[] => list(values, name) as readonly Values[];

/** A policy document, which templates give as an object or as its JSON. */
export function document(values: Values, name: string): PolicyDocument {
  const value = values[name];
  return (typeof value === 'string' ? JSON.parse(value) : value) as PolicyDocument;
}

/** The name that CloudFormation makes up when the template gives none: stack, logical id, random suffix. */
export function physicalName(operation: Operation, property: string, maxLength: number): string {
  const given = text(operation.properties, property);
  if (given !== undefined) {
    return given;
  }
  const { stackName, logicalId, world, accountId, region } = operation;
  const suffix = world.identifiers.letters(`name:${accountId}:${region}:${stackName}:${logicalId}`, 12).toUpperCase();
  return `${`${stackName}-${logicalId}`.slice(0, maxLength - 13)}-${suffix}`;
}

/** The name as far as it is known before the resource is made: for the permissions that making it needs. */
export function plannedName(operation: Operation, property: string): string {
  const { properties, physicalId, stackName, logicalId } = operation;
  return text(properties, property) ?? physicalId ?? `${stackName}-${logicalId}-XXXXXXXXXXXX`;
}
