import { demand, isGiven, isUnknown } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const BY_TEXT_MESSAGE = 'SMS_MFA';

/** It is filled in nowhere: an app that does not know the challenge would lock out all users of a pool that exists. */
export const USER_POOL_SECOND_FACTOR: RuleDefinition = {
  id: 'user-pool-second-factor',
  theme: SecurityTheme.CREDENTIALS,
  title: 'User pools ask for a second factor, and take another one than text messages',
  remedy: 'write MfaConfiguration ON with SOFTWARE_TOKEN_MFA once the app knows that challenge; a pool that has users asks each of them at the next sign-in',
  source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html',
  cfnTypes: ['AWS::Cognito::UserPool'],
  problems: ({ properties }) => [
    ...demand(properties, 'MfaConfiguration', 'be ON', configuration => configuration === 'ON' || isUnknown(configuration)),
    ...demand(properties, 'EnabledMfas', 'name a factor besides text messages', factors =>
      !isGiven(factors) || isUnknown(factors) || (Array.isArray(factors) && factors.some(factor => factor !== BY_TEXT_MESSAGE))),
  ],
};
