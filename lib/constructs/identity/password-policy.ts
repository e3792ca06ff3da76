import { CustomResource, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { functionName } from '../../core/naming';
import { wholeRangeProblems } from '../../core/validation';
import { CODE } from './private/password-policy.bundle';

/** What IAM takes. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
const LENGTH = { min: 6, max: 128 };
const REUSE = { min: 1, max: 24 };
const AGE_DAYS = { min: 1, max: 1095 };
const ANOTHER_NUMBER = 'choose a number in that range';

/** Properties of the password policy. */
export interface PasswordPolicyProps {
  /**
   * Characters that a password has at least, 6 to 128.
   *
   * @default 14 - what the CIS benchmark asks for
   */
  readonly minimumPasswordLength?: number;

  /**
   * How many passwords a user cannot use again, 1 to 24.
   *
   * @default 24 - what the CIS benchmark asks for, and the most that IAM remembers
   */
  readonly passwordReusePrevention?: number;

  /**
   * After how many days a password has to be changed, whole days up to 1,095.
   *
   * @default Duration.days(90) - what AWS Config's rule IAM_PASSWORD_POLICY asks for by itself; the CIS benchmark asks for none
   */
  readonly maxPasswordAge?: Duration;

  /**
   * Whether a password needs a lower case letter.
   *
   * @default true
   */
  readonly requireLowercaseCharacters?: boolean;

  /**
   * Whether a password needs an upper case letter.
   *
   * @default true
   */
  readonly requireUppercaseCharacters?: boolean;

  /**
   * Whether a password needs a digit.
   *
   * @default true
   */
  readonly requireNumbers?: boolean;

  /**
   * Whether a password needs a symbol such as "!" or "_".
   *
   * @default true
   */
  readonly requireSymbols?: boolean;

  /**
   * Whether users may change their own passwords.
   *
   * @default true - a password that only an administrator can change is known to two
   */
  readonly allowUsersToChangePassword?: boolean;

  /**
   * Whether only an administrator can help a user whose password expired.
   *
   * @default false - it would lock out the users that the break-glass role trusts
   */
  readonly hardExpiry?: boolean;
}

/**
 * The password policy of the account, for its IAM users.
 *
 * A landing zone has hardly any: those that may become break-glass. The policy binds them all the same, and whoever creates another one.
 * Guardrail G13 keeps everybody else from changing it. An account has one policy, so this goes once into an account, in one region; a
 * policy that the account has already is overwritten, and deletion leaves it as it is.
 *
 * Costs nothing, beyond one run of a function when it changes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export class PasswordPolicy extends Construct {
  public constructor(scope: Construct, id: string, props: PasswordPolicyProps = {}) {
    super(scope, id);
    const { minimumPasswordLength = 14, passwordReusePrevention = 24, maxPasswordAge = Duration.days(90) } = props;
    const days = maxPasswordAge.toDays({ integral: false });
    throwProblems(this, [
      ...wholeRangeProblems('minimumPasswordLength', 'characters', minimumPasswordLength, LENGTH, ANOTHER_NUMBER),
      ...wholeRangeProblems('passwordReusePrevention', 'passwords', passwordReusePrevention, REUSE, ANOTHER_NUMBER),
      ...wholeRangeProblems('maxPasswordAge', 'days', days, AGE_DAYS, ANOTHER_NUMBER),
    ]);

    const handler = InlineHandler.of(this, {
      functionName: functionName('password-policy'),
      description: 'Sets the password policy of the account',
      code: CODE,
      statements: [
        new PolicyStatement({ sid: 'KeepPolicy', actions: ['iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy'], resources: ['*'] }),
      ],
      acknowledgedWildcards: [{ resource: '*', reason: 'An account has one password policy, and IAM knows no ARN for it.' }],
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::PasswordPolicy',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: {
        PasswordPolicy: {
          MinimumPasswordLength: minimumPasswordLength,
          PasswordReusePrevention: passwordReusePrevention,
          MaxPasswordAge: days,
          RequireLowercaseCharacters: props.requireLowercaseCharacters ?? true,
          RequireUppercaseCharacters: props.requireUppercaseCharacters ?? true,
          RequireNumbers: props.requireNumbers ?? true,
          RequireSymbols: props.requireSymbols ?? true,
          AllowUsersToChangePassword: props.allowUsersToChangePassword ?? true,
          HardExpiry: props.hardExpiry ?? false,
        },
      },
    });
  }
}
