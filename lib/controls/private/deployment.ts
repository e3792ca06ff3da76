import { GLOBAL_SERVICE_REGIONS } from '../../core/global-regions';
import { ControlCoverage } from '../control-coverage';
import { ControlledOrganization } from '../controlled-organization';
import { ControlledResource } from '../controlled-resource';

/** Where something must be, by how much is asked for. */
export type Places = Readonly<Record<ControlCoverage, readonly string[]>>;

/** What is deployed, and what an answer can ask of it. */
export interface Deployment {
  readonly resources: readonly ControlledResource[];
  readonly places: Places;
  readonly homeRegion: string;
  readonly governedRegions: readonly string[];
}

const ORGANIZATION = 'the organization';

/** Every account in which there is anything, and every baseline region, empty or not: each account gets the baseline in each of them. */
export function placesOf(resources: readonly ControlledResource[], { homeRegion, governedRegions }: ControlledOrganization): Places {
  const accounts = [...new Set(resources.map(({ accountId }) => accountId))].sort();
  const regions = [...new Set([homeRegion, ...governedRegions, ...globalRegionsOf(resources)])].sort();
  return {
    [ControlCoverage.ONCE]: [ORGANIZATION],
    [ControlCoverage.ONCE_PER_REGION]: regions,
    [ControlCoverage.EVERY_ACCOUNT]: accounts,
    [ControlCoverage.EVERY_REGION]: accounts.flatMap(account => regions.map(region => `${account} ${region}`)),
  };
}

/** Those of the partition: which it is shows where anything is of global services, and without any of that it is the usual one. */
function globalRegionsOf(resources: readonly ControlledResource[]): readonly string[] {
  const [usual] = GLOBAL_SERVICE_REGIONS;
  const occurring = GLOBAL_SERVICE_REGIONS.filter(region => resources.some(resource => resource.region === region));
  return occurring.length > 0 ? occurring : [usual];
}

/** The place that a resource fills. */
export const placeOf = ({ accountId, region }: ControlledResource, coverage: ControlCoverage): string => ({
  [ControlCoverage.ONCE]: ORGANIZATION,
  [ControlCoverage.ONCE_PER_REGION]: region,
  [ControlCoverage.EVERY_ACCOUNT]: accountId,
  [ControlCoverage.EVERY_REGION]: `${accountId} ${region}`,
})[coverage];
