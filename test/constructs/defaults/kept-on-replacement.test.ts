import { CfnDeletionPolicy, CfnResource, Stack } from 'aws-cdk-lib';
import { SecurityRule } from '../../../lib/constructs/defaults';
import { secured } from './secured';

const DEVICES = [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8 } }];
const made = (type: string, properties: object = {}) => (stack: Stack) => new CfnResource(stack, 'Old', { type, properties: { ...properties } });

function policyOf(build: (stack: Stack) => CfnResource): unknown {
  const { template } = secured(stack => void build(stack));
  const { Resources } = template.toJSON() as { readonly Resources: Readonly<Record<string, { readonly UpdateReplacePolicy?: string }>> };
  return Resources.Old.UpdateReplacePolicy;
}

test.each<[string, string | undefined, object?]>([
  ['AWS::EC2::Volume', 'Snapshot'],
  ['AWS::EC2::Instance', 'Retain', { BlockDeviceMappings: DEVICES, SecurityGroupIds: ['sg-1'] }],
  ['AWS::EC2::Instance', undefined, { SecurityGroupIds: ['sg-1'] }],
  ['AWS::EC2::LaunchTemplate', undefined, { LaunchTemplateData: { BlockDeviceMappings: DEVICES } }],
  ['AWS::RDS::DBInstance', 'Snapshot', { Engine: 'postgres' }],
  ['AWS::RDS::DBInstance', undefined, { Engine: 'postgres', StorageEncrypted: true }],
  ['AWS::RDS::DBCluster', 'Snapshot', { Engine: 'aurora-postgresql' }],
  ['AWS::DocDB::DBCluster', 'Snapshot'],
  ['AWS::Neptune::DBCluster', 'Snapshot'],
  ['AWS::ElastiCache::ReplicationGroup', 'Snapshot', { AtRestEncryptionEnabled: true }],
  ['AWS::EFS::FileSystem', 'Retain'],
])('what %s holds is kept where encryption replaces it: %s', (type, policy, ...[properties]) => {
  expect(policyOf(made(type, properties))).toBe(policy);
});

test('a policy that is written stays', () => {
  expect(policyOf(stack => {
    const files = made('AWS::EFS::FileSystem')(stack);
    files.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.DELETE;
    return files;
  })).toBe('Delete');
});

test('the rules tell which of them replace', () => {
  expect(SecurityRule.all().filter(({ replaces }) => replaces).map(({ ruleId }) => ruleId))
    .toEqual(['database-encryption', 'volume-encryption', 'file-system-encryption', 'cache-encryption']);
});
