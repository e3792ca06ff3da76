import { demandTrue, itemsOf } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const PROPERTY = 'DeletionProtectionEnabled';

/** A global table is protected in each of its regions. */
const pathsOf = (cfnType: string, properties: Readonly<Record<string, unknown>>): string[] =>
  cfnType === 'AWS::DynamoDB::GlobalTable' ? itemsOf(properties.Replicas).map((_, index) => `Replicas.${index}.${PROPERTY}`) : [PROPERTY];

export const TABLE_DELETION_PROTECTION: RuleDefinition = {
  id: 'table-deletion-protection',
  theme: SecurityTheme.RECOVERY,
  title: 'Tables are not deleted by mistake',
  remedy: 'leave DeletionProtectionEnabled out',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-6',
  cfnTypes: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  problems: ({ cfnType, properties }) => pathsOf(cfnType, properties).flatMap(path => demandTrue(properties, path)),
  fillings: ({ cfnType, properties }) => Object.fromEntries(pathsOf(cfnType, properties).map(path => [path, true])),
};
