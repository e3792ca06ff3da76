import { lengthProblems, duplicateProblems, Problems, shapeProblems } from '../../../core/validation';
import { SecurityEvent } from '../security-event';

/** Characters of a pattern: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_PATTERN = 2048;
const MAX_DESCRIPTION = 512;
/** Characters of a rule's name are 64; the longest prefix that is put before an id is "lz-forward-". */
const MAX_ID = 53;

/** What nobody but services of AWS can send from. */
const SOURCE_OF_AWS = 'aws.';

/**
 * What is wrong with events, each named by its id.
 *
 * A rule gets whatever somebody in its account puts on the default bus, and PutEvents takes every source but those of AWS: without one an
 * alert could be made up.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html (Source)
 */
export function eventProblems(prop: string, events: readonly SecurityEvent[]): Problems {
  return [
    ...(events.length === 0 ? [`'${prop}' must name at least one event, got []: leave the construct out`] : []),
    ...duplicateProblems(prop, events.map(({ id }) => id), 'name each once'),
    ...events.flatMap(oneEventProblems),
  ];
}

function oneEventProblems({ id, description, pattern, details }: SecurityEvent): Problems {
  const size = JSON.stringify(pattern).length;
  return [
    ...shapeProblems('id', id, new RegExp(`^[a-z][a-z0-9-]{0,${MAX_ID - 1}}$`), `have 1 to ${MAX_ID} lower-case letters, digits and "-"`, 'rename the event'),
    ...lengthProblems('description', description, MAX_DESCRIPTION),
    ...(asksForAws(pattern.source) ? [] : [
      `'source' in the pattern of event "${id}" must be a list of services of AWS, got ${JSON.stringify(pattern.source)}: begin each with "${SOURCE_OF_AWS}", or anybody can make it up`,
    ]),
    ...(size > MAX_PATTERN ? [`'pattern' of event "${id}" must have at most ${MAX_PATTERN} characters, got ${size}: make two events of it`] : []),
    ...Object.entries(details).flatMap(([word, path]) => [
      ...shapeProblems('details', word, /^(?!aws)[A-Za-z][A-Za-z0-9]*$/, 'be words of letters and digits that do not begin with "aws"', `rename it in event "${id}"`),
      ...shapeProblems('details', path, /^\$\./, 'be JSON paths that begin with "$."', `correct "${word}" of event "${id}"`),
    ]),
  ];
}

/** Texts, or prefixes of texts, that begin with "aws.". */
const asksForAws = (source: unknown): boolean => Array.isArray(source) && source.length > 0 && source.every((asked: unknown) =>
  String((asked as { readonly prefix?: unknown } | null)?.prefix ?? asked).startsWith(SOURCE_OF_AWS));

/** Options that name events which are not there. */
export const unknownEventProblems = (prop: string, names: readonly string[], events: readonly SecurityEvent[]): Problems =>
  names.filter(name => !events.some(({ id }) => id === name))
    .map(name => `'${prop}' must name events, got ${JSON.stringify(name)}: choose among ${events.map(({ id }) => id).join(', ')}`);
