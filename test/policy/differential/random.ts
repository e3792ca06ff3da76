/** Numbers that look random and are the same in every run: mulberry32. */
export class Random {
  public constructor(private state: number) {}

  /** From 0 up to but not 1. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  public chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number below the limit. */
  public below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  public pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }

  /** One value by its weight. */
  public weighted<T>(values: readonly (readonly [T, number])[]): T {
    let rest = this.next() * values.reduce((sum, [, weight]) => sum + weight, 0);
    return values.find(([, weight]) => (rest -= weight) < 0)![0];
  }

  /** As many values as asked for, at most all, in their order. */
  public some<T>(values: readonly T[], count: number): T[] {
    const left = [...values];
    while (left.length > count) {
      left.splice(this.below(left.length), 1);
    }
    return left;
  }
}

/** A generator for the case of that number, independent of all others, so that one case can be looked at alone. */
export function randomFor(seed: number, index: number): Random {
  const random = new Random(seed ^ Math.imul(index + 1, 0x9e3779b1));
  random.next();
  return random;
}
