import { BusEvent } from './event-pattern';
import { EventTarget } from './services/eventbridge';

/**
 * What a target is told: the event, a text of its own, or a template with values of the event in it. A value that the event lacks leaves
 * nothing.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function messageOf({ input, transformer }: EventTarget, event: BusEvent): string {
  if (transformer === undefined) {
    return input ?? JSON.stringify(event);
  }
  const { paths, template } = transformer;
  const filled = template.replace(/<([\w.-]+)>/g, (whole, name: string) => name in paths ? textAt(event, paths[name]) : whole);
  return filled.split('\n').map(unquote).join('\n');
}

/** Lines of a template that is no JSON object stand in quotes. */
const unquote = (line: string) => /^".*"$/.test(line) ? line.slice(1, -1) : line;

/** The value at a JSON path with names and indexes. */
function textAt(event: BusEvent, path: string): string {
  const value = path.replace(/^\$\.?/, '').split(/\.|\[(\d+)\]/).filter(step => step !== undefined && step !== '')
    .reduce<unknown>((at, step) => typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[step] : undefined, event);
  return value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}
