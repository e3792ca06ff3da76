import { demand, isGiven, isUnknown } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const DATABASE_PASSWORD: RuleDefinition = {
  id: 'database-password',
  theme: SecurityTheme.CREDENTIALS,
  title: 'RDS makes and rotates the password of the master user',
  remedy: 'take ManageMasterUserPassword instead of a password',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html',
  cfnTypes: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  problems: ({ properties }) => demand(properties, 'MasterUserPassword', 'be managed, or a dynamic reference to a secret',
    password => !isGiven(password) || /\{\{resolve:(secretsmanager|ssm-secure):/.test(String(password)) || isUnknown(password)),
};
