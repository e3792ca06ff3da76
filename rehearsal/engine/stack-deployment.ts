import { Caller, Origin, RehearsalFailure } from '../aws/contract';
import { changeOf, checkRules, OutputDefinition, parameterValues, Resolver, ResourceChange, Template } from '../template';
import { EngineContext } from './context';
import { FailedCreation } from './custom-resources';
import { checkExports } from './exports';
import { refusalOf, withRemedy } from './failures';
import { StackAction } from './listener';
import { checkImmutable, checkProperties } from './property-checks';
import { ResourceRunner } from './resource-runner';
import { JournalEntry, rollBack } from './rollback';
import { newStack, settled } from './stack-life';
import { StackScope } from './stack-scope';
import { ResourceState, StackPlace, StackState, stackKey } from './stack-state';
import { checkTemplate } from './template-checks';
import { EngineType } from './type-registry';

/** One stack to bring about. */
export interface StackRequest extends StackPlace {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
  readonly caller: Caller;
  readonly executionRoleArn?: string;
  /** Ids of the stacks that come before. */
  readonly dependencies: readonly string[];
  readonly stackSet?: { readonly name: string; readonly origin: Origin };
  readonly constructPaths: ReadonlyMap<string, string>;
}

/** A resource that the stack no longer has once it is updated: removed from the template, or replaced. */
interface Leftover {
  readonly logicalId: string;
  readonly resource: ResourceState;
  readonly kept: boolean;
}

/** Creates or updates one stack as CloudFormation does: in order, all or nothing. */
export class StackDeployment {
  private readonly journal: JournalEntry[] = [];
  private readonly leftovers: Leftover[] = [];
  private readonly kept = new Set<string>();

  public constructor(private readonly context: EngineContext, private readonly request: StackRequest) {}

  /** Deploys the stack; after a failure it is rolled back, and the failure says what is left to do. */
  public async run(): Promise<StackAction> {
    const { context, request } = this;
    const previous = await settled(context, request);
    if (previous && isUnchanged(previous, request)) {
      previous.dependencies = request.dependencies;
      return 'unchanged';
    }
    const stack = newStack(context.world, request, previous);
    const scope = new StackScope(context, stack, request.caller, this.check());
    const resolver = new Resolver(request.template.document, scope);
    checkRules(request.template.document.Rules ?? {}, resolver);
    context.templates.add(request.template);
    context.world.stacks.set(stackKey(request), stack);
    const runner = new ResourceRunner(context, stack, request.caller, request.constructPaths);
    try {
      for (const logicalId of request.template.graph.order(context.order)) await this.apply(stack, runner, resolver, logicalId, previous?.resources[logicalId]);
      this.output(stack, scope, resolver, previous);
    } catch (error) {
      throw await this.undo(stack, runner, previous, refusalOf(error, { stackName: request.name, accountId: request.accountId, region: request.region }));
    }
    stack.status = 'COMPLETE';
    await this.cleanUp(stack, runner, previous);
    return previous ? 'updated' : 'created';
  }

  /** What CloudFormation validates before it touches anything. */
  private check() {
    const { template, parameters } = this.request;
    checkTemplate(template);
    this.context.types.check(template);
    return parameterValues(template.document.Parameters ?? {}, parameters, this.context.ssm);
  }

  private async apply(stack: StackState, runner: ResourceRunner, resolver: Resolver, logicalId: string, before: ResourceState | undefined): Promise<void> {
    const definition = this.request.template.resource(logicalId);
    if (definition.Condition !== undefined && !resolver.condition(definition.Condition)) return;
    const type = this.context.types.get(definition.Type);
    try {
      const properties = (resolver.resolve(definition.Properties ?? {}) ?? {}) as Readonly<Record<string, unknown>>;
      checkProperties(type, properties);
      const change = changeOf(logicalId, before, { type: definition.Type, properties }, type.createOnly);
      if (before) checkImmutable(type, change.properties);
      if (change.action !== 'unchanged') this.context.fault.check(stack, logicalId);
      await this.change(stack, runner, change, type, {
        type: definition.Type, physicalId: '', attributes: {}, properties,
        deletionPolicy: definition.DeletionPolicy ?? type.defaultDeletionPolicy ?? 'Delete',
        updateReplacePolicy: definition.UpdateReplacePolicy ?? 'Delete',
      }, before);
      this.kept.add(logicalId);
    } catch (error) {
      throw refusalOf(error, runner.place(logicalId, definition.Type));
    }
  }

  private async change(
    stack: StackState, runner: ResourceRunner, { logicalId, action }: ResourceChange, type: EngineType, wanted: ResourceState, before?: ResourceState,
  ): Promise<void> {
    if (!before || action === 'create' || action === 'replace') {
      const resource = await this.create(runner, logicalId, type, wanted);
      stack.resources[logicalId] = resource;
      this.journal.push(before ? { kind: 'replaced', logicalId, resource, before } : { kind: 'created', logicalId, resource });
      if (before) this.leftovers.push({ logicalId, resource: before, kept: wanted.updateReplacePolicy === 'Retain' });
    } else if (action === 'update') {
      await this.update(stack, runner, logicalId, type, wanted, before);
    } else {
      stack.resources[logicalId] = { ...wanted, physicalId: before.physicalId, attributes: before.attributes };
      return;
    }
    if (!stack.stackSet) this.context.listener.resourceDone?.({ stack: stack.name, logicalId, type: wanted.type, action: action as 'create' | 'update' | 'replace' });
  }

  private async create(runner: ResourceRunner, logicalId: string, type: EngineType, wanted: ResourceState): Promise<ResourceState> {
    try {
      return { ...wanted, ...await runner.create(logicalId, type, wanted.properties) };
    } catch (error) {
      // what failed after it was named is deleted by the rollback like the rest
      if (error instanceof FailedCreation) {
        this.journal.push({ kind: 'created', logicalId, resource: { ...wanted, physicalId: error.physicalId, deletionPolicy: 'Delete' } });
      }
      throw error;
    }
  }

  private async update(stack: StackState, runner: ResourceRunner, logicalId: string, type: EngineType, wanted: ResourceState, before: ResourceState): Promise<void> {
    const begun = () => void this.journal.push({ kind: 'updated', logicalId, before, resource: { ...wanted, physicalId: before.physicalId, attributes: before.attributes } });
    const resource = { ...wanted, ...await runner.update(logicalId, type, before, wanted.properties, begun) };
    stack.resources[logicalId] = resource;
    if (resource.physicalId !== before.physicalId) {
      // a custom resource that answers another id was replaced: CloudFormation will send a Delete for the old one
      this.journal.pop();
      this.journal.push({ kind: 'replaced', logicalId, resource, before });
      this.leftovers.push({ logicalId, resource: before, kept: wanted.updateReplacePolicy === 'Retain' });
    }
  }

  private output(stack: StackState, scope: StackScope, resolver: Resolver, previous: StackState | undefined): void {
    const outputs = Object.entries(this.request.template.document.Outputs ?? {})
      .filter(([, { Condition }]) => Condition === undefined || resolver.condition(Condition));
    const value = ([name, output]: readonly [string, OutputDefinition]) => resolver.text(output.Value, `the value of output "${name}"`);
    stack.outputs = Object.fromEntries(outputs.map(entry => [entry[0], value(entry)]));
    stack.exports = Object.fromEntries(outputs.filter(([, output]) => output.Export)
      .map(([name, output]) => [resolver.text(output.Export!.Name, `the export of output "${name}"`), stack.outputs[name]]));
    stack.imports = [...scope.imports];
    checkExports(this.context.world, stack, previous?.exports ?? {}, stack.exports);
  }

  /** Removed and replaced resources go last, in reverse order. CloudFormation would only note a failure; the rehearsal refuses what stays behind unasked. */
  private async cleanUp(stack: StackState, runner: ResourceRunner, previous: StackState | undefined): Promise<void> {
    const order = previous ? [...this.context.templates.of(previous).graph.order(this.context.order)].reverse() : [];
    const gone = order.filter(id => previous!.resources[id] && !this.kept.has(id));
    const removed = gone.map(id => ({ logicalId: id, resource: previous!.resources[id], kept: previous!.resources[id].deletionPolicy !== 'Delete' }));
    for (const { logicalId, resource, kept } of [...removed, ...this.leftovers.reverse()]) {
      if (!kept) await runner.delete(logicalId, this.context.types.get(resource.type), resource);
      if (!this.kept.has(logicalId)) delete stack.resources[logicalId];
      if (!stack.stackSet) this.context.listener.resourceDone?.({ stack: stack.name, logicalId, type: resource.type, action: kept ? 'retain' : 'delete' });
    }
  }

  private async undo(stack: StackState, runner: ResourceRunner, previous: StackState | undefined, failure: RehearsalFailure): Promise<RehearsalFailure> {
    const result = await rollBack(this.context, stack, runner, this.journal);
    if (previous) {
      const touched = new Set(this.journal.map(({ logicalId }) => logicalId));
      const untouched = Object.entries(previous.resources).filter(([logicalId]) => !touched.has(logicalId));
      this.context.world.stacks.set(stackKey(stack), {
        ...previous, resources: { ...stack.resources, ...Object.fromEntries(untouched) }, retained: stack.retained,
        status: result.failure ? 'UPDATE_ROLLBACK_FAILED' : 'UPDATE_ROLLBACK_COMPLETE',
      });
    } else {
      stack.status = result.failure ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE';
    }
    const stuck = result.failure && `the rollback fails too: ${result.failure.details.message}`;
    return withRemedy(withRemedy(failure, stuck), adoption(stack));
  }
}

/** The CDK deploys nothing when template and parameters are as they were. */
function isUnchanged(stack: StackState, { template, parameters }: StackRequest): boolean {
  const given = Object.entries(parameters);
  return stack.digest === template.digest && given.length === Object.keys(stack.parameters).length && given.every(([name, value]) => stack.parameters[name] === value);
}

/** What the user does about resources that the rollback left behind. */
function adoption(stack: StackState): string | undefined {
  const kept = Object.entries(stack.retained).map(([logicalId, { type, physicalId }]) => `${logicalId} (${type} ${physicalId})`);
  if (kept.length === 0) return undefined;
  return stack.stackSet
    ? `the rollback kept ${kept.join(', ')}: delete them in account ${stack.accountId}, an instance of a StackSet cannot import`
    : `the rollback kept ${kept.join(', ')}: before the next deployment adopt them by "cdk import", or by id in the configuration`;
}
