import { failureSummary } from '../api/failures';
import { inertUses } from '../api/inert';
import { accountIdOf } from '../api/principals';
import { allResources, DeployedResource, ResourceFilter } from '../api/resources';
import type { PhasedFailure } from '../api/rehearsal';
import { Assembly } from '../assembly';
import { RehearsalFailure } from '../aws/contract';
import { principalOf } from '../aws/services/iam';
import { World } from '../aws/world';
import { statementsOf } from '../../lib/policy';
import { withRemedy } from '../engine';
import { NetworkFilter, RehearsedNetwork } from '../network';
import { FailureSummary, InertUse, PhaseSummary } from '../report/summary';
import { Question } from '../simulation/question';
import { simulate, Simulation } from '../simulation/simulate';
import { AppRole, BlockedPermission, blockedPermissions } from './blocked-permissions';
import { allowsAnything } from './held-permissions';
import { PlacedAssembly } from './placed-assembly';
import { remedyOf } from './remedies';

/** What a rehearsed app is made of, for `Rehearsal.deploy` alone. */
export interface RehearsedApplicationProps {
  /** As far as the deployment came. */
  readonly world: World;
  readonly assembly: PlacedAssembly;
  /** The assembly of the landing zone. */
  readonly landingZone: Assembly;
  readonly phases: readonly PhaseSummary[];
  readonly failures: readonly PhasedFailure[];
  readonly hasDeployed: boolean;
  readonly assumptions: readonly string[];
}

/** A stack of the app and where it was deployed. */
export interface ApplicationStack {
  readonly name: string;
  readonly displayName: string;
  /** Name and id of the account. */
  readonly account: string;
  readonly region: string;
}

/** An app in the landing zone as plain data: what `--json` writes. */
export interface ApplicationSummary {
  /** Grows when a member changes its meaning; new members do not count. */
  readonly formatVersion: 1;
  /** Whether the guardrails let the app be deployed. */
  readonly succeeded: boolean;
  /** Whether they let it do what its roles may, too. */
  readonly runs: boolean;
  readonly stacks: readonly ApplicationStack[];
  readonly failures: readonly FailureSummary[];
  readonly phases: readonly PhaseSummary[];
  /** How many resources the app has. */
  readonly resources: number;
  readonly blocked: readonly BlockedPermission[];
  readonly conditional: readonly BlockedPermission[];
  readonly assumptions: readonly string[];
  readonly inert: readonly InertUse[];
}

/** An app that was deployed in accounts of a rehearsed landing zone, and what its roles may do there. */
export class RehearsedApplication {
  /** Whether AWS would accept the deployment under the policies of the landing zone, as far as the model knows. */
  public readonly succeeded: boolean;
  /** Every refusal, with what decided and what to do. */
  public readonly failures: readonly RehearsalFailure[];
  public readonly phases: readonly PhaseSummary[];
  /** Where each stack was deployed. */
  public readonly stacks: readonly ApplicationStack[];
  /** Permissions that roles and users of the app have by their policies, and that a guardrail or a boundary denies in any case. */
  public readonly blocked: readonly BlockedPermission[];
  /** The same where it depends on what the request says, or on which of the resources it is about. */
  public readonly conditional: readonly BlockedPermission[];
  /** What was taken for given. */
  public readonly assumptions: readonly string[];
  private readonly props: RehearsedApplicationProps;
  private readonly phased: readonly PhasedFailure[];

  /** Made by `Rehearsal.deploy`. */
  public constructor(props: RehearsedApplicationProps) {
    const { world, assembly, landingZone, hasDeployed } = props;
    this.props = props;
    this.phases = props.phases;
    this.phased = props.failures.map(({ phase, failure }) => ({ phase, failure: remedied(world, failure) }));
    this.failures = this.phased.map(({ failure }) => failure);
    this.succeeded = this.failures.length === 0;
    this.stacks = assembly.stacks.map(({ name, displayName, accountId, region }) =>
      ({ name, displayName, account: accountText(world, accountId), region }));
    const asked = hasDeployed ? this.roles().flatMap(role => blockedPermissions({ world, assembly: landingZone }, role)) : [];
    this.blocked = asked.filter(({ dependsOn, deniedFor }) => dependsOn === undefined && deniedFor === undefined);
    this.conditional = asked.filter(blocked => !this.blocked.includes(blocked));
    this.assumptions = [...props.assumptions, ...hasDeployed ? this.roles().filter(role => isUnlimited(world, role)).map(({ physicalId }) =>
      `${physicalId} allows more than can be listed: of it, what guardrails deny by name was asked; ask by simulate what it needs`) : []];
  }

  /** The first refusal; undefined when there is none. */
  public get failure(): RehearsalFailure | undefined {
    return this.failures[0];
  }

  /** Whether the guardrails let the app be deployed, and let its roles do whatever their policies allow. */
  public get runs(): boolean {
    return this.succeeded && this.blocked.length === 0;
  }

  /** The resources of the app that match, as far as they were deployed. */
  public resources(filter: ResourceFilter = {}): readonly DeployedResource[] {
    const { world, assembly } = this.props;
    const accountId = filter.account === undefined ? undefined : accountIdOf(world, filter.account);
    return allResources(world, assembly).filter(resource => assembly.stacks.some(stack =>
      stack.name === resource.stackName && stack.accountId === resource.accountId && stack.region === resource.region)
      && (filter.type === undefined || resource.type === filter.type)
      && (accountId === undefined || resource.accountId === accountId)
      && (filter.region === undefined || resource.region === filter.region)
      && (filter.stackName === undefined || resource.stackName === filter.stackName));
  }

  /** Whether somebody may do something with the app deployed, roles of the app among them. */
  public simulate(question: Question): Simulation {
    return simulate(this.props.world, this.props.landingZone, question);
  }

  /**
   * The networks of an account with the app deployed, to be asked what reaches what.
   *
   * @param account id or name
   */
  public network(account: string, filter: NetworkFilter = {}): RehearsedNetwork {
    const { world, assembly } = this.props;
    return new RehearsedNetwork(world, assembly, accountIdOf(world, account), filter);
  }

  /** All of it as plain data. */
  public toJSON(): ApplicationSummary {
    const { world, assembly, landingZone } = this.props;
    const resources = this.resources();
    return {
      formatVersion: 1,
      succeeded: this.succeeded,
      runs: this.runs,
      stacks: this.stacks,
      failures: this.phased.map(({ phase, failure }) => failureSummary(phase, failure, world, assembly, landingZone)),
      phases: this.phases,
      resources: resources.length,
      blocked: this.blocked,
      conditional: this.conditional,
      assumptions: this.assumptions,
      inert: inertUses(resources),
    };
  }

  private roles(): readonly AppRole[] {
    const { stacks } = this.props.assembly;
    return this.resources().filter(({ type }) => PRINCIPALS.includes(type)).map(role => {
      const stack = stacks.find(({ name, accountId, region }) =>
        name === role.stackName && accountId === role.accountId && region === role.region);
      return { ...role, constructPath: stack?.constructPaths.get(role.logicalId) };
    });
  }
}

/** What holds permissions: groups do so through their users. */
const PRINCIPALS = ['AWS::IAM::Role', 'AWS::IAM::User'];

function remedied(world: World, failure: RehearsalFailure): RehearsalFailure {
  const { decision, message } = failure.details;
  const [, action = '', resource = ''] = /perform ([\w-]+:\w+) on (\S+?):? /.exec(message) ?? [];
  const isGuarding = decision && ['service-control', 'resource-control', 'boundary'].includes(decision.layer);
  return isGuarding ? withRemedy(failure, remedyOf(world, { action, resource }, decision)) : failure;
}

function isUnlimited(world: World, { attributes }: AppRole): boolean {
  return principalOf(world, String(attributes.Arn)).identity.some(({ document }) => statementsOf(document).some(allowsAnything));
}

function accountText(world: World, accountId: string): string {
  const name = world.state.organizations.accounts.get(accountId)?.name;
  return name ? `${name} (${accountId})` : accountId;
}
