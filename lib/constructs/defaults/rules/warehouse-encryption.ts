import { demandTrue } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const WAREHOUSE_ENCRYPTION: RuleDefinition = {
  id: 'warehouse-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Data warehouses are encrypted',
  remedy: 'leave Encrypted out',
  source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html',
  cfnTypes: ['AWS::Redshift::Cluster'],
  problems: ({ properties }) => demandTrue(properties, 'Encrypted'),
  fillings: () => ({ Encrypted: true }),
};
