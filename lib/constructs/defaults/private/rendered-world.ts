import { IConstruct } from 'constructs';
import { RenderedResource, renderedResources } from '../../../core/rendered-resources';
import { isLandingZone } from '../../../core/own-constructs';

/** Everything below a scope as templates have it, rendered once for all rules. */
export class RenderedWorld {
  /** All resources, but for those of a landing zone, which answers for itself. */
  public readonly all: readonly RenderedResource[];
  private readonly byType = new Map<string, RenderedResource[]>();
  private readonly remembered = new Map<string, unknown>();

  public constructor(public readonly scope: IConstruct) {
    this.all = renderedResources(scope, undefined, isLandingZone);
    this.all.forEach(resource => {
      const sameType = this.byType.get(resource.cfnType) ?? [];
      sameType.push(resource);
      this.byType.set(resource.cfnType, sameType);
    });
  }

  /** Resources of some types; of all where none are named. */
  public withTypes(cfnTypes?: readonly string[]): readonly RenderedResource[] {
    return cfnTypes?.flatMap(cfnType => this.byType.get(cfnType) ?? []) ?? this.all;
  }

  /** Something that many resources are asked about, worked out once. */
  public remember<T>(name: string, make: () => T): T {
    if (!this.remembered.has(name)) {
      this.remembered.set(name, make());
    }
    return this.remembered.get(name) as T;
  }
}

/** How a template names a resource of its own: what `Ref` and `Fn::GetAtt` become when it is rendered. */
export function isNamedBy(resource: RenderedResource, value: unknown): boolean {
  const logicalId = logicalIdOf(resource);
  return value === `<${logicalId}>` || String(value).startsWith(`<${logicalId}.`);
}

const LOGICAL_IDS = new WeakMap<RenderedResource, string>();

/** The logical id of a resource, as it was rendered; resources are many, and each is compared with many. */
export function logicalIdOf(resource: RenderedResource): string {
  const { construct: { stack, logicalId } } = resource;
  const known = LOGICAL_IDS.get(resource) ?? String(stack.resolve(logicalId));
  LOGICAL_IDS.set(resource, known);
  return known;
}
