import { App, Aws, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  AlertTopics, ConfigurationRecorder, ConformanceRuleRegions, CostAlarms, FindingAutomations, GuardDutyOrganization,
  OrganizationConformancePacks, OrganizationUnusedAccess, SecurityHubOrganization,
} from '../../constructs/detection';
import { PasswordPolicy } from '../../constructs/identity';
import { SessionManagerDefaults } from '../../constructs/network';
import { AlternateContacts, Organization } from '../../constructs/organization';
import { ConfigurationError } from '../../core/errors';
import { LandingZoneProps } from '../landing-zone-props';
import { servicesOf, themesOf } from '../services';

/** How the user calls a part of the configuration, whether there is one to be tried, and what the trial makes of it. */
type Trial = readonly [string, unknown, (stack: Stack) => unknown];

/** Ids and ARNs that have the right form: a trial is about what the user wrote. */
const ADOPTED = { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' };
const [ACCOUNT_ID, REGION] = ['111111111111', 'us-east-1'];
const arnOf = (service: string, resource: string) => `arn:${Aws.PARTITION}:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;

/**
 * What the constructs behind alerts, detection, baseline, contacts and costs refuse. Each is tried in a stack that nobody synthesises: in
 * its own place the first would keep the user from seeing the mistakes of the others.
 */
export function constructProblems(props: LandingZoneProps): string[] {
  return [...trialsOf(props), ...detectionTrials(props)].filter(([, given]) => given)
    .flatMap(([part, , attempt]) => refusedBy(attempt).map(problem => `${part}: ${problem}`));
}

function trialsOf({ alerts, baseline = {}, contacts, costs }: LandingZoneProps): readonly Trial[] {
  const { passwordPolicy, sessionManager } = baseline;
  return [
    ['alerts', alerts.critical.length > 0, stack => new AlertTopics(stack, 'Trial', { subscriptions: alerts })],
    ['baseline.passwordPolicy', passwordPolicy, stack => new PasswordPolicy(stack, 'Trial', passwordPolicy)],
    ['baseline.sessionManager', sessionManager, stack => new SessionManagerDefaults(stack, 'Trial', sessionManager)],
    ['contacts', contacts && Object.keys(contacts).length > 0, stack => new AlternateContacts(stack, 'Trial', {
      organization: Organization.fromOrganizationAttributes(stack, 'Organization', ADOPTED), ...contacts,
    })],
    ['costs', costs, stack => new CostAlarms(stack, 'Trial', { topic: Topic.fromTopicArn(stack, 'Topic', arnOf('sns', 'topic')), ...costs! })],
  ];
}

/** Of services that are on: a value for one that is off is a mistake of its own. */
function detectionTrials(props: LandingZoneProps): readonly Trial[] {
  const { ruleParameters, automationRole, excludedAccounts, unrecordedResourceTypes, unusedAccessAge, ...others } = props.detection ?? {};
  const { ruleExceptions, remediations, findingSuppressions, disabledControls, findingAutomations } = others;
  const { guardDuty, securityStandards, unusedAccess } = servicesOf(props);
  const hub = securityStandards.length > 0;
  const themes = themesOf(props);
  const names = themes.flatMap(({ rules }) => rules.map(({ ruleName }) => ruleName));
  const isKnown = ({ ruleName }: { readonly ruleName: string }) => names.includes(ruleName);
  const ruled = themes.length > 0 && (ruleParameters ?? ruleExceptions ?? remediations ?? automationRole ?? excludedAccounts);
  const trials: readonly [unknown, Trial[2]][] = [
    [ruled, stack => new OrganizationConformancePacks(stack, 'Trial', {
      where: ConformanceRuleRegions.EVERY_REGION, themes, parameters: ruleParameters, automationRole, excludedAccounts,
      exceptions: ruleExceptions?.filter(isKnown), remediations: remediations?.filter(isKnown),
    })],
    [unrecordedResourceTypes, stack => new ConfigurationRecorder(stack, 'Trial', {
      bucketName: 'bucket', keyArn: arnOf('kms', 'key/k'), keyPrefix: ADOPTED.organizationId, homeRegion: REGION,
      excludedResourceTypes: unrecordedResourceTypes,
    })],
    [guardDuty && findingSuppressions, stack => new GuardDutyOrganization(stack, 'Trial', { suppressions: findingSuppressions })],
    [unusedAccess && unusedAccessAge !== undefined, stack => new OrganizationUnusedAccess(stack, 'Trial', { unusedAccessAge })],
    [hub && disabledControls, stack => new SecurityHubOrganization(stack, 'Trial', {
      rootId: ADOPTED.rootId, linkedRegions: ['eu-west-1'], disabledControls,
    })],
    [hub && findingAutomations, stack => new FindingAutomations(stack, 'Trial', { automations: findingAutomations })],
  ];
  return trials.map(([given, attempt]) => ['detection', given, attempt]);
}

function refusedBy(attempt: (stack: Stack) => unknown): readonly string[] {
  try {
    attempt(new Stack(new App({ autoSynth: false }), 'Trial'));
    return [];
  } catch (error) {
    if ((error as Partial<ConfigurationError>).problems === undefined) {
      throw error;
    }
    return (error as ConfigurationError).problems;
  }
}
