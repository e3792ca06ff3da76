import { demandTrue } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const TABLE_DELETION_PROTECTION: RuleDefinition = {
  id: 'table-deletion-protection',
  theme: SecurityTheme.RECOVERY,
  title: 'Tables are not deleted by mistake',
  remedy: 'leave DeletionProtectionEnabled out',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-6',
  cfnTypes: ['AWS::DynamoDB::Table'],
  problems: ({ properties }) => demandTrue(properties, 'DeletionProtectionEnabled'),
  fillings: () => ({ DeletionProtectionEnabled: true }),
};
