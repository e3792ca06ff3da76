import { SecurityEvent, Severity } from '../constructs/detection';
import { AlertsConfiguration } from './detection-configuration';

/** What the configuration decides about alerts of one kind: alarms and events share ids, and not every one is both. */
export interface AlertChoices {
  readonly without: string[];
  readonly severities: Record<string, Severity>;
}

/** The choices that concern these alerts. */
export function choicesAmong(alerts: readonly { readonly id: string }[], configuration: AlertsConfiguration): AlertChoices {
  const { without = [], severities = {} } = configuration;
  const isOurs = (id: string) => alerts.some(alert => alert.id === id);
  return {
    without: without.filter(isOurs),
    severities: Object.fromEntries(Object.entries(severities).filter(([id]) => isOurs(id))),
  };
}

/** Those of the events that the configuration does not leave out: what nobody is told of need not be forwarded. */
export function watchedAmong(events: readonly SecurityEvent[], { without = [] }: AlertsConfiguration): SecurityEvent[] {
  return events.filter(({ id }) => !without.includes(id));
}
