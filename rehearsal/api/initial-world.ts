import { Assembly, AssemblyStack } from '../assembly';
import { RehearsalFailure } from '../aws/contract';
import { World } from '../aws/world';
import { withRemedy } from '../engine/failures';
import type { RehearsalOptions } from './rehearse';

/** Where an app is rehearsed that does not say where it belongs. */
const ANY_ACCOUNT = '111111111111';
const ANY_REGION = 'us-east-1';

/** The world before the first deployment: what the assembly and the options say of it. */
export function initialWorld(assembly: Assembly, options: RehearsalOptions): World {
  const accounts = distinct(assembly.stacks.map(stack => stack.accountId));
  if (accounts.length > 1 && options.managementAccountId === undefined) {
    throw new Error(`'managementAccountId' must be given, got stacks of ${accounts.length} accounts (${accounts.join(', ')}): name the management account`);
  }
  const managementAccountId = options.managementAccountId ?? accounts[0] ?? ANY_ACCOUNT;
  const regions = distinct(assembly.stacks.map(stack => stack.region));
  const { quotas, bootstrapQualifier, world: organization } = options;
  const bootstrapped = regions.length > 0 ? regions : [ANY_REGION];
  const world = new World({ managementAccountId, regions: bootstrapped, organization, quotas, bootstrapQualifier });
  if (bootstrapQualifier === undefined) {
    assembly.stacks.forEach(stack => bootstrapFor(world, stack));
  }
  return world;
}

/** The bootstrap that a stack asks for in the manifest: whoever chose a qualifier has bootstrapped with it. */
function bootstrapFor(world: World, { executionRoleArn, region }: AssemblyStack): void {
  const qualifier = /:role\/cdk-([^-]+)-cfn-exec-role-/.exec(executionRoleArn ?? '')?.[1];
  if (qualifier !== undefined) {
    world.bootstrap(region ?? world.homeRegion, qualifier);
  }
}

function distinct(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter(value => value !== undefined))];
}

/** An app that adopts an organization fails where there is none: the failure says how to describe the one that exists. */
export function toldOfWorld(failure: RehearsalFailure, { state }: World): RehearsalFailure {
  return state.organizations.organization === undefined && failure.message.includes('AWSOrganizationsNotInUseException')
    ? withRemedy(failure, "describe the organization that the app adopts: option 'world', or --world FILE")
    : failure;
}
