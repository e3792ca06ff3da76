import { CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** A resource as its template has it, overrides included. */
export interface RenderedResource {
  readonly construct: CfnResource;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Resources of some types below a scope, whoever made them: L1, L2, an included template, a resource without a class. */
export function renderedResources(scope: IConstruct, types: readonly string[]): readonly RenderedResource[] {
  const defaults = new Map<Stack, Defaults>();
  const defaultsOf = (stack: Stack) => defaults.get(stack) ?? defaults.set(stack, parameterDefaults(stack)).get(stack)!;
  return scope.node.findAll()
    .filter(construct => CfnResource.isCfnResource(construct))
    .filter(resource => types.includes(resource.cfnResourceType))
    .map(construct => ({ construct, type: construct.cfnResourceType, properties: propertiesOf(construct, defaultsOf(construct.stack)) }));
}

/** What parameters are when nobody says otherwise, by their logical ids. */
type Defaults = ReadonlyMap<string, unknown>;

function propertiesOf(resource: CfnResource, defaults: Defaults): Readonly<Record<string, unknown>> {
  const { stack } = resource;
  // CDK's own way to a template; it is not typed for others
  const { Resources = {} } = stack.resolve((resource as unknown as { _toCloudFormation(): object })._toCloudFormation());
  const [{ Properties = {} } = {}] = Object.values<{ Properties?: object }>(Resources);
  return withDefaults(Properties, defaults) as Readonly<Record<string, unknown>>;
}

function parameterDefaults(stack: Stack): Defaults {
  return new Map(stack.node.findAll().filter(child => CfnParameter.isCfnElement(child)).filter(child => 'default' in child && 'type' in child)
    .map(child => [stack.resolve(child.logicalId) as string, (child as CfnParameter).default]));
}

function withDefaults(value: unknown, defaults: Defaults): unknown {
  if (Array.isArray(value)) {
    return value.map(item => withDefaults(item, defaults));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { Ref: name, ...others } = value as { readonly Ref?: string };
  return typeof name === 'string' && Object.keys(others).length === 0
    ? defaults.get(name) ?? value
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withDefaults(item, defaults)]));
}
