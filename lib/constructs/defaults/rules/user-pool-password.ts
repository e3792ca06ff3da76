import { demand, demandTrue, isUnknown } from '../private/problems';
import { RuleDefinition } from '../private/rule-definition';
import { MIN_PASSWORD_LENGTH, TEMPORARY_PASSWORD_DAYS } from '../private/user-pool-props';
import { SecurityTheme } from '../security-theme';

const POLICY = 'Policies.PasswordPolicy';
const KINDS = ['RequireLowercase', 'RequireNumbers', 'RequireSymbols', 'RequireUppercase'].map(kind => `${POLICY}.${kind}`);
/** The least that AWS calls strong. */
const LEAST_LENGTH = 8;

export const USER_POOL_PASSWORD: RuleDefinition = {
  id: 'user-pool-password',
  theme: SecurityTheme.CREDENTIALS,
  title: 'User pools ask for strong passwords',
  remedy: 'leave PasswordPolicy out, or ask for 8 characters of four kinds',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-3',
  cfnTypes: ['AWS::Cognito::UserPool'],
  problems: ({ properties }) => [
    ...demand(properties, `${POLICY}.MinimumLength`, `be ${LEAST_LENGTH} or more`, length => Number(length) >= LEAST_LENGTH || isUnknown(length)),
    ...KINDS.flatMap(path => demandTrue(properties, path)),
  ],
  fillings: () => ({
    [`${POLICY}.MinimumLength`]: MIN_PASSWORD_LENGTH,
    [`${POLICY}.TemporaryPasswordValidityDays`]: TEMPORARY_PASSWORD_DAYS,
    ...Object.fromEntries(KINDS.map(path => [path, true])),
  }),
};
