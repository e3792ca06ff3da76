import { Decision } from '../../lib/policy';
import { ApplicationOptions, deployApplication, RehearsedApplication } from '../application';
import { LoggedCall, RehearsalFailure } from '../aws/contract';
import { World } from '../aws/world';
import { principalsReachableFrom, ReachabilityQuestion, ReachablePrincipal } from '../escalation/principals-reachable';
import { NetworkFilter, RehearsedNetwork } from '../network';
import { RehearsalRun } from '../phases/run';
import { Counts, InertUse, OrganizationNode, PhaseSummary, RehearsalSummary } from '../report/summary';
import { allGuardrails, GuardrailName } from '../simulation/guardrail-names';
import { Question } from '../simulation/question';
import { simulate, Simulation, UndecidedError } from '../simulation/simulate';
import { countsOf } from './counts';
import { emit, Emission, Notice } from './emit';
import { failureSummary } from './failures';
import { inertUses } from './inert';
import type { Synthesizable } from './input';
import { organizationTree } from './organization-tree';
import { accountIdOf } from './principals';
import { allResources, DeployedResource, ResourceFilter } from './resources';

/** A refusal and the phase in which it happened. */
export interface PhasedFailure {
  readonly phase: string;
  readonly failure: RehearsalFailure;
}

/** What a rehearsal is made of, for `rehearse` alone. */
export interface RehearsalProps {
  readonly run: RehearsalRun;
  readonly phases: readonly PhaseSummary[];
  readonly failures: readonly PhasedFailure[];
}

/** What a rehearsal found, and the world that the first deployment left, to be asked about. */
export class Rehearsal {
  /** Whether AWS would accept the deployment and life after it, as far as the model knows. */
  public readonly succeeded: boolean;
  /** Every refusal, in the order of the phases. */
  public readonly failures: readonly RehearsalFailure[];
  public readonly phases: readonly PhaseSummary[];
  public readonly counts: Counts;
  /** Properties that the model keeps without effect, with reasons. */
  public readonly inert: readonly InertUse[];
  private readonly run: RehearsalRun;
  private readonly phased: readonly PhasedFailure[];
  private readonly world: World;

  /** Made by `rehearse`. */
  public constructor(props: RehearsalProps) {
    this.run = props.run;
    this.world = props.run.world;
    this.phased = props.failures;
    this.phases = props.phases;
    this.failures = props.failures.map(({ failure }) => failure);
    this.succeeded = props.failures.length === 0;
    this.inert = inertUses(allResources(this.world));
    this.counts = countsOf(this.run, this.inert);
  }

  /** The first refusal; undefined when there is none. */
  public get failure(): RehearsalFailure | undefined {
    return this.failures[0];
  }

  /** Calls of the first deployment, in order, reads too. */
  public get calls(): readonly LoggedCall[] {
    return this.world.calls;
  }

  /** The guardrails whose statements the policies of the assembly carry. */
  public get guardrails(): readonly GuardrailName[] {
    return allGuardrails(this.run.assembly);
  }

  /** The organization with its accounts and attached policies; undefined when the deployment makes none. */
  public tree(): OrganizationNode | undefined {
    return organizationTree(this.world);
  }

  /** The resources of the first deployment that match, those in member accounts too. */
  public resources(filter: ResourceFilter = {}): readonly DeployedResource[] {
    const accountId = filter.account === undefined ? undefined : accountIdOf(this.world, filter.account);
    return allResources(this.world, this.run.assembly).filter(resource =>
      (filter.type === undefined || resource.type === filter.type)
      && (accountId === undefined || resource.accountId === accountId)
      && (filter.region === undefined || resource.region === filter.region)
      && (filter.stackName === undefined || resource.stackName === filter.stackName));
  }

  /** The one resource that matches; throws unless it is exactly one. */
  public resource(filter: ResourceFilter): DeployedResource {
    const found = this.resources(filter);
    if (found.length !== 1) {
      const where = found.map(({ stackName, logicalId, accountId, region }) => `${logicalId} of ${stackName} in ${accountId} ${region}`);
      throw new Error(`exactly one resource must match ${JSON.stringify(filter)}, got ${found.length}${where.length > 0 ? ` (${where.slice(0, 5).join(', ')})` : ''}: ${
        found.length > 1 ? 'say more in the filter' : 'ask for what the assembly contains'}`);
    }
    return found[0];
  }

  /**
   * Whether somebody may do something under all policies as deployed, and which statement decides.
   *
   * The resource's own condition keys (aliases of a key, tags, account, organization) come from the deployment, as they do for its calls.
   *
   * @throws UndecidedError when a statement that would decide depends on a condition key that neither deployment nor `context` tells
   * @throws QuestionError when the question names an action, a condition key or a service that AWS does not have
   */
  public may(question: Question): Decision {
    const simulation = this.simulate(question);
    if (!simulation.decision) {
      throw new UndecidedError(simulation);
    }
    const { guardrails: _, ...decision } = simulation.decision;
    return { ...decision, allowed: simulation.outcome === 'allowed' };
  }

  /** The same with all there is to know: guardrail, every statement that denies, the policies looked at. Undecided is an outcome here. */
  public simulate(question: Question): Simulation {
    return simulate(this.world, this.run.assembly, question);
  }

  /**
   * Whom somebody may come to be who has the credentials of a principal, by known techniques and under all policies as deployed: roles that
   * let him in, that he may pass to a service, whose function or instance he may change, and so on.
   *
   * @returns each principal with a way to it; empty when there is none
   * @throws Error when nobody deployed the principal
   */
  public principalsReachableFrom(question: ReachabilityQuestion): readonly ReachablePrincipal[] {
    return principalsReachableFrom(this.world, question);
  }

  /**
   * Who is told when something happens: follows an event through rules, buses and targets, and what CloudTrail brings through the trail,
   * its metric filters and alarms too, under all policies as deployed.
   *
   * @returns each way it takes; empty when nobody looks for it
   */
  public emit(emission: Emission): readonly Notice[] {
    return emit(this.world, emission);
  }

  /**
   * The networks of an account, to be asked what reaches what: `rehearsal.network('prod').canReach('web', 'data', 5432)`.
   *
   * @param account id or name
   * @throws Error when the account has no such VPC
   */
  public network(account: string, filter: NetworkFilter = {}): RehearsedNetwork {
    return new RehearsedNetwork(this.world, this.run.assembly, accountIdOf(this.world, account), filter);
  }

  /**
   * Deploys an app in accounts of this landing zone, under its guardrails and by the roles of the CDK bootstrap there, and asks what the
   * roles of the app may do. It happens in a copy: each app finds the landing zone as its first deployment left it.
   *
   * @param app directory of a cloud assembly, or a CDK App or Stage
   * @throws Error when this landing zone could not be deployed, or a stack belongs to none of its accounts
   */
  public async deploy(app: string | Synthesizable, options: ApplicationOptions = {}): Promise<RehearsedApplication> {
    if (!this.run.hasDeployed) {
      throw new Error(`AWS would refuse the landing zone, so nothing can be deployed in it: ${this.failure?.message}`);
    }
    return deployApplication({ world: this.run.deployed, assembly: this.run.assembly }, app, options);
  }

  /** All of it as plain data. */
  public toJSON(): RehearsalSummary {
    return {
      formatVersion: 1,
      succeeded: this.succeeded,
      failures: this.phased.map(({ phase, failure }) => failureSummary(phase, failure, this.world, this.run.assembly)),
      phases: this.phases,
      counts: this.counts,
      organization: this.tree(),
      inert: this.inert,
    };
  }
}
