import { configuration } from '../../config/landing-zone';
import { LandingZoneProps } from '../../lib';
import { Emission, NetworkFilter, Notice, RehearsedNetwork, Simulation } from '../../rehearsal';
import { emit } from '../../rehearsal/api/emit';
import { accountIdOf } from '../../rehearsal/api/principals';
import { readAssembly } from '../../rehearsal/assembly';
import { ACCOUNT_READY_AFTER, addAccount, moveAccount } from '../../rehearsal/aws/services/accounts';
import { policyLevels } from '../../rehearsal/aws/services/organization-policies';
import { World } from '../../rehearsal/aws/world';
import { Deployment } from '../../rehearsal/engine';
import { checkConformancePacks } from '../../rehearsal/phases/invariants/conformance-packs';
import { Question } from '../../rehearsal/simulation/question';
import { simulate } from '../../rehearsal/simulation/simulate';
import { synthesise } from './synth';

/** The example organization, deployed, in which accounts join and move. */
export class LivingExample {
  public readonly world: World;
  private readonly assembly;
  private readonly deployment: Deployment;

  public constructor(props: Partial<LandingZoneProps> = {}) {
    const { managementAccountId, homeRegion } = { ...configuration, ...props };
    this.assembly = readAssembly(synthesise(props));
    this.world = new World({ managementAccountId, regions: [homeRegion] });
    this.deployment = new Deployment(this.world, this.assembly);
  }

  /** Deploys it. */
  public async deploy(): Promise<void> {
    await this.deployment.deploy();
  }

  /** Lets an account join an organizational unit, by the console: no deployment follows, AWS does the rest. */
  public async join(name: string, unit: string): Promise<void> {
    addAccount(this.world, { name, email: `${name}@example.com`, parentId: this.unitId(unit) });
    this.world.advance(ACCOUNT_READY_AFTER);
    await this.settle();
  }

  /** Moves an account to another organizational unit. */
  public async move(account: string, unit: string): Promise<void> {
    moveAccount(this.world, this.idOf(account), this.unitId(unit));
    await this.settle();
  }

  /** Lets a day pass for functions on a schedule. */
  public async nextDay(): Promise<void> {
    this.world.advance(24 * 60 * 60_000);
    await this.deployment.runSchedules();
  }

  /** Names of every account, the management account's too. */
  public get accounts(): string[] {
    return [...this.world.state.organizations.accounts.values()].map(({ name }) => name);
  }

  public idOf(account: string): string {
    return accountIdOf(this.world, account);
  }

  /** Who is told of an event. */
  public emit(emission: Emission): readonly Notice[] {
    return emit(this.world, emission);
  }

  /** Whether somebody may do something, and by which guardrails not. */
  public may(question: Question): Simulation {
    return simulate(this.world, this.assembly, question);
  }

  /** Networks of an account. */
  public network(account: string, filter: NetworkFilter = {}): RehearsedNetwork {
    return new RehearsedNetwork(this.world, this.assembly, this.idOf(account), filter);
  }

  /** Names of the policies that can deny, from the root down to an account. */
  public policiesAbove(account: string): string[] {
    return ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'].flatMap(type => policyLevels(this.world, this.idOf(account), type) ?? [])
      .flatMap(({ policies }) => policies.map(({ name }) => name)).sort();
  }

  private async settle(): Promise<void> {
    await this.deployment.followAccounts();
    checkConformancePacks(this.world);
  }

  private unitId(name: string): string {
    return [...this.world.state.organizations.units.values()].find(unit => unit.name === name)!.id;
  }
}
