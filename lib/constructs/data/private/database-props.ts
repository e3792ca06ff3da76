import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ISecurityGroup, IVpc, SecurityGroup, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { IKey, IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Credentials, DatabaseInsightsMode, IParameterGroup } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { DataClassification } from '../data-classification';
import { dataSubnetsOf } from './data-subnets';
import { Engine, EngineFacts, factsOf } from './database-engines';
import { keyOfClass } from './key-of-class';

/**
 * What automated backups may last, and a week at least (CT.RDS.PR.8).
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
 */
const BACKUP_DAYS = { min: 7, max: 35 };

/** Neither "admin" nor "postgres" (CT.RDS.PR.21, CT.RDS.PR.22). */
const MASTER_USER = 'dbadmin';

/** How often the operating system is measured (CT.RDS.PR.2). */
const MONITORING_INTERVAL = Duration.minutes(1);

/** What the props of instances and of clusters have in common. */
export interface DatabaseProps {
  readonly engine: Engine;
  readonly vpc?: IVpc;
  readonly vpcSubnets?: SubnetSelection;
  readonly vpcPlacement?: SubnetSelection;
  readonly subnetGroup?: object;
  readonly securityGroups?: ISecurityGroup[];
  readonly port?: number;
  readonly credentials?: Credentials;
  readonly manageMasterUserPassword?: boolean;
  readonly iamAuthentication?: boolean;
  readonly storageEncrypted?: boolean;
  readonly storageEncryptionKey?: IKeyRef;
  readonly parameters?: { [key: string]: string };
  readonly parameterGroup?: IParameterGroup;
  readonly deletionProtection?: boolean;
  readonly copyTagsToSnapshot?: boolean;
  readonly autoMinorVersionUpgrade?: boolean;
  readonly monitoringInterval?: Duration;
  readonly enablePerformanceInsights?: boolean;
  readonly performanceInsightRetention?: number;
  readonly performanceInsightEncryptionKey?: IKeyRef;
  readonly databaseInsightsMode?: DatabaseInsightsMode;
  readonly cloudwatchLogsExports?: string[];
  readonly removalPolicy?: RemovalPolicy;
}

/** How long backups are kept: as the class says, in the range of RDS. */
export const backupRetentionOf = ({ backupRetention }: DataClassification): Duration =>
  Duration.days(Math.min(Math.max(backupRetention?.toDays() ?? 0, BACKUP_DAYS.min), BACKUP_DAYS.max));

/** What is filled in of what was left out, for a new database and for one that the CDK made before. */
export function securedDatabaseProps(scope: Construct, id: string, props: DatabaseProps, classification: DataClassification) {
  const facts = factsOf(props.engine);
  const isEncrypted = props.storageEncrypted ?? true;
  return {
    storageEncrypted: isEncrypted,
    storageEncryptionKey: props.storageEncryptionKey ?? (isEncrypted ? keyOfClass(scope, id, classification) : undefined),
    deletionProtection: props.deletionProtection ?? true,
    copyTagsToSnapshot: props.copyTagsToSnapshot ?? true,
    autoMinorVersionUpgrade: props.autoMinorVersionUpgrade ?? true,
    monitoringInterval: props.monitoringInterval ?? MONITORING_INTERVAL,
    iamAuthentication: props.iamAuthentication ?? (facts?.hasIamAuthentication === true ? true : undefined),
    cloudwatchLogsExports: props.cloudwatchLogsExports ?? (facts && [...facts.logTypes]),
    parameters: parametersOf(props, facts),
  };
}

/** A group of yours takes no more parameters, and an engine without a version has no group of parameters. */
const parametersOf = ({ engine, parameters, parameterGroup }: DatabaseProps, facts?: EngineFacts): DatabaseProps['parameters'] =>
  parameterGroup || !engine.parameterGroupFamily || !facts ? parameters : { ...facts.tls, ...parameters };

const subnetsOf = ({ vpc, vpcSubnets, vpcPlacement, subnetGroup }: DatabaseProps): SubnetSelection | undefined =>
  vpcSubnets ?? (vpc && !vpcPlacement && !subnetGroup ? dataSubnetsOf(vpc) : undefined);

/** What Performance Insights stores is encrypted by the key of the database, where it is asked for. */
export function insightsKeyOf(props: DatabaseProps, key?: IKeyRef): IKeyRef | undefined {
  const isAskedFor = props.enablePerformanceInsights ?? (
    props.performanceInsightRetention !== undefined || props.databaseInsightsMode === DatabaseInsightsMode.ADVANCED);
  return props.performanceInsightEncryptionKey ?? (isAskedFor ? key : undefined);
}

/**
 * What is filled in of a new database only, since it would make another one of a database that exists, or surprise who uses it: RDS makes
 * the password of the master user, keeps it in AWS Secrets Manager and renews it each week; the port is not the one everybody tries first;
 * the security group lets nothing in and nothing out; and the subnets, since RDS lets none go that is in use.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
 */
export const freshDatabaseProps = (scope: Construct, id: string, props: DatabaseProps, key?: IKeyRef) => ({
  port: props.port ?? factsOf(props.engine)?.port,
  vpcSubnets: subnetsOf(props),
  manageMasterUserPassword: props.manageMasterUserPassword ?? true,
  credentials: {
    ...props.credentials,
    username: props.credentials?.username ?? MASTER_USER,
    encryptionKey: props.credentials?.encryptionKey ?? key as IKey | undefined,
  },
  securityGroups: props.securityGroups ?? (props.vpc && [new SecurityGroup(scope, `${id}SecurityGroup`, {
    vpc: props.vpc, description: `Who reaches the database ${id}`, allowAllOutbound: false,
  })]),
});
