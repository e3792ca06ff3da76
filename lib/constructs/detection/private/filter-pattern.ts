import { functionName, ROLE_PATH, STACKSETS_ROLE_PATTERN } from '../../../core/naming';

/** One of the events, whichever service it is of. */
export const list = (...events: readonly string[]): string => `{ ${names(events)} }`;

/** One of the events of a service. */
export const listOf = (service: string, ...events: readonly string[]): string =>
  `{ ($.eventSource = ${service}.amazonaws.com) && ${anyEvent(...events)} }`;

/** `$.eventName` is one of the names; in brackets, so that it can stand beside "&&". */
export const anyEvent = (...events: readonly string[]): string => `(${names(events)})`;

/**
 * Not by CloudFormation, whose calls carry its name where an address stands.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html (sourceIPAddress)
 */
export const BY_HAND = '($.sourceIPAddress != cloudformation.amazonaws.com)';

const ISSUER = '$.userIdentity.sessionContext.sessionIssuer';

/** What a call without a role lacks is asked for by itself: AWS does not say what "!=" makes of a field that is not there. */
const notByRole = (field: string, value: string): string => `(${ISSUER}.${field} NOT EXISTS) || (${ISSUER}.${field} != "${value}")`;

/**
 * Not by one of the platform's own functions: its role in whatever account, which guardrails keep everybody else from.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html (sessionIssuer)
 */
export const notByFunction = (purpose: string): string => `(${notByRole('arn', `*:role${ROLE_PATH}${functionName(purpose)}`)})`;

/** Not by CloudFormation for a StackSet of the organization: by that service, and with the role that StackSets put into each account. */
export const NOT_BY_STACK_SETS =
  `(${BY_HAND} || ${notByRole('userName', STACKSETS_ROLE_PATTERN.replace(/^.*\//, ''))})`;

const names = (events: readonly string[]): string => events.map(event => `($.eventName = ${event})`).join(' || ');
