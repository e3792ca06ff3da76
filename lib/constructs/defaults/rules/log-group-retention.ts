import { demand, isGiven } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const LOG_GROUP_RETENTION: RuleDefinition = {
  id: 'log-group-retention',
  theme: SecurityTheme.LOGGING,
  title: 'Log groups keep what they have for a time that somebody chose',
  remedy: 'leave RetentionInDays out, which gives a year, or choose a number',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16',
  cfnTypes: ['AWS::Logs::LogGroup'],
  problems: ({ properties }) => demand(properties, 'RetentionInDays', 'be a number of days', isGiven),
  fillings: () => ({ RetentionInDays: 365 }),
};
