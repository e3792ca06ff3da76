import { CfnResource } from 'aws-cdk-lib';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { IConstruct } from 'constructs';
import { acknowledge } from '../../../core/acknowledge';
import { factsOf } from './database-engines';
import { DatabaseProps } from './database-props';

const ENHANCED_MONITORING =
  'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]';

/** CT.RDS.PR.6 and CT.RDS.PR.30 as the plugin for CDK names them. */
const BACKTRACK = 'cdk-validator-cfnguard::aurora_cluster_backtracking_enabled_check';
const CUSTOMER_MANAGED_KEY = 'cdk-validator-cfnguard::rds_storage_encrypted_kms_key_check';

/** The instances that are, or are in, a database. */
export const instancesOf = (database: IConstruct): CfnDBInstance[] =>
  resourcesOf(database, CfnDBInstance.CFN_RESOURCE_TYPE_NAME) as CfnDBInstance[];

const resourcesOf = (database: IConstruct, cfnType: string): CfnResource[] =>
  database.node.findAll().filter((one): one is CfnResource => CfnResource.isCfnResource(one) && one.cfnResourceType === cfnType);

/** Makes a group of parameters that somebody gave refuse connections without TLS, unless it is an imported one. */
export function forceTls({ engine, parameterGroup }: DatabaseProps): void {
  Object.entries(factsOf(engine)?.tls ?? {}).forEach(([name, value]) => parameterGroup?.addParameter(name, value));
}

/**
 * What props of databases cannot say. An instance that says nothing has a public address where its VPC has an internet gateway.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export function completeDatabase(database: IConstruct): void {
  instancesOf(database).forEach(instance => {
    instance.publiclyAccessible ??= false;
    acknowledgeInstance(instance);
  });
  (resourcesOf(database, CfnDBCluster.CFN_RESOURCE_TYPE_NAME) as CfnDBCluster[]).forEach(acknowledgeBacktrack);
  const monitoringRole = database.node.tryFindChild('MonitoringRole');
  if (monitoringRole) {
    acknowledge(monitoringRole, {
      id: ENHANCED_MONITORING,
      reason: 'What RDS writes when it measures the operating system is known to AWS only: its policy for this role names log groups RDS* and nothing else.',
    });
  }
}

function acknowledgeInstance(instance: CfnDBInstance): void {
  acknowledge(instance, {
    id: 'NIST.800.53.R5::NIST.800.53.R5-RDSInBackupPlan',
    reason: 'RDS itself makes backups for every second of 7 to 35 days. Plans of AWS Backup select by the tag of the class, which this rule does not see.',
  });
  if (instance.kmsKeyId === undefined && instance.dbClusterIdentifier === undefined) {
    acknowledge(instance, {
      id: CUSTOMER_MANAGED_KEY,
      reason: "Its data is of a class for which AWS's own key is enough: it is encrypted, and there is nobody to keep from reading it.",
    });
  }
}

function acknowledgeBacktrack(cluster: CfnDBCluster): void {
  if (cluster.engine === 'aurora-mysql' && cluster.backtrackWindow === undefined) {
    ['AwsSolutions::AwsSolutions-RDS14', BACKTRACK].forEach(id => acknowledge(cluster, {
      id,
      reason: 'Backtracking stops the cluster and rewinds all of it, and not every kind of cluster can: what was lost is restored beside it, for any second '
        + 'of the retention period. Whoever wants it says backtrackWindow.',
    }));
  }
}
