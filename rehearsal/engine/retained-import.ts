import { Caller } from '../aws/contract';
import { AssemblyStack } from '../assembly';
import { parameterValues, Resolver, Template, TemplateDocument } from '../template';
import { EngineContext } from './context';
import { ResourceRunner } from './resource-runner';
import { ssmOf } from './ssm-lookup';
import { newStack } from './stack-life';
import { StackScope } from './stack-scope';
import { isRolledBack, ResourceState, StackState, stackKey } from './stack-state';

/**
 * Adopts the resources that the rollback of a stack left behind, as `cdk import` does: the stack then has them and nothing else of its
 * template, and the next deployment is an update.
 *
 * @returns how many resources were adopted
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
 */
export async function importRetained(context: EngineContext, source: AssemblyStack, stack: StackState, caller: Caller): Promise<number> {
  const found = stack.retained;
  const before = isRolledBack(stack) ? undefined : stack;
  const kept = Object.keys(before?.resources ?? {});
  const template = context.templates.add(subset(source.template, [...kept, ...Object.keys(found)]));
  const { accountId, region, name, parameters, executionRoleArn, dependencies } = stack;
  const { constructPaths } = source;
  const request = { accountId, region, name, template, parameters, caller, executionRoleArn, dependencies, constructPaths };
  const state = newStack(context.world, request, before);
  context.world.stacks.set(stackKey(state), state);
  const values = parameterValues(template.document.Parameters ?? {}, parameters, ssmOf(context, stack));
  const resolver = new Resolver(template.document, new StackScope(context, state, caller, values));
  const runner = new ResourceRunner(context, state, caller, constructPaths);
  for (const logicalId of template.graph.order(context.order).filter(id => id in found)) {
    state.resources[logicalId] = await adopt(context, runner, resolver, template, logicalId, found[logicalId]);
    context.listener.resourceDone?.({ stack: name, logicalId, type: found[logicalId].type, action: 'import' });
  }
  state.status = 'COMPLETE';
  return Object.keys(found).length;
}

async function adopt(
  context: EngineContext, runner: ResourceRunner, resolver: Resolver, template: Template, logicalId: string, found: ResourceState,
): Promise<ResourceState> {
  const properties = resolver.resolve(template.resource(logicalId).Properties ?? {}) as Readonly<Record<string, unknown>>;
  const outcome = await runner.import(logicalId, context.types.get(found.type), found, properties);
  return { ...found, properties, ...outcome };
}

/** An import knows only what is imported, and what the stack has already. */
function subset({ document, name }: Template, ids: readonly string[]): Template {
  const resources = ids.filter(id => id in document.Resources).map(id => {
    const { DependsOn = [], ...definition } = document.Resources[id];
    const order = [DependsOn].flat().filter(target => ids.includes(target));
    return [id, { ...definition, ...order.length > 0 && { DependsOn: order } }];
  });
  const { Outputs: _outputs, Rules: _rules, ...rest } = document;
  return Template.of({ ...rest, Resources: Object.fromEntries(resources) } satisfies TemplateDocument, name);
}
