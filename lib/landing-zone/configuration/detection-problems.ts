import { SecurityAlarms, SecurityEvents } from '../../constructs/detection';
import { ServiceSelection } from '../../controls';
import { baselineRegionsOf } from '../baseline-regions';
import { LandingZoneProps } from '../landing-zone-props';
import { ruleNamesOf, servicesOf, themesOf } from '../services';
import { LandingZonePreset } from '../landing-zone-preset';
import { constructProblems } from './construct-problems';
import { rootRuleProblems } from './root-lockdown-problems';

/** Alerts, detection, contacts and costs: known names, nothing about services that are off, somebody to tell. */
export function detectionProblems(props: LandingZoneProps): string[] {
  const preset = presetProblems(props.preset);
  return [
    ...alertProblems(props),
    ...costProblems(props),
    ...preset.length > 0 ? preset
      : [...detectorProblems(props, servicesOf(props)), ...retentionProblems(props), ...constructProblems(props)],
    ...props.contacts && Object.keys(props.contacts).length === 0
      ? ["'contacts' must name a contact, got {}: name 'security', 'operations' or 'billing', or leave it out"] : [],
  ];
}

function alertProblems({ alerts }: LandingZoneProps): string[] {
  const ofRoot = [...SecurityAlarms.ROOT, ...SecurityEvents.ROOT].map(({ id }) => id);
  const archive = SecurityAlarms.logArchiveTampering('an account that is not created yet');
  const known = [...SecurityAlarms.all(), archive, ...SecurityEvents.all()].map(({ id }) => id).filter(id => !ofRoot.includes(id));
  const named: [string, string][] = [
    ...(alerts.without ?? []).map((id): [string, string] => ['alerts.without', id]),
    ...Object.keys(alerts.severities ?? {}).map((id): [string, string] => ['alerts.severities', id]),
  ];
  return [
    ...alerts.critical.length === 0 ? ["'alerts.critical' must name at least one subscription, got []: nobody would hear of the worst"] : [],
    ...named.filter(([, id]) => ofRoot.includes(id)).map(([prop, id]) =>
      `'${prop}' must not name alarms on root users, got "${id}": each use of a root user calls somebody`),
    ...named.filter(([, id]) => !ofRoot.includes(id) && !known.includes(id)).map(([prop, id]) =>
      `'${prop}' must name alarms or events, got "${id}": choose one of ${[...new Set(known)].sort().join(', ')}`),
  ];
}

/** AWS Budgets and Cost Anomaly Detection publish to a topic, of which endpoints never hear. */
function costProblems({ alerts, costs }: LandingZoneProps): string[] {
  const { critical, high = critical } = alerts;
  return costs === undefined || high.length === 0 || high.some(({ _webhook }) => _webhook === undefined) ? []
    : ["'alerts.high' must name a mailbox or a channel of Slack beside 'costs', got webhooks alone: AWS tells of a budget by mail or chat; add one, or leave 'costs' out"];
}

function detectorProblems(props: LandingZoneProps, services: ServiceSelection): string[] {
  const { detection = {} } = props;
  const rules = ruleNamesOf(props);
  const named: [string, string][] = [
    ...(detection.ruleExceptions ?? []).map(({ ruleName }): [string, string] => ['detection.ruleExceptions', ruleName]),
    ...(detection.remediations ?? []).map(({ ruleName }): [string, string] => ['detection.remediations', ruleName]),
  ];
  const off: [string, boolean, boolean, string][] = [
    ['findingSuppressions', detection.findingSuppressions !== undefined, services.guardDuty, 'GuardDuty'],
    ['excludedAccounts', detection.excludedAccounts !== undefined, services.conformancePacks.length > 0, 'every conformance pack'],
    ['disabledControls', detection.disabledControls !== undefined, services.securityStandards.length > 0, 'Security Hub'],
    ['findingAutomations', detection.findingAutomations !== undefined, services.securityStandards.length > 0, 'Security Hub'],
    ['unusedAccessAge', detection.unusedAccessAge !== undefined, services.unusedAccess, 'the analyzer of unused access'],
  ];
  return [
    ...rootRuleProblems(rules.filter(rule => !detection.ruleExceptions?.some(({ ruleName }) => ruleName === rule))),
    ...named.filter(([, rule]) => !rules.includes(rule)).map(([prop, rule]) =>
      `'${prop}' must name rules of the preset's conformance packs, got "${rule}": correct or remove it`),
    ...off.filter(([, given, on]) => given && !on).map(([prop, , , service]) =>
      `'detection.${prop}' must not be given while ${service} is off, got a value: choose a preset with it, or leave it out`),
    ...detection.disabledControls && baselineRegionsOf(props).length === 1
      ? [`'detection.disabledControls' must not be given in ${props.homeRegion} alone, got a value: Security Hub configures accounts centrally from two regions on`]
      : [],
  ];
}

const RETENTION_RULE = 'cw-loggroup-retention-period-check';

/** Log groups of the landing zone comply with the rule that the landing zone gives to every account. */
function retentionProblems(props: LandingZoneProps): string[] {
  const { ruleParameters = {}, ruleExceptions = [] } = props.detection ?? {};
  const rule = themesOf(props).flatMap(({ rules }) => rules).find(({ ruleName }) => ruleName === RETENTION_RULE);
  if (!rule || ruleExceptions.some(({ ruleName }) => ruleName === RETENTION_RULE)) {
    return [];
  }
  const least = Number(rule.inputParameters(ruleParameters).MinRetentionTime);
  const sessions: number = props.baseline?.sessionManager?.retention ?? least;
  const kept: [string, number][] = [trailRetention(props), ['baseline.sessionManager.retention', sessions]];
  return kept.filter(([, days]) => days < least).map(([prop, days]) =>
    `'${prop}' must be at least ${least} days, got ${days}: the rule ${RETENTION_RULE} would find it; keep it longer, `
    + "lower 'detection.ruleParameters.minimumLogRetentionDays', or leave the rule out by 'detection.ruleExceptions'");
}

/** How long the trail's log group keeps events, and which prop says so. */
function trailRetention(props: LandingZoneProps): [string, number] {
  const given = props.trail?.logRetention;
  return given === undefined ? ['preset.trailLogRetentionDays', servicesOf(props).trailLogRetentionDays] : ['trail.logRetention', given];
}

/** Any object would pass as one in JavaScript. */
function presetProblems(preset?: LandingZonePreset): string[] {
  const given = preset as Partial<LandingZonePreset> | undefined;
  return given === undefined || given.services !== undefined ? []
    : ["'preset' must be a preset, got an object without services: use LandingZonePreset.STANDARD, or its 'changedBy'"];
}
