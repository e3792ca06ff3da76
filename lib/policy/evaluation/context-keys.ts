/**
 * The global condition keys. A key or a variable that starts with `aws:` and is not here is an error: misspelled, a condition on it would
 * never or always hold. Keys of services are not listed; the catalogue of actions checks those.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const GLOBAL_KEY_NAMES: readonly string[] = [
  'AssumedRoot', 'CalledVia', 'CalledViaAWSMCP', 'CalledViaFirst', 'CalledViaLast', 'ChatbotSourceArn', 'CurrentTime',
  'Ec2InstanceSourcePrivateIPv4', 'Ec2InstanceSourceVpc', 'EpochTime', 'FederatedProvider', 'IsMcpServiceAction', 'MultiFactorAuthAge',
  'MultiFactorAuthPresent', 'PrincipalAccount', 'PrincipalArn', 'PrincipalIsAWSService', 'PrincipalOrgID', 'PrincipalOrgPaths',
  'PrincipalServiceName', 'PrincipalServiceNamesList', 'PrincipalType', 'Referer', 'RequestedRegion', 'ResourceAccount', 'ResourceOrgID',
  'ResourceOrgPaths', 'SecureTransport', 'SourceAccount', 'SourceArn', 'SourceIdentity', 'SourceIp', 'SourceOrgID', 'SourceOrgPaths',
  'SourceOwner', 'SourceVpc', 'SourceVpcArn', 'SourceVpce', 'TagKeys', 'TokenIssueTime', 'UserAgent', 'UserId', 'UserName', 'ViaAWSMCPService',
  'ViaAWSService', 'VpceAccount', 'VpceOrgID', 'VpceOrgPaths', 'VpcSourceIp',
].map(name => `aws:${name}`);

const GLOBAL_KEYS: ReadonlySet<string> = new Set(GLOBAL_KEY_NAMES.map(name => name.toLowerCase()));

/** Global keys that have several values at once. Without ForAllValues or ForAnyValue, AWS does not compare them. */
const MULTIVALUED_KEYS: ReadonlySet<string> = new Set([
  'CalledVia', 'PrincipalOrgPaths', 'PrincipalServiceNamesList', 'ResourceOrgPaths', 'SourceOrgPaths', 'TagKeys', 'VpceOrgPaths',
].map(name => `aws:${name.toLowerCase()}`));

/** Global keys whose names go on with the key of a tag. */
const TAG_KEYS = ['aws:principaltag/', 'aws:requesttag/', 'aws:resourcetag/'];

/** Service prefix or name of an identity provider, a colon, the name; tags in names may hold what tag keys hold. */
const SERVICE_KEY = /^[\w.-]+(\/[\w./-]+)?:[^\s{}$][^{}$]*$/;

/** The global keys as AWS spells them, but for those of tags. */
export function globalKeyNames(): readonly string[] {
  return GLOBAL_KEY_NAMES;
}

/** Whether AWS could know the key. Names of keys are case-insensitive. */
export function isKnownKey(key: string): boolean {
  const name = key.toLowerCase();
  if (!name.startsWith('aws:')) {
    return SERVICE_KEY.test(name);
  }
  return GLOBAL_KEYS.has(name) || TAG_KEYS.some(prefix => name.startsWith(prefix) && name.length > prefix.length);
}

/**
 * Whether a key has several values at once, as far as it is a global one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function isMultivaluedKey(key: string): boolean {
  return MULTIVALUED_KEYS.has(key.toLowerCase());
}
