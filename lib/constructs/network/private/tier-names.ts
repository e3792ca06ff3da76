import { Problems } from '../../../core/validation';

/** A tier is asked for that is not there. */
export function tierNameProblems(tiers: readonly { readonly tierName: string }[], tierName: string): Problems {
  const names = tiers.map(tier => tier.tierName);
  return names.includes(tierName) ? []
    : [`'tierName' must be one of ${JSON.stringify(names)}, got ${JSON.stringify(tierName)}: correct it, or add the tier to 'tiers'`];
}
