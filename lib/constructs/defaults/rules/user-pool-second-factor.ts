import { demand, isGiven, isUnknown, propertyAt } from '../private/problems';
import { Fillings, RuleDefinition } from '../private/rule-definition';
import { SecurityTheme } from '../security-theme';

const BY_TEXT_MESSAGE = 'SMS_MFA';

export const USER_POOL_SECOND_FACTOR: RuleDefinition = {
  id: 'user-pool-second-factor',
  theme: SecurityTheme.CREDENTIALS,
  title: 'User pools ask for a second factor, and take another one than text messages',
  remedy: 'leave MfaConfiguration and EnabledMfas out: users then take an authenticator app',
  source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html',
  cfnTypes: ['AWS::Cognito::UserPool'],
  problems: ({ properties }) => [
    ...demand(properties, 'MfaConfiguration', 'be ON', configuration => configuration === 'ON' || isUnknown(configuration)),
    ...demand(properties, 'EnabledMfas', 'name a factor besides text messages', factors =>
      !isGiven(factors) || isUnknown(factors) || (Array.isArray(factors) && factors.some(factor => factor !== BY_TEXT_MESSAGE))),
  ],
  // Pools without passwords take no second factor.
  fillings: ({ properties }): Fillings => isGiven(propertyAt(properties, 'Policies.SignInPolicy')) || isGiven(properties.MfaConfiguration) ? {}
    : { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] },
};
