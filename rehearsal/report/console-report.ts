import type { Colors } from 'picocolors/types';
import { MemberStackDone, ResourceDone, StackAction } from '../engine';
import { failureText } from './failure-text';
import { PlannedStack, RehearsalListener } from './listener';
import { PhaseSummary, RehearsalSummary } from './summary';
import { treeText } from './tree-text';
import { inertText, phaseText, verdictText } from './verdict-text';

/** The phase whose resources are listed one by one; later ones get a line each. */
const DETAILED_PHASE = 'first-deployment';

/** Prints a rehearsal for a person: progress as `cdk deploy` prints it, the tree, the phases, the verdict. */
export class ConsoleReport implements RehearsalListener {
  private stacks = new Map<string, PlannedStack>();
  private instances: MemberStackDone[] = [];
  private detailed = false;
  private done = 0;

  public constructor(private readonly print: (line: string) => void, private readonly colors: Colors) {}

  public begun(stacks: readonly PlannedStack[]): void {
    this.stacks = new Map(stacks.map(stack => [stack.name, stack]));
  }

  public phaseStarted(id: string, _title: string): void {
    this.detailed = id === DETAILED_PHASE;
  }

  public stackStarted(name: string, index: number, total: number): void {
    if (this.detailed) {
      this.done = 0;
      this.print(`${this.colors.bold(this.displayName(name))}: deploying... [${index + 1}/${total}]\n`);
    }
  }

  public resourceDone({ stack, logicalId, type, action }: ResourceDone): void {
    if (!this.detailed) {
      return;
    }
    this.instancesDone(stack);
    const planned = this.stacks.get(stack);
    const total = String(planned?.resources ?? '?');
    const path = planned?.constructPaths.get(logicalId);
    const what = path ? `${path} ${this.colors.dim(`(${logicalId})`)}` : logicalId;
    this.print(`${stack} | ${String(++this.done).padStart(total.length)}/${total} | ${this.colors.green(status(action).padEnd(15))} | ${type.padEnd(32)} | ${what}`);
  }

  public memberStackDone(event: MemberStackDone): void {
    if (this.detailed) {
      this.instances.push(event);
    }
  }

  public stackDone(name: string, action: StackAction, _milliseconds: number): void {
    if (this.detailed) {
      this.instancesDone(name);
      this.print(`\n ✅  ${this.displayName(name)}${action === 'unchanged' ? ' (no changes)' : ''}\n`);
    }
  }

  public phaseDone(phase: PhaseSummary): void {
    this.detailed = false;
    this.print(phaseText(phase, this.colors));
  }

  /** What follows when all phases are through: failures, the tree, the verdict. */
  public finish(summary: RehearsalSummary, options: { readonly inert: boolean }): void {
    for (const failure of summary.failures) {
      this.print(`\n${failureText(failure, this.colors)}`);
    }
    if (summary.organization) {
      this.print(`\n${treeText(summary.organization, this.colors)}`);
    }
    if (options.inert && summary.inert.length > 0) {
      this.print(`\n${inertText(summary.inert)}`);
    }
    this.print(`\n${verdictText(summary, this.colors)}`);
  }

  /** StackSets reach hundreds of accounts: one line each, however many instances. */
  private instancesDone(stack: string): void {
    const byStackSet = groupBy(this.instances, instance => instance.stackSetName);
    for (const [name, instances] of byStackSet) {
      const accounts = new Set(instances.map(instance => instance.accountId)).size;
      const regions = [...new Set(instances.map(instance => instance.region))].sort().join(', ');
      this.print(`${stack} | ${this.colors.dim(`StackSet ${name}: ${plural(instances.length, 'instance')} in ${plural(accounts, 'account')}, ${regions}`)}`);
    }
    this.instances = [];
  }

  private displayName(name: string): string {
    const displayName = this.stacks.get(name)?.displayName;
    return displayName === undefined || displayName === name ? name : `${displayName} (${name})`;
  }
}

function status(action: ResourceDone['action']): string {
  return { create: 'CREATE_COMPLETE', update: 'UPDATE_COMPLETE', replace: 'UPDATE_COMPLETE', delete: 'DELETE_COMPLETE', import: 'IMPORT_COMPLETE',
    retain: 'DELETE_SKIPPED' }[action];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Map.groupBy came with Node 21. */
function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(key(item), [item]);
    }
  }
  return groups;
}
