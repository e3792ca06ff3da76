import { Duration, IPropertyInjector, RemovalPolicy } from 'aws-cdk-lib';
import { FeaturePlan, Mfa, StandardThreatProtectionMode, UserPool, UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { injectorOf } from '../../../core/property-injection';

/** Four more than AWS calls strong. */
export const MIN_PASSWORD_LENGTH = 12;

/** How long a password that an administrator has sent is good for, in days. */
export const TEMPORARY_PASSWORD_DAYS = 1;

/**
 * Props of a user pool with what was left out filled in: strong passwords, and nobody deletes the pool with all its users. A second factor
 * is not asked for by itself, since an app that does not know that challenge would lock out the users that a pool has: where it is asked
 * for, it is an authenticator app. Threat protection is switched on where the plan has it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
function securedUserPoolProps(props: UserPoolProps): UserPoolProps {
  const { featurePlan, mfa, mfaSecondFactor, passwordPolicy, standardThreatProtectionMode: threatProtection } = props;
  const hasThreatProtection = featurePlan === FeaturePlan.PLUS && props.advancedSecurityMode === undefined;
  return {
    ...props,
    deletionProtection: props.deletionProtection ?? true,
    removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    ...mfa === undefined || mfa === Mfa.OFF ? {} : { mfaSecondFactor: mfaSecondFactor ?? { otp: true, sms: false } },
    passwordPolicy: {
      minLength: MIN_PASSWORD_LENGTH, requireDigits: true, requireLowercase: true, requireSymbols: true, requireUppercase: true,
      tempPasswordValidity: Duration.days(TEMPORARY_PASSWORD_DAYS), ...passwordPolicy,
    },
    standardThreatProtectionMode: threatProtection ?? (hasThreatProtection ? StandardThreatProtectionMode.FULL_FUNCTION : undefined),
  };
}

/** Gives them to every user pool of the CDK. */
export const userPoolDefaults = (): IPropertyInjector => injectorOf<UserPoolProps>(UserPool.PROPERTY_INJECTION_ID, securedUserPoolProps);
