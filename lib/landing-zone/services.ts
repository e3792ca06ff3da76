import { ConformanceTheme } from '../constructs/detection';
import { TrustedService } from '../constructs/organization';
import { ServiceSelection } from '../controls';
import { tagThemes } from './data-classes';
import { LandingZonePreset } from './landing-zone-preset';
import { LandingZoneProps } from './landing-zone-props';

/** The services that cost money, as the preset of the configuration chooses them. */
export function servicesOf(configuration: LandingZoneProps): ServiceSelection {
  return presetOf(configuration).services;
}

/** The preset of the configuration, or the one that is taken without. */
export function presetOf(configuration: LandingZoneProps): LandingZonePreset {
  return configuration.preset ?? LandingZonePreset.STANDARD;
}

/** The themes whose rules of AWS Config every account gets. */
export function themesOf(configuration: LandingZoneProps): ConformanceTheme[] {
  const { conformancePacks } = servicesOf(configuration);
  const chosen = ConformanceTheme.all().filter(({ themeName }) => conformancePacks.includes(themeName));
  return chosen.length > 0 ? [...chosen, ...tagThemes(configuration)] : [];
}

/** Names of the rules in those themes, whether or not the configuration leaves some out. */
export function ruleNamesOf(configuration: LandingZoneProps): string[] {
  return themesOf(configuration).flatMap(({ rules }) => rules.map(({ ruleName }) => ruleName));
}

/**
 * The services whose administration moves to the security account. Not that of accounts: whoever administers it changes the e-mail address
 * of any root user, and takes the account over with it.
 */
export function delegatedServicesOf(configuration: LandingZoneProps): TrustedService[] {
  const { guardDuty, securityStandards, inspectorScans, macie, detective } = servicesOf(configuration);
  return [
    TrustedService.ACCESS_ANALYZER, TrustedService.IAM, TrustedService.CONFIG, TrustedService.CONFIG_MULTI_ACCOUNT_SETUP,
    ...guardDuty ? [TrustedService.GUARDDUTY] : [],
    ...securityStandards.length > 0 ? [TrustedService.SECURITY_HUB] : [],
    ...inspectorScans.length > 0 ? [TrustedService.INSPECTOR] : [],
    ...macie ? [TrustedService.MACIE] : [],
    ...detective ? [TrustedService.DETECTIVE] : [],
  ];
}
