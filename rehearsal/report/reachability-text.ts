import { Reachability } from '../network';

/** The way of the traffic, station by station, as far as it comes. */
export function reachabilityText({ explanation, steps }: Reachability): string {
  const width = Math.max(...steps.map(({ station }) => station.length));
  const lines = steps.map(({ station, resource, reason, passes }) => `   ${passes ? '✓' : '✗'} ${station.padEnd(width)}  ${resource}: ${reason}`);
  return [explanation, ...lines].join('\n');
}
