const ANY = 'x';

/**
 * A text that both patterns match, `*` for any text and `?` for one character: `role/*` and `*app-*` have `role/app-x` in common.
 *
 * @returns undefined when there is none
 */
export function commonText(one: string, other: string): string | undefined {
  const failed = new Set<number>();
  const from = (i: number, j: number): string | undefined => {
    if (i === one.length && j === other.length) {
      return '';
    }
    const key = i * (other.length + 1) + j;
    if (failed.has(key)) {
      return undefined;
    }
    for (const [text, nextI, nextJ] of steps(one[i], other[j], i, j)) {
      const rest = from(nextI, nextJ);
      if (rest !== undefined) {
        return text + rest;
      }
    }
    failed.add(key);
    return undefined;
  };
  return from(0, 0);
}

type Step = readonly [text: string, i: number, j: number];

/** What may come next: a star of the first stands for much, one of the second for little, so that the name is what differs. */
function steps(a: string | undefined, b: string | undefined, i: number, j: number): readonly Step[] {
  if (a === '*' && b === '*') {
    return [[ANY, i, j + 1], [ANY, i + 1, j], ['', i + 1, j + 1]];
  }
  if (a === '*') {
    return [...b === undefined ? [] : [[b === '?' ? ANY : b, i, j + 1] as const], ['', i + 1, j]];
  }
  if (b === '*') {
    return [['', i, j + 1], ...a === undefined ? [] : [[a === '?' ? ANY : a, i + 1, j] as const]];
  }
  if (a === undefined || b === undefined || (a !== b && a !== '?' && b !== '?')) {
    return [];
  }
  return [[a !== '?' ? a : b !== '?' ? b : ANY, i + 1, j + 1]];
}
