import { ControlledResource } from '../controlled-resource';

/** Which resources are meant, and how a person would name them. */
export interface ResourceSelector {
  readonly description: string;
  readonly matches: (resource: ControlledResource) => boolean;
  /**
   * Accounts and regions in which one must be, "111122223333 eu-central-1".
   *
   * @default - as the answer says
   */
  readonly places?: (resources: readonly ControlledResource[]) => readonly string[] | undefined;
}

/** A type, and values of properties; true stands for any value. */
export function ofType(type: string, properties: Record<string, unknown> = {}): ResourceSelector {
  const wanted = Object.entries(properties);
  const named = wanted.filter(([, value]) => typeof value === 'string').map(([, value]) => ` ${String(value)}`).join('');
  return {
    description: `${type}${named}`,
    matches: resource => resource.resourceType === type && wanted.every(([name, value]) => fits(valueAt(resource.properties, name), value)),
  };
}

/** The policy that carries a guardrail, attached to something. */
export function guardrailPolicy(guardrailId: string): ResourceSelector {
  return {
    description: `AWS::Organizations::Policy with ${guardrailId}, attached`,
    matches: ({ resourceType, metadata, properties }) => resourceType === 'AWS::Organizations::Policy' && hasEntries(properties.TargetIds)
      && guardrailsOf(metadata).includes(guardrailId),
  };
}

const isPack = ({ resourceType }: ControlledResource) => resourceType === 'AWS::Config::OrganizationConformancePack';
/** Packs of rules that are evaluated in one region say so in their names. */
const isRegional = ({ properties }: ControlledResource) => !/-(home-region|us-east-1)$/.test(String(properties.OrganizationConformancePackName));

/**
 * The pack of the organization that has a rule; its template is text within the template. A rule for every region must be wherever there
 * are packs for every region.
 */
export function configRulePack(identifier: string): ResourceSelector {
  const pattern = new RegExp(`"SourceIdentifier"\\s*:\\s*"${identifier}"`);
  const matches = (resource: ControlledResource) => isPack(resource) && pattern.test(String(resource.properties.TemplateBody));
  return {
    description: `AWS::Config::OrganizationConformancePack with ${identifier}`,
    matches,
    places: resources => resources.some(resource => matches(resource) && isRegional(resource))
      ? [...new Set(resources.filter(resource => isPack(resource) && isRegional(resource)).map(({ accountId, region }) => `${accountId} ${region}`))].sort()
      : undefined,
  };
}

/**
 * The central policy that switches standards on, and what applies it to everybody. An organization in a single region has neither: there
 * each account switches AWS's own standards on.
 */
export function securityHubStandards(): readonly ResourceSelector[] {
  const isLocal = ({ resourceType, properties }: ControlledResource) => resourceType === 'AWS::SecurityHub::OrganizationConfiguration'
    && properties.ConfigurationType === 'LOCAL' && properties.AutoEnableStandards === 'DEFAULT';
  return [
    {
      description: 'AWS::SecurityHub::ConfigurationPolicy with standards',
      matches: resource => isLocal(resource) || resource.resourceType === 'AWS::SecurityHub::ConfigurationPolicy'
        && hasEntries(valueAt(resource.properties, 'ConfigurationPolicy.SecurityHub.EnabledStandardIdentifiers')),
    },
    {
      description: 'AWS::SecurityHub::PolicyAssociation',
      matches: resource => isLocal(resource) || resource.resourceType === 'AWS::SecurityHub::PolicyAssociation',
    },
  ];
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

/** Filter, alarm with an action, and the policy of a topic in the account of the alarm. */
export function alarmResources(id: string): readonly ResourceSelector[] {
  return [
    ofType('AWS::Logs::MetricFilter', { FilterName: `lz-${id}` }),
    ofType('AWS::CloudWatch::Alarm', { AlarmName: `lz-${id}`, AlarmActions: true }),
    ofType('AWS::SNS::TopicPolicy'),
  ];
}

/** The rule that forwards an event, and the rule of the security account that tells people. */
export function routedEvent(id: string): readonly ResourceSelector[] {
  return [
    ofType('AWS::Events::Rule', { Name: `lz-forward-${id}` }),
    ofType('AWS::Events::Rule', { Name: `lz-${id}`, Targets: true }),
  ];
}

/** Guardrails of a policy, as `GuardrailPolicies` writes them: a list, statements that were merged joined by a comma. */
function guardrailsOf({ Guardrails }: Readonly<Record<string, unknown>>): readonly string[] {
  return Array.isArray(Guardrails) ? Guardrails.flatMap(ids => String(ids).split(', ')) : [];
}

/** A value below a value, by names with dots between them. */
function valueAt(values: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], values);
}

/** CloudFormation turns what it passes on into text. */
function fits(value: unknown, wanted: unknown): boolean {
  return wanted === true ? String(value) === 'true' || hasEntries(value) : String(value) === String(wanted);
}

function hasEntries(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0
    : typeof value === 'object' && value !== null ? Object.keys(value).length > 0
      : typeof value === 'string' && value !== '' && value !== 'false';
}
