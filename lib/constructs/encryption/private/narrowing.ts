/** Keys that say whose request it is. What is not among them (aws:SourceIp, aws:SecureTransport, tags) leaves the door to strangers. */
const OF_PRINCIPAL = ['aws:principalorgid', 'aws:principalorgpaths', 'aws:principalarn', 'aws:principalaccount', 'kms:calleraccount'];
const OF_SOURCE = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourcevpc', 'aws:sourcevpce'];

/** Operators that demand the key: not those that pass without it (IfExists, ForAllValues), nor those that name who is left out. */
const DEMANDING = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))$/i;

/** Whether conditions keep a statement for everybody to named principals or sources. */
export function narrowsPrincipal(conditions: unknown): boolean {
  return demands(conditions, key => OF_PRINCIPAL.includes(key) || OF_SOURCE.includes(key));
}

/**
 * Whether conditions keep a service to named customers: by the source it acts for, or by the encryption context, where the service puts
 * the resource it encrypts.
 */
export function narrowsService(conditions: unknown): boolean {
  return demands(conditions, key => OF_SOURCE.includes(key) || key === 'kms:calleraccount' || key.startsWith('kms:encryptioncontext:'));
}

function demands(conditions: unknown, isNarrowing: (key: string) => boolean): boolean {
  return Object.entries((conditions ?? {}) as Record<string, Readonly<Record<string, unknown>>>)
    .filter(([operator]) => DEMANDING.test(operator))
    .flatMap(([, keys]) => Object.entries(keys))
    .some(([key, value]) => isNarrowing(key.toLowerCase()) && [value].flat().every(one => one !== '*'));
}
