import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** A resource as its template has it. */
export interface RenderedResource {
  /** The construct that made it. */
  readonly construct: CfnResource;
  /** Its type, such as `AWS::S3::BucketPolicy`. */
  readonly cfnType: string;
  /** Its properties; what is filled in on deployment is text in angle brackets. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * Every resource below a scope as templates have it, whatever made it: L1, L2, an included template, the template of a StackSet.
 *
 * @param types those that are asked for @default - all
 */
export function renderedResources(scope: IConstruct, types?: readonly string[]): RenderedResource[] {
  const resources = scope.node.findAll().filter(construct => CfnResource.isCfnResource(construct)) as CfnResource[];
  return resources.filter(({ cfnResourceType }) => types?.includes(cfnResourceType) ?? true).flatMap(render);
}

/** One resource is rendered as one entry of `Resources`. */
function render(construct: CfnResource): RenderedResource[] {
  const template = Stack.of(construct).resolve((construct as unknown as { _toCloudFormation(): object })._toCloudFormation()) as Rendered;
  return Object.values(template.Resources ?? {}).map(({ Type, Properties }) => ({
    construct, cfnType: Type, properties: flatten(Properties ?? {}) as Record<string, unknown>,
  }));
}

interface Rendered {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: object }>>;
}

/** Intrinsics as text: what surrounds them stays legible, and JSON that CDK pieced together can be parsed. */
export function flatten(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(flatten);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const [[name, operand] = ['', undefined], ...more] = Object.entries(value) as [string, unknown][];
  if (more.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
    return spell(name, flatten(operand));
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, flatten(one)]));
}

function spell(name: string, operand: unknown): unknown {
  if (name === 'Fn::Join' && Array.isArray(operand) && Array.isArray(operand[1])) {
    return operand[1].map(String).join(String(operand[0]));
  }
  if (name === 'Fn::Sub') {
    return String(Array.isArray(operand) ? operand[0] : operand).replace(/\$\{(?!!)([^}]*)\}/g, '<$1>').replaceAll('${!', '${');
  }
  if (name === 'Fn::If' && Array.isArray(operand)) {
    return operand.slice(1).find(branch => branch !== '<AWS::NoValue>');
  }
  return `<${[operand].flat().filter(part => typeof part === 'string').join('.')}>`;
}
