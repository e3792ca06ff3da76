import { Assembly } from '../assembly';
import { World } from '../aws/world';
import { stacksOf } from '../engine';

/** One resource as the rehearsal deployed it. */
export interface DeployedResource {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly stackName: string;
  readonly accountId: string;
  readonly region: string;
  /** Properties with every intrinsic function resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** What Fn::GetAtt answers. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Metadata in the template of a stack of the app, where guardrails name themselves; empty in stacks that StackSets made. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Which resources are asked for; what is left out does not matter. */
export interface ResourceFilter {
  /** CloudFormation type. @default - any */
  readonly type?: string;
  /** Id or name of the account. @default - any */
  readonly account?: string;
  /** Region. @default - any */
  readonly region?: string;
  /** Name of the stack. @default - any */
  readonly stackName?: string;
}

/** Every resource of every stack, those that StackSets made in member accounts too. */
export function allResources(world: World, assembly?: Assembly): readonly DeployedResource[] {
  const templates = new Map(assembly?.stacks.map(({ name, template }) => [name, template.document.Resources]));
  return stacksOf(world).flatMap(stack => Object.entries(stack.resources).map(([logicalId, resource]) => ({
    type: resource.type,
    logicalId,
    physicalId: resource.physicalId,
    stackName: stack.name,
    accountId: stack.accountId,
    region: stack.region,
    properties: resource.properties,
    attributes: resource.attributes,
    metadata: (templates.get(stack.name)?.[logicalId]?.Metadata ?? {}) as Readonly<Record<string, unknown>>,
  })));
}
