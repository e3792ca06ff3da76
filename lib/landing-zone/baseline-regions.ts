import { LandingZoneProps } from './landing-zone-props';

/** Where IAM, Organizations, CloudFront and the sign-in of root users have their events: watched whether people may work there or not. */
export const GLOBAL_REGION = 'us-east-1';

/** The regions that get a baseline: those in which people may work, and the one of the global services. */
export function baselineRegionsOf(configuration: LandingZoneProps): string[] {
  return [...new Set([configuration.homeRegion, ...configuration.governedRegions, GLOBAL_REGION])];
}
