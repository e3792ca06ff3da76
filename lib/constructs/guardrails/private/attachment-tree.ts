import { CfnAccount, CfnOrganization, CfnOrganizationalUnit } from 'aws-cdk-lib/aws-organizations';
import { IConstruct } from 'constructs';

/** What an app knows of the tree of its organization: which target lies below which. */
export class AttachmentTree {
  private readonly parents = new Map<string, string>();
  private readonly roots = new Set<string>();

  /** @param constructs all those of the app. */
  public constructor(constructs: readonly IConstruct[]) {
    for (const construct of constructs) {
      if (CfnOrganizationalUnit.isCfnOrganizationalUnit(construct)) {
        this.parents.set(construct.attrId, construct.parentId);
      } else if (CfnAccount.isCfnAccount(construct) && construct.parentIds?.length === 1) {
        this.parents.set(construct.attrAccountId, construct.parentIds[0]);
      } else if (CfnOrganization.isCfnOrganization(construct)) {
        this.roots.add(construct.attrRootId);
      }
    }
  }

  /** Whether a policy on one of the targets holds at a place: attached there or above it, or to the root. */
  public holds(targets: readonly string[], place: string): boolean {
    return targets.some(target => this.isRoot(target) || this.isWithin(place, target));
  }

  /** Places to judge in stead of a target: for the root the units below it, which hold every account that a policy binds. */
  public placesOf(target: string): string[] {
    const below = this.isRoot(target) ? [...this.parents].filter(([, parent]) => parent === target).map(([child]) => child) : [];
    return below.length > 0 ? below : [target];
  }

  private isRoot(target: string): boolean {
    return target.startsWith('r-') || this.roots.has(target);
  }

  private isWithin(place: string, target: string): boolean {
    for (let at: string | undefined = place; at !== undefined; at = this.parents.get(at)) {
      if (at === target) {
        return true;
      }
    }
    return false;
  }
}
