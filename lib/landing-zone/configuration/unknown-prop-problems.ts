import { LandingZoneProps } from '../landing-zone-props';

/**
 * What the TypeScript compiler checks, once more at run time: plain JavaScript, a JSON file and an `as` cast get past it. A prop that is
 * missing, of another kind, or read by nobody would otherwise end as a TypeError somewhere inside.
 */
type Kind = 'a string' | 'a number' | 'a boolean' | 'a list of strings' | 'an object' | 'a list' | Shape | ListOf;

interface Shape { readonly props: Readonly<Record<string, Kind>>; readonly optional: readonly string[] }
interface ListOf { readonly each: Shape }

const allOptional = (props: Shape['props']): Shape => ({ props, optional: Object.keys(props) });

const CORE_ACCOUNT: Shape = { props: { name: 'a string', email: 'a string', accountId: 'a string' }, optional: ['accountId'] };

const CONTACT: Shape = { props: { name: 'a string', title: 'a string', email: 'a string', phone: 'a string' }, optional: [] };

const ASSIGNMENT: Shape = {
  props: { groupId: 'a string', jobFunction: 'an object', organizationalUnits: 'a list of strings', accounts: 'a list of strings' },
  optional: ['organizationalUnits', 'accounts'],
};

const LANDING_ZONE: Shape = {
  props: {
    managementAccountId: 'a string',
    homeRegion: 'a string',
    governedRegions: 'a list of strings',
    enabledOptInRegions: 'a list of strings',
    organization: { props: { organizationId: 'a string', rootId: 'a string' }, optional: [] },
    organizationalUnits: { each: { props: { path: 'a string', organizationalUnitId: 'a string' }, optional: ['organizationalUnitId'] } },
    logArchive: {
      props: { account: CORE_ACCOUNT, retention: 'an object', lifecycle: 'an object', readers: 'a list of strings' },
      optional: ['retention', 'lifecycle', 'readers'],
    },
    trail: {
      props: { dataEvents: 'a list', insights: 'a list', logRetention: 'a number' },
      optional: ['dataEvents', 'insights', 'logRetention'],
    },
    preset: 'an object',
    security: {
      props: {
        account: CORE_ACCOUNT,
        policyDelegation: { props: { policyTypes: 'a list', organizationalUnits: 'a list of strings' }, optional: ['organizationalUnits'] },
      },
      optional: ['policyDelegation'],
    },
    accounts: { each: { props: { ...CORE_ACCOUNT.props, organizationalUnit: 'a string' }, optional: ['accountId'] } },
    access: allOptional({
      identityCenter: {
        props: { instanceArn: 'a string', assignments: { each: ASSIGNMENT } },
        optional: [],
      },
      oidcIssuers: 'a list',
      samlProviders: { each: { props: { providerName: 'a string', metadataDocument: 'a string' }, optional: [] } },
      roles: { each: { props: { jobFunction: 'an object', trusts: 'a list' }, optional: [] } },
      boundaries: allOptional({ cdkQualifiers: 'a list of strings', protectedArns: 'a list of strings' }),
    }),
    network: {
      props: {
        account: 'a string',
        pattern: 'an object',
        addresses: { props: { cidrBlock: 'a string', regionNetmaskLength: 'a number' }, optional: ['regionNetmaskLength'] },
        organizationalUnits: 'a list of strings',
        regions: 'a list of strings',
        endpoints: 'an object',
        dns: 'an object',
      },
      optional: ['organizationalUnits', 'regions', 'endpoints', 'dns'],
    },
    breakGlass: { props: { trustedUserArns: 'a list of strings' }, optional: [] },
    alerts: {
      props: { critical: 'a list', high: 'a list', low: 'a list', severities: 'an object', without: 'a list of strings', runbookUrl: 'a string' },
      optional: ['high', 'low', 'severities', 'without', 'runbookUrl'],
    },
    detection: allOptional({
      ruleParameters: 'an object', ruleExceptions: 'a list', remediations: 'a list', automationRole: 'a string', excludedAccounts: 'a list of strings',
      unrecordedResourceTypes: 'a list of strings', findingSuppressions: 'a list', disabledControls: 'a list', findingAutomations: 'a list',
      unusedAccessAge: 'a number',
    }),
    baseline: allOptional({
      ebsKey: 'an object', passwordPolicy: 'an object', sessionManager: 'an object', keepDefaultVpcs: 'a boolean', operationPreferences: 'an object',
    }),
    contacts: allOptional({ security: CONTACT, operations: CONTACT, billing: CONTACT }),
    costs: {
      props: { monthlyBudget: 'a number', thresholds: 'a list', anomalyImpact: 'a number', anomalyMonitorArn: 'a string' },
      optional: ['thresholds', 'anomalyImpact', 'anomalyMonitorArn'],
    },
    dataClassification: allOptional({
      customClasses: 'a list', requiredTags: 'a list', enforcedFor: 'a list of strings', reportRequiredFor: 'a list of strings',
    }),
    guardrails: {
      props: {
        rollout: 'an object', placements: 'a list', options: 'an object',
        quotas: { props: { maxContentSize: 'a number', maxAttachments: 'a number' }, optional: ['maxContentSize', 'maxAttachments'] },
      },
      optional: ['rollout', 'placements', 'options', 'quotas'],
    },
  },
  optional: [
    'access', 'enabledOptInRegions', 'network', 'organization', 'organizationalUnits', 'preset', 'trail', 'accounts', 'detection', 'baseline', 'contacts',
    'costs', 'dataClassification', 'guardrails',
  ],
};

/** Props that are missing, of the wrong kind, or that nobody reads. */
export function unknownPropProblems(props: LandingZoneProps): string[] {
  return kindProblems('props', props, LANDING_ZONE);
}

function kindProblems(prop: string, value: unknown, kind: Kind): string[] {
  const expected = typeof kind === 'string' ? kind : 'each' in kind ? 'a list' : 'an object';
  if (!isOf(value, expected)) {
    return [`'${prop}' must be ${expected}, got ${JSON.stringify(value)}: correct it`];
  }
  if (typeof kind === 'string') {
    return [];
  }
  return 'each' in kind
    ? (value as unknown[]).flatMap((item, i) => kindProblems(`${prop}[${i}]`, item, kind.each))
    : shapeProblems(prop === 'props' ? '' : `${prop}.`, value as Record<string, unknown>, kind);
}

function isOf(value: unknown, expected: string): boolean {
  switch (expected) {
    case 'a string': return typeof value === 'string';
    case 'a number': return typeof value === 'number';
    case 'a boolean': return typeof value === 'boolean';
    case 'a list': return Array.isArray(value);
    case 'a list of strings': return Array.isArray(value) && value.every(item => typeof item === 'string');
    default: return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
}

function shapeProblems(path: string, value: Record<string, unknown>, { props, optional }: Shape): string[] {
  const known = Object.keys(props);
  const given = (name: string) => value[name] !== undefined;
  return [
    ...known.filter(name => !given(name) && !optional.includes(name)).map(name => `'${path}${name}' must be given, got nothing: add it`),
    ...Object.keys(value).filter(name => !known.includes(name)).map(name =>
      `'${path}${name}' must be a prop of the landing zone, got ${JSON.stringify(name)}: it is one of ${known.join(', ')}`),
    ...known.filter(given).flatMap(name => kindProblems(`${path}${name}`, value[name], props[name])),
  ];
}
