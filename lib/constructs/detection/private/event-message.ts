import { CfnRule } from 'aws-cdk-lib/aws-events';
import { runbookLink } from '../../../core/runbook';
import { SecurityEvent } from '../security-event';

/**
 * A mail that a person can read, one line for each thing. A value that the event lacks leaves its line empty: EventBridge puts nothing
 * there.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function messageOf(event: SecurityEvent, runbookUrl?: string): CfnRule.InputTransformerProperty {
  const { severity, description, details, cis, ruleName } = event;
  const lines = [
    `[${severity.severityName}] ${description}`,
    'account: <eventAccount>',
    'region: <eventRegion>',
    'time: <eventTime>',
    ...Object.keys(details).map(word => `${word}: <${word}>`),
    ...(cis.length > 0 ? [`CIS 7.0: ${cis.join(', ')}`] : []),
    `runbook: ${runbookLink(ruleName, runbookUrl)}`,
  ];
  return {
    inputPathsMap: { eventAccount: '$.account', eventRegion: '$.region', eventTime: '$.time', ...details },
    inputTemplate: lines.map(line => JSON.stringify(line)).join('\n'),
  };
}
