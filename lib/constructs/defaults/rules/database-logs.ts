import { demand, isGiven } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const EXPORTS = 'EnableCloudwatchLogsExports';

/** What engines export without a setting of their own; audit logs need an option group, and slow queries a parameter. */
const LOGS: Readonly<Record<string, readonly string[]>> = {
  'postgres': ['postgresql'], 'aurora-postgresql': ['postgresql'], 'mysql': ['error'], 'aurora-mysql': ['error'], 'mariadb': ['error'],
  'sqlserver-ee': ['error'], 'sqlserver-se': ['error'], 'sqlserver-ex': ['error'], 'sqlserver-web': ['error'],
};

/** Instances of a cluster log by their cluster. */
const logsOf = ({ Engine: engine, DBClusterIdentifier: cluster }: Readonly<Record<string, unknown>>): readonly string[] | undefined =>
  isGiven(cluster) ? undefined : LOGS[String(engine)];

export const DATABASE_LOGS: RuleDefinition = {
  id: 'database-logs',
  theme: SecurityTheme.LOGGING,
  title: 'Databases write their logs to CloudWatch',
  remedy: 'name the logs of the engine in EnableCloudwatchLogsExports',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9',
  cfnTypes: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  problems: ({ properties }) => logsOf(properties) === undefined ? []
    : demand(properties, EXPORTS, 'name a log', logs => Array.isArray(logs) && logs.length > 0),
  fillings: ({ properties }): Fillings => logsOf(properties) === undefined ? {} : { [EXPORTS]: logsOf(properties) },
};
