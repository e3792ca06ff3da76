import { anyEvent, listOf } from '../private/filter-pattern';
import { ROOT_CREDENTIAL_CALLS, ROOT_EMAIL_CALLS, ROOT_KEY_CALLS } from '../private/watched-calls';
import { SecurityAlarm } from '../security-alarm';
import { Severity } from '../severity';

const ROOT = '($.userIdentity.type = Root)';

/** Every use of a root user, in every account, the management account too. */
export const ROOT_ALARMS: SecurityAlarm[] = [
  new SecurityAlarm({
    id: 'root-console-sign-in',
    severity: Severity.CRITICAL,
    description: 'Somebody signed in to the console as a root user, or tried to.',
    pattern: `{ ($.eventName = ConsoleLogin) && ${ROOT} }`,
    cis: ['2.7'],
  }),
  new SecurityAlarm({
    id: 'root-usage',
    severity: Severity.CRITICAL,
    description: 'A root user, or a session of sts:AssumeRoot, called AWS.',
    pattern: '{ $.userIdentity.type = Root && $.userIdentity.invokedBy NOT EXISTS && $.eventType != AwsServiceEvent }',
    cis: ['2.7', '5.3'],
  }),
  new SecurityAlarm({
    id: 'root-password-or-mfa-change',
    severity: Severity.CRITICAL,
    description: 'The password, the e-mail address or an MFA device of a root user was changed, or its recovery was asked for.',
    pattern: `{ ${ROOT} && ${anyEvent(...ROOT_CREDENTIAL_CALLS)} }`,
    cis: ['2.5', '2.7'],
  }),
  new SecurityAlarm({
    id: 'root-access-key',
    severity: Severity.CRITICAL,
    description: 'An access key of a root user was created, activated or deleted.',
    pattern: `{ ${ROOT} && ${anyEvent(...ROOT_KEY_CALLS)} }`,
    cis: ['2.4'],
  }),
  new SecurityAlarm({
    id: 'root-email-change',
    severity: Severity.CRITICAL,
    description: 'Somebody changes the e-mail address of a member account\'s root user, by which its password can be recovered.',
    pattern: listOf('account', ...ROOT_EMAIL_CALLS),
    cis: ['2.7'],
  }),
  new SecurityAlarm({
    id: 'assume-root',
    severity: Severity.CRITICAL,
    description: 'Somebody took a root session in a member account.',
    pattern: listOf('sts', 'AssumeRoot'),
    cis: ['2.1.1'],
  }),
  new SecurityAlarm({
    id: 'root-management-disabled',
    severity: Severity.CRITICAL,
    description: 'Central management of root users was switched off, so member accounts can have root credentials again.',
    pattern: `{ ${anyEvent('DisableOrganizationsRootCredentialsManagement', 'DisableOrganizationsRootSessions')}`
      + ' || (($.eventName = DisableAWSServiceAccess) && ($.requestParameters.servicePrincipal = iam.amazonaws.com)) }',
    cis: ['2.1.1'],
  }),
];
