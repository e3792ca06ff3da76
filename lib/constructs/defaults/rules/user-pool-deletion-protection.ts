import { demand, isUnknown } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const USER_POOL_DELETION_PROTECTION: RuleDefinition = {
  id: 'user-pool-deletion-protection',
  theme: SecurityTheme.RECOVERY,
  title: 'User pools are protected from deletion',
  remedy: 'leave DeletionProtection out: who is deleted with a pool cannot be brought back',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-6',
  cfnTypes: ['AWS::Cognito::UserPool'],
  problems: ({ properties }) => demand(properties, 'DeletionProtection', 'be ACTIVE', status => status === 'ACTIVE' || isUnknown(status)),
  fillings: () => ({ DeletionProtection: 'ACTIVE' }),
};
