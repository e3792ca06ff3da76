import { demandTrue } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const TABLE_ENCRYPTION: RuleDefinition = {
  id: 'table-encryption',
  theme: SecurityTheme.ENCRYPTION_AT_REST,
  title: 'Tables are encrypted by a key in the account',
  remedy: 'leave SSESpecification out, or name a key',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html',
  cfnTypes: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  problems: ({ properties }) => demandTrue(properties, 'SSESpecification.SSEEnabled'),
  fillings: () => ({ 'SSESpecification.SSEEnabled': true, 'SSESpecification.SSEType': 'KMS' }),
};
