/** Circles in a graph of names, each as "a -> b -> a"; every edge is followed once. */
export function findCircles(links: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (name: string, above: readonly string[]): string[] => {
    if (above.includes(name)) {
      return [[...above.slice(above.indexOf(name)), name].join(' -> ')];
    }
    const found = done.has(name) ? [] : (links.get(name) ?? []).flatMap(next => visit(next, [...above, name]));
    done.add(name);
    return found;
  };
  return [...links.keys()].flatMap(name => visit(name, []));
}
