import { ADMINISTRATOR_BOUNDARY, DEVELOPER_BOUNDARY, HOST_MANAGEMENT_ROLE, SUPPORT_ROLE } from '../../core/naming';
import { Control } from '../control';
import { ControlAnswer, ControlAnswerKind } from '../control-answer';
import { ControlCoverage } from '../control-coverage';

const { ANSWERS, DETECTS } = ControlAnswerKind;
const { ONCE_PER_REGION, EVERY_ACCOUNT, EVERY_REGION } = ControlCoverage;

const rule = (identifier: string) => ControlAnswer.configRule('identity', identifier);
const passwordPolicy = (setting: string, least: number) =>
  ControlAnswer.resource(ANSWERS, 'Custom::PasswordPolicy', { coverage: EVERY_ACCOUNT, minimums: { [`PasswordPolicy.${setting}`]: least } });
const boundary = (name: string) =>
  ControlAnswer.resource(ANSWERS, 'AWS::IAM::ManagedPolicy', { coverage: EVERY_ACCOUNT, properties: { ManagedPolicyName: name } });

/** 2.2 to 2.21: who may sign in, with what, and what he may do. */
export const IDENTITY_CONTROLS: readonly Control[] = [
  new Control({
    id: '2.2', cis6: '2.1', cis5: '1.1', title: 'Contact data of the account is current', level: 1,
    answers: [ControlAnswer.guardrail('G03')],
    manual: 'Nobody but its owner knows whether an address is current; the guardrail keeps others from changing it.',
  }),
  new Control({
    id: '2.3', cis6: '2.2', cis5: '1.2', title: 'A security contact is set', level: 1, fsbp: ['Account.1'],
    answers: [ControlAnswer.resource(ANSWERS, 'Custom::AlternateContacts'), ControlAnswer.guardrail('G03'), rule('SECURITY_ACCOUNT_INFORMATION_PROVIDED')],
  }),
  new Control({
    id: '2.4', cis6: '2.3', cis5: '1.3', title: 'The root user has no access keys', level: 1, fsbp: ['IAM.4'],
    answers: [
      ControlAnswer.guardrail('G01'), ControlAnswer.alarm('root-access-key'), ControlAnswer.securityEvent('root-access-key'), rule('IAM_ROOT_ACCESS_KEY_CHECK'),
    ],
  }),
  new Control({
    id: '2.5', cis6: '2.4', cis5: '1.4', title: 'The root user has MFA', level: 1,
    answers: [
      ControlAnswer.alarm('root-password-or-mfa-change'), ControlAnswer.securityEvent('root-password-or-mfa-change'), rule('ROOT_ACCOUNT_MFA_ENABLED'),
    ],
    manual: 'Members have no root credentials; in the management account a person registers the device. The rule says where it is missing.',
  }),
  new Control({
    id: '2.6', cis6: '2.5', cis5: '1.5', title: 'MFA of the root user is a hardware device', level: 2, fsbp: ['IAM.6'],
    answers: [rule('ROOT_ACCOUNT_HARDWARE_MFA_ENABLED')],
    manual: 'As 2.5: a person registers the device of the management account. The rule says where it is missing.',
  }),
  new Control({
    id: '2.7', cis6: '2.6', cis5: '1.6', title: 'The root user is not for daily work', level: 1,
    answers: [
      ControlAnswer.guardrail('G01'), ControlAnswer.alarm('root-usage'), ControlAnswer.alarm('root-console-sign-in'),
      ControlAnswer.alarm('root-password-or-mfa-change'), ControlAnswer.alarm('root-email-change'),
      ControlAnswer.securityEvent('root-usage'), ControlAnswer.securityEvent('root-console-sign-in'),
      ControlAnswer.securityEvent('root-password-or-mfa-change'), ControlAnswer.securityEvent('root-email-change'),
    ],
  }),
  new Control({
    id: '2.8', cis6: '2.7', cis5: '1.7', title: 'Passwords of IAM users have at least 14 characters', level: 1, fsbp: ['IAM.7'],
    answers: [passwordPolicy('MinimumPasswordLength', 14), ControlAnswer.guardrail('G13'), rule('IAM_PASSWORD_POLICY')],
  }),
  new Control({
    id: '2.9', cis6: '2.8', cis5: '1.8', title: 'IAM users cannot take their last 24 passwords again', level: 1, fsbp: ['IAM.7'],
    answers: [passwordPolicy('PasswordReusePrevention', 24), ControlAnswer.guardrail('G13'), rule('IAM_PASSWORD_POLICY')],
  }),
  new Control({
    id: '2.10', cis6: '2.9', cis5: '1.9', title: 'IAM users with a password have MFA', level: 1, fsbp: ['IAM.5'],
    answers: [
      ControlAnswer.furtherGuardrail('G12'), ControlAnswer.alarm('sign-in-without-mfa'), rule('MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS'), rule('IAM_USER_MFA_ENABLED'),
    ],
  }),
  new Control({
    id: '2.11', cis6: '2.11', cis5: '1.11', title: 'Credentials unused for 45 days are disabled', level: 1, fsbp: ['IAM.8', 'IAM.22'],
    answers: [
      ControlAnswer.furtherGuardrail('G12'), rule('IAM_USER_UNUSED_CREDENTIALS_CHECK'),
      ControlAnswer.chosenResource(DETECTS, 'unusedAccess', 'AWS::AccessAnalyzer::Analyzer', { properties: { Type: 'ORGANIZATION_UNUSED_ACCESS' } }),
    ],
  }),
  new Control({
    id: '2.12', cis6: '2.13', cis5: '1.13', title: 'Access keys are replaced after 90 days', level: 1, fsbp: ['IAM.3'],
    answers: [ControlAnswer.furtherGuardrail('G12'), ControlAnswer.alarm('long-lived-credentials'), rule('ACCESS_KEYS_ROTATED')],
  }),
  new Control({
    id: '2.13', cis6: '2.14', cis5: '1.14', title: 'IAM users get permissions through groups only', level: 1, fsbp: ['IAM.2'],
    answers: [ControlAnswer.furtherGuardrail('G12'), rule('IAM_USER_NO_POLICIES_CHECK'), rule('IAM_USER_GROUP_MEMBERSHIP_CHECK')],
  }),
  new Control({
    id: '2.14', cis6: '2.15', cis5: '1.15', title: 'No policy that allows everything is attached', level: 1, fsbp: ['IAM.1'],
    answers: [
      // the most that people's roles and pipelines may do, whatever is attached to them
      boundary(DEVELOPER_BOUNDARY), boundary(ADMINISTRATOR_BOUNDARY), ControlAnswer.furtherGuardrail('G15'), ControlAnswer.furtherGuardrail('G16'),
      ControlAnswer.alarm('iam-policy-changes'), rule('IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS'),
    ],
  }),
  new Control({
    id: '2.15', cis6: '2.16', cis5: '1.16', title: 'A role may open cases with AWS Support', level: 1,
    answers: [
      ControlAnswer.resource(ANSWERS, 'AWS::IAM::Role', { coverage: EVERY_ACCOUNT, properties: { RoleName: SUPPORT_ROLE } }), rule('IAM_POLICY_IN_USE'),
    ],
  }),
  new Control({
    id: '2.16', cis6: '2.17', cis5: '1.17', title: 'Instances have roles', level: 2,
    answers: [
      ControlAnswer.resource(ANSWERS, 'AWS::IAM::Role', { coverage: EVERY_ACCOUNT, properties: { RoleName: HOST_MANAGEMENT_ROLE } }),
      ControlAnswer.resource(ANSWERS, 'Custom::SessionManagerDefaults', { coverage: EVERY_REGION }),
    ],
  }),
  new Control({
    id: '2.17', cis6: '2.18', cis5: '1.18', title: 'No expired certificates are kept in IAM', level: 1, fsbp: ['IAM.26'],
    answers: [ControlAnswer.securityHub('IAM.26')],
  }),
  new Control({
    id: '2.18', cis6: '2.19', cis5: '1.19', title: 'An analyzer of external access is in every region', level: 1,
    answers: [
      ControlAnswer.resource(DETECTS, 'Custom::AccountAnalyzer', { coverage: EVERY_REGION }),
      ControlAnswer.guardrail('G34'), ControlAnswer.alarm('detection-disabled'), rule('IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED'),
    ],
  }),
  new Control({
    id: '2.19', cis6: '2.20', cis5: '1.20', title: 'People sign in by a central identity provider', level: 2,
    answers: [
      ControlAnswer.furtherGuardrail('G12'), ControlAnswer.furtherGuardrail('G14'), ControlAnswer.alarm('long-lived-credentials'),
      ControlAnswer.furtherResource(ANSWERS, 'AWS::SSO::PermissionSet', { properties: { PermissionsBoundary: true } }),
      ControlAnswer.furtherResource(ANSWERS, 'Custom::PermissionSetAssignments'),
    ],
    manual: 'A person switches IAM Identity Center on and connects the identity provider, which no template can; permission sets and assignments say who '
      + 'signs in by it, and the alarm tells of users made beside it.',
  }),
  new Control({
    id: '2.20', cis6: '2.21', cis5: '1.21', title: 'Full access to CloudShell is restricted', level: 1,
    answers: [ControlAnswer.furtherGuardrail('G16'), ControlAnswer.furtherGuardrail('G55'), ControlAnswer.alarm('iam-policy-changes')],
    manual: 'Guardrails prevent it: G16 of the strict sets, and G55, which is also where the landing zone makes networks; elsewhere a person reviews who has '
      + 'AWSCloudShellFullAccess.',
  }),
  new Control({
    id: '2.21', title: 'No resource policy lets everybody in without a condition', level: 1, fsbp: ['S3.2', 'S3.3', 'Lambda.1', 'KMS.5'],
    answers: [
      ControlAnswer.guardrail('G60'), ControlAnswer.guardrail('G71'), ControlAnswer.furtherGuardrail('G49'),
      ControlAnswer.resource(DETECTS, 'AWS::AccessAnalyzer::Analyzer', { coverage: ONCE_PER_REGION, properties: { Type: 'ORGANIZATION' } }),
      ControlAnswer.configRule('data-at-rest', 'SQS_QUEUE_NO_PUBLIC_ACCESS'),
    ],
  }),
];
