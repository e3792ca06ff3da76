import { Comparison } from './comparison';

/** Where the random numbers start. */
export const SEED = 20261122;

/** What came out of many comparisons. */
export class Tally {
  public count = 0;
  public disagreements = 0;
  private readonly decisions = new Map<string, number>();
  private readonly features = new Map<string, number>();
  private readonly reasons = new Map<string, number>();

  public constructor(private readonly title: string) {}

  public add({ ours, agree, explained }: Comparison, features: readonly string[] = []): void {
    this.count++;
    this.disagreements += agree ? 0 : 1;
    increase(this.decisions, `${ours.effect} ${ours.layer}`);
    new Set(features).forEach(feature => increase(this.features, feature));
    explained.forEach(id => increase(this.reasons, id));
  }

  /** Part of all decisions that are such ones. */
  public share(decisions: RegExp): number {
    return [...this.decisions].reduce((sum, [decision, count]) => sum + (decisions.test(decision) ? count : 0), 0) / this.count;
  }

  /** How many decisions rest on it. */
  public decidedBy(feature: string): number {
    return this.features.get(feature) ?? 0;
  }

  /** Tells the counts, for whoever runs the test alone. */
  public print(): void {
    const percent = (count: number) => `${(100 * count / this.count).toFixed(1)} %`.padStart(7);
    const lines = (counts: ReadonlyMap<string, number>) => [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `  ${percent(count)} ${String(count).padStart(6)}  ${name}`);
    process.stdout.write([
      `${this.title}: ${this.count} comparisons, ${this.disagreements} with a listed disagreement`, ...lines(this.decisions), '  of them', ...lines(this.reasons), '',
    ].join('\n'));
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
