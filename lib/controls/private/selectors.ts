import { ControlCoverage } from '../control-coverage';
import { ControlledResource } from '../controlled-resource';
import { Deployment } from './deployment';
import { RULES } from './detection-catalogue';
import { RuleFacts, RuleRegions } from './detection-facts';
import { hasEntries, listAt, ResourceSelector, valueAt } from './resource-selector';

/** The policy that carries a guardrail, attached to something. */
export function guardrailPolicy(guardrailId: string): ResourceSelector {
  return {
    description: `AWS::Organizations::Policy with ${guardrailId}, attached`,
    matches: ({ resourceType, metadata, properties }) => resourceType === 'AWS::Organizations::Policy' && hasEntries(properties.TargetIds)
      && guardrailsOf(metadata).includes(guardrailId),
  };
}

const isPack = ({ resourceType }: ControlledResource) => resourceType === 'AWS::Config::OrganizationConformancePack';
const isRecorder = ({ resourceType }: ControlledResource) => resourceType === 'Custom::ConfigurationRecorder';

/**
 * The pack of the organization that has a rule; its template is text within the template. A rule of the catalogue must be in every region
 * that it is for, a rule of yours in some region. An account that a pack excludes though it has a recorder is a gap.
 */
export function configRulePack(identifier: string): ResourceSelector {
  const pattern = new RegExp(`"SourceIdentifier"\\s*:\\s*"${identifier}"`);
  const rule = RULES[identifier] as RuleFacts | undefined;
  return {
    description: `AWS::Config::OrganizationConformancePack with ${identifier}`,
    matches: resource => isPack(resource) && pattern.test(String(resource.properties.TemplateBody)),
    ...rule && { coverage: ControlCoverage.ONCE_PER_REGION, places: deployment => regionsOf(rule, deployment) },
    leftOut: (matching, resources) => [...new Set(matching.flatMap(({ properties }) => listAt(properties, 'ExcludedAccounts')))].map(String)
      .filter(account => resources.some(resource => isRecorder(resource) && resource.accountId === account)),
  };
}

function regionsOf({ regions, notIn }: RuleFacts, { homeRegion, governedRegions }: Deployment): readonly string[] {
  const wanted = {
    [RuleRegions.HOME_REGION]: [homeRegion], [RuleRegions.US_EAST_1]: ['us-east-1'], [RuleRegions.EVERY_REGION]: governedRegions,
  }[regions];
  return wanted.filter(region => !notIn.includes(region));
}

/**
 * The central policy that switches standards on without disabling the controls, and what applies it to everybody. An organization in a
 * single region has neither: there each account switches AWS's own standards on.
 */
export function securityHubStandards(controls: readonly string[]): readonly ResourceSelector[] {
  const isPolicy = (resource: ControlledResource) => isLocalHub(resource) || isHubPolicy(resource, controls);
  return [
    {
      description: ['AWS::SecurityHub::ConfigurationPolicy with', ...controls.length > 0 ? [controls.join(', ')] : ['standards']].join(' '),
      matches: isPolicy,
    },
    {
      description: 'AWS::SecurityHub::PolicyAssociation of that policy with the root',
      matches: (resource, resources) => isLocalHub(resource)
        || isRootAssociation(resource) && resources.some(policy => isPolicy(policy) && appliesTo(resource, policy)),
    },
  ];
}

const isLocalHub = ({ resourceType, properties }: ControlledResource) => resourceType === 'AWS::SecurityHub::OrganizationConfiguration'
  && properties.ConfigurationType === 'LOCAL' && properties.AutoEnableStandards === 'DEFAULT';

/** A policy names the controls that it disables, or those that it enables alone. */
function isHubPolicy({ resourceType, properties }: ControlledResource, controls: readonly string[]): boolean {
  const hub = valueAt(properties, 'ConfigurationPolicy.SecurityHub');
  const disabled = listAt(hub, 'SecurityControlsConfiguration.DisabledSecurityControlIdentifiers');
  const enabled = valueAt(hub, 'SecurityControlsConfiguration.EnabledSecurityControlIdentifiers');
  return resourceType === 'AWS::SecurityHub::ConfigurationPolicy'
    && String(valueAt(hub, 'ServiceEnabled')) === 'true' && hasEntries(valueAt(hub, 'EnabledStandardIdentifiers'))
    && controls.every(control => !disabled.includes(control) && (!Array.isArray(enabled) || enabled.includes(control)));
}

const isRootAssociation = ({ resourceType, properties }: ControlledResource) =>
  resourceType === 'AWS::SecurityHub::PolicyAssociation' && properties.TargetType === 'ROOT';

/** A policy's ARN ends with its id. */
const appliesTo = ({ properties }: ControlledResource, { physicalId }: ControlledResource) =>
  physicalId.split('/').at(-1) === properties.ConfigurationPolicyId;

/** Keys that rotate; one that could and does not is a gap. Those that are asymmetric, or from outside of AWS, cannot. */
export function rotatingKeys(): ResourceSelector {
  const rotates = ({ properties }: ControlledResource) => String(properties.EnableKeyRotation) === 'true';
  const isKey = ({ resourceType, properties }: ControlledResource) => resourceType === 'AWS::KMS::Key'
    && (properties.KeySpec ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT' && (properties.Origin ?? 'AWS_KMS') === 'AWS_KMS';
  return {
    description: 'AWS::KMS::Key with rotation',
    matches: resource => isKey(resource) && rotates(resource),
    leftOut: (_matching, resources) => resources.filter(resource => isKey(resource) && !rotates(resource))
      .map(({ logicalId, stackName }) => `${logicalId} of ${stackName}`),
  };
}

/** One of the selectors of a trail. */
interface EventSelector {
  readonly FieldSelectors?: readonly { readonly Field: string; readonly Equals?: readonly string[] }[];
}

/** The trail that records what reads objects of S3, or what writes them. */
export function objectEvents(readOnly: boolean): ResourceSelector {
  const equals = ({ FieldSelectors = [] }: EventSelector, name: string) => FieldSelectors.find(({ Field }) => Field === name)?.Equals;
  return {
    description: `AWS::CloudTrail::Trail with ${readOnly ? 'reading' : 'writing'} of AWS::S3::Object`,
    matches: ({ resourceType, properties }) => resourceType === 'AWS::CloudTrail::Trail' && Array.isArray(properties.AdvancedEventSelectors)
      && (properties.AdvancedEventSelectors as EventSelector[]).some(selector =>
        equals(selector, 'resources.type')?.includes('AWS::S3::Object') && (equals(selector, 'readOnly')?.includes(String(readOnly)) ?? true)),
  };
}

/** Guardrails of a policy, as `GuardrailPolicies` writes them: a list, statements that were merged joined by a comma. */
function guardrailsOf({ Guardrails }: Readonly<Record<string, unknown>>): readonly string[] {
  return Array.isArray(Guardrails) ? Guardrails.flatMap(ids => String(ids).split(', ')) : [];
}
