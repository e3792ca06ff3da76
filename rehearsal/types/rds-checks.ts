import { Context } from '../../lib/policy';
import { Operation, Permission, PropertyUse } from '../aws/contract';
import { Database, SubnetGroup } from '../aws/services/rds';
import { secretArn } from '../aws/services/secrets-manager';
import { RDS } from '../rules/databases';
import { partNamed } from './ec2';
import { given, inert, permissions } from './permission';
import { serviceKey } from './service-keys';
import { serviceRole } from './service-roles';
import { inPlace } from './stored';
import { flag, numeric, record, text, texts } from './values';

const MONITORING = 'monitoring.rds.amazonaws.com';
const INTERVALS = [0, 1, 5, 10, 15, 30, 60];
const MAX_RETENTION = 35;
const MIN_PASSWORD = 8;

/** Logs that engines export: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.html */
const LOGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/postgres/, ['postgresql', 'upgrade', 'iam-db-auth-error', 'instance']],
  [/mysql|mariadb|^aurora$/, ['audit', 'error', 'general', 'slowquery', 'iam-db-auth-error', 'instance']],
  [/^oracle/, ['alert', 'audit', 'listener', 'trace', 'oemagent']],
  [/^sqlserver/, ['agent', 'error']],
  [/^db2/, ['diag.log', 'notify.log']],
];

/** Properties without effect, each for the same reason. */
export const inertOf = (reason: string, ...names: string[]): Readonly<Record<string, PropertyUse>> =>
  Object.fromEntries(names.map(name => [name, inert(reason)]));

/** What both kinds of databases read, in the words of their templates. */
export const engineOf = ({ properties }: Operation): string => (text(properties, 'Engine') ?? '').toLowerCase();
const isManaged = ({ properties }: Pick<Operation, 'properties'>) => flag(properties, 'ManageMasterUserPassword') ?? false;

/** Condition keys of a call that makes a database: a cluster or an instance that does not say so is not encrypted. */
export function databaseContext(operation: Operation, classProperty: string): Context {
  const { properties } = operation;
  const given = {
    'rds:DatabaseClass': text(properties, classProperty), 'rds:PubliclyAccessible': text(properties, 'PubliclyAccessible'),
    'rds:MultiAz': text(properties, 'MultiAZ'), 'rds:StorageSize': text(properties, 'AllocatedStorage'),
    'rds:DatabaseName': text(properties, 'DBName') ?? text(properties, 'DatabaseName'),
  };
  return {
    'rds:DatabaseEngine': engineOf(operation), 'rds:StorageEncrypted': String(flag(properties, 'StorageEncrypted') ?? false),
    'rds:ManageMasterUserPassword': String(isManaged(operation)),
    ...Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined)),
  };
}

/** Calls on behalf of a database, beside those of RDS. */
export const BESIDE: readonly Permission[] = [
  ...permissions(['iam:PassRole'], ({ properties }) => String(properties.MonitoringRoleArn), {
    when: operation => given('MonitoringRoleArn')(operation) && operation.properties.MonitoringRoleArn !== undefined,
    context: () => ({ 'iam:PassedToService': MONITORING }),
  }),
  ...permissions(['secretsmanager:CreateSecret', 'secretsmanager:TagResource'], ({ partition, accountId, region }) => `arn:${partition}:secretsmanager:${region}:${accountId}:secret:rds!*`, {
    when: operation => isManaged(operation) && given('ManageMasterUserPassword')(operation),
  }),
];

/** RDS makes its service-linked role for the first database of an account. */
export const LINKED_ROLE: readonly Permission[] = permissions(
  ['iam:CreateServiceLinkedRole'], ({ partition, accountId }) => `arn:${partition}:iam::${accountId}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`,
  { context: () => ({ 'iam:AWSServiceName': 'rds.amazonaws.com' }) },
);

/** The subnet group of a database. */
export function subnetGroupOf(operation: Operation): SubnetGroup | undefined {
  const name = text(operation.properties, 'DBSubnetGroupName')?.toLowerCase();
  const group = inPlace(operation, operation.world.state.rds.subnetGroups).find(other => other.name === name);
  operation.require(RDS.SUBNET_GROUP, name === undefined || group !== undefined, `subnet group ${name} does not exist in ${operation.region}`, 'create the group first');
  operation.requirePath(RDS.SUBNET_GROUP, group?.origin, `subnet group ${name} may not exist yet`);
  return group;
}

/** What both kinds of databases are refused for. */
export function checkDatabase(operation: Operation, securityGroups: string, vpcId: string | undefined): void {
  checkSecurityGroups(operation, texts(operation.properties, securityGroups), vpcId);
  checkMonitoring(operation);
  const { properties } = operation;
  const engine = engineOf(operation);
  const logs = LOGS.find(([engines]) => engines.test(engine))?.[1] ?? [];
  const strange = texts(properties, 'EnableCloudwatchLogsExports').filter(log => !logs.includes(log));
  operation.require(RDS.LOG_EXPORTS, strange.length === 0, `${engine} has no logs ${strange.join(', ')}`, `export ${logs.join(', ') || 'none'}`);
  const knowsIam = /^(mysql|mariadb|postgres|aurora)/.test(engine) || !(flag(properties, 'EnableIAMDatabaseAuthentication') ?? false);
  operation.require(RDS.IAM_AUTHENTICATION, knowsIam, `'EnableIAMDatabaseAuthentication' is true of ${engine}`, 'leave it out');
  if (operation.changes('PerformanceInsightsKMSKeyId')) {
    serviceKey(operation, 'rds', text(properties, 'PerformanceInsightsKMSKeyId') ?? text(properties, 'PerformanceInsightsKmsKeyId'));
  }
}

/** Automated backups of a database. */
export function checkRetention(operation: Operation, min: number): void {
  const retention = numeric(operation.properties, 'BackupRetentionPeriod') ?? 1;
  operation.require(RDS.BACKUP, retention >= min && retention <= MAX_RETENTION, `'BackupRetentionPeriod' is ${retention}`, `choose ${min} to ${MAX_RETENTION} days`);
}

function checkSecurityGroups(operation: Operation, ids: readonly string[], vpcId: string | undefined): void {
  const groups = ids.map(id => partNamed(operation, operation.world.state.networks.securityGroups, id, RDS.NETWORK));
  const strange = groups.filter(group => vpcId !== undefined && group.vpcId !== vpcId);
  operation.require(RDS.NETWORK, strange.length === 0, `${strange.map(({ id }) => id).join(', ')} are not of ${vpcId}, where the subnets are`, 'name security groups of that VPC');
}

function checkMonitoring(operation: Operation): void {
  const { properties } = operation;
  const interval = numeric(properties, 'MonitoringInterval') ?? 0;
  const role = text(properties, 'MonitoringRoleArn');
  operation.require(RDS.MONITORING, INTERVALS.includes(interval) && (interval > 0) === (role !== undefined), `'MonitoringInterval' is ${interval}, 'MonitoringRoleArn' is ${role}`,
    `choose one of ${INTERVALS.join(', ')} seconds, and a role for all but 0`);
  if (role !== undefined) {
    serviceRole(operation, RDS.MONITORING, role, MONITORING);
  }
}

/** The parameter group of a database: of its family, or the default one. */
export function checkParameterGroup(operation: Operation, property: string, ofCluster: boolean): string | undefined {
  const name = text(operation.properties, property)?.toLowerCase();
  if (name === undefined) {
    return undefined;
  }
  const groups = inPlace(operation, operation.world.state.rds.parameterGroups).filter(group => group.ofCluster === ofCluster);
  const group = groups.find(other => other.name === name);
  const family = group?.family ?? /^default\.(.+)$/.exec(name)?.[1];
  operation.require(RDS.PARAMETER_FAMILY, family !== undefined, `parameter group ${name} does not exist in ${operation.region}`, 'create the group first');
  operation.requirePath(RDS.PARAMETER_FAMILY, group?.origin, `parameter group ${name} may not exist yet`);
  const engine = engineOf(operation);
  const version = text(operation.properties, 'EngineVersion');
  const of = family!.startsWith(engine) ? family!.slice(engine.length).replace(/^-/, '') : undefined;
  const matches = of !== undefined && /^\d/.test(of) && (version === undefined || version === of || version.startsWith(`${of}.`) || of.startsWith(`${version}.`));
  operation.require(RDS.PARAMETER_FAMILY, matches, `the family of ${name} is ${family}, the engine is ${engine} ${version ?? ''}`, 'make a parameter group for the engine and its version');
  return name;
}

/** The master user of a database, by a password in the template or one that RDS manages. */
export function checkMasterUser(operation: Operation): void {
  const { properties } = operation;
  const [user, password] = [text(properties, 'MasterUsername'), text(properties, 'MasterUserPassword')];
  const one = isManaged(operation) !== (password !== undefined);
  operation.require(RDS.MASTER_PASSWORD, user !== undefined && one, `'MasterUsername' is ${user}, the password is ${isManaged(operation) ? 'managed' : 'not managed'} and ${password === undefined ? 'not ' : ''}given`,
    'give a user, and either \'ManageMasterUserPassword\' or a password from a secret');
  const long = password === undefined || password.startsWith('{{resolve:') || password.length >= MIN_PASSWORD;
  operation.require(RDS.MASTER_PASSWORD, long, `the password has fewer than ${MIN_PASSWORD} characters`, 'let RDS manage it');
  const keyed = text(record(properties, 'MasterUserSecret'), 'KmsKeyId');
  operation.require(RDS.MASTER_PASSWORD, keyed === undefined || isManaged(operation), '\'MasterUserSecret\' names a key of a secret that RDS does not make', 'set \'ManageMasterUserPassword\'');
}

/** The secret that RDS keeps for the master user: made when it begins to manage the password, gone when it ends. */
export function managedSecret(operation: Operation, kind: 'db' | 'cluster', database?: Database): string | undefined {
  const { world, accountId, region, origin, stackName, logicalId } = operation;
  if (!isManaged(operation)) {
    world.state.secrets.secrets.delete(database?.secretArn ?? '');
    return undefined;
  }
  if (database?.secretArn !== undefined) {
    return database.secretArn;
  }
  const keyArn = serviceKey(operation, 'secretsmanager', text(record(operation.properties, 'MasterUserSecret'), 'KmsKeyId'), ['kms:DescribeKey', 'kms:GenerateDataKey', 'kms:Decrypt']);
  const name = `rds!${kind}-${world.identifiers.uuid(`master:${accountId}:${region}:${stackName}:${logicalId}`)}`;
  const arn = secretArn(world, operation, name);
  world.state.secrets.secrets.set(arn, { arn, name, accountId, region, origin, keyArn, managedBy: 'rds', members: ['username', 'password'] });
  return arn;
}
