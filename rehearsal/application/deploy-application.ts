import { assemblyOf, planned, Synthesizable } from '../api/input';
import { requirePrincipal } from '../api/principals';
import { runPhases } from '../api/run-phases';
import { Assembly } from '../assembly';
import { ACCOUNT_READY_AFTER } from '../aws/services/accounts';
import { World } from '../aws/world';
import { FIRST_DEPLOYMENT } from '../phases/first-deployment';
import { REVERSE_ORDER } from '../phases/reverse-order';
import { RehearsalRun } from '../phases/run';
import { SECOND_DEPLOYMENT } from '../phases/second-deployment';
import type { ApplicationOptions } from './application-options';
import { bootstrapAll } from './bootstraps';
import { deliveryPhase } from './delivery-phase';
import { deployerPhase } from './deployer-phase';
import { placedAssembly } from './placed-assembly';
import { RehearsedApplication } from './rehearsed-application';
import { named } from './wrong-use';

/** The landing zone in which an app is deployed. */
export interface DeployedLandingZone {
  /** As the first deployment left it; it is not touched. */
  readonly world: World;
  readonly assembly: Assembly;
}

/** Deploys an app into a copy of a deployed landing zone. */
export async function deployApplication(
  landingZone: DeployedLandingZone, input: string | Synthesizable, options: ApplicationOptions,
): Promise<RehearsedApplication> {
  const world = landingZone.world.clone();
  world.advance(ACCOUNT_READY_AFTER);
  const { as } = options;
  if (as !== undefined) {
    named(() => requirePrincipal(as));
  }
  const assembly = placedAssembly(world, assemblyOf(input), options);
  const assumptions = bootstrapAll(world, assembly.stacks, options);
  const run = new RehearsalRun({ assembly, initial: world, faults: 'none', listener: options.listener });
  options.listener?.begun?.(assembly.stacks.map(planned));
  const lived = [
    deployerPhase(assembly.stacks, options.as), FIRST_DEPLOYMENT, REVERSE_ORDER, deliveryPhase(landingZone.world), SECOND_DEPLOYMENT,
  ];
  const { phases, failures } = await runPhases(run, lived, options.listener);
  return new RehearsedApplication({
    world: run.world, assembly, landingZone: landingZone.assembly, phases, failures, hasDeployed: run.hasDeployed, assumptions,
  });
}
