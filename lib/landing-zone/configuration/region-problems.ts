import { RegionInfo } from 'aws-cdk-lib/region-info';
import { duplicateProblems } from '../../core/validation';
import { LandingZoneProps } from '../landing-zone-props';

/** Regions: known, commercial, enabled, and the home region governed. */
export function regionProblems(props: LandingZoneProps): string[] {
  const optIn = props.enabledOptInRegions ?? [];
  return [
    ...knownProblems('homeRegion', [props.homeRegion]),
    ...knownProblems('governedRegions', props.governedRegions.filter(region => region !== props.homeRegion)),
    ...duplicateProblems('governedRegions', props.governedRegions, 'name each region once'),
    ...homeProblems(props),
    ...props.governedRegions.filter(isOptIn).filter(region => !optIn.includes(region)).map(region =>
      `'governedRegions' must hold regions that every account has enabled, got the opt-in region "${region}": enable it in all accounts, then name it in 'enabledOptInRegions'`),
    ...optIn.filter(region => !props.governedRegions.includes(region)).map(region =>
      `'enabledOptInRegions' must hold governed regions only, got "${region}": add it to 'governedRegions', or remove it here`),
  ];
}

function homeProblems(props: LandingZoneProps): string[] {
  return props.governedRegions.includes(props.homeRegion) ? [] : [
    `'governedRegions' must contain the home region "${props.homeRegion}", got ${JSON.stringify(props.governedRegions)}: add it, or change 'homeRegion'`,
  ];
}

function knownProblems(prop: string, regions: readonly string[]): string[] {
  return regions.flatMap(region => {
    if (!isKnown(region)) {
      return [`'${prop}' must name AWS regions, got "${region}": correct the spelling, or update aws-cdk-lib for a region that is new`];
    }
    const partition = RegionInfo.get(region).partition;
    return partition === 'aws' ? [] : [
      `'${prop}' must name regions of the partition "aws", got "${region}" of "${partition}": GovCloud cannot create accounts by CloudFormation and China has no organization-wide StackSets; use the constructs one by one there`,
    ];
  });
}

function isOptIn(region: string): boolean {
  return isKnown(region) && RegionInfo.get(region).isOptInRegion;
}

function isKnown(region: string): boolean {
  return RegionInfo.regions.some(info => info.name === region);
}
