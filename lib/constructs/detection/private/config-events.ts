/**
 * The event that AWS Config sends when a resource does not comply with a rule any more, or at its first evaluation: for the catalogue of
 * security events, as `config-noncompliant`.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
 */
export const CONFIG_NONCOMPLIANT_PATTERN = {
  'source': ['aws.config'],
  'detail-type': ['Config Rules Compliance Change'],
  'detail': { messageType: ['ComplianceChangeNotification'], newEvaluationResult: { complianceType: ['NON_COMPLIANT'] } },
};
