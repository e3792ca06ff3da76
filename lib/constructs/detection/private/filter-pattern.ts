/** One of the events, whichever service it is of. */
export const list = (...events: readonly string[]): string => `{ ${names(events)} }`;

/** One of the events of a service. */
export const listOf = (service: string, ...events: readonly string[]): string =>
  `{ ($.eventSource = ${service}.amazonaws.com) && ${anyEvent(...events)} }`;

/** `$.eventName` is one of the names; in brackets, so that it can stand beside "&&". */
export const anyEvent = (...events: readonly string[]): string => `(${names(events)})`;

const names = (events: readonly string[]): string => events.map(event => `($.eventName = ${event})`).join(' || ');
