/**
 * Which values name somebody: "fixed values (values that don't contain a wildcard or an IAM policy variable)". An ARN names somebody when
 * its account does, or its bucket where it has no account; an address range, when it is not half the internet.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export type FixedValue = (value: string) => boolean;

/** Ranges that are wider than these count as public: a /8 of IPv4, a /32 of IPv6. */
const WIDEST_V4 = 8;
const WIDEST_V6 = 32;

const isFixed: FixedValue = value => value !== '' && !/[*?]|\$\{/.test(value);

/** Paths begin with the id of the organization. */
const hasFixedOrganization: FixedValue = value => isFixed(value.split('/')[0]);

/** Ids of a role's sessions begin with the id of the role. */
const hasFixedIssuer: FixedValue = value => isFixed(value.split(':')[0]);

const isTrue: FixedValue = value => value.toLowerCase() === 'true';

/** A whole ARN tells its account; one of S3 has none, and its bucket is unique in the world. */
const hasFixedAccount: FixedValue = value => {
  const [scheme, , service, , account, ...resource] = value.split(':');
  if (scheme !== 'arn' || resource.length === 0) {
    return isFixed(value);
  }
  return account === '' ? isFixed(service) && isFixed(resource.join(':').split('/')[0]) : isFixed(account);
};

const isNarrowRange: FixedValue = value => {
  const [address, bits] = value.split('/');
  const widest = address.includes(':') ? WIDEST_V6 : WIDEST_V4;
  return isFixed(value) && (bits === undefined || Number(bits) >= widest);
};

/** Keys that keep everybody to somebody, in lower case, and which of their values do. */
const OF_CALLERS: Readonly<Record<string, FixedValue>> = {
  'aws:principalaccount': isFixed,
  'aws:principalarn': hasFixedAccount,
  'aws:principalorgid': isFixed,
  'aws:principalorgpaths': hasFixedOrganization,
  'aws:userid': hasFixedIssuer,
  'kms:calleraccount': isFixed,
  'aws:sourceip': isNarrowRange,
  'aws:sourcevpc': isFixed,
  'aws:sourcevpcarn': hasFixedAccount,
  'aws:sourcevpce': isFixed,
  'aws:vpcesourceaccount': isFixed,
  'aws:vpcesourceorgid': isFixed,
  'aws:vpcesourceorgpaths': hasFixedOrganization,
  's3:dataaccesspointaccount': isFixed,
  's3:dataaccesspointarn': hasFixedAccount,
  // Who reaches a mount target is in the VPC: https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html
  'elasticfilesystem:accessedviamounttarget': isTrue,
  'elasticfilesystem:accesspointarn': hasFixedAccount,
};

/** Keys that keep a service to somebody's resources. */
const OF_SOURCES: Readonly<Record<string, FixedValue>> = {
  'aws:sourceaccount': isFixed,
  'aws:sourcearn': hasFixedAccount,
  'aws:sourceorgid': isFixed,
  'aws:sourceorgpaths': hasFixedOrganization,
  'aws:sourceowner': isFixed,
  'lambda:eventsourcetoken': isFixed,
};

/** Whether values of a key keep everybody to somebody. */
export function limitsEverybody(key: string, values: readonly unknown[]): boolean {
  return limits({ ...OF_CALLERS, ...OF_SOURCES }, key, values);
}

/** Whether values of a key keep a service to somebody's resources. In the encryption context services put the resource they encrypt. */
export function limitsService(key: string, values: readonly unknown[]): boolean {
  return limits({ ...OF_SOURCES, 'kms:calleraccount': isFixed }, key, values)
    || (/^kms:encryptioncontext:/i.test(key) && areAll(values, hasFixedAccount));
}

function limits(keys: Readonly<Record<string, FixedValue>>, key: string, values: readonly unknown[]): boolean {
  const name = key.toLowerCase();
  return Object.hasOwn(keys, name) && areAll(values, keys[name]);
}

/** What is no text is filled in on deployment, with one value. */
function areAll(values: readonly unknown[], fixed: FixedValue): boolean {
  return values.length > 0 && values.every(value => typeof value === 'string' ? fixed(value) : typeof value !== 'boolean' || value);
}
