import { functionName, ROLE_PATH } from '../../../core/naming';

/** A pattern for calls of a service, as CloudTrail reports them. */
export const calls = (service: string, names: readonly string[], more: Record<string, unknown> = {}): Record<string, unknown> => ({
  'source': [`aws.${service}`],
  'detail-type': ['AWS API Call via CloudTrail'],
  'detail': { eventSource: [`${service}.amazonaws.com`], eventName: names, ...more },
});

/**
 * Not by CloudFormation, whose calls carry its name where an address stands: what a deployment changes was reviewed. Somebody who attacks
 * by CloudFormation is seen by its own calls, which are recorded.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html (sourceIPAddress)
 */
export const BY_HAND = { sourceIPAddress: [{ 'anything-but': ['cloudformation.amazonaws.com'] }] };

/**
 * Not by one of the platform's own functions: its role in whatever account, which guardrails keep everybody else from. Calls without a role
 * have no such field, which has to be said.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html (sessionIssuer)
 */
export const notByFunction = (purpose: string) => ({
  userIdentity: { sessionContext: { sessionIssuer: { arn: [{ exists: false }, { 'anything-but': { suffix: `:role${ROLE_PATH}${functionName(purpose)}` } }] } } },
});
