import { AuthorizationRequest, PrincipalKind } from '../../lib/policy';

/**
 * Keys that every request has, or certainly does not have, once it is known who asks for what: the caller is asked for directly, so no
 * other service called before it.
 */
const SETTLED: ReadonlySet<string> = new Set([
  'AssumedRoot', 'CalledVia', 'CalledViaAWSMCP', 'CalledViaFirst', 'CalledViaLast', 'ChatbotSourceArn', 'IsMcpServiceAction', 'PrincipalAccount',
  'PrincipalArn', 'PrincipalIsAWSService', 'PrincipalOrgID', 'PrincipalOrgPaths', 'PrincipalServiceName', 'PrincipalServiceNamesList',
  'PrincipalType', 'RequestedRegion', 'ResourceAccount', 'ResourceOrgID', 'ResourceOrgPaths', 'SecureTransport', 'UserName',
  'ViaAWSMCPService', 'ViaAWSService',
].map(global));

/** Keys that AWS sets only when a service calls by itself. */
const OF_SERVICES: ReadonlySet<string> = new Set(['SourceAccount', 'SourceArn', 'SourceOrgID', 'SourceOrgPaths', 'SourceOwner'].map(global));

/** Keys of credentials that a machine got; `as` says who asks, and a machine is said in the context. */
const OF_MACHINES: ReadonlySet<string> = new Set([
  'ec2:RoleDelivery', 'ec2:SourceInstanceARN', 'lambda:SourceFunctionArn', 'glue:RoleAssumedBy', 'glue:CredentialIssuingService',
  'aws:Ec2InstanceSourceVpc', 'aws:Ec2InstanceSourcePrivateIPv4',
].map(key => key.toLowerCase()));

/** Keys about a person and a network: services that call by themselves have none of them. */
const OF_PEOPLE = /^aws:(principaltag\/|multifactorauth|tokenissuetime|sourceidentity|sourceip|sourcevpc|vpc|federatedprovider|userid|useragent)/;

/** Names of identity providers: hosts, and those that AWS named itself. */
const OF_PROVIDERS = /^(saml|[\w-]+(\.[\w-]+)+(\/[\w./-]+)?|cognito-identity\.amazonaws\.com):/;

/** Kinds of principals that sign in without a provider. */
const WITHOUT_PROVIDER: readonly PrincipalKind[] = ['account-root', 'root-session', 'user', 'service-linked-role', 'anonymous'];

/**
 * Whether nobody knows if a request has a condition key, and with which value: neither its context nor what AWS derives from the caller
 * tells.
 *
 * @param key in any case
 * @param request with the context that the world and the question gave
 */
export function isUnknownKey(key: string, request: AuthorizationRequest): boolean {
  const name = key.toLowerCase();
  if (Object.keys(request.context ?? {}).some(given => given.toLowerCase() === name)) {
    return false;
  }
  return name.startsWith('aws:') ? isUnknownGlobal(name, request.principal.kind) : isUnknownOfService(name, request);
}

function isUnknownGlobal(name: string, kind: PrincipalKind): boolean {
  if (SETTLED.has(name) || OF_MACHINES.has(name)) {
    return false;
  }
  if (OF_SERVICES.has(name)) {
    return kind === 'service';
  }
  if (name === 'aws:federatedprovider') {
    return kind !== 'service' && !WITHOUT_PROVIDER.includes(kind);
  }
  if (name === 'aws:userid') {
    return ['user', 'role', 'service-linked-role', 'federated'].includes(kind);
  }
  return !(kind === 'service' && OF_PEOPLE.test(name));
}

/** A service sets its keys on its own actions; an assertion of a provider comes with a caller who has one. */
function isUnknownOfService(name: string, { action, principal }: AuthorizationRequest): boolean {
  if (OF_MACHINES.has(name)) {
    return false;
  }
  return OF_PROVIDERS.test(name) ? principal.kind === 'federated'
    : name.slice(0, name.indexOf(':')) === action.slice(0, action.indexOf(':')).toLowerCase();
}

function global(name: string): string {
  return `aws:${name.toLowerCase()}`;
}
