import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const volume = (action: string, encrypted: string[]) =>
  on(action, 'arn:aws:ec2:eu-central-1:222222222222:volume/*', { 'ec2:Encrypted': encrypted });
const instance = (action: string, engine: string, encrypted = 'false') =>
  on(action, 'arn:aws:rds:eu-central-1:222222222222:db:x', { 'rds:DatabaseEngine': engine, 'rds:StorageEncrypted': encrypted });
const cluster = (action: string, engine: string, encrypted = 'false') =>
  on(action, 'arn:aws:rds:eu-central-1:222222222222:cluster:x', { 'rds:DatabaseEngine': engine, 'rds:StorageEncrypted': encrypted });
const fileSystem = (encrypted: string) => on('elasticfilesystem:CreateFileSystem', '*', { 'elasticfilesystem:Encrypted': encrypted });

const CLUSTERED = ['aurora-mysql', 'aurora-postgresql', 'docdb', 'neptune'];

export const ENCRYPTED_STORAGE_PROOF: Proof = {
  guardrail: Guardrails.ENCRYPTED_STORAGE,
  set: GuardrailSet.STRICT,
  denied: [
    { title: 'to create a plain volume', by: 'developer', ...volume('ec2:CreateVolume', ['false']) },
    { title: 'to launch with a plain volume', by: 'developer', ...volume('ec2:RunInstances', ['false']) },
    { title: 'to create a plain database', by: 'developer', ...instance('rds:CreateDBInstance', 'postgres') },
    { title: 'to create a plain database from a dump', by: 'developer', ...instance('rds:RestoreDBInstanceFromS3', 'mysql') },
    ...CLUSTERED.map(engine => ({ title: `to create a plain cluster of ${engine}`, by: 'developer' as const, ...cluster('rds:CreateDBCluster', engine) })),
    { title: 'to create a plain cluster from a dump', by: 'developer', ...cluster('rds:RestoreDBClusterFromS3', 'aurora-mysql') },
    { title: 'to create a plain file system', by: 'developer', ...fileSystem('false') },
    ...ofThePowerful(instance('rds:CreateDBInstance', 'mysql')),
    ...ofThePowerful(volume('ec2:CreateVolume', ['false'])),
  ],
  allowed: [
    { title: 'to create an encrypted volume', by: 'developer', ...volume('ec2:CreateVolume', ['true']) },
    { title: 'to launch with an encrypted volume', by: 'developer', ...volume('ec2:RunInstances', ['true']) },
    { title: 'to create an encrypted database', by: 'developer', ...instance('rds:CreateDBInstance', 'postgres', 'true') },
    ...CLUSTERED.map(engine =>
      ({ title: `to add an instance to a cluster of ${engine}`, by: 'developer' as const, ...instance('rds:CreateDBInstance', engine) })),
    { title: 'to create an encrypted cluster', by: 'developer', ...cluster('rds:CreateDBCluster', 'aurora-postgresql', 'true') },
    { title: 'to restore a cluster from a snapshot', by: 'developer', ...on('rds:RestoreDBClusterFromSnapshot', 'arn:aws:rds:eu-central-1:222222222222:cluster:x') },
    { title: 'to create an encrypted file system', by: 'developer', ...fileSystem('true') },
    ...ofTheUnbound(instance('rds:CreateDBInstance', 'mysql')),
  ],
  exempt: ofThePlatform(
    volume('ec2:CreateVolume', ['false']), instance('rds:CreateDBInstance', 'mysql'), cluster('rds:CreateDBCluster', 'aurora-mysql'), fileSystem('false'),
  ),
};
