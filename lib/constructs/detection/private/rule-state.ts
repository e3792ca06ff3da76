import { SecurityEvent } from '../security-event';

/**
 * What CloudTrail brings to the rule of an event: on each bus that the event crosses, since each drops calls that only read by itself.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export const ruleState = ({ readOnlyCalls }: SecurityEvent): string => readOnlyCalls ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED';
