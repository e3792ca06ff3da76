import { STACKSET_ADMINISTRATION_ROLE, STACKSET_EXECUTION_ROLE } from '../../../core/naming';
import { BreakGlassRole } from '../../identity';
import { SecurityEvent, SecurityEventOrigin } from '../security-event';
import { Severity } from '../severity';
import { BY_HAND, calls } from './call-pattern';

const ASSUMPTION = {
  who: '$.detail.userIdentity.arn', role: '$.detail.requestParameters.roleArn', session: '$.detail.requestParameters.roleSessionName',
  from: '$.detail.sourceIPAddress', error: '$.detail.errorCode',
};
/** CloudTrail counts AssumeRole among the calls that only read. */
const ofSts = { readOnlyCalls: true };
const assuming = (roleArn: readonly unknown[], more: Record<string, unknown> = {}) => calls('sts', ['AssumeRole'], { requestParameters: { roleArn }, ...more });

/** Who becomes somebody powerful, and what happens to the organization itself. */
export const ACCESS_EVENTS: SecurityEvent[] = [
  new SecurityEvent({
    ...ofSts,
    id: 'break-glass-use',
    severity: Severity.CRITICAL,
    description: 'The break-glass role was used, or somebody tried to.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT,
    pattern: BreakGlassRole.usePattern,
    details: ASSUMPTION,
  }),
  new SecurityEvent({
    ...ofSts,
    id: 'deployment-role-misuse',
    severity: Severity.CRITICAL,
    description: 'A role that deploys to the management account was used outside of CloudFormation: it is an administrator that no guardrail binds.',
    origin: SecurityEventOrigin.MANAGEMENT_ACCOUNT,
    pattern: assuming([
      { suffix: `/${STACKSET_ADMINISTRATION_ROLE}` }, { suffix: `/${STACKSET_EXECUTION_ROLE}` }, { wildcard: '*:role/cdk-*-cfn-exec-role-*' },
    ], BY_HAND),
    details: ASSUMPTION,
  }),
  new SecurityEvent({
    ...ofSts,
    id: 'deployment',
    severity: Severity.LOW,
    description: 'Somebody deploys to the management account, or publishes templates for it.',
    origin: SecurityEventOrigin.MANAGEMENT_ACCOUNT,
    pattern: assuming([{ wildcard: '*:role/cdk-*-deploy-role-*' }, { wildcard: '*:role/cdk-*-file-publishing-role-*' }]),
    details: ASSUMPTION,
  }),
  new SecurityEvent({
    id: 'account-leaves',
    severity: Severity.CRITICAL,
    description: 'An account was removed from the organization, left it or was closed, or somebody tried to.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL,
    pattern: calls('organizations', ['LeaveOrganization', 'RemoveAccountFromOrganization', 'CloseAccount', 'DeleteOrganization']),
    cis: ['5.15'],
  }),
  new SecurityEvent({
    id: 'guardrail-detached',
    severity: Severity.CRITICAL,
    description: 'An organization policy was detached or deleted, or a policy type switched off, outside of CloudFormation.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL,
    pattern: calls('organizations', ['DetachPolicy', 'DeletePolicy', 'DisablePolicyType'], BY_HAND),
    cis: ['5.15'],
  }),
  new SecurityEvent({
    id: 'organization-resource-policy',
    severity: Severity.HIGH,
    description: 'The policy that delegates the management of organization policies was changed.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL,
    pattern: calls('organizations', ['PutResourcePolicy', 'DeleteResourcePolicy']),
  }),
  new SecurityEvent({
    id: 'delegated-administrator-changes',
    severity: Severity.HIGH,
    description: 'An account became administrator of a service for the organization, or ceased to be; or a service lost its access.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL,
    pattern: calls('organizations', ['RegisterDelegatedAdministrator', 'DeregisterDelegatedAdministrator', 'DisableAWSServiceAccess']),
  }),
];
