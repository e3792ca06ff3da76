import { Origin, RehearsalFailure, Rule } from '../aws/contract';
import { EngineContext } from './context';
import { StackState, stackById } from './stack-state';

/** Answers whether the templates declare that one thing exists before another, so that no lucky order is needed. */
export class DeclaredPaths {
  public constructor(private readonly context: Pick<EngineContext, 'world' | 'templates'>) {}

  /**
   * Fails by the rule unless a path is declared.
   *
   * @param rule that needs the path
   * @param from what needs it
   * @param to what must exist first; undefined, or of a stack that is gone, for what was there before
   * @param detail what the failure says
   */
  public require(rule: Rule, from: Origin, to: Origin | undefined, detail: string): void {
    if (!to || !stackById(this.context.world, to.stackId) || this.isDeclared(from, to)) return;
    throw new RehearsalFailure({
      kind: 'order',
      rule,
      message: `${detail}: nothing declares that ${this.nameOf(to, from)} exists before ${from.logicalId}`,
      remedy: `declare it: ${from.stackId === to.stackId ? 'construct.node.addDependency, or a reference' : 'stack.addDependency, or a reference'}`,
    });
  }

  /** Whether a resource, or the StackSet that made it, must come after another. */
  public isDeclared(from: Origin, to: Origin): boolean {
    const [source, target] = [from, to].map(origin => stackById(this.context.world, origin.stackId));
    if (!source || !target || this.isRemoved(from, source)) return true;
    if (source === target) {
      return from.logicalId === to.logicalId || this.context.templates.of(source).graph.hasPath(from.logicalId, to.logicalId);
    }
    if (this.stackComesAfter(source, target) || this.readsOutputsOf(source, from.logicalId, target)) return true;
    return this.throughStackSets(from, source, to, target);
  }

  /** An update takes it away: the template that made it declared its paths, and CloudFormation goes them backwards. */
  private isRemoved({ logicalId }: Origin, stack: StackState): boolean {
    return this.context.templates.of(stack).document.Resources[logicalId] === undefined;
  }

  /** What an instance made came from the StackSet resource: a path to that is a path to its instances, and from it a path from them. */
  private throughStackSets(from: Origin, source: StackState, to: Origin, target: StackState): boolean {
    const [above, below] = [source.stackSet?.origin, target.stackSet?.origin];
    const same = above && below && above.stackId === below.stackId && above.logicalId === below.logicalId;
    if (same) return false; // instances of one StackSet come in any order
    if (below && this.isDeclared(from, below)) return true;
    return above !== undefined && this.isDeclared(above, to);
  }

  /** By the dependencies of the manifest, directly or through other stacks. */
  private stackComesAfter(source: StackState, target: StackState): boolean {
    const seen = new Set<string>();
    const pending = [...source.dependencies];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (id === target.stackId) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      pending.push(...stackById(this.context.world, id)?.dependencies ?? []);
    }
    return false;
  }

  /** By Fn::GetStackOutput in the resource or in what it depends on. */
  private readsOutputsOf(source: StackState, logicalId: string, target: StackState): boolean {
    if (source.accountId !== target.accountId) return false;
    const { graph, stackReferences } = this.context.templates.of(source);
    return [logicalId, ...graph.closureOf(logicalId)].some(id => stackReferences.get(id)?.has(target.name));
  }

  private nameOf(to: Origin, from: Origin): string {
    const stack = stackById(this.context.world, to.stackId);
    return to.stackId === from.stackId ? to.logicalId : `${to.logicalId} of stack ${stack?.name}`;
  }
}
