import { Caller, RehearsalFailure, ResourceType } from '../aws/contract';
import { runAutoDeployments } from '../aws/services/auto-deployment';
import type { World } from '../aws/world';
import { Assembly, AssemblyStack, stackGraph } from '../assembly';
import { invalid, SsmLookup, TieBreak } from '../template';
import { RESOURCE_TYPES } from '../types';
import { callerOf, deploymentCaller } from './callers';
import { EngineContext } from './context';
import { customResourceType } from './custom-resources';
import { ProtectedResource, protectedResources, switchOff } from './deletion-protection';
import { FaultInjector, FaultPlace } from './fault';
import { placeDetails, refusalOf, withRemedy } from './failures';
import { DeploymentListener, StackAction } from './listener';
import { memberPathsOf } from './member-paths';
import { MemberStackDeployer } from './member-stack-deployer';
import { recovery } from './recovery';
import { ResourceRunner } from './resource-runner';
import { importRetained } from './retained-import';
import { runSchedules } from './schedules';
import { StackDeployment } from './stack-deployment';
import { stackIdOf } from './stack-life';
import { clearAway, removeStack } from './stack-removal';
import { findStack, isRolledBack, StackPlace, StackState, stacksOf, staysBehind } from './stack-state';
import { isCustom, TypeRegistry } from './type-registry';
import { TemplateStore } from './template-store';

/** Version of the CDK bootstrap that every bootstrapped region has. */
const BOOTSTRAP_VERSION = '30';

/** How to deploy. */
export interface DeploymentOptions {
  /** Which of the resources and stacks that nothing orders comes first. @default first */
  readonly order?: TieBreak;
  /** Follows the deployment. @default nobody */
  readonly listener?: DeploymentListener;
  /** A resource whose first create or update fails. @default none */
  readonly faultAt?: FaultPlace;
  /** Values of SSM parameters that templates read. @default the version of the CDK bootstrap */
  readonly ssmParameters?: Readonly<Record<string, string>>;
  /** CloudFormation types beyond custom resources. @default all that the rehearsal knows */
  readonly types?: readonly ResourceType[];
}

/**
 * Deploys a cloud assembly into a world, and does what comes after.
 *
 * The state of the stacks is in the world, so each Deployment may do one step of many.
 */
export class Deployment {
  private readonly context: EngineContext;
  private readonly stacks: readonly AssemblyStack[];

  public constructor(private readonly world: World, assembly: Assembly, options: DeploymentOptions = {}) {
    const order = options.order ?? 'first';
    const byId = new Map(assembly.stacks.map(stack => [stack.id, stack]));
    this.stacks = stackGraph(assembly.stacks).order(order).map(id => byId.get(id)!);
    this.context = {
      world, assembly, order,
      types: new TypeRegistry(options.types ?? RESOURCE_TYPES, customResourceType),
      templates: new TemplateStore(),
      listener: options.listener ?? {},
      fault: new FaultInjector(options.faultAt),
      ssm: ssmLookup(options.ssmParameters ?? {}),
      memberStacks: new MemberStackDeployer(() => this.context),
    };
  }

  /**
   * Creates, updates or leaves each stack. Throws the RehearsalFailure of the first that is refused, after its rollback.
   *
   * @param last name of the stack after which to stop; none: go on to the end
   */
  public async deploy(last?: string): Promise<void> {
    this.checkNames();
    this.world.startDeployment();
    for (const [index, stack] of this.stacks.entries()) {
      this.context.listener.stackStarted?.(stack.name, index, this.stacks.length);
      const begun = performance.now();
      const action = await this.deployStack(stack);
      this.context.listener.stackDone?.(stack.name, action, Math.round(performance.now() - begun));
      if (stack.name === last) return;
    }
  }

  /** Sends every custom resource of the assembly an update that changes nothing, as CloudFormation may at any time. */
  public async rerunHandlers(): Promise<void> {
    const others = new Set(this.standing());
    for (const stack of this.finishedStacks().filter(({ stackId, stackSet }) => !others.has(stackSet?.origin.stackId ?? stackId))) {
      const runner = this.runnerFor(stack);
      for (const logicalId of this.context.templates.of(stack).graph.order(this.context.order)) {
        if (stack.resources[logicalId] && isCustom(stack.resources[logicalId].type)) await this.rerun(stack, runner, logicalId);
      }
    }
  }

  /** Authorises every update of every resource in every StackSet's instances, under the policies as they are now. */
  public async updateMemberStacks(): Promise<void> {
    for (const stack of this.finishedStacks().filter(({ stackSet }) => stackSet)) {
      this.authorizeUpdate(stack);
      const runner = this.runnerFor(stack);
      for (const [logicalId, resource] of Object.entries(stack.resources)) {
        await runner.authorizeUpdate(logicalId, this.context.types.get(resource.type), resource);
      }
    }
  }

  /** Lets StackSets follow accounts that joined, moved or left; throws the first stack instance that fails. */
  public async followAccounts(): Promise<void> {
    const [failure] = await runAutoDeployments(this.world, this.context.memberStacks);
    if (failure) throw failure;
  }

  /**
   * Lets pass what happens by itself: functions on a schedule, operations on StackSets that they ask for, functions that wait for their
   * end.
   *
   * @returns how many functions stand on a schedule
   */
  public runSchedules(): Promise<number> {
    return runSchedules(this.context);
  }

  /**
   * The adoption step: imports what rollbacks left behind into the stacks it belongs to.
   *
   * @returns how many resources were adopted
   */
  public async importRetained(): Promise<number> {
    let imported = 0;
    for (const source of this.stacks) {
      const stack = findStack(this.world, this.placeOf(source));
      if (!stack || Object.keys(stack.retained).length === 0) continue;
      imported += await importRetained(this.context, source, stack, this.callerFor(source));
      this.context.listener.stackDone?.(source.name, 'imported', 0);
    }
    return imported;
  }

  /**
   * What a person does after a failed deployment, before the next one, as its error says: switches deletion protection off in stacks that
   * never came up, and imports what rollbacks left behind.
   *
   * @returns how many resources were adopted
   */
  public async recover(): Promise<number> {
    for (const source of this.stacks) {
      const stack = findStack(this.world, this.placeOf(source));
      if (stack) await clearAway(this.context, stack, this.callerFor(source));
    }
    return this.importRetained();
  }

  /**
   * Switches off the deletion protection at which `destroy` stopped, as a person does who means it; what stays behind anyway keeps its own.
   *
   * @returns what was protected
   */
  public async liftProtection(): Promise<readonly ProtectedResource[]> {
    const lifted: ProtectedResource[] = [];
    for (const source of this.stacks) {
      const stack = findStack(this.world, this.placeOf(source));
      const held = stack?.status === 'DELETE_FAILED' ? protectedResources(stack).filter(resource => !staysBehind(resource)) : [];
      if (stack) await switchOff(this.context, stack, this.callerFor(source), held);
      lifted.push(...held);
    }
    return lifted;
  }

  /**
   * `cdk destroy --all` with termination protection off: what has a deletion policy of Retain stays; throws at what is protected from
   * deletion.
   */
  public async destroy(): Promise<void> {
    for (const source of [...this.stacks].reverse()) {
      const stack = findStack(this.world, this.placeOf(source));
      if (!stack) continue;
      await removeStack(this.context, stack, this.callerFor(source), source.constructPaths);
      this.context.listener.stackDone?.(source.name, 'deleted', 0);
    }
  }

  private async deployStack(stack: AssemblyStack): Promise<StackAction> {
    const place = this.placeOf(stack);
    const before = this.stacks.filter(({ id }) => stack.dependencies.includes(id));
    const dependencies = [...before.map(other => stackIdOf(this.world, this.placeOf(other))), ...this.standing()];
    try {
      const { template, parameters, constructPaths } = stack;
      const caller = this.callerFor(stack);
      const executionRoleArn = stack.executionRoleArn && caller.principal.roleArn;
      const request = { template, parameters, constructPaths, caller, executionRoleArn, dependencies, ...place };
      return await new StackDeployment(this.context, request).run();
    } catch (error) {
      throw withRemedy(refusalOf(error, placeDetails(place)), recovery(stack, findStack(this.world, place)));
    }
  }

  /** Stacks of other apps: whatever they made was there before, and nobody needs to declare it. */
  private standing(): readonly string[] {
    const own = new Set(this.stacks.map(stack => stackIdOf(this.world, this.placeOf(stack))));
    return stacksOf(this.world).filter(({ stackId, stackSet }) => !stackSet && !own.has(stackId)).map(({ stackId }) => stackId);
  }

  private async rerun(stack: StackState, runner: ResourceRunner, logicalId: string): Promise<void> {
    const resource = stack.resources[logicalId];
    const outcome = await runner.update(logicalId, this.context.types.get(resource.type), resource, resource.properties);
    if (outcome.physicalId !== resource.physicalId) {
      throw new RehearsalFailure({
        ...runner.place(logicalId, resource.type), kind: 'handler',
        message: `the handler answers "${outcome.physicalId}" instead of "${resource.physicalId}" although nothing changed: CloudFormation would delete the old one`,
        remedy: 'answer a PhysicalResourceId that depends on nothing but the properties that identify the resource',
      });
    }
    stack.resources[logicalId] = { ...resource, attributes: outcome.attributes };
  }

  private authorizeUpdate(stack: StackState): void {
    const { stackId, region } = stack;
    try {
      this.world.authorize(callerOf(this.world, stack), { action: 'cloudformation:UpdateStack', resource: stackId, region }, true);
    } catch (error) {
      throw refusalOf(error, placeDetails(stack));
    }
  }

  private runnerFor(stack: StackState): ResourceRunner {
    return new ResourceRunner(this.context, stack, callerOf(this.world, stack), this.pathsOf(stack));
  }

  private pathsOf(stack: StackState): ReadonlyMap<string, string> {
    const source = this.stacks.find(({ name, template }) => name === stack.name && template.digest === stack.digest);
    return source?.constructPaths ?? memberPathsOf(this.context.assembly, stack);
  }

  private finishedStacks(): readonly StackState[] {
    return stacksOf(this.world).filter(stack => !isRolledBack(stack));
  }

  private callerFor(stack: AssemblyStack): Caller {
    const place = this.placeOf(stack);
    try {
      return deploymentCaller(this.world, stack, place);
    } catch (error) {
      throw refusalOf(error, placeDetails(place));
    }
  }

  /** Where a stack goes; one that does not say it goes where the deployer is: in the management account, in the home region. */
  private placeOf({ name, accountId, region }: AssemblyStack): StackPlace {
    return { name, accountId: accountId ?? this.world.managementAccountId, region: region ?? this.world.homeRegion };
  }

  private checkNames(): void {
    const seen = new Map<string, AssemblyStack>();
    for (const stack of this.stacks) {
      const { name, accountId, region } = this.placeOf(stack);
      const other = seen.get(`${accountId}/${region}/${name}`);
      if (other) throw invalid(`'stackName' must be unique in an account and region, got "${name}" for ${other.displayName} and ${stack.displayName}`, 'rename one of them');
      seen.set(`${accountId}/${region}/${name}`, stack);
    }
  }
}

function ssmLookup(given: Readonly<Record<string, string>>): SsmLookup {
  return name => given[name] ?? (/^\/cdk-bootstrap\/[^/]+\/version$/.test(name) ? BOOTSTRAP_VERSION : undefined);
}
