import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnOrganizationalUnit } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { MAX_ORGANIZATIONAL_UNIT_DEPTH, MAX_ORGANIZATIONAL_UNIT_NAME } from '../../core/quotas';
import { lengthProblems, organizationalUnitIdProblems } from '../../core/validation';
import { IOrganizationParent } from './organization';

/** An organizational unit, created here or adopted. */
export interface IOrganizationalUnit extends IOrganizationParent {
  /** The id of the organizational unit, such as "ou-a1b2-c3d4e5f6". */
  readonly organizationalUnitId: string;
}

/** What identifies an organizational unit that exists. */
export interface OrganizationalUnitAttributes {
  /** The id of the organizational unit, such as "ou-a1b2-c3d4e5f6". */
  readonly organizationalUnitId: string;

  /**
   * How deep it lies: 1 directly below the root, 5 at most.
   *
   * @default 1 - units created below it are then checked as if it lay directly below the root; AWS refuses what is really too deep
   */
  readonly depth?: number;
}

/** Properties of an organizational unit. */
export interface OrganizationalUnitProps {
  /** The name, unique among its siblings, 1 to 128 characters. */
  readonly organizationalUnitName: string;

  /**
   * The organization's root or another organizational unit. To CloudFormation a change is a replacement, which AWS refuses while the unit
   * holds accounts: move them out first.
   */
  readonly parent: IOrganizationParent;
}

/**
 * An organizational unit. It is retained when it leaves the template: a unit that holds accounts cannot be deleted, and one that is empty
 * does no harm.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-organizationalunit.html
 */
export class OrganizationalUnit extends Construct implements IOrganizationalUnit {
  /**
   * Adopts an organizational unit that exists, taken to lie directly below the root.
   *
   * @param scope where to put the reference
   * @param id its name in that scope
   * @param organizationalUnitId such as "ou-a1b2-c3d4e5f6"
   */
  public static fromOrganizationalUnitId(scope: Construct, id: string, organizationalUnitId: string): IOrganizationalUnit {
    return OrganizationalUnit.fromOrganizationalUnitAttributes(scope, id, { organizationalUnitId });
  }

  /**
   * Adopts an organizational unit that exists, and says how deep it lies.
   *
   * @param scope where to put the reference
   * @param id its name in that scope
   * @param attributes its id and depth
   */
  public static fromOrganizationalUnitAttributes(
    scope: Construct, id: string, attributes: OrganizationalUnitAttributes,
  ): IOrganizationalUnit {
    const depth = attributes.depth ?? 1;
    throwProblems(scope, [
      ...organizationalUnitIdProblems('organizationalUnitId', attributes.organizationalUnitId),
      ...depthProblems('depth', depth),
    ]);

    class Import extends Construct implements IOrganizationalUnit {
      public readonly organizationalUnitId = attributes.organizationalUnitId;
      public readonly parentId = attributes.organizationalUnitId;
      public readonly depth = depth;
    }
    return new Import(scope, id);
  }

  public readonly organizationalUnitId: string;
  public readonly parentId: string;
  public readonly depth: number;

  public constructor(scope: Construct, id: string, props: OrganizationalUnitProps) {
    super(scope, id);
    this.depth = props.parent.depth + 1;
    throwProblems(this, [
      ...lengthProblems('organizationalUnitName', props.organizationalUnitName, MAX_ORGANIZATIONAL_UNIT_NAME),
      ...depthProblems('parent', this.depth),
    ]);

    const resource = new CfnOrganizationalUnit(this, 'Resource', { name: props.organizationalUnitName, parentId: props.parent.parentId });
    resource.applyRemovalPolicy(RemovalPolicy.RETAIN);

    this.organizationalUnitId = resource.attrId;
    this.parentId = resource.attrId;
  }
}

function depthProblems(prop: string, depth: number): string[] {
  return Number.isInteger(depth) && depth >= 1 && depth <= MAX_ORGANIZATIONAL_UNIT_DEPTH
    ? []
    : [`'${prop}' must put the unit at most ${MAX_ORGANIZATIONAL_UNIT_DEPTH} levels below the root, got level ${depth}: flatten the tree`];
}
