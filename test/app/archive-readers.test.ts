import { configuration } from '../../config/landing-zone';
import { GuardrailRollout } from '../../lib';
import { Rehearsal, rehearse } from '../../rehearsal';
import { synthesise } from './synth';

const REGION = configuration.homeRegion;
const THROUGH_S3 = { 'kms:ViaService': `s3.${REGION}.amazonaws.com` };
const BUCKETS = ['lz-trail', 'lz-delivery', 'lz-access-logs'];

/** The account of the organization that has the name; rehearsed accounts get the same ids again. */
function accountId(rehearsal: Rehearsal, name: string): string {
  const [account] = rehearsal.resources({ type: 'AWS::Organizations::Account' }).filter(({ properties }) => properties.AccountName === name);
  return String(account.physicalId);
}

describe('the log archive', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    const security = accountId(await rehearse(synthesise(), { phases: [] }), 'security');
    const readers = [`arn:aws:iam::${security}:role/soc/analyst`];
    // The policies of buckets and keys hold by themselves, in the emergency too in which all guardrails are detached.
    const guardrails = { rollout: GuardrailRollout.detached() };
    const directory = synthesise({ guardrails, logArchive: { ...configuration.logArchive, readers } });
    rehearsal = await rehearse(directory, { phases: ['log-delivery'] });
  });

  const bucketArn = (bucket: string) => `arn:aws:s3:::${bucket}-${accountId(rehearsal, 'log-archive')}-${REGION}`;
  const onObjects = (as: string, account: string, action: string) =>
    BUCKETS.map(bucket => rehearsal.may({ as, account, action, resource: `${bucketArn(bucket)}/AWSLogs/file.json.gz` }));
  const onBuckets = (as: string, account: string, action: string) =>
    BUCKETS.map(bucket => rehearsal.may({ as, account, action, resource: bucketArn(bucket) }));
  const decrypting = (as: string, account: string, context: Record<string, string> = THROUGH_S3) =>
    rehearsal.resources({ type: 'AWS::KMS::Key', account: 'log-archive' })
      .map(({ attributes }) => rehearsal.may({ as, account, action: 'kms:Decrypt', resource: String(attributes.Arn), context }));
  const allowed = (decisions: readonly { readonly allowed: boolean }[]) => decisions.map(decision => decision.allowed);

  test('is deployed, and every log still arrives', () => {
    expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
    expect(rehearsal.phases.map(({ id, status }) => [id, status])).toContainEqual(['log-delivery', 'passed']);
  });

  test.each([
    ['a reader of another account, named before the role exists', 'role/soc/analyst', 'security'],
    ['the break-glass role of its account', 'role/lz/lz-break-glass', 'log-archive'],
  ])('is read by %s, through S3 only', (_, as, account) => {
    expect(allowed([...onObjects(as, account, 's3:GetObject'), ...onBuckets(as, account, 's3:ListBucket')])).toEqual(Array(6).fill(true));
    expect(allowed(decrypting(as, account))).toEqual([true, true]);
    expect(allowed(decrypting(as, account, { 'kms:ViaService': `ec2.${REGION}.amazonaws.com` }))).toEqual([false, false]);
  });

  test.each([
    ['an administrator of its own account', 'role/Admin', 'log-archive'],
    ['another role of the account of a reader', 'role/Admin', 'security'],
    ['the break-glass role of another account', 'role/lz/lz-break-glass', 'production'],
    ['an administrator of the management account', 'role/Admin', configuration.managementAccountId],
  ])('is not read by %s', (_, as, account) => {
    expect(allowed(decrypting(as, account))).toEqual([false, false]);
    if (account !== 'log-archive') {
      expect(allowed([...onObjects(as, account, 's3:GetObject'), ...onBuckets(as, account, 's3:ListBucket')])).toEqual(Array(6).fill(false));
    }
  });

  test.each([
    ['an administrator of its own account', 'role/Admin', 'log-archive'],
    ['its break-glass role', 'role/lz/lz-break-glass', 'log-archive'],
    ['a reader', 'role/soc/analyst', 'security'],
    ['an administrator of the management account', 'role/Admin', configuration.managementAccountId],
  ])('is not written by %s: logs cannot be forged', (_, as, account) => {
    for (const action of ['s3:PutObject', 's3:ReplicateObject']) {
      for (const decision of onObjects(as, account, action)) {
        expect(decision).toMatchObject({ allowed: false, layer: 'resource', effect: 'explicit-deny', sid: 'DenyWritesButByServices' });
      }
    }
  });
});
