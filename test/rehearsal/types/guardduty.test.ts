import { addMember, Detector, enableGuardDuty } from '../../../rehearsal/aws/services/guardduty';
import { HOME, LOG_ARCHIVE, refusalOf, trusts, Workbench, WORKLOAD } from './workbench';

const FILTER = 'AWS::GuardDuty::Filter';
const PLAN = 'AWS::GuardDuty::MalwareProtectionPlan';
const IN_WORKLOAD = { accountId: WORKLOAD };

describe('a filter', () => {
  function watched(): { bench: Workbench; detector: Detector } {
    const bench = new Workbench();
    return { bench, detector: enableGuardDuty(bench.world, WORKLOAD, HOME) };
  }
  const filter = ({ id }: Detector, more: object = {}) =>
    ({ DetectorId: id, Name: 'scanner', Action: 'ARCHIVE', Rank: 1, FindingCriteria: { Criterion: { type: { Equals: ['x'] } } }, ...more });

  test('is created, updated and deleted', async () => {
    const { bench, detector } = watched();
    const { filters } = bench.world.state.guardDuty;
    await bench.create(FILTER, 'Filter', filter(detector), IN_WORKLOAD);
    expect([...filters.values()]).toMatchObject([{ name: 'scanner', action: 'ARCHIVE' }]);
    await bench.update(FILTER, 'Filter', filter(detector, { Action: 'NOOP' }), IN_WORKLOAD);
    expect([...filters.values()]).toMatchObject([{ action: 'NOOP' }]);
    await bench.delete(FILTER, 'Filter', IN_WORKLOAD);
    expect(filters.size).toBe(0);
  });

  test.each([
    ['guardduty/detector-exists', { DetectorId: 'another' }],
    ['guardduty/filter-shape', { Name: 'x' }],
    ['guardduty/filter-shape', { Action: 'DELETE' }],
    ['guardduty/filter-shape', { Rank: 101 }],
    ['guardduty/filter-shape', { FindingCriteria: {} }],
    ['guardduty/filter-shape', { FindingCriteria: { Criterion: { type: { Is: ['x'] } } } }],
    ['guardduty/filter-shape', { FindingCriteria: { Criterion: { type: {} } } }],
  ])('fails by %s with %j', async (rule, more) => {
    const { bench, detector } = watched();
    expect((await refusalOf(bench.create(FILTER, 'Filter', filter(detector, more), IN_WORKLOAD))).rule).toBe(rule);
  });

  test('cannot be made by a member', async () => {
    const { bench, detector } = watched();
    addMember(bench.world, enableGuardDuty(bench.world, LOG_ARCHIVE, HOME), WORKLOAD);
    expect(await refusalOf(bench.create(FILTER, 'Filter', filter(detector), IN_WORKLOAD))).toMatchObject({ rule: 'guardduty/filters-by-administrator' });
  });

  test('exists once in a detector', async () => {
    const { bench, detector } = watched();
    await bench.create(FILTER, 'One', filter(detector), IN_WORKLOAD);
    expect((await refusalOf(bench.create(FILTER, 'Two', filter(detector), IN_WORKLOAD))).code).toBe('AlreadyExists');
  });
});

describe('a malware protection plan', () => {
  const SERVICE = 'malware-protection-plan.guardduty.amazonaws.com';
  const everything = [{ PolicyName: 'all', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }];

  async function prepared(role: object = {}): Promise<{ bench: Workbench; properties: Record<string, unknown> }> {
    const bench = new Workbench();
    await bench.create('AWS::S3::Bucket', 'Bucket', { BucketName: 'uploads' }, IN_WORKLOAD);
    const { attributes } = await bench.create('AWS::IAM::Role', 'Role', { AssumeRolePolicyDocument: trusts(SERVICE), Policies: everything, ...role }, IN_WORKLOAD);
    return { bench, properties: { Role: attributes.Arn, ProtectedResource: { S3Bucket: { BucketName: 'uploads' } } } };
  }

  test('is created and deleted', async () => {
    const { bench, properties } = await prepared();
    const { attributes } = await bench.create(PLAN, 'Plan', properties, IN_WORKLOAD);
    expect(attributes.Arn).toMatch(/^arn:aws:guardduty:eu-central-1:333333333333:malware-protection-plan\//);
    await bench.delete(PLAN, 'Plan', IN_WORKLOAD);
    expect(bench.world.state.guardDuty.malwarePlans.size).toBe(0);
  });

  test.each([
    ['does not trust GuardDuty', { AssumeRolePolicyDocument: trusts('guardduty.amazonaws.com') }, `${SERVICE} cannot assume`],
    ['may do nothing', { Policies: [] }, 'may not events:PutRule'],
  ])('fails with a role that %s', async (_, role, message) => {
    const { bench, properties } = await prepared(role);
    const refusal = await refusalOf(bench.create(PLAN, 'Plan', properties, IN_WORKLOAD));
    expect(refusal).toMatchObject({ rule: 'guardduty/scan-role', message: expect.stringContaining(message) });
  });

  test('has at most five prefixes, and tags or does not', async () => {
    const { bench, properties } = await prepared();
    const S3Bucket = { BucketName: 'uploads', ObjectPrefixes: ['a/', 'b/', 'c/', 'd/', 'e/', 'f/'] };
    expect((await refusalOf(bench.create(PLAN, 'P', { ...properties, ProtectedResource: { S3Bucket } }, IN_WORKLOAD))).message).toContain("'number of ObjectPrefixes'");
    expect((await refusalOf(bench.create(PLAN, 'P', { ...properties, Actions: { Tagging: { Status: 'ON' } } }, IN_WORKLOAD))).message).toContain("'Status' must be one of");
  });

  test('fails for a bucket of another account, and when no order is declared', async () => {
    const { bench, properties } = await prepared();
    const elsewhere = { ...properties, ProtectedResource: { S3Bucket: { BucketName: 'none' } } };
    expect((await refusalOf(bench.create(PLAN, 'Plan', elsewhere, IN_WORKLOAD))).rule).toBe('guardduty/scanned-bucket');
    expect(await refusalOf(bench.create(PLAN, 'Plan', properties, { ...IN_WORKLOAD, undeclared: true }))).toMatchObject({ kind: 'order', rule: 'guardduty/scanned-bucket' });
  });
});
