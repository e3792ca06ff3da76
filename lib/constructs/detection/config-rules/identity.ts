import { Aws } from 'aws-cdk-lib';
import { ConformanceRule } from '../conformance-rule';
import { ConformanceRuleRegions } from '../conformance-rule-regions';
import { catalogueRule, CatalogueRuleProps } from '../private/catalogue-rule';

/** IAM is recorded in the home region, and its periodic rules would give the same answer in each region. */
const once = (props: CatalogueRuleProps) => catalogueRule({ regions: ConformanceRuleRegions.HOME_REGION, ...props });

const whole = (value: number | undefined): string | undefined => value?.toString();

/** Who may sign in, with what, and what he may do. */
export const IDENTITY_RULES: ConformanceRule[] = [
  once({ identifier: 'IAM_USER_GROUP_MEMBERSHIP_CHECK', description: 'Every IAM user is in a group', cis: ['2.13'] }),
  once({ identifier: 'IAM_GROUP_HAS_USERS_CHECK', description: 'Every IAM group has a user' }),
  once({ identifier: 'IAM_USER_NO_POLICIES_CHECK', description: 'No policy is attached to an IAM user', cis: ['2.13'], fsbp: ['IAM.2'] }),
  // The machinery of the landing zone does not comply: the inline policy of a function's role cannot lag behind its role.
  once({ identifier: 'IAM_NO_INLINE_POLICY_CHECK', description: 'No IAM user, group or role has an inline policy' }),
  once({ identifier: 'IAM_USER_MFA_ENABLED', description: 'Every IAM user has MFA', cis: ['2.10'] }),
  once({ identifier: 'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS', description: 'Every IAM user with a password has MFA', cis: ['2.10'], fsbp: ['IAM.5'] }),
  once({
    identifier: 'IAM_PASSWORD_POLICY',
    description: 'Passwords of IAM users are long, mixed and not used again',
    cis: ['2.8', '2.9'], fsbp: ['IAM.7'],
    parameters: ({ minimumPasswordLength = 14, passwordReusePrevention = 24, maxPasswordAgeDays = 90 }) => ({
      MinimumPasswordLength: whole(minimumPasswordLength),
      PasswordReusePrevention: whole(passwordReusePrevention),
      MaxPasswordAge: whole(maxPasswordAgeDays || undefined),
      RequireLowercaseCharacters: 'true', RequireUppercaseCharacters: 'true', RequireNumbers: 'true', RequireSymbols: 'true',
    }),
  }),
  once({
    identifier: 'ACCESS_KEYS_ROTATED',
    description: 'Access keys are replaced in time',
    cis: ['2.12'], fsbp: ['IAM.3'],
    parameters: ({ maxAccessKeyAgeDays = 90 }) => ({ maxAccessKeyAge: whole(maxAccessKeyAgeDays) }),
  }),
  once({
    identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK',
    description: 'Credentials that nobody uses are disabled',
    cis: ['2.11'], fsbp: ['IAM.8', 'IAM.22'],
    parameters: ({ maxCredentialUsageAgeDays = 45 }) => ({ maxCredentialUsageAge: whole(maxCredentialUsageAgeDays) }),
  }),
  once({
    identifier: 'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS', description: 'No customer managed policy allows every action on everything', cis: ['2.14'], fsbp: ['IAM.1'],
  }),
  once({ identifier: 'IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS', description: 'No customer managed policy allows every action of a service', cis: ['2.14'], fsbp: ['IAM.21'] }),
  once({
    identifier: 'IAM_POLICY_IN_USE',
    description: 'A role may open cases with AWS Support',
    cis: ['2.15'],
    parameters: () => ({ policyARN: `arn:${Aws.PARTITION}:iam::aws:policy/AWSSupportAccess` }),
  }),
  once({ identifier: 'ROOT_ACCOUNT_MFA_ENABLED', description: 'The root user has MFA', cis: ['2.5'] }),
  once({ identifier: 'ROOT_ACCOUNT_HARDWARE_MFA_ENABLED', description: 'The MFA of the root user is a hardware device', cis: ['2.6'], fsbp: ['IAM.6'] }),
  once({ identifier: 'IAM_ROOT_ACCESS_KEY_CHECK', description: 'The root user has no access key', cis: ['2.4'], fsbp: ['IAM.4'] }),
  once({ identifier: 'ACCOUNT_PART_OF_ORGANIZATIONS', description: 'The account is in an organization' }),
  once({ identifier: 'SECURITY_ACCOUNT_INFORMATION_PROVIDED', description: 'The account has a security contact', cis: ['2.3'], fsbp: ['Account.1'] }),
  catalogueRule({ identifier: 'IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED', description: 'An analyzer looks for access from outside, in each region', cis: ['2.18', '2.21'] }),
];
