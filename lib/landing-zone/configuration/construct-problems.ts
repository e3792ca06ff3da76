import { App, Aws, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  AlertTopics, ConfigurationRecorder, ConformanceRuleRegions, CostAlarms, FindingAutomations, GuardDutyOrganization,
  OrganizationConformancePacks, OrganizationConformancePacksProps, OrganizationUnusedAccess, SecurityHubOrganization,
} from '../../constructs/detection';
import {
  AdministratorBoundary, DeveloperBoundary, IdentityCenterPrincipal, JobFunction, JobFunctionRole, PasswordPolicy, PermissionSet,
  SamlProvider,
} from '../../constructs/identity';
import { AddressPools, SessionManagerDefaults, SharePrincipal } from '../../constructs/network';
import { AlternateContacts, Organization } from '../../constructs/organization';
import { ConfigurationError } from '../../core/errors';
import { LandingZoneProps } from '../landing-zone-props';
import { ruleNamesOf, servicesOf, themesOf } from '../services';

/** How the user calls a part of the configuration, whether there is one to be tried, and what the trial makes of it. */
type Trial = readonly [string, unknown, (stack: Stack) => unknown];

/** Ids and ARNs that have the right form: a trial is about what the user wrote. */
const ADOPTED = { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' };
const [ACCOUNT_ID, REGION] = ['111111111111', 'us-east-1'];
const arnOf = (service: string, resource: string) => `arn:${Aws.PARTITION}:${service}:${REGION}:${ACCOUNT_ID}:${resource}`;

/**
 * What the constructs behind alerts, access, networks, detection, baseline, contacts and costs refuse. Each is tried in a stack that nobody
 * synthesises: in its own place the first would keep the user from seeing the mistakes of the others.
 */
export function constructProblems(props: LandingZoneProps): string[] {
  return [...trialsOf(props), ...accessTrials(props), ...networkTrials(props), ...detectionTrials(props)].filter(([, given]) => given)
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

function accessTrials({ access = {} }: LandingZoneProps): readonly Trial[] {
  const { boundaries, identityCenter, roles = [], samlProviders = [] } = access;
  const { assignments = [], instanceArn = '' } = identityCenter ?? {};
  return [
    ['access.boundaries', boundaries, stack =>
      [new DeveloperBoundary(stack, 'Developer', boundaries), new AdministratorBoundary(stack, 'Administrator', boundaries)]],
    ['access.identityCenter', identityCenter, stack => new PermissionSet(stack, 'Trial', { instanceArn, jobFunction: JobFunction.READ_ONLY })],
    ...assignments.map(({ groupId }, index): Trial => [`access.identityCenter.assignments[${index}]`, true, () => IdentityCenterPrincipal.group(groupId)]),
    ...samlProviders.map((provider, index): Trial => [`access.samlProviders[${index}]`, true, stack => new SamlProvider(stack, 'Trial', provider)]),
    ...roles.map((role, index): Trial => [`access.roles[${index}]`, true, stack => new JobFunctionRole(stack, 'Trial', role)]),
  ];
}

function networkTrials({ governedRegions, network }: LandingZoneProps): readonly Trial[] {
  return [['network.addresses', network && governedRegions.length > 0, stack => new AddressPools(stack, 'Trial', {
    ...network!.addresses, regions: governedRegions, principals: [SharePrincipal.account('111111111111')],
  })]];
}

/** Of services that are on: a value for one that is off is a mistake of its own. */
function detectionTrials(props: LandingZoneProps): readonly Trial[] {
  const { unrecordedResourceTypes, findingSuppressions, unusedAccessAge, disabledControls, findingAutomations } = props.detection ?? {};
  const { guardDuty, securityStandards, unusedAccess } = servicesOf(props);
  const hub = securityStandards.length > 0;
  return [
    ...ruleTrials(props),
    ['detection.unrecordedResourceTypes', unrecordedResourceTypes, stack => new ConfigurationRecorder(stack, 'Trial', {
      bucketName: 'bucket', keyArn: arnOf('kms', 'key/k'), keyPrefix: ADOPTED.organizationId, homeRegion: REGION,
      excludedResourceTypes: unrecordedResourceTypes,
    })],
    ['detection.findingSuppressions', guardDuty && findingSuppressions, stack =>
      new GuardDutyOrganization(stack, 'Trial', { suppressions: findingSuppressions })],
    ['detection.unusedAccessAge', unusedAccess && unusedAccessAge !== undefined, stack => new OrganizationUnusedAccess(stack, 'Trial', { unusedAccessAge })],
    ['detection.disabledControls', hub && disabledControls, stack => new SecurityHubOrganization(stack, 'Trial', {
      rootId: ADOPTED.rootId, linkedRegions: ['eu-west-1'], disabledControls,
    })],
    ['detection.findingAutomations', hub && findingAutomations, stack => new FindingAutomations(stack, 'Trial', { automations: findingAutomations })],
  ];
}

/** What the rules of AWS Config are told. Names of rules that no pack has are a mistake of their own. */
function ruleTrials(props: LandingZoneProps): readonly Trial[] {
  const { ruleParameters, ruleExceptions, remediations, automationRole, excludedAccounts } = props.detection ?? {};
  const [themes, names] = [themesOf(props), ruleNamesOf(props)];
  const isKnown = ({ ruleName }: { readonly ruleName: string }) => names.includes(ruleName);
  const given: readonly [string, unknown, Partial<OrganizationConformancePacksProps>][] = [
    ['ruleParameters', ruleParameters, { parameters: ruleParameters }],
    ['ruleExceptions', ruleExceptions, { exceptions: ruleExceptions?.filter(isKnown) }],
    ['remediations', remediations, { remediations: remediations?.filter(isKnown), automationRole }],
    ['excludedAccounts', excludedAccounts, { excludedAccounts }],
  ];
  return given.map(([prop, value, more]) => [`detection.${prop}`, themes.length > 0 && value, stack =>
    new OrganizationConformancePacks(stack, 'Trial', { where: ConformanceRuleRegions.EVERY_REGION, themes, ...more })]);
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
