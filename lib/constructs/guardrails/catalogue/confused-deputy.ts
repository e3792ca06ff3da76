import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { NO_FRAMEWORK } from './compliance';
import { NO_ONE, OWNER_ACCOUNT } from './exemptions';
import { RCP_SERVICES } from './rcp-services';

/**
 * An AWS service reaches our resources only on behalf of our accounts. Whether it acts for somebody is told by `aws:SourceAccount`, not by
 * `aws:SourceOrgID`: a caller outside any organization has the one and not the other, and is the very one to catch.
 *
 * The trap: a service that sends the account but no organization is denied, though it acts for an account of ours. AWS documents
 * `aws:SourceOrgID` for CloudTrail and Config; for log delivery, S3 server access logs and exports of GuardDuty nothing was found. Hence
 * two things. A service may act for the very account that owns the resource, which nobody can confuse. And the guardrail stays off the OU
 * of the log archive, where logs of all accounts arrive: its bucket policies name each writer already.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const CONFUSED_DEPUTY = new ParameterizedGuardrail({
  id: 'G61',
  title: 'AWS services act for us only',
  intent: 'An AWS service reaches a bucket, queue, key, secret, log group, table, image or role of ours only for an account of ours.',
  threat: 'A stranger tells a service to write to our bucket, or to read from it, and our policy trusts the service, whoever sent it.',
  adoption: 'Look in CloudTrail for calls of service principals whose source account is not ours: name it in \'trustedAccounts\', or the service in '
    + '\'trustedServices\'. Not for the OU of the log archive, nor for an account that collects logs of others, until each writer is seen to '
    + 'send aws:SourceOrgID.',
  breaks: 'Log writers that deliver from one account into a bucket of another and do not say its organization; services that partners send.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SECURITY]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.RESOURCE_CONTROL_POLICY,
  exemptions: NO_ONE,
  denies: ({ organizationId, rcpServices = RCP_SERVICES, trustedAccounts = [], trustedServices = [] }) => [{
    // Of STS the one call that services make to begin a session: tags and the rest ride along.
    actions: [...rcpServices.map(service => `${service}:*`), 'sts:AssumeRole'],
    conditions: {
      StringNotEqualsIfExists: {
        'aws:SourceOrgID': [organizationId],
        'aws:SourceAccount': [OWNER_ACCOUNT, ...trustedAccounts],
        ...(trustedServices.length > 0 ? { 'aws:PrincipalServiceName': trustedServices } : {}),
      },
      Null: { 'aws:SourceAccount': ['false'] },
      Bool: { 'aws:PrincipalIsAWSService': ['true'] },
    },
  }],
});
