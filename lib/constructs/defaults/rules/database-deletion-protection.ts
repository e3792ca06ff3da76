import { demandTrue, isGiven } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const DATABASE_DELETION_PROTECTION: RuleDefinition = {
  id: 'database-deletion-protection',
  theme: SecurityTheme.RECOVERY,
  title: 'Databases are not deleted by mistake',
  remedy: 'leave DeletionProtection out',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-8',
  cfnTypes: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
  problems: ({ properties }) => isGiven(properties.DBClusterIdentifier) ? [] : demandTrue(properties, 'DeletionProtection'),
  fillings: ({ properties }): Fillings => isGiven(properties.DBClusterIdentifier) ? {} : { DeletionProtection: true },
};
