/** Whether some text matches both patterns, of `*` for any text and `?` for a character; upper and lower case are the same. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  const seen = new Set<number>();
  const open: [number, number][] = [[0, 0]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [i, j] = pair;
    if (i === a.length && j === b.length) {
      return true;
    }
    const place = i * (b.length + 1) + j;
    if (!seen.has(place)) {
      seen.add(place);
      open.push(...steps(a, b, i, j));
    }
  }
  return false;
}

/** Where the two patterns may go on from a place in each. */
function steps(a: string, b: string, i: number, j: number): [number, number][] {
  const next: [number, number][] = [];
  if (a[i] === '*') {
    next.push([i + 1, j]);
  }
  if (b[j] === '*') {
    next.push([i, j + 1]);
  }
  if (i < a.length && j < b.length) {
    if (a[i] === '*' || b[j] === '*') {
      next.push([i + (a[i] === '*' ? 0 : 1), j + (b[j] === '*' ? 0 : 1)]);
    } else if (a[i] === b[j] || a[i] === '?' || b[j] === '?') {
      next.push([i + 1, j + 1]);
    }
  }
  return next.filter(([x, y]) => x !== i || y !== j);
}
