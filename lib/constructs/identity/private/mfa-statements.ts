import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** What a user sees of his account and himself. */
const LOOK = ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'];
const LOOK_AT_SELF = ['iam:GetMFADevice', 'iam:GetUser', 'iam:ListMFADevices'];
const ENROL = ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ResyncMFADevice'];
const PASSWORD = ['iam:ChangePassword'];

/** Asked for with the code of a device, so it has to work before there is MFA in the session. */
const BECOME_MFA = ['sts:GetSessionToken'];

/** Secrets that last: nobody makes any, with MFA or without. */
const LASTING = ['iam:CreateAccessKey', 'iam:CreateServiceSpecificCredential', 'iam:UpdateAccessKey', 'iam:UploadSSHPublicKey', 'iam:UploadSigningCertificate'];

const MFA = 'aws:MultiFactorAuthPresent';

/**
 * What everybody of a group may do about himself, and that he may do nothing else without MFA.
 *
 * It is AWS's own policy with three differences: a device is enrolled in the console only, never by an access key, or whoever finds a key
 * would enrol a device of his own; the first password can be changed, which AWS asks for at the first sign-in; lasting keys are denied.
 *
 *     request                           aws:MultiFactorAuthPresent   BoolIfExists … "false"   Null … "true"
 *     access key                        absent                       denied                   cannot enrol
 *     console without MFA               "false"                      denied                   can enrol
 *     console or session with MFA       "true"                       passes
 *
 * `Bool` instead of `BoolIfExists` would let every access key through.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function mfaStatements(): PolicyStatement[] {
  const own = [inAccount('user/${aws:username}')];
  return [
    new PolicyStatement({ sid: 'LookAtAccount', actions: LOOK, resources: ['*'] }),
    new PolicyStatement({ sid: 'ManageSelf', actions: [...LOOK_AT_SELF, ...PASSWORD, 'iam:EnableMFADevice', 'iam:ResyncMFADevice'], resources: own }),
    new PolicyStatement({ sid: 'MakeDevice', actions: ['iam:CreateVirtualMFADevice'], resources: [inAccount('mfa/*')] }),
    new PolicyStatement({ sid: 'RemoveDeviceWithMfa', actions: ['iam:DeactivateMFADevice'], resources: own, conditions: { Bool: { [MFA]: 'true' } } }),
    new PolicyStatement({
      sid: 'DenyWithoutMfa', effect: Effect.DENY, notActions: [...LOOK, ...LOOK_AT_SELF, ...ENROL, ...PASSWORD, ...BECOME_MFA], resources: ['*'],
      conditions: { BoolIfExists: { [MFA]: 'false' } },
    }),
    new PolicyStatement({ sid: 'DenyEnrolmentByKey', effect: Effect.DENY, actions: ENROL, resources: ['*'], conditions: { Null: { [MFA]: 'true' } } }),
    new PolicyStatement({ sid: 'DenyLastingKeys', effect: Effect.DENY, actions: LASTING, resources: ['*'] }),
  ];
}

/** A resource of IAM in the account of the group. */
function inAccount(resource: string): string {
  return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:${resource}`;
}
