import { demand, isGiven, isUnknown } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const MIN_DAYS = 7;
/** As long as RDS keeps them by itself. */
const MOST_DAYS = 35;

export const DATABASE_BACKUPS: RuleDefinition = {
  id: 'database-backups',
  theme: SecurityTheme.RECOVERY,
  title: 'Databases are backed up for a week at least',
  remedy: 'leave BackupRetentionPeriod out, or take 7 to 35 days',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11',
  cfnTypes: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
  problems: ({ properties }) => isGiven(properties.DBClusterIdentifier) || isGiven(properties.SourceDBInstanceIdentifier) ? []
    : demand(properties, 'BackupRetentionPeriod', 'be 7 days or more', days => Number(days) >= MIN_DAYS || isUnknown(days)),
  fillings: ({ properties }): Fillings => isGiven(properties.DBClusterIdentifier) || isGiven(properties.SourceDBInstanceIdentifier) ? {}
    : { BackupRetentionPeriod: MOST_DAYS },
};
