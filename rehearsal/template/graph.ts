import { invalid } from './problems';

/** Which of the resources that nothing orders comes first: deploying in both orders finds what only a lucky order hides. */
export type TieBreak = 'first' | 'last';

/** Who needs whom to exist first. */
export class DependencyGraph {
  private readonly closures = new Map<string, ReadonlySet<string>>();
  private readonly orders = new Map<TieBreak, readonly string[]>();

  /**
   * @param nodes in the order of their declaration
   * @param edges for each node what it needs; nodes without needs may be left out
   */
  public constructor(public readonly nodes: readonly string[], private readonly edges: ReadonlyMap<string, ReadonlySet<string>>) {}

  /** What a node names directly. */
  public dependenciesOf(node: string): ReadonlySet<string> {
    return this.edges.get(node) ?? NOTHING;
  }

  /** What must exist before a node, directly or through others. */
  public closureOf(node: string): ReadonlySet<string> {
    let closure = this.closures.get(node);
    if (!closure) {
      closure = this.walk(node);
      this.closures.set(node, closure);
    }
    return closure;
  }

  /** Whether a path is declared from one node to another that must exist first. */
  public hasPath(from: string, to: string): boolean {
    return this.closureOf(from).has(to);
  }

  /**
   * All nodes, each after what it needs.
   *
   * `last` turns around as many of the pairs that nothing orders as one pass can: among the nodes that are ready it takes the one that
   * `first` took latest.
   */
  public order(tie: TieBreak): readonly string[] {
    let order = this.orders.get(tie);
    if (!order) {
      order = tie === 'first' ? this.sort(this.nodes) : this.sort([...this.order('first')].reverse());
      this.orders.set(tie, order);
    }
    return order;
  }

  private walk(start: string): ReadonlySet<string> {
    const seen = new Set<string>();
    const pending = [...this.dependenciesOf(start)];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      pending.push(...this.dependenciesOf(node));
    }
    return seen;
  }

  private sort(preference: readonly string[]): readonly string[] {
    const left = new Set(preference);
    const sorted: string[] = [];
    while (left.size > 0) {
      const next = [...left].find(node => [...this.dependenciesOf(node)].every(dependency => !left.has(dependency)));
      if (next === undefined) throw invalid(`circular dependency: ${this.cycleIn(left).join(' → ')}`);
      left.delete(next);
      sorted.push(next);
    }
    return sorted;
  }

  /** Every node that is left needs another one that is left: following them must close a circle. */
  private cycleIn(left: ReadonlySet<string>): readonly string[] {
    const path: string[] = [];
    let node = [...left][0];
    while (!path.includes(node)) {
      path.push(node);
      node = [...this.dependenciesOf(node)].find(dependency => left.has(dependency))!;
    }
    return [...path.slice(path.indexOf(node)), node];
  }
}

const NOTHING: ReadonlySet<string> = new Set();
