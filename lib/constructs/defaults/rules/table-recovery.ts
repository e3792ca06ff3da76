import { demandTrue, itemsOf, propertyAt } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

/** A global table says it of each replica. */
const pathsIn = (cfnType: string, properties: unknown): readonly string[] => cfnType === 'AWS::DynamoDB::Table' ? ['']
  : itemsOf(propertyAt(properties, 'Replicas')).map((_, index) => `Replicas.${index}.`);

export const TABLE_RECOVERY: RuleDefinition = {
  id: 'table-recovery',
  theme: SecurityTheme.RECOVERY,
  title: 'Tables can be restored to any second of the last days',
  remedy: 'leave PointInTimeRecoveryEnabled out',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html',
  cfnTypes: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  problems: ({ properties, cfnType }) => pathsIn(cfnType, properties).flatMap(path => demandTrue(properties, `${path}PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled`)),
  fillings: ({ properties, cfnType }) => Object.fromEntries(pathsIn(cfnType, properties)
    .map(path => [`${path}PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled`, true])),
};
