/**
 * Writes lib/controls/private/detection-catalogue.ts: what the alarms and events look for that controls name, and where rules must be.
 * lib/controls knows no CDK and so no constructs; test/controls/detection-catalogue.test.ts keeps this run.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConformanceTheme, SecurityAlarms, SecurityEvent, SecurityEventOrigin, SecurityEvents } from '../lib/constructs/detection';
import { ruleState } from '../lib/constructs/detection/private/rule-state';
import { ControlCatalogue } from '../lib/controls';
import { AlertOrigin } from '../lib/controls/private/detection-facts';
import { sorted } from '../lib/controls/private/sorted-json';

export const FILE = join(__dirname, '../lib/controls/private/detection-catalogue.ts');

/** The text of lib/controls/private/detection-catalogue.ts. */
export function detectionCatalogue(): string {
  const alarms = SecurityAlarms.all().filter(({ id }) => isNamed(`alarm lz-${id}`))
    .map(({ id, pattern, threshold }) => `  ${text(id)}: { pattern: ${text(pattern)}, threshold: ${threshold} },`);
  const events = SecurityEvents.all().filter(({ id }) => isNamed(`event lz-${id}`))
    .map(event => `  ${text(event.id)}: { ${factsOf(event)} },`);
  const rules = ConformanceTheme.all().flatMap(theme => theme.rules)
    .map(({ regions, notIn, _evaluation }) => ({ identifier: String(_evaluation.source.SourceIdentifier), regions, notIn }))
    .filter(({ identifier }) => isNamed(`Config rule ${identifier}`))
    .map(({ identifier, regions, notIn }) => `  ${text(identifier)}: { regions: RuleRegions.${regions}, notIn: [${[...notIn].sort().map(text).join(', ')}] },`);
  return `// Written by \`npm run docs\` from lib/constructs/detection: change that.
import { AlarmFacts, AlertOrigin, EventFacts, RuleFacts, RuleRegions } from './detection-facts';

/** The alarms that controls name, by their ids. */
export const ALARMS: Readonly<Record<string, AlarmFacts>> = {
${alarms.sort().join('\n')}
};

/** The events that controls name, by their ids. */
export const EVENTS: Readonly<Record<string, EventFacts>> = {
${events.sort().join('\n')}
};

/** The rules of AWS Config that controls name, by their identifiers. */
export const RULES: Readonly<Record<string, RuleFacts>> = {
${rules.sort().join('\n')}
};
`;
}

const descriptions = ControlCatalogue.cisFoundations().flatMap(({ answers }) => answers.map(({ description }) => description));
const isNamed = (description: string) => descriptions.includes(description);
const text = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;

const factsOf = (event: SecurityEvent): string =>
  `origin: AlertOrigin.${originOf(event.origin)}, state: ${text(ruleState(event))}, pattern: ${text(sorted(event.pattern))}`;

const originOf = (origin: SecurityEventOrigin): AlertOrigin =>
  Object.values(AlertOrigin).find(known => known as string === origin) ?? AlertOrigin.ELSEWHERE;

if (require.main === module) {
  writeFileSync(FILE, detectionCatalogue());
}
