import { shapeProblems } from '../../../core/validation';
import { RegionalEnablement } from '../policy-content/regional-enablement';
import { assign } from './management-syntax';

/** Both lists, as AWS asks for, though one be empty. */
export function regionalLists({ enabledRegions, disabledRegions }: RegionalEnablement): Record<string, unknown> {
  return { enable_in_regions: assign(enabledRegions), disable_in_regions: assign(disabledRegions) };
}

/** Regions that are none. */
export function regionalProblems(prop: string, enablement?: RegionalEnablement): readonly string[] {
  const regions = enablement ? [...enablement.enabledRegions, ...enablement.disabledRegions] : [];
  return [
    ...regions.flatMap(region => shapeProblems(prop, region, /^(ALL_SUPPORTED|[a-z]{2}(-[a-z]+)+-\d)$/,
      'name Regions such as "eu-central-1"', 'correct it, or use RegionalEnablement.everywhere()')),
    ...(enablement && regions.length === 0 ? [`'${prop}' must name a Region, got none: leave it out, or use RegionalEnablement.nowhere()`] : []),
  ];
}
