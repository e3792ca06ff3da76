import { isDeepStrictEqual } from 'node:util';
import { Caller, Origin, Outcome, RehearsalFailure } from '../aws/contract';
import { frozen } from '../aws/frozen';
import { changeOf, checkRules, parameterValues, Resolver, ResourceChange, Template } from '../template';
import { EngineContext } from './context';
import { FailedCreation } from './custom-resources';
import { checkExports } from './exports';
import { placeDetails, refusalOf, withRemedy } from './failures';
import { ResourceDone, StackAction } from './listener';
import { checkImmutable, checkProperties } from './property-checks';
import { checkReplacement } from './replacement';
import { ResourceRunner } from './resource-runner';
import { JournalEntry, rollBack } from './rollback';
import { newStack, settled } from './stack-life';
import { ssmOf } from './ssm-lookup';
import { StackScope } from './stack-scope';
import { ResourceState, StackPlace, StackState, stackKey, staysBehind } from './stack-state';
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

/** What the steps of one run share. */
interface Run {
  readonly stack: StackState;
  /** The stack before; undefined when it is created. */
  readonly previous?: StackState;
  readonly scope: StackScope;
  readonly resolver: Resolver;
  readonly runner: ResourceRunner;
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
    const { previous, retained } = await settled(context, request);
    if (previous && isUnchanged(previous, request)) {
      previous.dependencies = request.dependencies;
      return 'unchanged';
    }
    const run = this.begin(previous);
    run.stack.retained = retained;
    try {
      for (const logicalId of request.template.graph.order(context.order)) await this.apply(run, logicalId);
      this.output(run);
    } catch (error) {
      throw await this.undo(run, refusalOf(error, placeDetails(request)));
    }
    run.stack.status = 'COMPLETE';
    run.stack.retained = {}; // what was left behind and not adopted is nobody's
    await this.cleanUp(run);
    return previous ? 'updated' : 'created';
  }

  /** What CloudFormation validates before it touches anything, and what it then starts with. */
  private begin(previous: StackState | undefined): Run {
    const { context, request } = this;
    const { template, caller, constructPaths } = request;
    checkTemplate(template);
    context.types.check(template);
    const parameters = parameterValues(template.document.Parameters ?? {}, request.parameters, ssmOf(context, request));
    const stack = newStack(context.world, request, previous);
    const scope = new StackScope(context, stack, caller, parameters);
    const resolver = new Resolver(template.document, scope);
    checkRules(template.document.Rules ?? {}, resolver);
    context.templates.add(template);
    context.world.stacks.set(stackKey(request), stack);
    return { stack, previous, scope, resolver, runner: new ResourceRunner(context, stack, caller, constructPaths) };
  }

  private async apply(run: Run, logicalId: string): Promise<void> {
    const definition = this.request.template.resource(logicalId);
    if (definition.Condition !== undefined && !run.resolver.condition(definition.Condition)) return;
    const type = this.context.types.get(definition.Type);
    const before = run.previous?.resources[logicalId];
    try {
      const properties = frozen(run.resolver.resolve(definition.Properties ?? {}) ?? {}) as ResourceState['properties'];
      checkProperties(type, properties);
      const change = changeOf(logicalId, before, { type: definition.Type, properties }, type.createOnly);
      if (before) {
        checkImmutable(type, change.properties);
        checkReplacement(this.context.listener, change, type, before);
      }
      if (change.action !== 'unchanged') this.context.fault.check(run.stack, logicalId);
      await this.change(run, change, type, {
        type: definition.Type, physicalId: '', attributes: {}, properties,
        deletionPolicy: definition.DeletionPolicy ?? type.defaultDeletionPolicy ?? 'Delete',
        updateReplacePolicy: definition.UpdateReplacePolicy ?? 'Delete',
      });
      this.kept.add(logicalId);
    } catch (error) {
      throw refusalOf(error, run.runner.place(logicalId, definition.Type));
    }
  }

  private async change(run: Run, { logicalId, action }: ResourceChange, type: EngineType, wanted: ResourceState): Promise<void> {
    const { stack, previous } = run;
    const before = previous?.resources[logicalId];
    if (!before || action === 'replace') {
      this.put(run, logicalId, await this.create(run, logicalId, type, wanted), before);
    } else if (action === 'update') {
      await this.update(run, logicalId, type, wanted, before);
    } else {
      stack.resources[logicalId] = deployed(wanted, before);
      return;
    }
    this.report(stack, logicalId, wanted.type, before ? action as 'update' | 'replace' : 'create');
  }

  private async create({ runner }: Run, logicalId: string, type: EngineType, wanted: ResourceState): Promise<ResourceState> {
    try {
      return deployed(wanted, await runner.create(logicalId, type, wanted.properties));
    } catch (error) {
      // what failed after it was named is deleted by the rollback like the rest
      if (error instanceof FailedCreation) {
        this.journal.push({ kind: 'created', logicalId, resource: { ...wanted, physicalId: error.physicalId, deletionPolicy: 'Delete' } });
      }
      throw error;
    }
  }

  private async update(run: Run, logicalId: string, type: EngineType, wanted: ResourceState, before: ResourceState): Promise<void> {
    const attempted = { ...wanted, physicalId: before.physicalId, attributes: before.attributes };
    const begun = () => void this.journal.push({ kind: 'updated', logicalId, before, resource: attempted });
    const resource = deployed(wanted, await run.runner.update(logicalId, type, before, wanted.properties, begun));
    if (resource.physicalId === before.physicalId) {
      run.stack.resources[logicalId] = resource;
    } else {
      // a custom resource that answers another id was replaced: CloudFormation will send a Delete for the old one
      this.journal.pop();
      this.put(run, logicalId, resource, before);
    }
  }

  /** Notes a new resource, and the old one that it replaces. */
  private put({ stack }: Run, logicalId: string, resource: ResourceState, before: ResourceState | undefined): void {
    stack.resources[logicalId] = resource;
    this.journal.push(before ? { kind: 'replaced', logicalId, resource, before } : { kind: 'created', logicalId, resource });
    if (before) this.leftovers.push({ logicalId, resource: before, kept: resource.updateReplacePolicy === 'Retain' });
  }

  private output({ stack, scope, resolver, previous }: Run): void {
    const outputs = Object.entries(this.request.template.document.Outputs ?? {})
      .filter(([, { Condition }]) => Condition === undefined || resolver.condition(Condition));
    stack.outputs = Object.fromEntries(outputs.map(([name, { Value }]) => [name, resolver.text(Value, `the value of output "${name}"`)]));
    stack.exports = Object.fromEntries(outputs.filter(([, output]) => output.Export)
      .map(([name, output]) => [resolver.text(output.Export!.Name, `the export of output "${name}"`), stack.outputs[name]]));
    stack.imports = [...scope.imports];
    checkExports(this.context.world, stack, previous?.exports ?? {}, stack.exports);
  }

  /**
   * Removed and replaced resources go last, in reverse order. CloudFormation would only note a failure here; the rehearsal refuses what
   * stays behind unasked.
   */
  private async cleanUp({ stack, runner, previous }: Run): Promise<void> {
    const order = previous ? [...this.context.templates.of(previous).graph.order(this.context.order)].reverse() : [];
    const removed = order.filter(id => previous!.resources[id] && !this.kept.has(id)).map(logicalId => {
      const resource = previous!.resources[logicalId];
      return { logicalId, resource, kept: staysBehind(resource) };
    });
    for (const { logicalId, resource, kept } of [...removed, ...this.leftovers.reverse()]) {
      if (!kept) await runner.delete(logicalId, this.context.types.get(resource.type), resource);
      if (!this.kept.has(logicalId)) delete stack.resources[logicalId];
      this.report(stack, logicalId, resource.type, kept ? 'retain' : 'delete');
    }
  }

  private async undo({ stack, runner, previous }: Run, failure: RehearsalFailure): Promise<RehearsalFailure> {
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
    return withRemedy(withRemedy(failure, stuck), leftInMember(stack));
  }

  private report(stack: StackState, logicalId: string, type: string, action: ResourceDone['action']): void {
    if (!stack.stackSet) this.context.listener.resourceDone?.({ stack: stack.name, logicalId, type, action });
  }
}

/** A resource as its type left it. It never changes: copies of the world share it. */
function deployed(wanted: ResourceState, { physicalId, attributes }: Outcome): ResourceState {
  const { type, properties, deletionPolicy, updateReplacePolicy } = wanted;
  return frozen({ type, physicalId, attributes, properties, deletionPolicy, updateReplacePolicy });
}

/** The CDK deploys nothing when template and parameters are as they were. */
function isUnchanged(stack: StackState, { template, parameters }: StackRequest): boolean {
  return stack.digest === template.digest && isDeepStrictEqual(stack.parameters, parameters);
}

/** What the user does about resources that the rollback of a stack instance left behind; for other stacks there is `cdk import`. */
function leftInMember({ stackSet, retained, accountId }: StackState): string | undefined {
  const kept = Object.entries(retained).map(([logicalId, { type, physicalId }]) => `${logicalId} (${type} ${physicalId})`);
  return stackSet && kept.length > 0
    ? `the rollback kept ${kept.join(', ')}: delete them in account ${accountId}, an instance of a StackSet cannot import`
    : undefined;
}
