import { World } from '../aws/world';
import { Assembly } from '../assembly';
import { Deployment, DeploymentListener, DeploymentOptions } from '../engine';
import { CDK_METADATA } from '../types/cdk-metadata';

/** Where steps fail on purpose: nowhere, at the last resource of each stack, at every resource. */
export type Faults = 'none' | 'stacks' | 'all';

/** What a rehearsal starts from. */
export interface RunProps {
  readonly assembly: Assembly;
  /** The world before the first deployment. */
  readonly initial: World;
  /** An assembly that is deployed already. */
  readonly previous?: Assembly;
  readonly faults: Faults;
  readonly listener?: DeploymentListener;
}

/** What the phases of one rehearsal share. Worlds in it are never changed: a phase works on a clone. */
export class RehearsalRun {
  public readonly assembly: Assembly;
  public readonly previous?: Assembly;
  public readonly faults: Faults;
  /** The world before each stack of the first deployment, by stack name. */
  private readonly checkpoints = new Map<string, World>();
  /** Logical ids of each stack of the first deployment, in the order of their creation. */
  public readonly creationOrder = new Map<string, string[]>();
  /** Ids of the pre-conditions that were asked so far. */
  public readonly rules = new Set<string>();
  private readonly initial: World;
  private readonly listener: DeploymentListener;
  private readonly worlds: { readonly world: World; readonly calls: number }[] = [];
  private attempt?: World;
  private afterFirst?: World;
  private afterJoining?: World;

  public constructor(props: RunProps) {
    this.assembly = props.assembly;
    this.initial = props.initial;
    this.previous = props.previous;
    this.faults = props.faults;
    this.listener = countingRules(props.listener ?? {}, this.rules);
  }

  /** A copy of the world before the first deployment. */
  public emptyWorld(): World {
    return this.watch(this.initial.clone());
  }

  /** A copy of the world as the first deployment left it. */
  public deployedWorld(): World {
    return this.watch(this.deployed.clone());
  }

  /** A copy of the world before the first deployment came to a stack. */
  public worldBefore(stackName: string): World {
    return this.watch((this.checkpoints.get(stackName) ?? this.initial).clone());
  }

  /** The world as the first deployment left it after a stack: to be read only. */
  public worldAfter(stackName: string): World {
    const names = [...this.checkpoints.keys()];
    return this.checkpoints.get(names[names.indexOf(stackName) + 1]) ?? this.deployed;
  }

  /** A copy of any world. */
  public copyOf(world: World): World {
    return this.watch(world.clone());
  }

  /** A copy of the world with the accounts that joined; undefined when none could. */
  public joinedWorld(): World | undefined {
    return this.afterJoining && this.watch(this.afterJoining.clone());
  }

  public set joined(world: World) {
    this.afterJoining = world;
  }

  /** The world as the first deployment left it: to be read only. */
  public get deployed(): World {
    if (!this.afterFirst) {
      throw new Error('no phase may come before the first deployment');
    }
    return this.afterFirst;
  }

  /** The world of the first deployment, however far it came: to be read only. */
  public get world(): World {
    return this.attempt ?? this.initial;
  }

  public set world(world: World) {
    this.attempt = world;
  }

  public get hasDeployed(): boolean {
    return this.afterFirst !== undefined;
  }

  public set deployed(world: World) {
    this.afterFirst = world;
  }

  /** Listens to the first deployment: faults repeat it from where each stack began. Without them nobody asks for those worlds. */
  public recorder(world: World): DeploymentListener {
    const { listener, checkpoints, creationOrder, faults } = this;
    return {
      ...listener,
      stackStarted: (name, index, total) => {
        if (faults !== 'none') {
          checkpoints.set(name, world.clone());
        }
        creationOrder.set(name, []);
        listener.stackStarted?.(name, index, total);
      },
      resourceDone: event => {
        // CloudFormation makes nothing of the CDK's metadata, so that it cannot fail
        if (event.type !== CDK_METADATA.typeName) {
          creationOrder.get(event.stack)?.push(event.logicalId);
        }
        listener.resourceDone?.(event);
      },
    };
  }

  /** A deployment of the assembly (or another one) into a world. */
  public deployment(world: World, options: DeploymentOptions = {}, assembly = this.assembly): Deployment {
    return new Deployment(world, assembly, { listener: this.listener, ...options });
  }

  /** Uses of IAM actions that were authorised so far, over all phases. */
  public get authorizations(): number {
    return this.worlds.reduce((sum, { world, calls }) => sum + world.calls.length - calls, 0);
  }

  private watch(world: World): World {
    this.worlds.push({ world, calls: world.calls.length });
    return world;
  }
}

/** Passes everything on, and keeps which rules were asked. */
function countingRules(listener: DeploymentListener, rules: Set<string>): DeploymentListener {
  return {
    stackStarted: (name, index, total) => listener.stackStarted?.(name, index, total),
    resourceDone: event => listener.resourceDone?.(event),
    memberStackDone: event => listener.memberStackDone?.(event),
    stackDone: (name, action, milliseconds) => listener.stackDone?.(name, action, milliseconds),
    ruleChecked: rule => {
      rules.add(rule.id);
      listener.ruleChecked?.(rule);
    },
  };
}
