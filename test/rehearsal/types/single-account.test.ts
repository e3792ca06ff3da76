import { CfnSnapshotBlockPublicAccess } from 'aws-cdk-lib/aws-ec2';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { CfnHub, CfnStandard } from 'aws-cdk-lib/aws-securityhub';
import { deploy, refusalOf, ROOT, WORKLOAD, worldWith } from '../../constructs/deployed';
import { dataBench } from './data-workbench';
import { HOME, MANAGEMENT, typeOf } from './workbench';

const HUB = 'SecurityHub::Hub';
const STANDARD = 'SecurityHub::Standard';
const SNAPSHOTS = 'EC2::SnapshotBlockPublicAccess';
const standard = (id: string, region = HOME) => ({ StandardsArn: `arn:aws:securityhub:${region}::standards/${id}` });
const FSBP = 'aws-foundational-security-best-practices/v/1.0.0';

describe('AWS::SecurityHub::Hub', () => {
  test('is one in an account and Region, brings its role along, and goes with its standards', async () => {
    const { make, change, remove, refused, bench } = dataBench();
    const { hubs, standards } = bench.world.state.securityHub;
    const made = await make(HUB, 'H', { EnableDefaultStandards: false });
    expect(made).toEqual({ physicalId: `arn:aws:securityhub:${HOME}:${MANAGEMENT}:hub/default`, attributes: { ARN: made.physicalId, SubscribedAt: expect.any(String) } });
    expect(hubs.get(`${MANAGEMENT}/${HOME}`)).toMatchObject({ enabledBy: 'account', defaultStandards: false });
    expect([...bench.world.state.iam.roles.values()].map(({ name }) => name)).toContain('AWSServiceRoleForSecurityHub');
    expect(await refused(make(HUB, 'Twin', {}))).toBe('security-hub/one-hub');
    await change(HUB, 'H', { ControlFindingGenerator: 'STANDARD_CONTROL' });
    expect(await refused(change(HUB, 'H', { ControlFindingGenerator: 'NONE' }))).toBe('InvalidInputException');
    await make(STANDARD, 'S', standard(FSBP));
    await remove(HUB, 'H');
    expect([hubs.size, standards.size]).toEqual([0, 0]);
    expect(await refused(change(HUB, 'H', {}))).toBe('ResourceNotFoundException');
  });

  test('needs the permission for its role the first time alone', () => {
    const { bench } = dataBench();
    const role = typeOf(`AWS::${HUB}`).permissions.create.find(({ action }) => action === 'iam:CreateServiceLinkedRole')!;
    expect(role.when?.({ world: bench.world, accountId: MANAGEMENT } as never)).toBe(true);
  });
});

describe('AWS::SecurityHub::Standard', () => {
  test.each([
    ['security-hub/standard', 'cis-aws-foundations-benchmark/v/9.9.9', HOME],
    ['security-hub/standard', FSBP, 'us-east-1'],
    [undefined, 'cis-aws-foundations-benchmark/v/5.0.0', HOME],
    [undefined, FSBP, HOME],
  ])('fails by %s with %s of %s', async (rule, id, region) => {
    const { make, refused } = dataBench();
    await make(HUB, 'H', {});
    expect(await refused(make(STANDARD, 'S', standard(id, region)))).toBe(rule);
  });

  test('says that the hub comes first', async () => {
    const { rule } = await refusalOf(deploy(worldWith(), {
      account: WORKLOAD, build: stack => {
        new CfnHub(stack, 'Hub');
        new CfnStandard(stack, 'Standard', { standardsArn: standard(FSBP).StandardsArn });
      },
    }));
    expect(rule?.id).toBe('security-hub/standard');
  });

  test('waits for the hub, and is enabled once', async () => {
    const { make, change, remove, refused, bench } = dataBench();
    expect(await refused(make(STANDARD, 'S', standard(FSBP)))).toBe('security-hub/standard');
    await make(HUB, 'H', {});
    await make(STANDARD, 'S', standard(FSBP));
    expect(await refused(make(STANDARD, 'Twin', standard(FSBP)))).toBe('security-hub/standard');
    await change(STANDARD, 'S', { ...standard(FSBP), DisabledStandardsControls: [] });
    await remove(STANDARD, 'S');
    expect(bench.world.state.securityHub.standards.size).toBe(0);
    expect(await refused(remove(STANDARD, 'S'))).toBe('ResourceNotFoundException');
  });
});

describe('AWS::EC2::SnapshotBlockPublicAccess', () => {
  test('is said once in a Region, in words that EC2 knows', async () => {
    const { make, change, remove, refused, bench } = dataBench();
    const { snapshotSharing } = bench.world.state.ec2;
    expect(await refused(make(SNAPSHOTS, 'S', { State: 'unblocked' }))).toBe('ec2/snapshot-sharing');
    expect((await make(SNAPSHOTS, 'S', { State: 'block-new-sharing' })).physicalId).toBe(MANAGEMENT);
    expect(await refused(make(SNAPSHOTS, 'Twin', { State: 'block-all-sharing' }))).toBe('ec2/snapshot-sharing');
    await change(SNAPSHOTS, 'S', { State: 'block-all-sharing' });
    expect(snapshotSharing.get(`${MANAGEMENT}/${HOME}`)).toBe('block-all-sharing');
    await remove(SNAPSHOTS, 'S');
    expect(snapshotSharing.size).toBe(0);
  });

  test('is left to a declarative policy of the organization', async () => {
    const content = { ec2_attributes: { snapshot_block_public_access: { state: { '@@assign': 'block_new_sharing' } } } };
    const { rule, message } = await refusalOf(deploy(worldWith({ enabledPolicyTypes: ['DECLARATIVE_POLICY_EC2'] }), {
      build: stack => void new CfnPolicy(stack, 'Policy', { name: 'snapshots', type: 'DECLARATIVE_POLICY_EC2', content, targetIds: [ROOT] }),
    }, { account: WORKLOAD, build: stack => void new CfnSnapshotBlockPublicAccess(stack, 'Snapshots', { state: 'block-all-sharing' }) }));
    expect([rule?.id, message]).toEqual(['ec2/snapshot-sharing', expect.stringContaining("the organization's policy snapshots says block_new_sharing")]);
  });
});
