import { Decision } from '../../lib/policy';
import { runApiCall } from './api';
import { decide, DecisionRequest, refuseUnlessReady } from './authorization';
import { ApiInput, Authorization, AwsError, Caller, LoggedCall, Origin } from './contract';
import { deepCopy } from './deep-copy';
import { Identifiers } from './identifiers';
import { WorldOptions } from './options';
import { bootstrap, principalOf, sessionOf } from './services/iam';
import { adoptOrganization } from './services/existing-organization';
import { timeless } from './snapshot';
import { initialState, WorldState } from './state';

export { ExistingAccount, ExistingOrganization, ExistingUnit, Quotas, WorldOptions } from './options';

/** Who makes an API call, from where. */
export interface CallSite {
  readonly caller: Caller;
  readonly accountId: string;
  readonly region: string;
  /** The resource of a stack on whose behalf the call is made: what it creates comes from there. */
  readonly origin?: Origin;
}

/** A question to the world: may this principal do this? */
export interface Question extends DecisionRequest {
  /** ARN of a role or of a root user, or a service principal such as `config.amazonaws.com`. */
  readonly as: string;
}

/**
 * The in-memory AWS. Its state is plain data, so that a copy is cheap; what happens to the state is in services/, one file a service.
 */
export class World {
  public readonly partition: string;
  public readonly managementAccountId: string;
  /** Home region: the first of those that are bootstrapped. */
  public readonly homeRegion: string;
  public readonly state: WorldState;
  private readonly log: LoggedCall[];

  public constructor(options: WorldOptions, from?: World) {
    this.partition = options.partition ?? 'aws';
    this.managementAccountId = options.managementAccountId;
    this.homeRegion = options.regions[0] ?? 'us-east-1';
    this.state = from ? deepCopy(from.state) : initialState(options);
    this.log = from ? [...from.log] : [];
    if (!from) {
      this.prepare(options);
    }
  }

  /** Every call so far, reads too. */
  public get calls(): readonly LoggedCall[] {
    return this.log;
  }

  /** Stacks by id: what the engine keeps of them, as plain data. */
  public get stacks(): Map<string, unknown> {
    return this.state.stacks;
  }

  /** Virtual time in milliseconds since the world began. */
  public get now(): number {
    return this.state.clock;
  }

  /** Opaque ids that do not depend on the order of the deployment. */
  public get identifiers(): Identifiers {
    return new Identifiers(this.state.identifiers);
  }

  /** Lets virtual time pass: what a handler waits for, costs nothing. */
  public advance(milliseconds: number): void {
    this.state.clock += milliseconds;
  }

  /** Tells the world that a deployment begins: what must happen one by one, must in one deployment. */
  public startDeployment(): void {
    this.state.deployments += 1;
  }

  /** Refuses what AWS would refuse: throws AwsError('AccessDenied') with the deciding statement. Logs the call. */
  public authorize(caller: Caller, authorization: Authorization, write: boolean): void {
    refuseUnlessReady(this, caller, authorization);
    const decision = decide(this, caller, authorization);
    this.log.push({
      caller: caller.label,
      action: authorization.action,
      resource: authorization.resource,
      accountId: caller.accountId ?? authorization.resourceAccountId ?? this.managementAccountId,
      region: authorization.region,
      write,
      denied: !decision.allowed,
    });
    if (!decision.allowed) {
      throw new AwsError('AccessDenied', `${caller.label} is not authorized to perform ${authorization.action} on ${authorization.resource}: ${decision.explanation}`, decision);
    }
  }

  /** Runs an API operation (`organizations`, `EnablePolicyType`) after authorising it; unknown ones are a failure of kind unknown. */
  public call(service: string, operation: string, input: ApiInput, site: CallSite): unknown {
    return runApiCall(service, operation, input, { world: this, ...site });
  }

  /** The caller that a role's session is, with the role's policies as they are now. */
  public sessionOf(roleArn: string): Caller {
    return sessionOf(this, roleArn);
  }

  /** The decision on a request, without making it: for questions of tests, and for the invariant that somebody can still act. */
  public may(question: Question): Decision {
    const { as, ...request } = question;
    return decide(this, principalOf(this, as), request);
  }

  /** Puts the roles of a CDK bootstrap into a region of the management account. */
  public bootstrap(region: string, qualifier?: string): void {
    bootstrap(this, region, qualifier);
  }

  /** A deep copy: phases and faults start from it. */
  public clone(): World {
    return new World({ managementAccountId: this.managementAccountId, regions: [this.homeRegion], partition: this.partition }, this);
  }

  /** A comparable picture of all state (for "nothing changed"); time and ids to come are not part of it. */
  public snapshot(): unknown {
    return timeless(this.state);
  }

  private prepare(options: WorldOptions): void {
    options.regions.forEach(region => this.bootstrap(region, options.bootstrapQualifier));
    if (options.organization) {
      adoptOrganization(this, options.organization);
    }
  }
}
