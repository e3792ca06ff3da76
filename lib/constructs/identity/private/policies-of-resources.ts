import { RenderedResource } from '../../../core/rendered-resources';

/** What a resource says about whom it lets in. */
export interface ResourcePolicyDocument {
  /** Where it stands, such as `PolicyDocument`. */
  readonly property: string;
  /** A policy document. */
  readonly document: unknown;
}

/** Documents that filter and do not grant: everybody in them is whoever may anyway. */
const FILTERS = ['AWS::EC2::VPCEndpoint', 'AWS::Organizations::Policy', 'AWS::RAM::Permission'];

/** Types that say it in properties of their own, written as the statement that AWS makes of them. */
const GRANTS: Readonly<Record<string, (properties: Readonly<Record<string, unknown>>) => readonly object[]>> = {
  'AWS::Lambda::Permission': properties => [lambdaPermission(properties)],
  'AWS::Lambda::LayerVersionPermission': ({ Action, Principal, OrganizationId }) =>
    [{ ...grant(Principal, Action), Condition: equal({ 'aws:PrincipalOrgID': OrganizationId }) }],
  'AWS::Events::EventBusPolicy': ({ Action, Principal, Condition }) => Principal === undefined ? [] : [{
    ...grant(Principal, Action), Condition: conditionOfBus(Condition as Readonly<Record<string, string>> | undefined),
  }],
  'AWS::EC2::VPCEndpointServicePermissions': ({ AllowedPrincipals = [] }) =>
    (AllowedPrincipals as unknown[]).map(principal => grant(principal, 'vpce:AllowMultiRegion')),
  'AWS::S3::Bucket': ({ AccessControl }) =>
    /^(Public|Authenticated)/.test(String(AccessControl)) ? [{ ...grant('*', 's3:GetObject'), Sid: `AccessControl ${String(AccessControl)}` }] : [],
};

/** The documents of a resource, wherever in its properties they stand, as objects or as JSON. */
export function policiesOf({ cfnType, properties }: RenderedResource): ResourcePolicyDocument[] {
  if (FILTERS.includes(cfnType)) {
    return [];
  }
  const granted = GRANTS[cfnType]?.(properties) ?? [];
  return [...granted.map(statement => ({ property: 'properties', document: { Statement: [statement] } })), ...walk(properties, [])];
}

function walk(value: unknown, path: readonly string[]): ResourcePolicyDocument[] {
  const found = typeof value === 'string' ? parsed(value) : value;
  if (typeof found !== 'object' || found === null) {
    return [];
  }
  if ('Statement' in found && !Array.isArray(found)) {
    const statements = [(found as { readonly Statement: unknown }).Statement].flat();
    if (statements.some(statement => typeof statement === 'object' && statement !== null && 'Effect' in statement)) {
      return [{ property: path.join('.'), document: found }];
    }
  }
  return Object.entries(found).flatMap(([key, one]) => walk(one, [...path, key]));
}

function parsed(text: string): unknown {
  if (!/^\s*\{[\s\S]*"Statement"/.test(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    // Text that only looks like a policy, such as a template within a template.
    return undefined;
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
function lambdaPermission(properties: Readonly<Record<string, unknown>>): object {
  const { Action, Principal, SourceArn, SourceAccount, PrincipalOrgID, EventSourceToken } = properties;
  return {
    ...grant(Principal, Action),
    Condition: {
      ...SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } },
      ...equal({ 'aws:SourceAccount': SourceAccount, 'aws:PrincipalOrgID': PrincipalOrgID, 'lambda:EventSourceToken': EventSourceToken }),
    },
  };
}

function grant(principal: unknown, action: unknown): object {
  const isService = /^[\w.-]+\.(amazonaws\.com|aws\.internal)/.test(String(principal));
  return { Effect: 'Allow', Principal: principal === '*' ? '*' : { [isService ? 'Service' : 'AWS']: principal }, Action: action };
}

function equal(keys: Readonly<Record<string, unknown>>): object {
  const given = Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));
  return Object.keys(given).length === 0 ? {} : { StringEquals: given };
}

function conditionOfBus(condition?: Readonly<Record<string, string>>): object | undefined {
  return condition && { [condition.Type]: { [condition.Key]: condition.Value } };
}
