import { ControlAnswerOptions } from '../control-answer';
import { ControlCoverage } from '../control-coverage';
import { ControlledResource } from '../controlled-resource';
import { Deployment } from './deployment';

/** Which resources are meant, and how a person would name them. */
export interface ResourceSelector {
  readonly description: string;

  /** Whether a resource is one, among all that are deployed. */
  readonly matches: (resource: ControlledResource, resources: readonly ControlledResource[]) => boolean;

  /**
   * How many there must be.
   *
   * @default - as the answer says
   */
  readonly coverage?: ControlCoverage;

  /**
   * Where one must be, in the words of the coverage: "111122223333 eu-central-1"; nowhere when empty.
   *
   * @default - wherever the coverage says
   */
  readonly places?: (deployment: Deployment) => readonly string[];

  /**
   * Further gaps: what those which are there leave out by what they say, or others that are as they should not be.
   *
   * @default - none
   */
  readonly leftOut?: (matching: readonly ControlledResource[], resources: readonly ControlledResource[]) => readonly string[];
}

/** A type, with values of properties, true for any value, and numbers that properties reach. */
export function ofType(
  type: string, { properties = {}, minimums = {} }: Pick<ControlAnswerOptions, 'properties' | 'minimums'> = {},
): ResourceSelector {
  const values = Object.entries(properties);
  const numbers = Object.entries(minimums);
  const named = values.filter(([, value]) => typeof value === 'string').map(([, value]) => ` ${String(value)}`);
  const least = numbers.map(([name, least]) => ` with ${name} of ${least} at least`);
  return {
    description: [type, ...named, ...least].join(''),
    matches: ({ resourceType, properties: actual }) => resourceType === type
      && values.every(([name, value]) => fits(valueAt(actual, name), value))
      && numbers.every(([name, least]) => Number(valueAt(actual, name)) >= least),
  };
}

/** A value below a value, by names with dots between them. */
export function valueAt(values: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], values);
}

/** What a property that is a list holds; CloudFormation may have one text instead. */
export function listAt(values: unknown, path: string): readonly unknown[] {
  const value = valueAt(values, path);
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** Whether a value is more than nothing. */
export function hasEntries(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0
    : typeof value === 'object' && value !== null ? Object.keys(value).length > 0
      : typeof value === 'string' && value !== '' && value !== 'false';
}

/** CloudFormation turns what it passes on into text. */
function fits(value: unknown, wanted: unknown): boolean {
  return wanted === true ? String(value) === 'true' || hasEntries(value) : String(value) === String(wanted);
}
