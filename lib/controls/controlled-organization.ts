import { ServiceSelection } from './service-selection';

/** What an organization chose, as far as its controls depend on it: what it did not choose is no gap. */
export interface ControlledOrganization {
  /** The region that it is run from: rules of what is global look at it alone. */
  readonly homeRegion: string;

  /** The regions in which people may work: rules of AWS Config look at each. */
  readonly governedRegions: string[];

  /** What is switched on. */
  readonly services: ServiceSelection;
}
