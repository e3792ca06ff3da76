import { demandTrue } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

export const TRAIL_VALIDATION: RuleDefinition = {
  id: 'trail-validation',
  theme: SecurityTheme.LOGGING,
  title: 'Trails can prove that nobody changed their files',
  remedy: 'leave EnableLogFileValidation out',
  source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
  cfnTypes: ['AWS::CloudTrail::Trail'],
  problems: ({ properties }) => demandTrue(properties, 'EnableLogFileValidation'),
  fillings: () => ({ EnableLogFileValidation: true }),
};
