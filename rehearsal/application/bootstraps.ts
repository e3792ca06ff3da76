import { World } from '../aws/world';
import { BootstrapPlace, bootstrapRoleName, layDownBootstrap } from '../aws/services/cdk-bootstrap';
import { findRole } from '../aws/services/iam';
import type { ApplicationOptions } from './application-options';
import { PlacedStack } from './placed-assembly';
import { WrongUseError } from './wrong-use';

/** The bootstrap that a stack asks for in the manifest; undefined when it is deployed with the credentials of a person. */
export function bootstrapOf({ executionRoleArn, accountId, region }: PlacedStack): BootstrapPlace | undefined {
  const qualifier = /:role\/cdk-([^-]+)-cfn-exec-role-/.exec(executionRoleArn ?? '')?.[1];
  return qualifier === undefined ? undefined : { accountId, region, qualifier };
}

/** Bootstraps every account and region of the stacks, in which nobody did; answers what the world did not have. */
export function bootstrapAll(world: World, stacks: readonly PlacedStack[], options: ApplicationOptions): readonly string[] {
  const places = stacks.map(bootstrapOf).filter(place => place !== undefined)
    .map(place => ({ ...place, qualifier: options.bootstrapQualifier ?? place.qualifier }));
  const distinct = [...new Map(places.map(place => [bootstrapRoleName('cfn-exec', place), place])).values()];
  return distinct.map(place => bootstrapIn(world, place, options.boundary));
}

function bootstrapIn(world: World, place: BootstrapPlace, boundary: string | undefined): string {
  const arn = boundary === undefined ? undefined : boundaryArn(world, place, boundary);
  const known = findRole(world, place.accountId, bootstrapRoleName('cfn-exec', place));
  if (known && boundary !== undefined && known.boundary !== arn) {
    throw new WrongUseError(`'boundary' must be that of the bootstrap which ${nameOf(world, place)} has in ${place.region} already, `
      + `got ${JSON.stringify(boundary)}: leave it out`);
  }
  layDownBootstrap(world, place, arn);
  const bounded = boundary === undefined ? '' : ` and the boundary ${boundary}`;
  return `${place.region} of ${nameOf(world, place)} was bootstrapped with the qualifier ${place.qualifier}${bounded}`;
}

function boundaryArn(world: World, place: BootstrapPlace, boundary: string): string {
  const prefix = `arn:${world.partition}:iam::${place.accountId}:policy/`;
  const arn = `${prefix}${boundary}`;
  if (!world.state.iam.managedPolicies.has(arn)) {
    const known = [...world.state.iam.managedPolicies.keys()].filter(policy => policy.startsWith(prefix))
      .map(policy => policy.slice(prefix.length));
    throw new WrongUseError(`'boundary' must be path and name of a policy of ${nameOf(world, place)}, got ${JSON.stringify(boundary)}: ${
      known.length > 0 ? `it has ${known.join(', ')}` : 'it has none, leave it out'}`);
  }
  return arn;
}

const nameOf = (world: World, { accountId }: BootstrapPlace) => world.state.organizations.accounts.get(accountId)?.name ?? accountId;
