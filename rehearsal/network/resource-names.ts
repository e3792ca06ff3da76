import type { Assembly } from '../assembly';
import type { Origin } from '../aws/contract';
import type { World } from '../aws/world';
import { stackById } from '../engine/stack-state';

/** How people call what stacks made. */
export class ResourceNames {
  private readonly paths: ReadonlyMap<string, ReadonlyMap<string, string>>;

  public constructor(private readonly world: World, assembly: Assembly) {
    this.paths = new Map(assembly.stacks.map(({ name, constructPaths }) => [name, constructPaths]));
  }

  /** Path of the construct; undefined for what StackSets made, and what was there before. */
  public pathOf(origin: Origin | undefined): string | undefined {
    const stack = origin && stackById(this.world, origin.stackId);
    return stack && this.paths.get(stack.name)?.get(origin.logicalId);
  }

  /** The best name there is: construct path, else logical id and stack, else the id. */
  public nameOf(origin: Origin | undefined, id: string): string {
    const stack = origin && stackById(this.world, origin.stackId);
    return this.pathOf(origin) ?? (stack ? `${origin.logicalId} of ${stack.name}` : id);
  }
}
