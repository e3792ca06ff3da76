import { ControlCoverage } from '../control-coverage';
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

/** Every account, every region, and every region of an account in which there is anything. */
export function placesOf(resources: readonly ControlledResource[]): Places {
  const { ONCE, ONCE_PER_REGION, EVERY_ACCOUNT, EVERY_REGION } = ControlCoverage;
  const all = (coverage: ControlCoverage) => [...new Set(resources.map(resource => placeOf(resource, coverage)))].sort();
  return {
    [ONCE]: [ORGANIZATION], [ONCE_PER_REGION]: all(ONCE_PER_REGION), [EVERY_ACCOUNT]: all(EVERY_ACCOUNT), [EVERY_REGION]: all(EVERY_REGION),
  };
}

/** The place that a resource fills. */
export const placeOf = ({ accountId, region }: ControlledResource, coverage: ControlCoverage): string => ({
  [ControlCoverage.ONCE]: ORGANIZATION,
  [ControlCoverage.ONCE_PER_REGION]: region,
  [ControlCoverage.EVERY_ACCOUNT]: accountId,
  [ControlCoverage.EVERY_REGION]: `${accountId} ${region}`,
})[coverage];
