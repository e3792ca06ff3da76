import { CfnElement, CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { branchesOf, Known, renderedValue } from './rendered-value';

/** A resource as its template has it, overrides included: in one of the branches that its conditions choose from. */
export interface RenderedResource {
  /** The construct that made it. */
  readonly construct: CfnResource;
  /** Its type, such as `AWS::S3::BucketPolicy`. */
  readonly cfnType: string;
  /** Its properties; what is filled in on deployment is text in angle brackets. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * Resources below a scope as templates have them, whatever made them: L1, L2, an included template, an override, a resource without a
 * class, the template of a StackSet. One that holds `Fn::If` comes once for each branch, since each of them may be deployed.
 *
 * @param types those that are asked for @default - all
 * @param isLeftOut constructs that are left out with all in them @default - none
 */
export function renderedResources(
  scope: IConstruct, types?: readonly string[], isLeftOut?: (construct: IConstruct) => boolean,
): RenderedResource[] {
  const known = new Map<Stack, Known>();
  const knownOf = (stack: Stack) => known.get(stack) ?? known.set(stack, knownIn(stack)).get(stack)!;
  return resourcesBelow(scope, types).filter(construct => !(isLeftOut && construct.node.scopes.some(isLeftOut)))
    .flatMap(construct => render(construct, knownOf(construct.stack)));
}

/** Properties of a resource as its template has them now, overrides included and intrinsics as they are. */
export function writtenProperties(construct: CfnResource): Readonly<Record<string, unknown>> {
  return (Object.values(templateOf(construct).Resources ?? {})[0]?.Properties ?? {}) as Readonly<Record<string, unknown>>;
}

/** A value as `renderedResources` has it, every condition taken to hold: to compare what constructs tell with what templates have. */
export function renderedText(stack: Stack, value: unknown): unknown {
  return renderedValue(stack.resolve(value), knownIn(stack), new Map());
}

function resourcesBelow(scope: IConstruct, types?: readonly string[]): CfnResource[] {
  const resources = scope.node.findAll().filter(construct => CfnResource.isCfnResource(construct)) as CfnResource[];
  return resources.filter(({ cfnResourceType }) => types?.includes(cfnResourceType) ?? true);
}

function render(construct: CfnResource, known: Known): RenderedResource[] {
  return Object.values(templateOf(construct).Resources ?? {}).flatMap(({ Type, Properties = {} }) => branchesOf(Properties).map(branch => ({
    construct, cfnType: Type, properties: renderedValue(Properties, known, branch) as Record<string, unknown>,
  })));
}

/** What a stack tells of values before it is deployed: its parameters and its mappings. */
function knownIn(stack: Stack): Known {
  const templates = stack.node.findAll()
    .filter(child => Stack.of(child) === stack && CfnElement.isCfnElement(child) && ('default' in child || 'mapping' in child))
    .map(child => templateOf(child as CfnElement));
  return {
    parameters: Object.assign({}, ...templates.map(({ Parameters }) => Parameters)) as Known['parameters'],
    mappings: Object.assign({}, ...templates.map(({ Mappings }) => Mappings)) as Known['mappings'],
  };
}

/** CDK's own way to a template; it is not typed for others. */
const templateOf = (element: CfnElement): Rendered =>
  (element.stack.resolve((element as unknown as { _toCloudFormation(): object })._toCloudFormation()) ?? {}) as Rendered;

interface Rendered {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: object }>>;
  readonly Parameters?: Known['parameters'];
  readonly Mappings?: Known['mappings'];
}
