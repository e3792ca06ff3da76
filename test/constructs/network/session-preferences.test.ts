import { merged, Preferences } from '../../../lib/constructs/network/private/handlers/session-preferences.handler';

type Inputs = Preferences['inputs'];

const WANTED = {
  cloudWatchLogGroupName: '/lz/sessions', cloudWatchEncryptionEnabled: true, cloudWatchStreamingEnabled: true,
  s3BucketName: '', s3KeyPrefix: '', s3EncryptionEnabled: true, kmsKeyId: '', runAsEnabled: false, runAsDefaultUser: '', idleSessionTimeout: '20',
};
const THEIR_BUCKET = { s3BucketName: 'theirs', s3KeyPrefix: 'sessions', s3EncryptionEnabled: false };
const IN_THEIR_BUCKET = { ...THEIR_BUCKET, cloudWatchLogGroupName: '', cloudWatchEncryptionEnabled: false };
const THEIR_GROUP = { cloudWatchLogGroupName: 'theirs', cloudWatchEncryptionEnabled: false, cloudWatchStreamingEnabled: false };

/** What becomes of it, as far as it differs from what is wanted. */
const differences = (found: Inputs, before?: Inputs, wanted: Inputs = WANTED) =>
  Object.fromEntries(Object.entries(merged({ inputs: wanted }, { inputs: found }, { inputs: before }).inputs!)
    .filter(([name, value]) => value !== wanted?.[name]));

test.each<[what: string, found: Inputs, before: Inputs, differing: Inputs]>([
  ['without preferences gets what is wanted', undefined, undefined, {}],
  ['that chose nothing gets what is wanted', { ...WANTED, cloudWatchLogGroupName: '', cloudWatchEncryptionEnabled: false }, undefined, {}],
  ['keeps its key', { kmsKeyId: 'alias/theirs' }, undefined, { kmsKeyId: 'alias/theirs' }],
  ['keeps its user', { runAsEnabled: true, runAsDefaultUser: 'ops' }, undefined, { runAsEnabled: true, runAsDefaultUser: 'ops' }],
  ['keeps its shell', { shellProfile: { linux: 'bash' } }, undefined, { shellProfile: { linux: 'bash' } }],
  ['ends sessions as wanted', { idleSessionTimeout: '60' }, undefined, {}],
  ['keeps an input that nobody knows', { maxSessionDuration: '60' }, undefined, { maxSessionDuration: '60' }],
  ['logs into its bucket alone', THEIR_BUCKET, undefined, IN_THEIR_BUCKET],
  ['logs into its log group, encrypted as it is', THEIR_GROUP, undefined, THEIR_GROUP],
  ['logs into its bucket and its log group', { ...THEIR_BUCKET, ...THEIR_GROUP }, undefined, { ...THEIR_BUCKET, ...THEIR_GROUP }],
  ['that has a prefix and no bucket logs as wanted', { s3BucketName: '', s3KeyPrefix: 'sessions' }, undefined, {}],
  ['that has what we wanted before follows what we want now', { cloudWatchLogGroupName: '/lz/old', kmsKeyId: 'ours' },
    { cloudWatchLogGroupName: '/lz/old', kmsKeyId: 'ours' }, {}],
  ['that changed what we wanted before keeps its change', { cloudWatchLogGroupName: '/lz/old', kmsKeyId: 'theirs' },
    { cloudWatchLogGroupName: '/lz/old', kmsKeyId: 'ours' }, { kmsKeyId: 'theirs' }],
])('an account %s', (_, found, before, differing) => {
  expect(differences(found, before)).toEqual(differing);
});

test('the document around the inputs is the wanted one', () => {
  expect(merged({ inputs: {}, schemaVersion: '1.0' } as Preferences, { inputs: {}, schemaVersion: '0.9' } as Preferences, {})).toEqual({ inputs: {}, schemaVersion: '1.0' });
});
