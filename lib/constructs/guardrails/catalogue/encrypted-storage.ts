import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

const VOLUMES: GuardrailStatement = {
  actions: ['ec2:CreateVolume', 'ec2:RunInstances'],
  resources: ['arn:*:ec2:*:*:volume/*'],
  conditions: { Bool: { 'ec2:Encrypted': ['false'] } },
};

/**
 * An instance of a cluster has the storage of its cluster and says nothing of encryption: asked of the instances of Aurora, DocumentDB
 * and Neptune, the question denies them all. No instance is made without an engine, so the key is always there.
 */
const INSTANCES: GuardrailStatement = {
  actions: ['rds:CreateDBInstance', 'rds:RestoreDBInstanceFromS3'],
  conditions: {
    Bool: { 'rds:StorageEncrypted': ['false'] },
    StringNotLikeIfExists: { 'rds:DatabaseEngine': ['aurora*', 'docdb', 'neptune'] },
  },
};

const CLUSTERS: GuardrailStatement = {
  actions: ['rds:CreateDBCluster', 'rds:RestoreDBClusterFromS3'],
  conditions: { Bool: { 'rds:StorageEncrypted': ['false'] } },
};

const FILE_SYSTEMS: GuardrailStatement = {
  actions: ['elasticfilesystem:CreateFileSystem'],
  conditions: { Bool: { 'elasticfilesystem:Encrypted': ['false'] } },
};

/**
 * What cannot be encrypted later is encrypted from the start. What is restored from a snapshot is as encrypted as the snapshot.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
 */
export const ENCRYPTED_STORAGE = new Guardrail({
  id: 'G44',
  title: 'Storage is encrypted from the start',
  intent: 'No volume, database or file system is created without encryption.',
  threat: 'A snapshot of a plain database is copied, and read, by whoever gets hold of it; encryption cannot be added to what exists.',
  adoption: 'Switch default encryption of volumes on first, which G43 keeps on. In templates, set storageEncrypted of databases and clusters.',
  breaks: 'Templates that make an RDS database, an Aurora cluster or a file system and do not ask for encryption.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: [...cis('3.2.1', '3.2.1', '2.2.1'), ...cis('3.3.1', '3.3.1', '2.3.1'), ...fsbp('EC2.3', 'EFS.1', 'RDS.3')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [VOLUMES, INSTANCES, CLUSTERS, FILE_SYSTEMS],
});
