/** The preferences of Session Manager: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html */
export interface Preferences { readonly inputs?: Inputs }

type Inputs = Readonly<Record<string, unknown>>;

/** What an account may have chosen, and goes on with: the key, as whom sessions run, what they begin with. */
const OWN = ['kmsKeyId', 'runAsEnabled', 'runAsDefaultUser', 'shellProfile'];
/** Where sessions are logged. */
const LOGS = [
  's3BucketName', 's3KeyPrefix', 's3EncryptionEnabled', 'cloudWatchLogGroupName', 'cloudWatchEncryptionEnabled', 'cloudWatchStreamingEnabled',
];
const NOT_IN_CLOUDWATCH = { cloudWatchLogGroupName: '', cloudWatchEncryptionEnabled: false };

/**
 * The preferences that are wanted, with what the account chose.
 *
 * @param found what the account has
 * @param before what was wanted the last time: what is still as it was wanted then is ours, and follows what is wanted now
 */
export function merged(wanted: Preferences, found: Preferences, before: Preferences): Preferences {
  const own = chosen(found.inputs ?? {}, { ...wanted.inputs, ...before.inputs });
  return { ...wanted, inputs: Object.assign({}, found.inputs, wanted.inputs, only(OWN, own), logsOf(found.inputs ?? {}, own)) };
}

/** What somebody set in the account, and not to what is ours. */
const chosen = (found: Inputs, ours: Inputs): Inputs => Object.fromEntries(Object.entries(found)
  .filter(([name, value]) => value !== '' && value !== false && JSON.stringify(value) !== JSON.stringify(ours[name])));

/**
 * Where an account logs sessions that logs them somewhere of its own, whole: its instances may be allowed to write there and nowhere else.
 */
const logsOf = (found: Inputs, own: Inputs): Inputs =>
  'cloudWatchLogGroupName' in own || 's3BucketName' in own ? { ...NOT_IN_CLOUDWATCH, ...only(LOGS, found) } : {};

const only = (names: readonly string[], values: Inputs): Inputs =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
